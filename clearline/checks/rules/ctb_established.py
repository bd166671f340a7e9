"""Is there a Children's Trust Board?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "ctb-established",
    remedy="Establish a Children's Trust Board for the area.",
)
def area_has_a_trust_board(picture: Picture) -> Seen:
    """The area has a Children's Trust Board."""
    if not picture.bodies:
        yield NotStated("whether there is a Children's Trust Board", "board support")
    elif not picture.bodies_of("childrens-trust-board"):
        yield Found("bodies", "There is no Children's Trust Board.")
