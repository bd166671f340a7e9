"""Is the director a member of the safeguarding board, in person?"""

from clearline.checks.boards import dcs_is_member
from clearline.checks.engine import Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-lscb-member",
    remedy="Make the director of children's services a member of the Local Safeguarding Children Board in person.",
    after=("dcs-appointed",),
)
def dcs_sits_on_the_lscb(picture: Picture) -> Seen:
    """The director of children's services is always a member of the Local Safeguarding Children Board, in person."""
    yield from dcs_is_member(picture, "lscb")
