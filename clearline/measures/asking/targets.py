"""An authority's targets, and whether its figures meet them: apart from whether the figures have changed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.own_files import change_own, read_own
from clearline.measures.exact import rounded, shown
from clearline.measures.figures import Observation, Target, TargetStanding
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Polarity

_NAME = "targets"


def targets(store: Store, owner: str) -> tuple[Target, ...]:
    """Return an authority's targets, by its code, in the order in which they were set."""
    return read_own(store, owner, _NAME, Target)


def set_target(store: Store, owner: str, target: Target, polarity: Polarity) -> None:
    """Set a target, in place of an earlier one for the same measure and period.

    Raises ``BadInput`` for a measure of which neither high nor low is better, for a start after the end, and for a
    tolerance below 0.
    """
    if polarity == "none":
        what = f"'{target.measure}' can have no target: neither a high nor a low figure is the better one."
        raise BadInput(Problem(None, None, what))
    if (target.start is None) != (target.start_period is None):
        raise BadInput(Problem(None, None, "A start needs both its figure and its period."))
    if target.start_period is not None and target.start_period.ends >= target.by.ends:
        raise BadInput(Problem(None, None, "The target's period must come after the one that it starts from."))
    if target.near is not None and target.near < 0:
        raise BadInput(Problem(None, None, "How far off is still near cannot be less than 0."))

    def with_new(there: Sequence[Target]) -> Sequence[Target]:
        return [*(one for one in there if (one.measure, one.by) != (target.measure, target.by)), target]

    change_own(store, owner, _NAME, Target, with_new)


def target_for(there: Sequence[Target], measure: str, latest: Observation | None) -> Target | None:
    """Return the target that holds now: the first that is not past at the latest figure, or else the last."""
    mine = sorted((one for one in there if one.measure == measure), key=lambda one: one.by.ends)
    ahead = [one for one in mine if latest is None or one.by.ends >= latest.period.ends]
    return next(iter(ahead or mine[-1:]), None)


def standing(target: Target, measure: Measure, latest: Observation | None, today: date) -> TargetStanding:
    """Return whether the latest figure meets a target, is near it or misses it, and whether it is on course."""
    value = latest.value if latest else None
    status = _status(target, measure.polarity, value)
    expected = _expected(target, measure.decimals, latest) if latest else None
    on_course = None
    if value is not None and expected is not None:
        on_course = _reaches(value, expected, measure.polarity)
    overdue = target.by.ends < today and status != "met"
    return TargetStanding(
        target=target,
        status=status,
        expected_now=expected,
        on_course=on_course,
        overdue=overdue,
        says=_says(target, measure, latest, status, expected, on_course, overdue),
    )


def _reaches(value: Decimal, wanted: Decimal, polarity: Polarity) -> bool:
    return value >= wanted if polarity == "high" else value <= wanted


def _status(target: Target, polarity: Polarity, value: Decimal | None) -> Literal["met", "near", "missed", "not known"]:
    if value is None or polarity == "none":
        return "not known"
    if _reaches(value, target.value, polarity):
        return "met"
    near = target.near if target.near is not None else abs(target.value) / 10
    return "near" if abs(value - target.value) <= near else "missed"


def _expected(target: Target, decimals: int, latest: Observation) -> Decimal | None:
    """Return where a straight line from the start to the target is at the end of the latest period."""
    if target.start is None or target.start_period is None:
        return None
    start = target.start_period.ends
    part = Fraction((latest.period.ends - start).days, (target.by.ends - start).days)
    part = min(max(part, Fraction()), Fraction(1))
    return rounded(Fraction(target.start) + part * (Fraction(target.value) - Fraction(target.start)), decimals)


def _says(
    target: Target,
    measure: Measure,
    latest: Observation | None,
    status: str,
    expected: Decimal | None,
    on_course: bool | None,
    overdue: bool,
) -> str:
    """Return the standing in words."""
    aim = f"The target is {shown(target.value, measure.unit, measure.decimals)} by {target.by.label}"
    if latest is None or status == "not known":
        parts = [f"{aim}; there is no figure to hold it against."]
    else:
        words = {"met": "it is met", "near": "it is near", "missed": "it is missed" if overdue else "it is not met yet"}
        parts = [f"{aim}; {words[status]}, at {latest.shown} in {latest.period.label}."]
    if expected is not None and on_course is not None:
        line = shown(expected, measure.unit, measure.decimals)
        parts.append(f"A straight line would be at {line} by now: {'on' if on_course else 'off'} course.")
    if overdue:
        parts.append("Its date has passed.")
    return " ".join(parts)
