"""Does one elected member answer for education and children's social care together?"""

from clearline.checks.asking import capital
from clearline.checks.engine import Found, Seen, rule
from clearline.checks.owners import elsewhere, titles
from clearline.organisations.picture import Picture


@rule(
    "single-member-both",
    remedy="Give education and children's social care to the one lead member; other members may support.",
    after=("lm-designated",),
)
def one_member_answers_for_both(picture: Picture) -> Seen:
    """One elected member, the lead member, is politically responsible for education and for children's social care."""
    if picture.lead_member is None:
        return
    parts: dict[str, list[str]] = {}
    for part in elsewhere(picture, picture.lead_member, political=True):
        if part.group in ("education", "social-services"):
            parts.setdefault(part.holder, []).extend(part.functions)
    for holder, functions in parts.items():
        message = (
            f"{capital(picture.the(holder))}, not the lead member, answers for {titles(picture, tuple(functions))}."
        )
        yield Found(holder, message, cause=holder)
