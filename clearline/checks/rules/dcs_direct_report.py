"""Does the director answer straight to the head of paid service?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.picture import Picture


@rule(
    "dcs-direct-report",
    remedy="Make the post of director of children's services report to the head of paid service, with nobody between.",
    after=("dcs-appointed", "dcs-not-chief-executive"),
)
def dcs_reports_directly(picture: Picture) -> Seen:
    """The director of children's services reports directly to the chief executive, as head of paid service."""
    if picture.dcs is None:
        return
    superiors = picture.superiors(picture.dcs)
    top = picture.head_of_paid_service
    if superiors is None or top is None:
        yield NotStated("whom the DCS reports to and who is head of paid service", "human resources")
    elif not superiors:
        yield Found(picture.dcs, f"The {picture.name(picture.dcs)} (DCS) reports to nobody.")
    else:
        for superior in superiors:
            if not picture.same_person(superior, top):
                message = f"The {picture.name(picture.dcs)} (DCS) reports to {picture.the(superior)}"
                yield Found(picture.dcs, f"{message}, who is not the head of paid service.", cause=picture.dcs)
                return
