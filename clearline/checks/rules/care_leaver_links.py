"""Is the children's department linked to the services that care leavers need?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.organisation import LinkKind
from clearline.organisations.picture import Picture

_NEEDED: tuple[tuple[LinkKind, str], ...] = (
    ("adult-services", "adult services"),
    ("housing", "housing agencies"),
    ("third-sector", "third-sector bodies"),
)


@rule(
    "care-leaver-links",
    remedy="Agree working links for care leavers with adult services, housing agencies and third-sector bodies.",
)
def care_leavers_are_linked_to_services(picture: Picture) -> Seen:
    """The children's department links care leavers to adult services, housing agencies and third-sector bodies."""
    links = picture.organisation.care_leaver_links
    missing = [name for kind, name in _NEEDED if links.get(kind) is False]
    unknown = [name for kind, name in _NEEDED if kind not in links]
    if missing:
        yield Found("care_leaver_links", f"No link for care leavers to {listed(missing)}.")
    if unknown:
        yield NotStated(f"whether care leavers are linked to {listed(unknown)}", "the leaving-care service")
