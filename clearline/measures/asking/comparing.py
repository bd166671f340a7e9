"""Ranks, quartile bands, means and medians, as DfE's two tools work them out.

Ranks and bands are those of the Local Authority Interactive Tool (LAIT), which orders the numbers as it holds them and
takes quartiles as R does (type 7). Nothing is added, rounded or divided before two numbers are compared, so that order
is exact. Means (LAIT) and medians (National Framework dashboard) are exact and rounded half away from zero.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearline.measures.exact import rounded
from clearline.measures.vocabulary import Polarity

Floats = NDArray[np.float64]
Ints = NDArray[Any]

BANDS = "ABCD"
"""A is the best quarter and D the worst; ``-`` where there is no band."""


def ranks(values: Floats, polarity: Polarity) -> Ints:
    """Return the rank of every value along the last axis: 1 is the best, ties share the lower number, 0 is no rank.

    ``values`` has authorities on its last axis and NaN where one has no figure; such a one is not ranked, and nobody
    is where neither high nor low is better.
    """
    if polarity == "none":
        return np.zeros(values.shape, np.int32)
    sign = -1.0 if polarity == "high" else 1.0
    order = np.argsort(sign * values, axis=-1)  # NaN last; in which order those of one tie come is of no matter
    ordered = np.take_along_axis(values, order, -1)
    place = np.broadcast_to(np.arange(1, values.shape[-1] + 1, dtype=np.int32), values.shape).copy()
    place[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 0
    np.maximum.accumulate(place, axis=-1, out=place)
    place[np.isnan(ordered)] = 0
    found = np.empty_like(place)
    np.put_along_axis(found, order, place, -1)
    return found


def quartiles(values: Floats) -> Floats:
    """Return the lower quartile, median and upper quartile along the last axis (first axis of the result), as R does.

    NaN where nobody has a figure.
    """
    ordered = np.sort(values, axis=-1)
    last = np.maximum(np.sum(~np.isnan(values), axis=-1) - 1, 0)
    bounds = np.empty((3, *last.shape))
    for at, part in enumerate((0.25, 0.5, 0.75)):
        index = last * part
        low = np.floor(index).astype(np.int64)
        below = np.take_along_axis(ordered, low[..., None], -1)[..., 0]
        above = np.take_along_axis(ordered, np.minimum(low + 1, last)[..., None], -1)[..., 0]
        over = index - low
        bounds[at] = np.where(above == below, below, (1 - over) * below + over * above)
    return bounds


def bands(values: Floats, polarity: Polarity) -> Ints:
    """Return the quartile of every value along the last axis: 0 for A to 3 for D, -1 for none.

    A bound belongs to the lower of its two quarters, whichever is better.
    """
    if polarity == "none":
        return np.full(values.shape, -1, np.int8)
    quarter = np.zeros(values.shape, np.int8)
    for bound in quartiles(values):
        quarter += values > bound[..., None]
    if polarity == "high":
        quarter = 3 - quarter
    return np.where(np.isnan(values), np.int8(-1), quarter)


def standings(values: Floats, polarities: Sequence[Polarity]) -> tuple[Ints, Ints]:
    """Return the ranks and the bands of series, the first axis, each by its own polarity."""
    rank, band = np.zeros(values.shape, np.int32), np.full(values.shape, -1, np.int8)
    for polarity in ("high", "low"):
        which = np.array([one == polarity for one in polarities], bool)
        rank[which] = ranks(values[which], polarity)
        band[which] = bands(values[which], polarity)
    return rank, band


def band_letter(band: int) -> Any:
    """Return ``A`` to ``D``, or ``-`` for -1."""
    return BANDS[band] if band >= 0 else "-"


def mean_of(values: Sequence[Decimal], decimals: int) -> Decimal | None:
    """Return LAIT's figure for neighbours: the mean of those there are; ``None`` when there is none."""
    if not values:
        return None
    return rounded(sum(map(Fraction, values), Fraction()) / len(values), decimals)


def median_of(values: Sequence[Decimal], decimals: int) -> Decimal | None:
    """Return the dashboard's figure for neighbours: the median of their rounded values, rounded; ``None`` for none."""
    if not values:
        return None
    return rounded(Fraction(median([rounded(value, decimals) for value in values])), decimals)
