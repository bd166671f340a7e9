"""Questions about seats that several rules ask."""

from clearline.checks.engine import Found, NotStated, Seen
from clearline.organisations.partnerships import BodyKind, Seat
from clearline.organisations.picture import Picture, decides

LSCB_MEMBERSHIP = "who sits on the Local Safeguarding Children Board"
"""What is not stated where no such board is listed; a council need have no Children's Trust Board to ask about."""


def dcs_is_member(picture: Picture, kind: BodyKind) -> Seen:
    """See whether the DCS in person has a seat that decides on each body of a kind; a deputy's seat does not count."""
    if picture.dcs is None:
        return
    bodies = picture.bodies_of(kind)
    if not bodies:
        yield NotStated(LSCB_MEMBERSHIP, "board support")
    for key, body in bodies.items():
        seat = picture.seat_of(picture.dcs, body)
        if body.seats is None:
            yield NotStated(f"the membership of the {body.name}", "board support")
        elif seat is None:
            yield Found(key, f"The DCS is not a member of the {body.name}; a deputy's seat does not count.")
        elif not decides(seat):
            yield Found(key, f"The DCS sits on the {body.name} as {seat.as_.replace('-', ' ')}, not as a member.")
        elif never_there(seat):
            yield Found(
                key, f"The DCS is a member of the {body.name} on paper: none of {seat.meetings} meetings attended."
            )


def never_there(seat: Seat) -> bool:
    """Return whether it is stated that the holder of a seat attended none of the meetings that were held."""
    return bool(seat.meetings) and seat.attended == 0
