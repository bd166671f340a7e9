"""Has each of children's health outcomes a named owner in the council and in the health partner?"""

from clearline.checks.asking import listed, without_owner
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "health-accountability-named",
    remedy="Agree with the Primary Care Trust who answers for the outcome on each side.",
)
def each_health_outcome_has_owners(picture: Picture) -> Seen:
    """Each of children's health outcomes has a named accountable owner in the council and in the Primary Care Trust."""
    outcomes = picture.organisation.health_outcomes
    if not outcomes:
        yield NotStated("who answers for each of children's health outcomes", "the health partner")
    unknown = []
    for key, outcome in outcomes.items():
        missing = without_owner(picture, outcome)
        if missing:
            yield Found(key, f"{outcome.title} has no single named owner in {listed(missing)}.")
        elif outcome.council_owner is None or not outcome.partner_owners:
            unknown.append(outcome.title)
    if unknown:
        yield NotStated(f"who answers on both sides for: {listed(unknown)}", "the health partner")
