"""In a two-tier area, is every district council engaged?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Partner
from clearline.organisations.picture import Picture


@rule(
    "districts-engaged",
    remedy="Link every district council to the lead member and engage it through the Trust.",
)
def every_district_is_engaged(picture: Picture) -> Seen:
    """In two tiers, every district that takes part is linked to the lead member and engaged by the DCS."""
    if picture.authority.two_tier is None and picture.authority.kind == "county":
        yield NotStated("whether district councils share the area", "democratic services")
    if not picture.authority.two_tier:
        return
    if not picture.organisation.partners:
        yield NotStated("which district councils share the area", "board support")
    # one that takes no part in the arrangements at all is for statutory-partners-cooperate to find
    districts = [one for one in picture.partners_of("district-council").values() if one.cooperates is not False]
    left_out = [district.name for district in districts if False in _answers(district)]
    unknown = [d.name for d in districts if None in _answers(d) and False not in _answers(d)]
    if left_out:
        yield Found("partners", f"Not fully engaged, of {len(districts)} district councils: {listed(left_out)}.")
    if unknown:
        yield NotStated(f"how these district councils are engaged: {listed(unknown)}", "board support")


def _answers(district: Partner) -> tuple[bool | None, ...]:
    return (district.linked_to_lead_member, district.engaged_by_dcs)
