"""Is the lead member politically accountable for safeguarding?"""

from clearline.checks.asking import is_lead_member
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "lm-safeguarding-owner",
    remedy="Make the lead member politically answerable for safeguarding, in the constitution.",
    after=("lm-designated",),
)
def lead_member_owns_safeguarding(picture: Picture) -> Seen:
    """The lead member answers politically for the authority's safeguarding responsibilities."""
    owner = picture.organisation.safeguarding_owner
    if picture.lead_member is None:
        return
    if owner is None:
        yield NotStated("which political office answers for safeguarding", "the monitoring officer")
    elif not is_lead_member(picture, owner):
        yield Found(
            "safeguarding_owner",
            f"Safeguarding is answered for politically by {picture.the(owner)}, not by the lead member.",
        )
