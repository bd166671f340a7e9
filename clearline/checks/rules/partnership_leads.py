"""Is each partnership for children led politically by the lead member and professionally by the director?"""

from clearline.checks.asking import is_dcs, is_lead_member, listed, partnerships_for_children
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Body
from clearline.organisations.picture import Picture


@rule(
    "partnership-leads",
    remedy="Make the lead member the council's political lead in the partnership and the DCS its professional lead.",
)
def partnerships_have_both_leads(picture: Picture) -> Seen:
    """The lead member leads each partnership for children politically and the DCS professionally, whoever chairs it."""
    if not picture.bodies:
        yield NotStated("who leads each partnership for the council", "board support")
    unknown = []
    for key, body in partnerships_for_children(picture).items():
        faults = _faults(picture, body)
        if faults:
            yield Found(key, f"{body.name}: {listed(faults)}.")
        elif (picture.lead_member and body.political_lead is None) or (picture.dcs and body.professional_lead is None):
            unknown.append(body.name)
    if unknown:
        yield NotStated(f"who leads these politically and professionally: {listed(unknown)}", "board support")


def _faults(picture: Picture, body: Body) -> list[str]:
    """Return which lead is not the rightful one; where nobody is designated, that is another rule's finding."""
    faults = []
    political, professional = body.political_lead, body.professional_lead
    if picture.lead_member and political and not is_lead_member(picture, political):
        faults.append(f"the political lead is {picture.the(political)}, not the lead member")
    if picture.dcs and professional and not is_dcs(picture, professional):
        faults.append(f"the professional lead is {picture.the(professional)}, not the DCS")
    return faults
