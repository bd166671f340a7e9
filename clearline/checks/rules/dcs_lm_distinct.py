"""Are the director and the lead member two people, an officer and a member?"""

from clearline.checks.engine import Found, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-lm-distinct",
    remedy="Appoint an officer and designate a member: one person cannot be both.",
    after=("dcs-appointed", "lm-designated"),
)
def director_and_lead_member_are_two(picture: Picture) -> Seen:
    """The director of children's services and the lead member are two people: an officer and an elected member."""
    if picture.dcs and picture.lead_member and picture.same_person(picture.dcs, picture.lead_member):
        yield Found(picture.dcs, "One person is both director of children's services and lead member.")
