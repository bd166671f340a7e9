"""Do the lead member and the director lead corporate parenting, each in their own sphere?"""

from clearline.checks.asking import is_dcs, is_lead_member, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "corporate-parenting-leads",
    remedy="Make the lead member the political lead and the director of children's services the professional lead.",
)
def the_two_lead_corporate_parenting(picture: Picture) -> Seen:
    """The lead member leads corporate parenting politically and the DCS leads it professionally."""
    section = picture.organisation.corporate_parenting
    political = section.political_lead if section else None
    professional = section.professional_lead if section else None
    faults, unknown = [], []
    if picture.lead_member and political is None:
        unknown.append("politically")
    elif picture.lead_member and political and not is_lead_member(picture, political):
        faults.append(f"its political lead is {picture.the(political)}, not the lead member")
    if picture.dcs and professional is None:
        unknown.append("professionally")
    elif picture.dcs and professional and not is_dcs(picture, professional):
        faults.append(f"its professional lead is {picture.the(professional)}, not the DCS")
    if faults:
        yield Found("corporate_parenting", f"Corporate parenting: {listed(faults)}.")
    if unknown:
        yield NotStated(f"who leads corporate parenting {listed(unknown)}", "the corporate parenting lead")
