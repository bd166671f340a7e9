"""Simulates the cases of children in need of one authority: referrals, those taken up, and those of children in care.

A child who is looked after has an open case throughout, as DfE's census asks, and young people who leave care at 16 or
later often keep theirs until they are 21. Children who are never in care are drawn here; some are referred again.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import TO, People, Stays, people
from clearline.measures.demo_data.days import NEVER, Days, Flags, Text, Whole, birthdays, day, working_days_after
from clearline.measures.demo_data.geography import Places
from clearline.measures.demo_data.outcomes import NOT_LEAVERS
from clearline.measures.demo_data.sampling import chance, lengths, pick

FROM = day(2009, 4, 1)
"""Referrals of children not in care begin here: nine years before the first census, so that numbers have settled."""

AROUND_PLAN = 80
"""Days that a case with a child protection plan is open before and after the plan, on average."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Referrals and the cases they opened, one a row, in the order of the children and then of time."""

    child: Whole
    referred: Days
    closed: Days
    """The day it was or will be closed; the day of the referral when there was no further action."""
    no_action: Flags
    not_needed: Flags
    """Assessed, and found not to be in need."""
    planned: Flags
    """Whether it leads to a child protection plan; never set for a child who comes into care."""
    source: Text
    need: Text
    reason: Text
    into_care: Days
    """The day the child was first looked after in this case; ``NEVER`` when not."""
    assessed_from: Days
    assessed: Days
    """The first assessment, from the day it began to the day it was authorised."""

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True, slots=True)
class _Spans:
    """Cases before they are described."""

    child: Whole
    referred: Days
    closed: Days
    kind: Text
    """"none" (no further action), "not" (not in need), "need", "plan" (and a child protection plan) or "care"."""
    into_care: Days


def simulate(
    rng: Generator, places: Places, authority: int, population: int, children: People, stays: Stays
) -> tuple[People, Cases]:
    """Return all children of an authority, those in care first, and their cases."""
    care = _care_spans(rng, children, stays)
    others, spans = _other_spans(rng, places, authority, population, first=len(children) + 1)
    everyone = joined(children, others)
    both = _Spans(
        np.r_[care.child, spans.child + len(children)],
        np.r_[care.referred, spans.referred],
        np.r_[care.closed, spans.closed],
        np.r_[care.kind, spans.kind],
        np.r_[care.into_care, spans.into_care],
    )
    return everyone, _described(rng, everyone, both)


def joined(one: People, other: People) -> People:
    """Return the children of both."""
    return People(**{name: np.r_[getattr(one, name), getattr(other, name)] for name in People.__slots__})


