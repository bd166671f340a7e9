"""Is there a 14-19 partnership with targets of both kinds?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "fourteen-nineteen-partnership",
    remedy="Set up a 14-19 partnership with local targets for participation and for attainment.",
)
def fourteen_nineteen_partnership_has_targets(picture: Picture) -> Seen:
    """There is a 14-19 partnership, with at least one local target for participation and one for attainment."""
    partnerships = picture.bodies_of("fourteen-nineteen-partnership")
    if not picture.bodies:
        yield NotStated("whether there is a 14-19 partnership", "the education service")
    elif not partnerships:
        yield Found("bodies", "There is no 14-19 partnership.")
    for key, body in partnerships.items():
        if body.targets is None:
            yield NotStated(f"the targets of the {body.name}", "the education service")
            continue
        missing = [kind for kind in ("participation", "attainment") if kind not in body.targets]
        if missing:
            yield Found(key, f"The {body.name} has no target for {' or '.join(missing)}.")
