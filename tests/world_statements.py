"""A judgement and a piece of evidence for every page about them, for the tests of who may come in where."""

from datetime import date
from typing import Any

from giving import add_file, uses
from stating import DUTY, as_, keep, say

from clearline.accounts.models import Authority


def for_the_matrix(authority: Authority, on: date) -> dict[str, dict[str, Any]]:
    """State in both columns, keep the judgement and use evidence; return what stands in the addresses of the pages."""
    first, second, officer = (as_(authority, role) for role in ("dcs", "lead-member", "governance-officer"))
    say(first, "dcs", on=on)
    say(second, "lead-member", on=on)
    keep(officer, on=on)
    key = add_file(officer, on=on)
    duty = dict(zip(("document", "edition", "duty"), DUTY, strict=True))
    one = {"key": key}
    use = {**one, "number": uses(officer, key, on=on)}
    return {
        **{f"statements:{name}": duty for name in ("judgement", "say", "keep", "voice", "sign")},
        **{f"evidence:{name}": one for name in ("item", "version")},
        **{f"evidence:{name}": use for name in ("check", "newest", "end-use")},
        "evidence:add": {"kind": "link"},
        "reports:who-may-read": {"kind": "use", "key": use["number"]},
        "evidence:download": {**one, "number": 1},
    }
