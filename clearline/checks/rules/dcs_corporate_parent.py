"""Is the director the corporate parent on the officer side?"""

from clearline.checks.asking import is_dcs
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-corporate-parent",
    remedy="Register the director of children's services as corporate parent on the officer side.",
    after=("dcs-appointed",),
)
def director_is_corporate_parent(picture: Picture) -> Seen:
    """The director of children's services is the corporate parent of the children in our care on the officer side."""
    if picture.dcs is None:
        return
    section = picture.organisation.corporate_parenting
    if section is None or section.officer is None:
        yield NotStated("who is the corporate parent on the officer side", "the corporate parenting lead")
    elif section.officer == "nobody":
        yield Found("corporate_parenting", "No officer is registered as corporate parent.")
    elif not is_dcs(picture, section.officer):
        message = f"The corporate parent on the officer side is {picture.the(section.officer)}, not the DCS."
        yield Found("corporate_parenting", message)
