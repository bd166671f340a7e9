"""Is the director a member of the health and wellbeing board?"""

from clearline.checks.boards import dcs_is_member
from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "hwb-members",
    remedy="Establish the health and wellbeing board, with the DCS in person among its members.",
    after=("dcs-appointed",),
)
def director_sits_on_the_health_and_wellbeing_board(picture: Picture) -> Seen:
    """There is a health and wellbeing board and the director of children's services is a member of it in person."""
    if picture.bodies and not picture.bodies_of("health-and-wellbeing-board"):
        yield Found("bodies", "There is no health and wellbeing board.")
    else:
        yield from dcs_is_member(picture, "health-and-wellbeing-board")
