"""Draws from the distributions of the calibration, each from a generator that the caller has seeded."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from clearline.measures.demo_data.days import Days, Flags, Text, Whole


def generator(seed: int, *stream: int) -> Generator:
    """Return a generator for one stream of a seed: what one stream draws does not depend on any other."""
    return Generator(PCG64(SeedSequence([seed, *stream])))


def pick(rng: Generator, number: int, weights: Mapping[str, float]) -> Text:
    """Return so many codes, each with a chance in proportion to its weight."""
    codes = np.array(list(weights))
    ends = np.cumsum(list(weights.values()))
    chosen: Text = codes[np.searchsorted(ends / ends[-1], rng.random(number), side="right").clip(0, len(codes) - 1)]
    return chosen


def chance(rng: Generator, number: int, of: float | NDArray[np.float64]) -> Flags:
    """Return so many flags, each set with a chance between 0 and 1."""
    return rng.random(number) < of


def lengths(rng: Generator, number: int, curve: Sequence[tuple[int, float]]) -> Whole:
    """Return so many whole numbers from a curve: pairs of a number of days and the share that is no longer than it."""
    days, shares = zip(*curve, strict=True)
    drawn: Whole = np.interp(rng.random(number), shares, days).astype(np.int64)
    return drawn


def chain(start: Days, stop: Days, gaps: Sequence[Callable[[Whole], Whole]]) -> tuple[Whole, Days, Whole]:
    """Return a chain of days after each start up to its stop: whose it is, the day, and its place in the chain from 0.

    ``gaps`` give the days to the first, second, ... link of the rows that still go on; the last one serves all later.
    """
    going = np.flatnonzero(start < stop)
    now = start[going].astype(np.int64)
    whose, days, places = [], [], []
    place = 0
    while len(going):
        now = now + np.maximum(gaps[min(place, len(gaps) - 1)](going), 1)
        inside = now <= stop[going]
        going, now = going[inside], now[inside]
        whose.append(going)
        days.append(now)
        places.append(np.full(len(going), place))
        place += 1
    if not whose:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing.astype(np.int32), nothing
    every = np.concatenate(whose)
    order = np.lexsort((np.concatenate(days), every))
    return every[order], np.concatenate(days)[order].astype(np.int32), np.concatenate(places)[order]
