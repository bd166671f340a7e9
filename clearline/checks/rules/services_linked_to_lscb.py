"""Are the council's services linked to the safeguarding board?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "services-linked-to-lscb",
    remedy="Agree how each of these services takes part in the work of the Local Safeguarding Children Board.",
)
def services_engage_with_the_lscb(picture: Picture) -> Seen:
    """Every council service with a part in keeping children safe is linked to the Local Safeguarding Children Board."""
    links = picture.organisation.services_linked_to_lscb
    if not links:
        yield NotStated("which council services are linked to the safeguarding board", "board support")
    missing = [service.replace("-", " ") for service, linked in links.items() if not linked]
    if missing:
        yield Found(
            "services_linked_to_lscb", f"Not linked to the Local Safeguarding Children Board: {listed(missing)}."
        )
