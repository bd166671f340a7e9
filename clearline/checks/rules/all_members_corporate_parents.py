"""Do all councillors carry the responsibility of a corporate parent?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "all-members-corporate-parents",
    remedy="Make it plain to every councillor that they are a corporate parent; the lead member leads.",
)
def every_member_is_a_corporate_parent(picture: Picture) -> Seen:
    """Every councillor shares the responsibility of a corporate parent for the children in our care."""
    section = picture.organisation.corporate_parenting
    if section is None or section.shared_by_all_members is None:
        yield NotStated("whether every councillor carries corporate parenting responsibility", "democratic services")
    elif not section.shared_by_all_members:
        yield Found("corporate_parenting", "Corporate parenting responsibility is not carried by every councillor.")
