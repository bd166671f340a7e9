"""Is the director on the senior management team?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-on-smt",
    remedy="Give the director of children's services a seat on the authority's senior management team.",
    after=("dcs-appointed",),
)
def dcs_sits_on_the_senior_team(picture: Picture) -> Seen:
    """The director of children's services is a member of the authority's senior management team."""
    if picture.dcs is None:
        return
    on_team = picture.posts[picture.dcs].senior_management_team
    if on_team is None:
        yield NotStated("whether the DCS is on the senior management team", "the chief executive's office")
    elif not on_team:
        yield Found(picture.dcs, f"The {picture.name(picture.dcs)} (DCS) is not on the senior management team.")
