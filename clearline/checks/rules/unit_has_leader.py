"""Has every unit, school and multi-agency team one leader?"""

from clearline.checks.asking import is_dcs, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Team
from clearline.organisations.picture import Picture, refs


@rule(
    "unit-has-leader",
    remedy="Make one person accountable as leader, an acting one if need be; others may supervise professionally.",
)
def every_unit_has_one_leader(picture: Picture) -> Seen:
    """Every unit, school and multi-agency team has one accountable leader, whoever employs its members."""
    teams = picture.organisation.teams
    if not teams:
        yield NotStated("who leads each unit and multi-agency team", "human resources")
    unknown = []
    for key, team in teams.items():
        since = team.leaderless_since
        if since and since <= picture.on:
            yield Found(key, f"The {team.title} has had no leader since {since}.")
        elif team.leader is None:
            unknown.append(team.title)
        else:
            fault = _fault(picture, team)
            if fault:
                yield Found(key, fault)
    if unknown:
        yield NotStated(f"who leads: {listed(unknown)}", "human resources")


def _fault(picture: Picture, team: Team) -> str | None:
    leaders: list[str] = []
    for leader in refs(team.leader):
        if leader != "nobody" and not any(picture.same_person(leader, other) for other in leaders):
            leaders.append(leader)
    if not leaders:
        return f"The {team.title} has no leader."
    if len(leaders) > 1:
        names = listed(picture.the(leader) for leader in leaders)
        return f"The {team.title} has {len(leaders)} leaders and no one of them is accountable: {names}."
    if picture.holders(leaders[0]) == () and not is_dcs(picture, leaders[0]):
        return f"The {team.title} has no leader: the post of {picture.name(leaders[0])} is vacant and nobody is acting."
    return None
