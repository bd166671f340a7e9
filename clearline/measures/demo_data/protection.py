"""Simulates what a case of a child in need leads to: enquiries, conferences, protection plans, later assessments."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import TO, People
from clearline.measures.demo_data.days import NEVER, Days, Flags, Text, Whole, ages, working_days_after
from clearline.measures.demo_data.need import Cases
from clearline.measures.demo_data.sampling import chain, chance, lengths, pick


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Section 47 enquiries, in the order of the cases and then of time."""

    case: Whole
    start: Days
    conference: Days
    """``NEVER`` when none was needed."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Child protection plans, in the order of the cases; a case has at most one."""

    case: Whole
    start: Days
    end: Days
    before: Whole
    """How many plans the child had before."""
    first: Text
    latest: Text
    """Categories of abuse."""
    review_plan: Whole
    review: Days
    """Reviews: of which plan (a row of these) and when."""


@dataclass(frozen=True, slots=True)
class Assessments:
    """All assessments, in the order of the cases and then of time."""

    case: Whole
    start: Days
    authorised: Days


def simulate(rng: Generator, everyone: People, cases: Cases) -> tuple[Enquiries, Plans, Assessments]:
    """Return what the cases led to."""
    shapes, number, drawn = calibration().shapes, len(cases), rng.random(len(cases))
    care = cases.into_care < NEVER
    usual = ~care & ~cases.no_action & ~cases.not_needed & ~cases.planned & (cases.closed - cases.referred > 20)
    before_care = care & (cases.into_care - cases.referred > 30) & ~everyone.alone[cases.child]
    start = working_days_after(cases.referred, rng.integers(0, 12, number))
    conference = working_days_after(start, _days_to_conference(rng, number))
    in_time = np.where(care, cases.into_care - 5, cases.closed - 20)
    planned = (cases.planned | (before_care & (drawn < shapes["plan-before-care-share"]))) & (conference < in_time)
    planned &= ages(everyone.born[cases.child], conference) < 17
    met = planned | (usual & (drawn < shapes["conference-only-share"]) & (conference < in_time))
    asked = met | cases.planned | (usual & (drawn < shapes["section-47-share"])) | (before_care & (drawn < 0.8))
    enquiries = _enquiries(rng, cases, asked, start, np.where(met, conference, NEVER).astype(np.int32))
    return enquiries, _plans(rng, everyone, cases, np.flatnonzero(planned), conference), _assessments(rng, cases)


def _days_to_conference(rng: Generator, number: int) -> Whole:
    """Return working days to a conference: within 15 as often as published, or late by any calendar."""
    on_time = chance(rng, number, calibration().share("conferences-in-15-days"))
    return np.where(on_time, 6 + 9 * rng.beta(3, 1.2, number), 19 + rng.exponential(8, number)).astype(np.int64)


def _enquiries(rng: Generator, cases: Cases, asked: Flags, start: Days, conference: Days) -> Enquiries:
    """Return an enquiry for each case that had one, and for some a second one later."""
    case = np.flatnonzero(asked)
    long = np.flatnonzero(asked & (cases.closed - start > 120))
    second = long[chance(rng, len(long), calibration().shapes["second-section-47-share"])]
    later = working_days_after((start[second] + 60).astype(np.int32), rng.integers(0, 30, len(second)))
    every = np.r_[case, second]
    begun = np.r_[start[case], later]
    met = np.r_[conference[case], np.full(len(second), NEVER)].astype(np.int32)
    order = np.lexsort((begun, every))
    return Enquiries(every[order], begun[order].astype(np.int32), met[order])


def _plans(rng: Generator, everyone: People, cases: Cases, case: Whole, conference: Days) -> Plans:
    """Return a plan for each of the cases, from the day of its conference."""
    number, mix, shapes = len(case), calibration().mix, calibration().shapes
    start = conference[case]
    care = cases.into_care[case] < NEVER
    to_care = np.minimum(start + lengths(rng, number, calibration().curves["plan"]), cases.into_care[case] + 25)
    before_closing = np.maximum(cases.closed[case] - rng.integers(10, 90, number), start + 15)
    end = np.minimum(np.where(care, to_care, before_closing), cases.closed[case]).astype(np.int32)
    child = cases.child[case]
    elsewhere = rng.geometric(0.75, len(everyone)) * chance(rng, len(everyone), shapes["earlier-plan-share"])
    old_enough = ages(everyone.born[child], start) >= 1
    before = _earlier(child) + np.where(old_enough, elsewhere[child], 0)
    category = pick(rng, number, mix("abuse"))
    late = chance(rng, number, shapes["late-plan-review-share"])
    missed = rng.integers(0, 3, number)

    def within(days: int, place: int) -> Callable[[Whole], Whole]:
        return lambda rows: (
            np.where(late[rows] & (missed[rows] == place), days + 12, days - 3) - rng.integers(0, 9, len(rows))
        )

    whose, on, _ = chain(start, np.minimum(end, TO), [within(91, 0), within(183, 1), within(183, 2)])
    return Plans(
        case=case,
        start=start,
        end=end,
        before=before,
        first=category,
        latest=np.where(chance(rng, number, 0.9), category, pick(rng, number, mix("abuse"))),
        review_plan=whose,
        review=on,
    )


def _earlier(child: Whole) -> Whole:
    """Return how often each child stands in the rows before its own; the rows are in the order of the children."""
    place = np.arange(len(child))
    begins = np.r_[True, child[1:] != child[:-1]][: len(child)]
    earlier: Whole = place - np.maximum.accumulate(np.where(begins, place, 0))
    return earlier


def _assessments(rng: Generator, cases: Cases) -> Assessments:
    """Return the first assessment of each case that was taken up, and later ones of those that stay open long."""
    first = np.flatnonzero(~cases.no_action)
    stop = np.minimum(np.where(cases.no_action, 0, cases.closed - 80), TO)
    case, start, _ = chain(cases.assessed, stop, [lambda rows: 150 + rng.exponential(500, len(rows)).astype(np.int64)])
    late = ~chance(rng, len(case), calibration().share("assessed-in-45-days"))
    took = np.where(late, 48 + rng.exponential(4, len(case)).clip(0, 8), 45 * rng.beta(2.2, 1.0, len(case))).astype(
        np.int64
    )
    every = np.r_[first, case]
    begun = np.r_[cases.assessed_from[first], start]
    authorised = np.r_[cases.assessed[first], working_days_after(start, took)]
    order = np.lexsort((begun, every))
    return Assessments(every[order], begun[order].astype(np.int32), authorised[order].astype(np.int32))
