"""How a figure has moved: since the period before, and over five periods, and whether chance could have done it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from clearline.measures.asking.chance import SMALL, Counted, proportions_differ, rates_differ, trend
from clearline.measures.asking.series import Series
from clearline.measures.computing import PER
from clearline.measures.exact import rounded
from clearline.measures.figures import Change, Period
from clearline.measures.vocabulary import Measure, Polarity, Unit

PERIODS = 5
"""How many periods a trend is looked for in."""

FEWEST = 3
"""Fewer points than this are no trend."""

ALPHA = 0.05

MOVED: dict[Unit, str] = {"per-cent": " percentage points", "percentage-points": " percentage points"}

Direction = Literal["better", "worse", "same", "up", "down", "not known"]


class Point(NamedTuple):
    """A figure in one period, with what it was computed from where that is published."""

    period: Period
    figure: Decimal
    counted: Counted | None


def point(series: Series, period: int, area: str) -> Point | None:
    """Return an area's figure in a period; ``None`` when there is no number."""
    code = series.code_for(area, period)
    figure = series.figure(period, code) if code else None
    if code is None or figure is None:
        return None
    return Point(series.periods[period], figure, _counted(series, period, code, figure))


def change(series: Series, period: int, area: str) -> Change | None:
    """Return the change since the period before, as LAIT takes it; ``None`` when there is no period before."""
    if not period:
        return None
    since, measure = series.periods[period - 1], series.measure
    now, then = point(series, period, area), point(series, period - 1, area)
    if now is None or then is None:
        which = series.periods[period].label if now is None else since.label
        says = f"The change since {since.label} is not known: there is no number for {which}."
        return Change(since=since, difference=None, direction="not known", beyond_chance=None, says=says)
    difference = rounded(now.figure - then.figure, measure.decimals)
    beyond = None
    if now.counted and then.counted:
        differ = proportions_differ if is_proportion(measure) else rates_differ
        beyond = differ(now.counted, then.counted)
    way = direction(difference, measure.polarity)
    method = _PROPORTIONS if is_proportion(measure) else _RATES
    says = _sentence(measure, f"since {since.label}", difference, way, beyond, method) + _small([now, then])
    return Change(since=since, difference=difference, direction=way, beyond_chance=beyond, says=says)


def trend_of(series: Series, period: int, area: str) -> Change | None:
    """Return the trend over the last five periods; ``None`` when fewer than three of them have a number."""
    points = [point(series, at, area) for at in range(max(0, period - PERIODS + 1), period + 1)]
    there = [one for one in points if one]
    if len(there) < FEWEST:
        return None
    measure, first, last = series.measure, there[0], there[-1]
    difference = rounded(last.figure - first.figure, measure.decimals)
    counted = [one.counted for one in there if one.counted]
    beyond, slope = None, float(difference)
    if len(counted) == len(there):
        times = [one.period.ends.toordinal() / 365.25 for one in there]
        slope, probability = trend(counted, times, proportion=is_proportion(measure))
        beyond = probability < ALPHA
    way = direction(slope if beyond else difference, measure.polarity)
    method = _TREND_OF_PROPORTIONS if is_proportion(measure) else _TREND_OF_RATES
    span = f"over {len(there)} periods from {first.period.label} to {last.period.label}"
    says = _sentence(measure, span, difference, way, beyond, method) + _small(there)
    return Change(since=first.period, difference=difference, direction=way, beyond_chance=beyond, says=says)


def direction(difference: Decimal | float, polarity: Polarity) -> Direction:
    """Return which way a difference goes: better or worse where one of them is, else up or down."""
    if not difference:
        return "same"
    if polarity == "none":
        return "up" if difference > 0 else "down"
    return "better" if (difference > 0) == (polarity == "high") else "worse"


def is_proportion(measure: Measure) -> bool:
    """Whether the figure is a share of the things counted, so that no more than all of them can be in it."""
    return measure.unit == "per-cent"


def _counted(series: Series, period: int, code: str, figure: Decimal) -> Counted | None:
    """Return what a figure rests on, where chance can be judged from it."""
    if series.measure.unit == "count" and figure >= 0:
        return Counted(float(figure), 1.0)
    above, below = series.counts(period, code)
    if series.measure.unit not in PER or above is None or not below or above < 0:
        return None
    if is_proportion(series.measure) and above > below:
        return None
    return Counted(float(above), float(below))


_PROPORTIONS = "Newcombe's interval for the difference of two proportions, 95 per cent"
_RATES = "two Poisson rates by Wilson's interval with continuity correction, 95 per cent"
_TREND_OF_PROPORTIONS = "Cochran-Armitage test for trend, 95 per cent"
_TREND_OF_RATES = "test for a straight trend in Poisson counts, 95 per cent"


def _sentence(measure: Measure, since: str, moved: Decimal, way: Direction, beyond: bool | None, method: str) -> str:
    """Return the judgement in words, with how it was made."""
    by = f" by {abs(moved):f}{MOVED.get(measure.unit, '')}"
    what = f"{'Up' if moved > 0 else 'Down'}{by} {since}" if moved else f"The same {since}"
    if beyond is None:
        return f"{what}. Whether chance could do that cannot be judged: the source gives no counts that it rests on."
    if not beyond:
        return f"{what}, which is no more than chance could do ({method})."
    worth = f": {way}" if way in ("better", "worse") else ""
    return f"{what}{worth}, and by more than chance would ({method})."


def _small(points: Sequence[Point]) -> str:
    """Return a warning when a figure rests on a small count."""
    if any(one.counted and one.counted.events < SMALL for one in points):
        return f" It rests on small numbers (fewer than {SMALL}), which move a great deal by chance."
    return ""
