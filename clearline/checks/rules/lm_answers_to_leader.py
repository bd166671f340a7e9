"""Does the political line run from the lead member through the leader, mayor or committee to the Council?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.lines.children import answers_rightly
from clearline.organisations.picture import Picture


@rule(
    "lm-answers-to-leader",
    remedy="Record the delegation to the lead member from the Council through the leader or mayor (or the committee), "
    "and that the lead member answers to them.",
    after=("lm-designated",),
)
def lead_member_answers_politically(picture: Picture) -> Seen:
    """The lead member answers to the leader or mayor, or to the committee in a committee system, as delegated."""
    if picture.lead_member is None:
        return
    office = picture.offices[picture.lead_member]
    if office.answers_to is None:
        yield NotStated("whom the lead member answers to politically", "democratic services")
    elif not answers_rightly(picture, office.answers_to):
        message = f"The lead member answers to {picture.the(office.answers_to)}, which is not the political line here."
        yield Found(picture.lead_member, message)
        return
    if office.delegated is False:
        yield Found(picture.lead_member, "No delegation from the Council to the lead member is on record.")
    elif office.delegated is None:
        yield NotStated("whether the delegation to the lead member is on record", "democratic services")
