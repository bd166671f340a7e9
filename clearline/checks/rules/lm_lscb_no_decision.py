"""Does the lead member keep out of the safeguarding board's decisions?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture, decides


@rule(
    "lm-lscb-no-decision",
    remedy="Change the lead member's seat to that of a participant observer.",
    after=("lm-designated", "dcs-lm-distinct"),
)
def lead_member_decides_nothing_on_the_lscb(picture: Picture) -> Seen:
    """The lead member takes no part in decisions of the Local Safeguarding Children Board."""
    for key, body in picture.bodies_of("lscb").items():
        seat = picture.seat_of(picture.lead_member, body)
        if seat is not None and decides(seat):
            yield Found(
                key,
                f"The lead member sits on the {body.name} as {seat.as_.replace('-', ' ')}, with a part in decisions.",
            )
