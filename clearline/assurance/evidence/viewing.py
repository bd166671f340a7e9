"""What a page of any thing shows of the evidence for it: ``context |= shown(request, "duty:...")``.

The template then has ``{% include "evidence/used.html" %}``.
"""

from typing import Any

from clearline.accounts.page import Request
from clearline.assurance.evidence.queries import KINDS, Used, uses_of
from clearline.doors.links import link
from clearline.doors.values import Tag


def shown(request: Request, about: str) -> dict[str, Any]:
    """Return the evidence for a thing as of the day of the page, and where a use is added by those who may."""
    assert request.acting.authority is not None
    used = uses_of(request.acting.authority, about, request.acting, on=request.on)
    may = request.acting.may("keep evidence")
    return {
        "used": [(one, tags(one), KINDS[one.kind]) for one in used],
        "may_open": request.acting.may("see assurance"),
        "use_evidence": link(request, "evidence:use", query={"about": about}) if may else "",
    }


def tags(one: Used) -> list[Tag]:
    """Return what is to be known before a use is relied on."""
    found = [Tag("Checked", "green") if one.checked_on else Tag("Not checked", "yellow")]
    found += [Tag("Expired", "red")] if one.expired else []
    found += [Tag("Link is dead", "red")] if one.dead else []
    found += [Tag("File is held", "orange")] if one.held else []
    return found + ([Tag("Newer version there", "blue")] if one.newest > one.version else [])
