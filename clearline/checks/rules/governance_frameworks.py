"""Are there governance frameworks, in the authority and in each partnership, that the lead member is satisfied with?"""

from clearline.checks.asking import answered, is_dcs, listed, partnerships_for_children
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Framework
from clearline.organisations.picture import Picture


@rule(
    "governance-frameworks",
    remedy="Set up the framework, the authority's own under the DCS, and put the lead member's assurance on record.",
)
def governance_frameworks_are_in_place(picture: Picture) -> Seen:
    """The authority, under its DCS, and each partnership for children have a framework that assures the lead member."""
    yield from _authority(picture)
    unknown = []
    for key, body in partnerships_for_children(picture).items():
        assured = _assured(body.framework, picture)
        if body.framework is False:
            yield Found(key, f"The {body.name} has no governance framework.", aspect="partnership")
        elif assured is False:
            message = f"The lead member is not satisfied with the governance framework of the {body.name}."
            yield Found(key, message, aspect="partnership")
        elif assured is None:
            unknown.append(body.name)
    if unknown or not picture.bodies:
        which = listed(unknown) if unknown else "local partnerships"
        yield NotStated(f"the governance framework, and the lead member's assurance, of: {which}", "board support")


def _authority(picture: Picture) -> Seen:
    framework = picture.organisation.authority_framework
    if framework is False:
        yield Found("authority", "The authority has no governance framework of its own.", aspect="authority")
        return
    owner = framework.owner if isinstance(framework, Framework) else None
    faults = []
    if owner == "nobody":
        faults.append("has no owner")
    elif owner and picture.dcs and not is_dcs(picture, owner):
        faults.append(f"is owned by {picture.the(owner)}, not by the DCS")
    if _assured(framework, picture) is False:
        faults.append("does not satisfy the lead member")
    if faults:
        yield Found("authority", f"The authority's own governance framework {listed(faults)}.", aspect="authority")
    elif owner is None or _assured(framework, picture) is None:
        yield NotStated(
            "who owns the authority's governance framework, and the lead member's assurance", "democratic services"
        )


def _assured(framework: Framework | bool | None, picture: Picture) -> bool | None:
    """Return whether the lead member was satisfied with a framework by the day; ``None`` when not known."""
    return answered(framework.lead_member_assured, picture.on) if isinstance(framework, Framework) else None
