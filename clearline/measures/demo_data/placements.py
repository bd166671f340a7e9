"""Simulates what happens to a child in care: the placements, what law they are there by, and where."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.care import People, Stays
from clearline.measures.demo_data.days import Days, Flags, Text, Whole, ages
from clearline.measures.demo_data.geography import Places
from clearline.measures.demo_data.sampling import chance, pick

MOVES = ("S", "P", "B", "T", "U")
"""Reasons for a new episode that make a new placement."""

AT_HOME = ("P1", "P3")
ADOPTIVE = ("A3", "A4", "A5", "A6")
NO_PROVIDER = ("T0", "T1", "T4", "Z1")


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes of care, one a row, in the order of the stays and then of time. They leave no gap in a stay."""

    stay: Whole
    start: Days
    end: Days
    why: Text
    """RNE: why the episode began."""
    law: Text
    place: Text
    provider: Text
    postcode: Whole
    unknown: Flags
    """Whether the return does not say where the placement is."""
    urn: Text
    change: Text
    """Why the placement ended; "" when it did not, or the stay did."""
    last: Flags


@dataclass(slots=True)
class _Placement:
    place: Text
    provider: Text
    postcode: Whole
    unknown: Flags
    urn: Text

    def taken(self, rows: Whole | Flags) -> "_Placement":
        return _Placement(
            self.place[rows], self.provider[rows], self.postcode[rows], self.unknown[rows], self.urn[rows]
        )

    def replaced(self, where: Flags, new: "_Placement") -> "_Placement":
        return _Placement(
            np.where(where, new.place, self.place),
            np.where(where, new.provider, self.provider),
            np.where(where, new.postcode, self.postcode),
            np.where(where, new.unknown, self.unknown),
            np.where(where, new.urn, self.urn),
        )


def simulate(rng: Generator, places: Places, children: People, stays: Stays) -> Episodes:
    """Return the episodes of every stay."""
    going = np.arange(len(stays))
    now = stays.start.copy()
    to_adopters = days_to_adopters(stays)
    law = _first_law(rng, children, stays)
    why = np.full(len(stays), "S", dtype="U1")
    there = _new_placement(rng, places, children, stays, going, now, to_adopters, law)
    there.place = np.where(np.char.startswith(there.place, "T"), "U6", there.place)
    parts: list[Episodes] = []
    while len(going):
        end, done, placing = _until_change(rng, stays, going, now, to_adopters, there.place, first=not parts)
        # a foster carer who adopts stays the same carer
        adopting = np.where(stays.reason[going] == "E11", "U", "B")
        next_why = np.where(placing, adopting, pick(rng, len(going), calibration().mix("new-episode")))
        moves = np.isin(next_why, MOVES)
        change = np.where(moves & ~done, _why_moved(rng, next_why), "")
        where = (there.place, there.provider, there.postcode, there.unknown, there.urn)
        parts.append(Episodes(going, now, end, why, law, *where, change, done))
        go = ~done
        going, now, why, moves = going[go], end[go], next_why[go], moves[go]
        law = np.where(np.isin(why, ["L", "B", "U"]), _next_law(rng, law[go]), law[go])
        law = np.where(placing[go], "E1", law)
        new = _new_placement(rng, places, children, stays, going, now, to_adopters, law)
        there = there.taken(go).replaced(moves, new)
    return _together(parts)


def _until_change(
    rng: Generator, stays: Stays, going: Whole, now: Days, to_adopters: Days, place: Text, *, first: bool
) -> tuple[Days, Flags, Flags]:
    """Return when each episode ends, whether the stay ends with it, and whether the child then goes to adopters."""
    shapes = calibration().shapes
    end = now + _length(rng, stays.unsettled[going], shapes["first-short-share" if first else "later-short-share"])
    end = np.where(np.char.startswith(place, "T"), np.minimum(end, now + rng.integers(2, 20, len(going))), end)
    waiting = stays.adopted[going] & (now < to_adopters[going])
    end = np.where(waiting, np.minimum(end, to_adopters[going]), end)
    with_adopters = stays.adopted[going] & ~waiting
    done = with_adopters | (end >= stays.end[going] - 3)
    end = np.where(done, stays.end[going], end).astype(np.int32)
    return end, done, waiting & (end >= to_adopters[going]) & ~done


