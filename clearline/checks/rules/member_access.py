"""Can the director speak to every member without asking?"""

from clearline.checks.asking import is_dcs
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "member-access",
    remedy="Let the DCS speak to any member directly; a protocol may say who is kept informed.",
)
def director_has_direct_access_to_members(picture: Picture) -> Seen:
    """The director of children's services has direct access to all members, with nobody's permission needed."""
    access = picture.organisation.member_access
    if picture.dcs is None:
        return
    if access is None:
        yield NotStated("whether the DCS needs permission to speak to members", "democratic services")
    elif isinstance(access.gatekeeper, str) and access.gatekeeper != "nobody":
        if not is_dcs(picture, access.gatekeeper):
            name = picture.name(access.gatekeeper)
            yield Found("member_access", f"The DCS needs the permission of the {name} to speak to members.")
    elif access.gatekeeper is True:
        yield Found("member_access", "The DCS needs somebody's permission to speak to members.")
