"""Does the lead member sit on the executive, where there is one?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "lm-in-executive",
    remedy="Appoint the lead member to the cabinet, or designate a member who is on it.",
    after=("lm-designated",),
)
def lead_member_sits_on_the_executive(picture: Picture) -> Seen:
    """The lead member is a member of the political executive, where the council has one."""
    if picture.lead_member is None or picture.executive == "committee-system":
        return
    inside = picture.offices[picture.lead_member].in_executive
    if inside is None or picture.executive is None:
        yield NotStated("the form of executive and whether the lead member sits on it", "democratic services")
    elif not inside:
        yield Found(picture.lead_member, "The lead member does not sit on the cabinet or executive.")