def days_to_adopters(stays: Stays) -> Days:
    """Return the day on which each child who is adopted is placed with the adopters: some eight months before."""
    days: Days = (stays.end - np.minimum(240, (stays.end - stays.start) // 2)).astype(np.int32)
    return days


def _together(parts: list[Episodes]) -> Episodes:
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Episodes.__slots__}
    order = np.lexsort((columns["start"], columns["stay"]))
    return Episodes(**{name: column[order] for name, column in columns.items()})


def _length(rng: Generator, unsettled: Flags, short: float) -> Whole:
    """Return the days until something changes."""
    shapes, number = calibration().shapes, len(unsettled)
    usual = np.where(unsettled, shapes["unsettled-days"], shapes["settled-days"])
    mean = np.where(chance(rng, number, short), shapes["first-short-days"], usual)
    return rng.exponential(mean).astype(np.int64) + 1


def _first_law(rng: Generator, children: People, stays: Stays) -> Text:
    law = pick(rng, len(stays), calibration().mix("first-legal-status"))
    young = ages(children.born[stays.child], stays.start) < 10
    law = np.where(young & np.char.startswith(law, "J"), "C1", law)
    return np.where(children.alone[stays.child], "V2", law)


def _next_law(rng: Generator, law: Text) -> Text:
    """Return what each legal status turns into: never into itself."""
    full = np.where(law == "C2", "V2", "C2")
    interim = chance(rng, len(law), 0.6) & ~np.isin(law, ["C1", "C2", "E1"])
    return np.where(interim, "C1", np.where(law == "E1", "C2", full))


def _why_moved(rng: Generator, why: Text) -> Text:
    """Return why each placement ended: a change of its kind only where the carer stays the same."""
    mix = {code: weight for code, weight in calibration().mix("change").items() if code != "PLACE"}
    return np.where(np.isin(why, ["T", "U"]), "PLACE", pick(rng, len(why), mix))


def _new_placement(
    rng: Generator,
    places: Places,
    children: People,
    stays: Stays,
    going: Whole,
    now: Days,
    to_adopters: Days,
    law: Text,
) -> _Placement:
    """Return a new placement for each stay that goes on."""
    mix, number = calibration().mix, len(going)
    child = stays.child[going]
    age = ages(children.born[child], now)
    place = np.where(age >= 16, pick(rng, number, mix("placement-16")), pick(rng, number, mix("placement")))
    place = np.where((age < 9) & np.isin(place, ["K2", "K1", "S1", "R5"]), "U6", place)
    place = np.where(np.isin(place, AT_HOME) & ~np.isin(law, ["C1", "C2"]), "U3", place)  # home needs a care order
    adopters = stays.adopted[going] & (now >= to_adopters[going])
    place = np.where(adopters, np.where(stays.reason[going] == "E11", "A5", "A6"), place)
    homes = np.isin(place, ["K1", "K2", "K3", "R1", "S1"])
    provider = np.where(homes, pick(rng, number, mix("provider-residential")), pick(rng, number, mix("provider")))
    provider = np.where(place == "P1", "PR0", np.where(np.isin(place, NO_PROVIDER), "", provider))
    postcode, bucket = places.placements(rng, children.home[child])
    at_home = np.isin(place, AT_HOME) & chance(rng, number, 0.8)
    inspected = homes | np.char.startswith(place, "U")
    return _Placement(
        place=place,
        provider=provider,
        postcode=np.where(at_home, children.home[child], postcode),
        unknown=(bucket == "unknown") & ~at_home,
        urn=np.where(inspected, np.char.mod("SC9%06d", rng.integers(0, 10**6, number)), ""),
    )
