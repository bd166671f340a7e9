"""Before the director was given more, was it weighed whether enough personal focus on children remains?"""

from clearline.checks.engine import Found, NotStated, Seen, rule
from clearline.checks.records import NOTHING_ON_RECORD, on_record
from clearline.organisations.officers import Function
from clearline.organisations.picture import Picture


@rule(
    "widened-remit-considered",
    remedy="Record, before the change takes effect, how the director keeps enough personal focus on children.",
    after=("dcs-appointed",),
    same_cause=("assurance-test",),
)
def widening_was_considered(picture: Picture) -> Seen:
    """Before the DCS was given functions beyond section 18(2), the effect on personal focus on children was weighed."""
    focus = on_record(picture, "personal-focus")
    refused, silent = [], []
    for function in picture.extra_functions.values():
        if _too_late(function):
            refused.append(function.title)
        elif function.considered is None and not focus:
            silent.append(function.title)
    if refused or (silent and focus is not None):
        cause = None if refused else NOTHING_ON_RECORD
        message = (
            f"The DCS was given {', '.join(refused + silent)} without a record that personal focus was weighed first."
        )
        yield Found(str(picture.dcs), message, cause=cause)
    elif silent:
        yield NotStated(f"whether giving the DCS {', '.join(silent)} was weighed first", "the monitoring officer")


def _too_late(function: Function) -> bool:
    """Return whether it is stated that a function was not weighed, or only after it took effect."""
    weighed = function.considered
    if isinstance(weighed, bool):
        return not weighed
    return bool(weighed and function.start and weighed > function.start)
