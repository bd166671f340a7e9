"""Simulates what is recorded of a child in care beside the placements: reviews, and who the social worker was."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import People, Stays
from clearline.measures.demo_data.days import Days, Text, Whole, ages
from clearline.measures.demo_data.sampling import chain, chance, pick

CHILDREN_A_WORKER = 15


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews of children in care, in the order of the stays and then of time."""

    stay: Whole
    on: Days
    code: Text


@dataclass(frozen=True, slots=True)
class Workers:
    """Who was the social worker of a child in care, from when to when; the first begins with the stay."""

    stay: Whole
    who: Text
    start: Days
    end: Days
    why: Text
    """Why this worker took over; FCONTA for the first."""


def reviews(rng: Generator, children: People, stays: Stays) -> Reviews:
    """Return the reviews of every stay: due within 28 days, then 91, then every 183; a few are late."""
    late = calibration().shapes["late-care-review-share"]

    def within(days: int, spread: int) -> Callable[[Whole], Whole]:
        def gaps(rows: Whole) -> Whole:
            early = np.minimum(np.abs(rng.normal(0, spread, len(rows))), days - 2)
            over = rng.exponential(days / 6, len(rows)) + 1
            return (days - np.where(chance(rng, len(rows), late), -over, early)).astype(np.int64)

        return gaps

    stay, on, _ = chain(stays.start, stays.end - 1, [within(28, 4), within(91, 9), within(183, 14)])
    young = ages(children.born[stays.child[stay]], on) < 4
    return Reviews(stay, on, np.where(young, "PN0", pick(rng, len(stay), calibration().mix("review"))))


def workers(rng: Generator, authority: int, stays: Stays) -> Workers:
    """Return the social workers of every stay."""
    stay, change, _ = chain(
        stays.start, stays.end - 5, [lambda rows: rng.exponential(380, len(rows)).astype(np.int64) + 5]
    )
    stay = np.r_[np.arange(len(stays)), stay]
    start = np.r_[stays.start, change]
    order = np.lexsort((start, stay))
    stay, start = stay[order], start[order]
    goes_on_before = np.r_[False, stay[1:] == stay[:-1]]
    goes_on = np.r_[stay[1:] == stay[:-1], False]
    pool = max(3, int(len(stays) / 10 / CHILDREN_A_WORKER))
    return Workers(
        stay=stay,
        who=np.char.mod(f"SW{authority:03d}%05d", rng.integers(0, pool, len(stay))),
        start=start,
        end=np.where(goes_on, np.r_[start[1:], 0], stays.end[stay]).astype(np.int32),
        why=np.where(goes_on_before, pick(rng, len(stay), calibration().mix("worker-change")), "FCONTA"),
    )
