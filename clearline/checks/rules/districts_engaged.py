"""In a two-tier area, is every district council engaged?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Partner
from clearline.organisations.picture import Picture


@rule(
    "districts-engaged",
    remedy="Bring every district council into the co-operation arrangements, linked to the lead member and "
    "engaged by the DCS.",
    same_cause=("statutory-partners-cooperate",),
)
def every_district_is_engaged(picture: Picture) -> Seen:
    """In two tiers, every district is in the arrangements, linked to the lead member and engaged by the DCS."""
    districts = picture.partners_of("district-council")
    if picture.authority.two_tier is None and (districts or picture.authority.kind == "county"):
        yield NotStated("whether district councils share the area", "democratic services")
    if not picture.authority.two_tier:
        return
    if not picture.organisation.partners:
        yield NotStated("which district councils share the area", "board support")
    left_out = [district.name for district in districts.values() if False in _answers(district)]
    unknown = [d.name for d in districts.values() if None in _answers(d) and False not in _answers(d)]
    none_takes_part = all(district.cooperates is False for district in districts.values())
    if left_out:  # where partners are stated and no district is among them, that is the other rule's finding
        message = f"Not fully engaged, of {len(districts)} district councils: {listed(left_out)}."
        yield Found("partners", message, cause="no district-council" if none_takes_part else None)
    if unknown:
        yield NotStated(f"how these district councils are engaged: {listed(unknown)}", "board support")


def _answers(district: Partner) -> tuple[bool | None, ...]:
    return (district.cooperates, district.linked_to_lead_member, district.engaged_by_dcs)
