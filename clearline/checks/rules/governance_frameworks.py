"""Are there governance frameworks, in the authority and in each partnership, that the lead member is satisfied with?"""

from clearline.checks.asking import answered, is_dcs, listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Framework
from clearline.organisations.picture import Picture


@rule(
    "governance-frameworks",
    remedy="Set up the framework, the authority's own under the DCS, and put the lead member's assurance on record.",
)
def governance_frameworks_are_in_place(picture: Picture) -> Seen:
    """The authority, under the DCS, and each partnership responsible for children have a framework that assures the lead member."""
    yield from _authority(picture)
    unknown = []
    for key, body in picture.bodies.items():
        if body.responsible_for_children or (body.responsible_for_children is None and body.kind == "childrens-trust-board"):
            fault = _fault(body.framework, picture)
            if fault:
                yield Found(key, f"{body.name}: {fault}.", aspect="partnership")
            elif fault is None:
                unknown.append(body.name)
    if unknown or not picture.bodies:
        which = listed(unknown) if unknown else "local partnerships"
        yield NotStated(f"the governance framework, and the lead member's assurance, of: {which}", "board support")


def _authority(picture: Picture) -> Seen:
    framework = picture.organisation.authority_framework
    fault = _fault(framework, picture)
    owner = framework.owner if isinstance(framework, Framework) else None
    if owner is not None and fault != "" and not fault:
        yield NotStated("the lead member's assurance of the authority's governance framework", "democratic services")
    if not fault and owner is not None and picture.dcs and not is_dcs(picture, owner):
        fault = "the governance framework has no owner" if owner == "nobody" else f"its owner is the {picture.name(owner)}"
    if fault:
        yield Found("authority", f"The authority's own governance framework: {fault}.", aspect="authority")
    elif owner is None:
        yield NotStated("the authority's governance framework and its owner", "democratic services")


def _fault(framework: Framework | bool | None, picture: Picture) -> str | None:
    """Return what is wrong with a framework, an empty text when nothing is, ``None`` when not known."""
    if framework is None or framework is True:
        return None
    if framework is False:
        return "there is none"
    assured = answered(framework.lead_member_assured, picture.on)
    return None if assured is None else "" if assured else "the lead member is not satisfied with it"
