"""Is the director free of political office and activity?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-political-restriction",
    remedy="The director must give up the office or activity; the post is politically restricted in every authority.",
    after=("dcs-appointed", "dcs-lm-distinct"),
)
def director_is_not_politically_active(picture: Picture) -> Seen:
    """The director holds and seeks no office in any local authority, and does not canvass for a party or candidate."""
    person = picture.person_in(picture.dcs)
    if person is None:
        return
    facts = picture.facts_of(person)
    activity = [what for what in facts.political_activity or () if what != "party-membership"]
    if facts.councillor_of:
        yield Found(str(picture.dcs), f"The DCS is an elected member of {', '.join(facts.councillor_of)}.")
    elif activity:
        yield Found(str(picture.dcs), f"The DCS has declared political activity: {', '.join(activity)}.")
    elif facts.councillor_of is None or facts.political_activity is None:
        yield NotStated("the DCS's declaration of political office and activity", "the monitoring officer")
