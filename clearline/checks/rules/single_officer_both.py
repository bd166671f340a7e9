"""Does one officer answer for education and children's social care together?"""

from clearline.checks.asking import capital
from clearline.checks.engine import Found, Seen, rule
from clearline.checks.owners import elsewhere, titles
from clearline.organisations.picture import Picture


@rule(
    "single-officer-both",
    remedy="Make the director of children's services the one officer responsible for both; a lead for schools or for "
    "care may sit below, in the director's line.",
    after=("dcs-appointed",),
)
def one_officer_answers_for_both(picture: Picture) -> Seen:
    """One officer, the director of children's services, is responsible for education and for children's social care."""
    if picture.dcs is None:
        return
    parts: dict[str, list[str]] = {}
    for part in elsewhere(picture, picture.dcs, political=False):
        if part.group in ("education", "social-services"):
            parts.setdefault(part.holder, []).extend(part.functions)
    for holder, functions in parts.items():
        message = (
            f"{capital(picture.the(holder))}, not the DCS, is responsible for {titles(picture, tuple(functions))}."
        )
        yield Found(holder, message, cause=holder)
