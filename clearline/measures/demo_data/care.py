"""Simulates the children of one authority who are looked after: who they are, and each time they come into care.

The whole history from 1998 to 2026 is simulated whatever years are asked for, so that the return of one year is the
same in every set of years.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.days import Days, Flags, Text, Whole, ages, birthdays, day
from clearline.measures.demo_data.geography import Places
from clearline.measures.demo_data.sampling import chance, generator, lengths, pick

FROM, TO = day(1998, 4, 1), day(2026, 3, 31)
"""The first and the last day on which children come into care: 18 years settle the numbers before the first return."""


@dataclass(frozen=True, slots=True)
class People:
    """Children, one a row."""

    number: Text
    """The child's number in every return; begins with SYN."""
    upn: Text
    """A unique pupil number that no pupil can have: none begins with I."""
    born: Days
    girl: Flags
    ethnic: Text
    home: Whole
    """Postcode, as a place in the country's list."""
    disability: Text
    """The code of the CIN census; "" for none."""
    alone: Flags
    """Whether an unaccompanied asylum-seeking child."""

    def __len__(self) -> int:
        return len(self.number)


@dataclass(frozen=True, slots=True)
class Stays:
    """Times in care, one a row, in the order of the children and then of time."""

    child: Whole
    start: Days
    end: Days
    """The day it ended or will end."""
    reason: Text
    """Why it ended, in the codes of 2026."""
    need: Text
    adopted: Flags
    unsettled: Flags

    def __len__(self) -> int:
        return len(self.child)


def people(rng: Generator, places: Places, authority: int, first: int, born: Days, alone: Flags) -> People:
    """Return so many children of an authority, numbered from ``first``."""
    number = len(born)
    mix = calibration().mix
    serial = first + rng.permutation(number)
    disabled = chance(rng, number, calibration().shapes["disabled-share"]) & ~alone
    return People(
        number=np.char.mod(f"SYN{authority:03d}%06d", serial),
        upn=np.char.mod(f"I{places.land.authorities[authority].old_code}%09d", serial),
        born=born,
        girl=chance(rng, number, np.where(alone, 0.05, 0.45)),
        ethnic=np.where(alone, pick(rng, number, mix("ethnicity-unaccompanied")), pick(rng, number, mix("ethnicity"))),
        home=places.homes(rng, number),
        disability=np.where(disabled, pick(rng, number, mix("disability")), ""),
        alone=alone,
    )


def drawn_stays(rng: Generator, number: int, long_days: float) -> Whole:
    """Return how many days so many stays would last if no child turned 18."""
    shapes = calibration().shapes
    kind = rng.random(number)
    short, middle = shapes["short-stay-share"], shapes["middle-stay-share"]
    days = np.where(
        kind < short,
        rng.exponential(shapes["short-stay-days"], number),
        np.where(
            kind < short + middle,
            rng.gamma(2.0, shapes["middle-stay-days"] / 2, number),
            rng.gamma(1.8, long_days / 1.8, number),
        ),
    )
    return days.astype(np.int64) + 1


@cache
def long_stay_days() -> float:
    """Return the mean of long stays at which starts and the number in care agree with what is published."""
    rates = calibration().rates
    wanted = rates["looked-after"].value / rates["started"].value * 365.25
    low, high = 100.0, 6000.0
    for _ in range(30):
        middle = (low + high) / 2
        rng = generator(0, 1)
        age, alone = entrants(rng, 40_000)
        mean = np.minimum(np.where(alone, 6574, drawn_stays(rng, 40_000, middle)), 6574 - age).mean()
        low, high = (middle, high) if mean < wanted else (low, middle)
    return middle


def entrants(rng: Generator, number: int) -> tuple[Whole, Flags]:
    """Return the age in days of so many children who come into care, and who of them is unaccompanied."""
    alone = chance(rng, number, calibration().shapes["unaccompanied-share"])
    teens = 5500 + (rng.beta(2.2, 1.4, number) * 1050).astype(np.int64)
    return np.where(alone, teens, lengths(rng, number, calibration().curves["entry-age"])), alone


def simulate(rng: Generator, places: Places, authority: int, population: int) -> tuple[People, Stays]:
    """Return the looked-after children of an authority of so many children, and their stays in care."""
    shapes = calibration().shapes
    years = (TO - FROM + 1) / 365.25
    first_stays = rng.poisson(population * calibration().share("started") * years / (1 + shapes["back-share"] * 0.6))
    age, alone = entrants(rng, first_stays)
    start = (FROM + rng.random(first_stays) * (TO - FROM + 1)).astype(np.int32)
    born = (start - age).astype(np.int32)
    children = people(rng, places, authority, 1, born, alone)
    adult = birthdays(born, 18)
    stay = np.where(alone, 6574, drawn_stays(rng, first_stays, long_stay_days()))
    end = np.minimum(start + stay, adult)
    child = np.arange(first_stays)
    again = np.flatnonzero(~alone & (adult - end > 200) & chance(rng, first_stays, shapes["back-share"]))
    back = end[again] + 20 + rng.exponential(330, len(again)).astype(np.int64)
    again, back = again[back < adult[again] - 20], back[back < adult[again] - 20]
    later = np.minimum(back + drawn_stays(rng, len(again), long_stay_days()), adult[again])
    stays = _described(
        rng,
        children,
        np.r_[child, child[again]],
        np.r_[start, back].astype(np.int32),
        np.r_[end, later].astype(np.int32),
    )
    return children, stays


def _described(rng: Generator, children: People, child: Whole, start: Days, end: Days) -> Stays:
    """Return the stays with why they began and ended, those that began in time, in order."""
    order = np.lexsort((start, child))
    order = order[start[order] <= TO]
    child, start, end = child[order], start[order], end[order]
    number = len(child)
    mix, born = calibration().mix, children.born[child]
    last = np.r_[child[1:] != child[:-1], True]
    adult = end >= birthdays(born, 18)
    lasted = (end - start > 330) & (end - start < 1500)
    young = (ages(born, end) < 8) & lasted & last & (end < birthdays(born, 18))
    adopted = young & chance(rng, number, _share_of_young(end, young))
    reason = np.where(adult, pick(rng, number, mix("ended-at-18")), pick(rng, number, mix("ended")))
    teen = ages(born, end) >= 16
    reason = np.where(~teen & np.isin(reason, ["E15", "E16"]), "E4A", reason)
    reason = np.where(adopted, np.where(chance(rng, number, 0.15), "E11", "E12"), reason)
    return Stays(
        child=child,
        start=start,
        end=end,
        reason=reason,
        need=np.where(children.alone[child], "N8", pick(rng, number, mix("need-in-care"))),
        adopted=adopted,
        unsettled=chance(rng, number, calibration().shapes["unsettled-share"]) & ~adopted,
    )


def _share_of_young(end: Days, young: Flags) -> float:
    """Return the share of young children leaving care that makes the published share of all who leave be adopted."""
    settled = end > FROM + 3650
    return float(min(1.0, calibration().share("adopted") * settled.sum() / max((young & settled).sum(), 1)))
