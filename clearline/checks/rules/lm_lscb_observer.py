"""Does the lead member observe the safeguarding board?"""

from clearline.checks.boards import LSCB_MEMBERSHIP, never_there
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "lm-lscb-observer",
    remedy="Invite the lead member to the Local Safeguarding Children Board as a participant observer.",
    after=("lm-designated", "dcs-lm-distinct"),
)
def lead_member_observes_the_lscb(picture: Picture) -> Seen:
    """The lead member is a participant observer of the Local Safeguarding Children Board."""
    if picture.lead_member is None:
        return
    bodies = picture.bodies_of("lscb")
    if not bodies:
        yield NotStated(LSCB_MEMBERSHIP, "board support")
    for key, body in bodies.items():
        if body.seats is None:
            yield NotStated(f"the membership of the {body.name}", "board support")
            continue
        seat = picture.seat_of(picture.lead_member, body)
        if seat is None:
            yield Found(key, f"The lead member is not a participant observer of the {body.name}.")
        elif never_there(seat):
            yield Found(
                key, f"The lead member observes the {body.name} on paper: none of {seat.meetings} meetings attended."
            )
