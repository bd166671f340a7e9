"""Can resettlement services that are not delivered be escalated and resolved?"""

from clearline.checks.asking import listed
from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.organisations.partnerships import Escalation
from clearline.organisations.picture import Picture

_OPEN_TO = {"youth-offending-team": "youth offending teams", "secure-estate": "the secure estate"}


@rule(
    "resettlement-escalation",
    remedy="Agree a procedure that youth offending teams and the secure estate can both start, with steps, limits of "
    "time and somebody who resolves the matter at the end.",
)
def resettlement_can_be_escalated(picture: Picture) -> Seen:
    """Youth offending teams and custody can escalate services not delivered on resettlement, up to a resolver."""
    procedure = picture.organisation.resettlement_escalation
    if procedure is None or procedure is True:
        yield NotStated("the procedure for resettlement services that are not delivered", "the youth offending team")
    elif procedure is False:
        message = "There is no procedure for escalating resettlement services that are not delivered."
        yield Found("resettlement_escalation", message)
    else:
        faults = _faults(procedure)
        if faults:
            yield Found("resettlement_escalation", f"The procedure for resettlement services {listed(faults)}.")


def _faults(procedure: Escalation) -> list[str]:
    closed = [words for who, words in _OPEN_TO.items() if who not in procedure.open_to]
    faults = [f"is not open to {' or '.join(closed)}"] if closed else []
    if procedure.steps < 1:
        faults.append("has no steps")
    if procedure.resolver in (False, "nobody"):
        faults.append("ends with nobody who resolves the matter")
    if not procedure.time_limits:
        faults.append("has no time limits")
    return faults
