"""Draws the outcomes that a year's SSDA903 return asks for: health and offending, care leavers, going missing."""

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import People, Stays
from clearline.measures.demo_data.days import Days, Flags, Text, Whole, ages, birthdays, written, year_of_return
from clearline.measures.demo_data.sampling import chance, pick

NOT_LEAVERS = ("E4A", "E11", "E12", "E2", "E41", "E45", "E46", "E47", "E48")
"""Reasons for leaving care at 16 or 17 after which the authority does not follow a young person to 21."""

INCIDENTS = 6.0
"""Times that a child who goes missing does so in a year, on average."""


def _yes(flags: Flags, asked: Flags | bool = True) -> Text:
    return np.where(asked, np.where(flags, "1", "0"), "")


def health(rng: Generator, children: People, stays: Stays, year: int) -> dict[str, Text]:
    """Return the table OC2: children looked after throughout the year, in the order of the children."""
    first, last = year_of_return(year)
    child = stays.child[(stays.start <= first) & (stays.end > last)]
    number, age = len(child), ages(children.born[child], last)
    share = calibration().share
    asked = (age >= 4) & (age <= (17 if year >= 2023 else 16))
    got = asked & chance(rng, number, share("scored"))
    why = pick(rng, number, {"SDQ1": 3, "SDQ2": 3, "SDQ3": 1, "SDQ4": 2, "SDQ5": 1})
    misuse = chance(rng, number, np.where(age >= 12, share("substance") * 2.05, 0.0005))
    answer = rng.random(number)
    helped = misuse & (answer < share("intervention"))
    refused = misuse & ~helped & (answer < share("intervention") + share("refused"))
    return {
        "CHILD": children.number[child],
        "DOB": written(children.born[child]),
        "SDQ_SCORE": np.where(got, np.char.mod("%d", _scores(rng, number)), ""),
        "SDQ_REASON": np.where(asked & ~got, why, ""),
        "CONVICTED": _yes(chance(rng, number, share("convicted")), age >= 10),
        "HEALTH_CHECK": _yes(chance(rng, number, share("development")), age < 5),
        "IMMUNISATIONS": _yes(chance(rng, number, share("immunised"))),
        "TEETH_CHECK": _yes(chance(rng, number, share("dentist"))),
        "HEALTH_ASSESSMENT": _yes(chance(rng, number, share("health"))),
        "SUBSTANCE_MISUSE": _yes(misuse),
        "INTERVENTION_RECEIVED": _yes(helped, misuse),
        "INTERVENTION_OFFERED": _yes(refused, misuse & ~helped),
    }


def _scores(rng: Generator, number: int) -> Whole:
    """Return scores of the strengths and difficulties questionnaire: 17 and over is a concern, 14 to 16 borderline."""
    share, kind = calibration().share, rng.random(number)
    concern, borderline = share("concern"), share("borderline")
    high, low = 17 + rng.binomial(23, 0.2, number), rng.binomial(13, 0.63, number)
    return np.where(kind < concern, high, np.where(kind < concern + borderline, rng.integers(14, 17, number), low))


def care_leavers(rng: Generator, children: People, stays: Stays, year: int) -> tuple[Whole, dict[str, Text]]:
    """Return who has left care and turned 17 to 21 in the year, and the table OC3 about them."""
    child, age = left_care(children, stays, year)
    number, mix, share = len(child), calibration().mix, calibration().share
    touch = pick(rng, number, mix("in-touch"))
    known = touch == "YES"
    older = age >= 19
    active = np.where(older, pick(rng, number, mix("activity-19-21")), pick(rng, number, mix("activity-17-18")))
    in_touch = mix("in-touch")["YES"] / sum(mix("in-touch").values())
    suitable = chance(rng, number, np.where(older, share("suitable-19-21"), share("suitable-17-18")) / in_touch)
    good = np.char.add(pick(rng, number, mix("accommodation")), "1")
    home = np.where(suitable, good, np.char.add(pick(rng, number, mix("accommodation-unsuitable")), "2"))
    return child, {
        "CHILD": children.number[child],
        "DOB": written(children.born[child]),
        "IN_TOUCH": touch,
        "ACTIV": np.where(known, _activity(active, year), "0"),
        "ACCOM": np.where(known, home, "0"),
    }


def left_care(children: People, stays: Stays, year: int) -> tuple[Whole, Whole]:
    """Return the children who had left care when they turned 17, 18, 19, 20 or 21 in the year, and that age.

    They were in care for 13 weeks or more, and on or after their 16th birthday, as the collection asks.
    """
    last = year_of_return(year)[1]
    born = children.born[stays.child]
    age = ages(born, last)
    turned = birthdays(born, np.clip(age, 17, 21))
    final = np.r_[stays.child[1:] != stays.child[:-1], True]
    early = (stays.end < birthdays(born, 18)) & np.isin(stays.reason, NOT_LEAVERS)
    long = stays.end - np.maximum(stays.start, birthdays(born, 14)) >= 91
    row = np.flatnonzero(
        final & (age >= 17) & (age <= 21) & (stays.end >= birthdays(born, 16)) & (stays.end <= turned) & ~early & long
    )
    return stays.child[row], age[row]


def _activity(code: Text, year: int) -> Text:
    """Apprenticeships and other training or work were one code until the collection of 2022."""
    if year >= 2022:
        return code
    return np.where(np.isin(code, ["F4", "F5"]), "F3", np.where(np.isin(code, ["P4", "P5"]), "P3", code))


def missing(rng: Generator, children: People, stays: Stays, year: int) -> dict[str, Text]:
    """Return the table of children missing, or away without leave, from where they are placed."""
    first, last = year_of_return(year)
    share = calibration().share
    stay = np.flatnonzero((stays.start <= last) & (stays.end > first))
    teens = ages(children.born[stays.child[stay]], last) >= 12
    gone = chance(rng, len(stay), np.where(teens, share("missing") * 1.95, share("missing") * 0.1))
    away = chance(rng, len(stay), np.where(teens, share("away") * 1.95, share("away") * 0.1))
    row = np.r_[stay[gone], stay[away]]
    kind = np.repeat(["M", "A"], [gone.sum(), away.sum()])
    times = rng.geometric(1 / INCIDENTS, len(row))
    row, kind = np.repeat(row, times), np.repeat(kind, times)
    low, high = np.maximum(stays.start[row], first), np.minimum(stays.end[row], last)
    start = (low + rng.random(len(row)) * (high - low)).astype(np.int32)
    end = np.minimum(start + rng.geometric(0.45, len(row)) - 1, high).astype(np.int32)
    return _apart(children, stays.child[row], start, end, kind)


def _apart(children: People, child: Whole, start: Days, end: Days, kind: Text) -> dict[str, Text]:
    """Return incidents in order, none beginning before the one before it of the same child has ended."""
    order = np.lexsort((start, child))
    child, start, end, kind = child[order], start[order], end[order], kind[order]
    once = np.r_[True, (child[1:] != child[:-1]) | (start[1:] != start[:-1])][: len(child)]
    child, start, end, kind = child[once], start[once], end[once], kind[once]
    goes_on = np.r_[child[1:] == child[:-1], False][: len(child)]
    end = np.where(goes_on, np.minimum(end, np.r_[start[1:], 0][: len(child)] - 1), end)
    return {
        "CHILD": children.number[child],
        "DOB": written(children.born[child]),
        "MISSING": kind,
        "MIS_START": written(start),
        "MIS_END": written(np.maximum(end, start)),
    }