def _care_spans(rng: Generator, children: People, stays: Stays) -> _Spans:
    """Return a case for each stay in care: opened before it, closed some time after it."""
    same = stays.child[1:] == stays.child[:-1]
    room_before = np.r_[NEVER, np.where(same, (stays.start[1:] - stays.end[:-1]) // 2, NEVER)]
    room_after = np.r_[np.where(same, (stays.start[1:] - stays.end[:-1]) // 2 - 1, NEVER), NEVER]
    born = children.born[stays.child]
    lead = np.minimum(lengths(rng, len(stays), calibration().curves["before-care"]), room_before)
    lead = np.where(children.alone[stays.child], 0, lead)
    referred = np.maximum(stays.start - lead, np.minimum(born - 60, stays.start))
    after = np.minimum(rng.integers(0, 60, len(stays)), room_after)
    leaver = (stays.end >= birthdays(born, 16)) & (room_after == NEVER)
    leaver &= chance(rng, len(stays), calibration().shapes["followed-share"])
    leaver &= ~(np.isin(stays.reason, NOT_LEAVERS) & (stays.end < birthdays(born, 18)))
    closed = np.where(leaver, np.maximum(birthdays(born, 21), stays.end), stays.end + after)
    kind = np.full(len(stays), "care")
    return _Spans(stays.child, referred.astype(np.int32), closed.astype(np.int32), kind, stays.start)


def _other_spans(rng: Generator, places: Places, authority: int, population: int, first: int) -> tuple[People, _Spans]:
    """Return the children who are referred and never come into care, and their referrals one after another."""
    shapes, share, years = calibration().shapes, calibration().share, (TO - FROM + 1) / 365.25
    wanted = (share("referrals") - share("started")) * population * years
    number = rng.poisson(wanted * shapes["first-referral-share"])
    now = (FROM + rng.random(number) * (TO - FROM + 1)).astype(np.int32)
    born = (now - (rng.beta(0.95, 1.05, number) * 6690 - 120)).astype(np.int32)
    children = people(rng, places, authority, first, born, np.zeros(number, dtype=np.bool_))
    going, parts = np.arange(number), []
    while len(going):
        kind, closed = _outcome(rng, now)
        parts.append((going, now, closed, kind))
        again = closed + 1 + rng.exponential(shapes["return-days"], len(going)).astype(np.int64)
        go = chance(rng, len(going), shapes["return-share"]) & (again <= TO)
        go &= again < birthdays(born[going], 18) - 30
        going, now = going[go], again[go].astype(np.int32)
    child, referred, closed, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return children, _Spans(child, referred, closed, kind, np.full(len(child), NEVER))


def _outcome(rng: Generator, referred: Days) -> tuple[Text, Days]:
    """Return what became of each referral, and when its case was closed."""
    share, number = calibration().share, len(referred)
    among = share("referrals") / (share("referrals") - share("started"))
    mix = {
        "none": share("no-further-action") * among,
        "not": share("not-in-need") * calibration().shapes["found-later"] * among,
    }
    mix["plan"] = calibration().shapes["plan-share"] * (1 - sum(mix.values()))
    kind = pick(rng, number, {**mix, "need": 1 - sum(mix.values())})
    curves = calibration().curves
    with_plan = AROUND_PLAN + lengths(rng, number, curves["plan"])
    stays_open = np.where(kind == "plan", with_plan, lengths(rng, number, curves["case"]))
    return kind, (referred + np.where(kind == "none", 0, stays_open)).astype(np.int32)


def _described(rng: Generator, everyone: People, spans: _Spans) -> Cases:
    """Return the cases with the first assessment and with why they were opened and closed, in order."""
    number, mix = len(spans.child), calibration().mix
    begun = working_days_after(spans.referred, rng.integers(0, 3, number))
    late = ~chance(rng, number, calibration().share("assessed-in-45-days"))
    took = np.where(late, 50 + rng.exponential(12, number), 45 * rng.beta(2.2, 1.0, number)).astype(np.int64)
    assessed = working_days_after(begun, took)
    not_needed, care = spans.kind == "not", spans.kind == "care"
    spans_end = np.where(care, spans.closed, np.minimum(spans.closed, birthdays(everyone.born[spans.child], 18)))
    closed = np.where(not_needed, assessed + 1, np.maximum(spans_end, assessed + 4))
    closed = np.where(spans.kind == "none", spans.referred, np.where(care, spans.closed, closed)).astype(np.int32)
    assessed = np.where(care, np.minimum(assessed, np.maximum(spans.closed, begun)), assessed).astype(np.int32)
    reason = np.where(not_needed, np.where(chance(rng, number, 0.4), "RC9", "RC8"), pick(rng, number, mix("closure")))
    need = np.where(care, pick(rng, number, mix("need-in-care")), pick(rng, number, mix("need")))
    cases = Cases(
        child=spans.child,
        referred=spans.referred,
        closed=closed,
        no_action=spans.kind == "none",
        not_needed=not_needed,
        planned=spans.kind == "plan",
        source=pick(rng, number, mix("referral-source")),
        need=np.where(everyone.alone[spans.child], "N8", need),
        reason=reason,
        into_care=spans.into_care,
        assessed_from=begun,
        assessed=assessed,
    )
    order = np.lexsort((cases.referred, cases.child))
    cases = Cases(**{name: getattr(cases, name)[order] for name in Cases.__slots__})
    same = np.r_[cases.child[1:] == cases.child[:-1], False]
    limit = np.where(same, np.r_[cases.referred[1:], 0] - 1, NEVER)
    closed = np.maximum(np.minimum(cases.closed, limit), cases.referred).astype(np.int32)
    return replace(cases, closed=closed, assessed=np.minimum(cases.assessed, np.maximum(closed, cases.assessed_from)))
