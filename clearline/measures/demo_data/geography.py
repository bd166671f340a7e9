"""An invented country: authorities side by side on a grid of hexagons, with postcodes that are nowhere.

Codes are of the right form and belong to no place: E06000999 (DfE's 999), then E06000998 (100) and so on. Postcodes
are in the area ZZ, which no place has.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.days import Text, Whole
from clearline.measures.demo_data.sampling import generator, pick

POSTCODES = 400
"""In each authority."""

MOST = 153
"""Authorities, as many as England has."""

RING = 13
"""An authority and those around it: the country is never smaller, so that a child can be placed elsewhere."""

ACROSS = 42_000
"""Metres between the centres of neighbouring authorities."""

TWENTY_MILES = 32_186
"""Metres."""

BUCKETS = ("in-near", "in-far", "out-near", "out-far")

FIRST_PARTS = ("North", "East", "West", "South", "Mid", "High", "Lower", "Long", "Stan", "Har", "Wes", "Ald", "Brack")
SECOND_PARTS = ("moor", "mere", "holt", "wick", "den", "bourne", "combe", "leigh", "thorpe", "stowe", "hurst", "marsh")


@dataclass(frozen=True, slots=True)
class Authority:
    """An invented authority."""

    place: int
    """0 is Northmoor."""
    code: str
    old_code: str
    name: str


def authority(place: int) -> Authority:
    """Return the invented authority in a place of the list, 0 to 152."""
    old = 999 if place == 0 else 99 + place if place <= 100 else place - 100
    first, second = FIRST_PARTS[place % len(FIRST_PARTS)], SECOND_PARTS[place // len(FIRST_PARTS)]
    return Authority(place, f"E06{999 - place:06d}", f"{old:03d}", f"{first}{second}")


@dataclass(frozen=True, slots=True)
class Country:
    """The postcodes of every authority, in the order of the authorities."""

    authorities: tuple[Authority, ...]
    text: Text
    """With the space: ``ZZ1 1AA``."""
    east: Whole
    north: Whole
    """Metres, as on the National Grid."""

    def owner(self, postcode: Whole) -> Whole:
        """Return the place of the authority that each postcode lies in."""
        place: Whole = postcode // POSTCODES
        return place


def country(authorities: int) -> Country:
    """Return the country of at least so many authorities. It is the same whatever the seed."""
    every = tuple(authority(place) for place in range(max(authorities, RING)))
    number = len(every) * POSTCODES
    rng = generator(0, 0)
    angle, reach = rng.random(number) * 2 * np.pi, np.sqrt(rng.random(number)) * ACROSS * 0.6
    centres = np.repeat(_spiral(len(every)), POSTCODES, axis=0)
    east = 400_000 + centres[:, 0] * ACROSS + np.cos(angle) * reach
    north = 350_000 + centres[:, 1] * ACROSS + np.sin(angle) * reach
    return Country(every, _postcodes(number), east.astype(np.int64), north.astype(np.int64))


def _spiral(number: int) -> NDArray[np.float64]:
    """Return so many centres of hexagons around the first, in steps of one."""
    steps = [(1, 0), (0.5, 3**0.5 / 2), (-0.5, 3**0.5 / 2), (-1, 0), (-0.5, -(3**0.5) / 2), (0.5, -(3**0.5) / 2)]
    found = [(0.0, 0.0)]
    ring = 0
    while len(found) < number:
        ring += 1
        x, y = float(ring), 0.0
        for dx, dy in steps[2:] + steps[:2]:
            for _ in range(ring):
                found.append((x, y))
                x, y = x + dx, y + dy
    return np.array(found[:number])


def _postcodes(number: int) -> Text:
    """Return so many invented postcodes."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    inward = [f"{digit}{one}{two}" for digit in range(10) for one in letters for two in letters]
    return np.array([f"ZZ{at // len(inward) + 1} {inward[at % len(inward)]}" for at in range(number)])


class Places:
    """Postcodes near to and far from the homes of one authority."""

    def __init__(self, land: Country, place: int) -> None:
        self.land = land
        self.own = np.arange(place * POSTCODES, (place + 1) * POSTCODES)
        centre = land.east[self.own].mean(), land.north[self.own].mean()
        owners = np.arange(len(land.authorities)) * POSTCODES
        away = np.hypot(land.east[owners] - centre[0], land.north[owners] - centre[1])
        nearest = np.argsort(away, kind="stable")[:RING]
        self.others = np.concatenate([np.arange(at * POSTCODES, (at + 1) * POSTCODES) for at in nearest])
        self._sort()

    def _sort(self) -> None:
        """Sort the postcodes around each home by whether they are in the authority and within 20 miles."""
        land, home, there = self.land, self.own[:, None], self.others[None, :]
        far = (land.east[home] - land.east[there]) ** 2 + (land.north[home] - land.north[there]) ** 2
        bucket = (far > TWENTY_MILES**2) + 2 * (land.owner(there) != land.owner(home))
        self.order = np.argsort(bucket, axis=1, kind="stable")
        self.counts = np.stack([(bucket == at).sum(axis=1) for at in range(len(BUCKETS))], axis=1)

    def homes(self, rng: Generator, number: int) -> Whole:
        """Return so many postcodes in the authority."""
        return rng.choice(self.own, number)

    def placements(self, rng: Generator, home: Whole) -> tuple[Whole, Text]:
        """Return a postcode for a placement of a child from each home, and whether it is in or out, near or far.

        A bucket may be "unknown": the postcode is then one that the return leaves out.
        """
        bucket = pick(rng, len(home), calibration().mix("distance"))
        at = np.searchsorted(BUCKETS, np.where(bucket == "unknown", "in-near", bucket), sorter=np.argsort(BUCKETS))
        at = np.argsort(BUCKETS)[at]
        row = home - self.own[0]
        at = np.where(self.counts[row, at] > 0, at, 0)
        before = np.where(np.arange(len(BUCKETS))[None, :] < at[:, None], self.counts[row], 0).sum(axis=1)
        inside = (rng.random(len(home)) * self.counts[row, at]).astype(np.int64)
        return self.others[self.order[row, before + inside]], bucket
