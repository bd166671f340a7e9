"""Is youth justice linked to the wider work on crime and disorder?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "youth-justice-link",
    remedy="Agree a link between youth justice and the crime and disorder partnership, such as a seat for the manager.",
)
def youth_justice_is_linked_to_crime_and_disorder(picture: Picture) -> Seen:
    """Youth justice is linked to the partnership that works on crime and disorder."""
    linked = picture.organisation.youth_justice_linked_to_crime_and_disorder
    if linked is None:
        yield NotStated(
            "whether youth justice is linked to the crime and disorder partnership", "the youth offending team"
        )
    elif not linked:
        message = "Youth justice is not linked to the crime and disorder partnership."
        yield Found("youth_justice_linked_to_crime_and_disorder", message)
