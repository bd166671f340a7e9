"""Whether a difference is bigger than chance would make it, from counts alone.

Proportions are compared by Newcombe's interval for the difference of two proportions (his method 10, from Wilson's
intervals: Statistics in Medicine 17, 1998). Rates and counts are taken as Poisson: given their total, the share of one
is binomial, and Wilson's interval for it, corrected for continuity so that it holds for small counts too, is compared
with the share that its population would give. A trend in proportions is judged by the Cochran-Armitage test, a trend in
rates by the same test without the binomial variance. Every judgement is at 95 per cent, two-sided, and takes the
periods as independent of each other.
"""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import NamedTuple

Z = 1.959963984540054
"""The normal deviate that 2.5 per cent lies beyond."""

SMALL = 20
"""Counts below this are small: a figure that rests on them moves a great deal by chance."""


class Counted(NamedTuple):
    """What a figure was computed from."""

    events: float
    """How many."""
    out_of: float
    """Out of how many, more than 0: children, or people of the population; 1 for a plain count."""


def wilson(events: float, out_of: float) -> tuple[float, float]:
    """Return Wilson's 95 per cent interval for a proportion, without continuity correction."""
    share = events / out_of
    middle = share + Z * Z / (2 * out_of)
    half = Z * sqrt(share * (1 - share) / out_of + Z * Z / (4 * out_of * out_of))
    scale = 1 + Z * Z / out_of
    return (middle - half) / scale, (middle + half) / scale


def wilson_corrected(events: float, out_of: float) -> tuple[float, float]:
    """Return Wilson's 95 per cent interval for a proportion with continuity correction (Newcombe's method 4)."""
    share = events / out_of
    middle, scale = 2 * events + Z * Z, 2 * (out_of + Z * Z)
    below = Z * sqrt(max(Z * Z - 2 - 1 / out_of + 4 * share * (out_of - events + 1), 0))
    above = Z * sqrt(max(Z * Z + 2 - 1 / out_of + 4 * share * (out_of - events - 1), 0))
    low = (middle - 1 - below) / scale if events else 0.0
    high = (middle + 1 + above) / scale if events < out_of else 1.0
    return max(low, 0.0), min(high, 1.0)


def proportions_differ(now: Counted, then: Counted) -> bool:
    """Return whether Newcombe's interval for the difference of two proportions leaves out 0."""
    share, share_then = now.events / now.out_of, then.events / then.out_of
    (low, high), (low_then, high_then) = wilson(*now), wilson(*then)
    difference = share - share_then
    least = difference - sqrt((share - low) ** 2 + (high_then - share_then) ** 2)
    most = difference + sqrt((high - share) ** 2 + (share_then - low_then) ** 2)
    return least > 0 or most < 0


def rates_differ(now: Counted, then: Counted) -> bool:
    """Return whether two Poisson rates differ: whether the share of the events is not the share of the population."""
    total = now.events + then.events
    if not total:
        return False
    low, high = wilson_corrected(now.events, total)
    return not low <= now.out_of / (now.out_of + then.out_of) <= high


class Trend(NamedTuple):
    """A straight trend: its direction, and the two-sided probability that chance alone gives one as strong."""

    slope: float
    """More than 0 where it rises; its size has no unit."""
    probability: float


def trend(points: Sequence[Counted], times: Sequence[float], *, proportion: bool) -> Trend:
    """Return the trend of proportions, or of rates, over times in any unit.

    The probability is 1 where there is nothing to judge: no events, nothing but events in a proportion, or one time.
    """
    people = sum(point.out_of for point in points)
    share = sum(point.events for point in points) / people
    middle = sum(point.out_of * time for point, time in zip(points, times, strict=True)) / people
    apart = [time - middle for time in times]
    spread = sum(point.out_of * time * time for point, time in zip(points, apart, strict=True))
    slope = sum((point.events - point.out_of * share) * time for point, time in zip(points, apart, strict=True))
    variance = share * (1 - share if proportion else 1) * spread
    return Trend(slope, erfc(abs(slope) / sqrt(2 * variance)) if variance > 0 else 1.0)
