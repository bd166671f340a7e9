"""Are the director and the head of paid service two people?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-not-chief-executive",
    remedy="Appoint another officer, if need be acting, to one of the two posts for as long as it lasts.",
    after=("dcs-appointed",),
)
def dcs_is_not_the_chief_executive(picture: Picture) -> Seen:
    """The director of children's services is not also the head of paid service, even for an interim."""
    top = picture.head_of_paid_service
    if picture.dcs and top and picture.same_person(picture.dcs, top):
        yield Found(picture.dcs, "One person is DCS and head of paid service, and so reports to nobody but themselves.")
