"""Writes demonstration figures in the layouts in which DfE and Ofsted publish theirs, for Northmoor and its neighbours.

Northmoor's figures are counted from its demonstration returns wherever those hold them; everything else is drawn. The
smallest counts of an authority are hidden, as DfE hides them.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.random import Generator

from clearline.kit.reading import read_yaml
from clearline.kit.values import Value
from clearline.measures.demo_data.days import day
from clearline.measures.demo_data.geography import RING, Authority, authority
from clearline.measures.demo_data.sampling import generator, pick
from clearline.measures.demo_data.workbook import write_workbook
from clearline.measures.exact import rounded

FILE = Path(__file__).with_name("published.yaml")

YEARS = 5
"""How many years the figures cover."""

ENGLAND_POPULATION = 12_000_000
REGION = ("E12000099", "Moorland (synthetic)")
HIDDEN = range(1, 6)
"""Counts of an authority that are hidden."""

Counts = dict[str, int]


class Drawn(Value, frozen=True, kw_only=True):
    """How a count is drawn: as a share of another, or as so much for each one of another."""

    of: str
    share: float = 0
    each: float = 0
    spread: float
    """How far authorities differ: of the log-odds of a share, or of ``each`` itself."""


class Row(Value, frozen=True, kw_only=True):
    """A row of a file for each area and year: its labels, and what its figures are computed from."""

    keys: dict[str, str]
    cells: dict[str, str]


class File(Value, frozen=True, kw_only=True):
    """A file in the layout of one of DfE's."""

    name: str
    rows: tuple[Row, ...]
    academic: bool = False
    years_before: int = 0


class Published(Value, frozen=True, kw_only=True):
    """All that the demonstration publishes."""

    counts: dict[str, Drawn]
    files: tuple[File, ...]


@cache
def published() -> Published:
    """Return what the demonstration publishes."""
    data, _ = read_yaml(FILE)
    return msgspec.convert(data, Published, strict=False)  # the plain part of YAML leaves 0.5 as text


class Place(Value, frozen=True, kw_only=True):
    """Where figures are about, in the columns of DfE's files."""

    level: str
    region: tuple[str, str] = ("", "")
    own: Authority | None = None

    def cells(self) -> list[str]:
        """Return the columns from ``geographic_level`` to ``la_name``."""
        own = [self.own.old_code, self.own.code, self.own.name] if self.own else ["", "", ""]
        return [self.level, "E92000001", "England", *self.region, *own]


GEOGRAPHY = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip


def write_published(folder: Path, own: dict[int, Counts], last: int, seed: int) -> None:
    """Write every file; ``own`` are Northmoor's counts of each year, as many as are known."""
    folder.mkdir()
    years = range(last - YEARS + 1, last + 1)
    places = [authority(place) for place in range(RING)]
    drawn = [draw(generator(seed, place.place, 20), years, own if not place.place else {}) for place in places]
    for file in published().files:
        path = folder / file.name
        with path.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow([*GEOGRAPHY, *file.rows[0].keys, *file.rows[0].cells])
            for year in reversed(years):
                writer.writerows(_rows(file, year, places, [counts[year] for counts in drawn], seed))
    _write_lookups(folder, places, seed)
    _write_inspections(folder, places, last, seed)


def draw(rng: Generator, years: range, known: dict[int, Counts]) -> dict[int, Counts]:
    """Return an authority's counts of each year; what is known is kept, and shares are taken of it."""
    population = int(80_000 * rng.lognormal(0, 0.35))
    found: dict[int, Counts] = {year: {"population": population + 150 * (year - years[0])} for year in years}
    for name, how in published().counts.items():
        level = rng.normal(0, how.spread)
        for year in years:
            level += rng.normal(0, how.spread / 6)
            number, value = rng.random(), found[year]
            value |= {key: count for key, count in known.get(year, {}).items() if key in ("population", name)}
            if name not in value:
                value[name] = _count(how, value[how.of], level, number)
    return found


def _count(how: Drawn, of: int, level: float, chance: float) -> int:
    if how.each:
        return round(of * (how.each + level))
    odds = how.share / (1 - how.share) * np.exp(level)
    share = odds / (1 + odds)
    spread = (of * share * (1 - share)) ** 0.5 * (chance - 0.5) * 2
    return int(min(of, max(0, round(of * share + spread))))


