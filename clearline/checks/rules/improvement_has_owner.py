"""Has each area for improvement one named owner in the council and in each partner that shares it?"""

from clearline.checks.asking import listed, without_owner
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "improvement-has-owner",
    remedy="Name one responsible post in the council, and one in each partner that shares the area for improvement.",
)
def each_improvement_has_an_owner(picture: Picture) -> Seen:
    """Each area for improvement has one named owner in the council and one in each partner that shares it."""
    areas = picture.organisation.improvement_areas
    if not areas:
        yield NotStated("who is responsible for each area for improvement", "the chief executive's office")
    unknown = []
    for key, area in areas.items():
        missing = without_owner(picture, area)
        if missing:
            yield Found(key, f"{area.title} has no single named owner in {listed(missing)}.")
        elif area.council_owner is None:
            unknown.append(area.title)
    if unknown:
        yield NotStated(f"the owner in the council of: {listed(unknown)}", "the chief executive's office")
