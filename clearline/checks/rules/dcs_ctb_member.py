"""Is the director a member of the Children's Trust Board, in person?"""

from clearline.checks.boards import dcs_is_member
from clearline.checks.engine import Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-ctb-member",
    remedy="Make the director of children's services a member of the Children's Trust Board in person.",
    after=("dcs-appointed",),
)
def dcs_sits_on_the_trust_board(picture: Picture) -> Seen:
    """The director of children's services is always a member of the Children's Trust Board, where there is one."""
    if picture.bodies_of("childrens-trust-board"):
        yield from dcs_is_member(picture, "childrens-trust-board")