def _rows(
    file: File, year: int, places: Sequence[Authority], counts: Sequence[Counts], seed: int
) -> Iterator[list[str]]:
    """Give a file's rows of one year: England, the region, the authorities."""
    at = year - file.years_before
    period = [f"{at - 1}{at % 100:02d}", "Academic year"] if file.academic else [str(at), "Reporting year"]
    region = {name: sum(each[name] for each in counts) for name in counts[0]}
    wider = [(Place(level="National"), _england(seed, year)), (Place(level="Regional", region=REGION), region)]
    for place, values in wider:
        rough = {name: int(rounded(value, -1)) for name, value in values.items()}
        yield from ([*period, *place.cells(), *row.keys.values(), *_cells(row, rough, range(0))] for row in file.rows)
    for own, values in zip(places, counts, strict=True):
        place = Place(level="Local authority", region=REGION, own=own)
        yield from ([*period, *place.cells(), *row.keys.values(), *_cells(row, values, HIDDEN)] for row in file.rows)


@cache
def _england(seed: int, year: int) -> Counts:
    """Return England's counts: near the calibrated shares, drifting a little."""
    counts: Counts = {"population": ENGLAND_POPULATION}
    for name, how in published().counts.items():
        drift = generator(seed, 999, year).normal(0, how.spread / 30)
        counts[name] = _count(how, counts[how.of], drift, 0.5)
    return counts


def _cells(row: Row, counts: Counts, hidden: range) -> Iterator[str]:
    for recipe in row.cells.values():
        yield cell(recipe, counts, hidden)


def cell(recipe: str, counts: Counts, hidden: range) -> str:
    """Return a cell by its recipe: a count, a quotient (``a/b*100.1``), or a fixed text (``=z``).

    ``c`` stands for a count in ``hidden`` and for what it was divided from; a quotient of nothing is ``z``.
    """
    if recipe.startswith("="):
        return recipe[1:]
    top, _, below = recipe.partition("/")
    bottom, _, form = below.partition("*")
    if counts[top] in hidden or counts.get(bottom) in hidden:
        return "c"
    if not below:
        return str(counts[top])
    per, _, decimals = form.partition(".")
    if not counts[bottom]:
        return "z"
    return str(rounded(Fraction(counts[top] * int(per or 100), counts[bottom]), int(decimals or 0)))


def _write_lookups(folder: Path, places: Sequence[Authority], seed: int) -> None:
    rows = [[own.old_code, own.code, own.name, *REGION, "2013", "2026", own.name, "UA", "True"] for own in places]
    columns = ["old_la_code", "new_la_code", "la_name", "region_code", "region_name", "first_year", "last_year"]
    _write(folder / "areas_synthetic.csv", [*columns, "lait_name", "la_type", "current_2025"], rows)
    for model, name in ((2021, "sn"), (2025, "sn_old_la_code")):
        neighbours: list[list[str]] = []
        for own in places:
            others = [other for other in places if other is not own]
            order = generator(seed, own.place, model).permutation(len(others))[:10]
            neighbours += [
                [own.old_code, own.name, str(rank), others[at].old_code, "Close"] for rank, at in enumerate(order, 1)
            ]
        path = folder / f"neighbours_{model}_synthetic.csv"
        _write(path, ["old_la_code", "la_name", "rank", name, "closeness"], neighbours)


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


def _write_inspections(folder: Path, places: Sequence[Authority], last: int, seed: int) -> None:
    """Write Ofsted's latest judgements: invented, as all of this is."""
    rng = generator(seed, 0, 21)
    grades = [
        pick(rng, len(places), {"outstanding": 2, "good": 6, "requires improvement": 3, "inadequate": 1})
        for _ in range(5)
    ]
    ended = np.array([day(last - 1, 4, 3)]) + rng.integers(0, 350, len(places))
    days = [np.datetime64(int(at), "D").astype(object) for at in ended]
    columns = {
        "la_code": [own.old_code for own in places],
        "local_authority": [own.name.casefold() for own in places],
        "overall_effectiveness_grade": grades[0].tolist(),
        "inspection_framework": ["synthetic"] * len(places),
        "inspection_start_date": [f"{at - timedelta(4):%d/%m/%Y}" for at in days],
        "inspection_end_date": [f"{at:%d/%m/%Y}" for at in days],
        "publication_date": [f"{at + timedelta(45):%d/%m/%Y}" for at in days],
        "impact_of_leaders_grade": grades[1].tolist(),
        "help_and_protection_grade": grades[2].tolist(),
        "in_care_grade": grades[3].tolist(),
        "care_leavers_grade": grades[4].tolist(),
    }
    write_workbook(folder / "ofsted_synthetic.xlsx", "Inspections: SYNTHETIC", [("overview", columns)], front_last=True)
