"""What a signature under a judgement binds to: both statements, what was decided, and the evidence, whoever reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.assurance.evidence.queries import uses_of
from clearline.assurance.statements.queries import Judgement


def signed_content(authority: Authority, one: Judgement, on: date) -> Mapping[str, Any]:
    """Return what is signed of a judgement as of a day. No names, so that an erased one changes nothing.

    Of evidence it is which version, which page of it and why; that somebody checked it changes nothing.
    """
    columns = [
        {"as": one.role, "result": one.result, "words": one.words, "saw": one.saw, "on": one.on} if one else None
        for one in one.columns
    ]
    place = f"{one.document}/{one.edition}/{one.duty}"
    evidence = [
        {"item": used.item, "version": used.version, "place": used.place, "why": used.why}
        for about in (f"duty:{place}", f"judgement:{place}")
        for used in uses_of(authority, about, at_the_machine(authority), on=on)
    ]
    return {
        "about": one.about, "columns": columns, "strength": one.strength, "decision": one.decision,
        "evidence": evidence,
    }  # fmt: skip
