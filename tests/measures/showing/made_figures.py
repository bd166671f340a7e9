"""Made-up published files of areas that do not exist, with the measures that read them, loaded through the command.

Northmoor and its neighbours have codes that are no authority's. Every figure is synthetic.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clearline.cli import main
from clearline.kit.compiled import compiled_bytes
from clearline.measures import content
from clearline.measures.vocabulary import (
    BelongsTo,
    Column,
    Dataset,
    Filter,
    Gap,
    Measure,
    Measures,
    MeasureSet,
    Published,
    PublishedDenominator,
    Sources,
)  # fmt: skip

ENGLAND = ("E92000001", "", "England")
REGION = ("E12000001", "", "North East")
AUTHORITIES = (
    ("E06000999", "999", "Northmoor"), ("E06000998", "998", "Southmoor"), ("E06000997", "997", "Eastmoor"),
    ("E06000996", "996", "Westmoor and the Isle of Westmoor with Lower Westmoor"),
)  # fmt: skip
YEARS = range(2019, 2026)

PLACE = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
         "region_name", "old_la_code", "new_la_code", "la_name"]  # fmt: skip


def _place(year: str, identifier: str, area: tuple[str, str, str]) -> list[str]:
    code, number, name = area
    country = ["E92000001", "England"]
    if area is ENGLAND:
        return [year, identifier, "National", *country, "", "", "", "", ""]
    if area is REGION:
        return [year, identifier, "Regional", *country, code, name, "", "", ""]
    return [year, identifier, "Local authority", *country, REGION[0], REGION[2], number, code, name]


def _referrals() -> Iterator[list[str]]:
    """Yield referrals and those that came back: Eastmoor's are suppressed in 2025, Westmoor's of 2021 are not there."""
    for at, area in enumerate((ENGLAND, REGION, *AUTHORITIES)):
        size = {0: 600_000, 1: 30_000}.get(at, 3_000 + 100 * at)
        for year in YEARS:
            share = (at * 3 + year * 7) % 11 + 15
            again = size * share // 100
            if area is AUTHORITIES[3] and year == 2021:
                continue  # nothing was published
            cells = [str(size), str(again), f"{share}.0"]
            if area[2] == "Eastmoor" and year == 2025:
                cells = [str(size), "c", "c"]
            yield [*_place(str(year), "Reporting year", area), "Referrals", *cells]


def _attainment() -> Iterator[list[str]]:
    """Yield a score of two groups of children."""
    for at, area in enumerate((ENGLAND, REGION, *AUTHORITIES)):
        for year in YEARS:
            for group, score in (("Looked after", 18 + at + (year - 2019) / 2), ("All", 46 + at / 2)):
                yield [*_place(f"{year - 1}{year % 100}", "Academic year", area), group, f"{score:.1f}"]


REFERRALS = Dataset(
    key="made-referrals", title="Made-up referrals", publisher="Nobody, synthetic",
    recognised_by=("made_referrals", "made_again"), filters=(Filter(name="made_category"),),
    columns=(Column(name="made_referrals", title="Referrals", unit="count"), Column(name="made_again", unit="count"),
             Column(name="made_once"),
             Column(name="made_again_percent", title="Came back", unit="per-cent")),
    audited="Nobody audits made-up figures.",
)  # fmt: skip
ATTAINMENT = Dataset(
    key="made-attainment", title="Made-up attainment", publisher="Nobody, synthetic", recognised_by=("made_score",),
    filters=(Filter(name="made_group"),), columns=(Column(name="made_score", unit="score"),),
)  # fmt: skip
AREAS = Dataset(
    key="areas", title="Made-up areas", publisher="Nobody, synthetic", format="areas",
    recognised_by=("old_la_code", "new_la_code", "la_name", "first_year"),
)  # fmt: skip
NEIGHBOURS = Dataset(
    key="neighbours-2025", title="Made-up neighbours", publisher="Nobody, synthetic", format="neighbours",
    recognised_by=("old_la_code", "la_name", "rank", "sn_old_la_code"),
)  # fmt: skip
LOCAL = Dataset(
    key="local", title="A council's own months", publisher="The council", format="local", recognised_by=("measure",)
)


def _measure(key: str, title: str, source: Published, **more: Any) -> Measure:
    given = {
        "why": "It is made up.", "outcome": "stay-safe", "kind": "service-performance", "numerator": "those counted",
        "unit": "per-cent", "decimals": 1, "polarity": "low", "year": "reporting", "definition": "checked",
    } | more  # fmt: skip
    return Measure(key=key, title=title, sources=Sources(published=source), **given)  # type: ignore[arg-type]


MEASURES = Measures(
    measures=(
        _measure(
            "came-back", "Referrals that came back",
            Published(dataset="made-referrals", value="made_again_percent", numerator=("made_again",),
                      denominator=("made_referrals",)),
            denominator="all referrals", also=("Boomerangs",),
            belongs=(BelongsTo(framework="dfe-statistic", reference="NF-1"),),
        ),
        _measure("referrals", "Referrals", Published(dataset="made-referrals", value="made_referrals"), unit="count",
                 decimals=0, polarity="none"),
        _measure("score-looked-after", "Score of looked-after children",
                 Published(dataset="made-attainment", value="made_score", where={"made_group": "Looked after"}),
                 unit="score", polarity="high", outcome="enjoy-and-achieve", year="academic"),
        _measure("score-all", "Score of all children",
                 Published(dataset="made-attainment", value="made_score", where={"made_group": "All"}),
                 unit="score", polarity="high", outcome="enjoy-and-achieve", year="academic"),
        _measure("not-loaded", "A figure that nobody loads",
                 Published(dataset="made-elsewhere", numerator=("made_thing",),
                           denominator=PublishedDenominator(dataset="made-other", column="made_people")),
                 denominator="people"),
    ),
    gaps=(
        Gap(key="score-gap", title="Scores of looked-after children", group="score-looked-after", others="score-all"),
    ),
    sets=(MeasureSet(key="made-set", title="Made-up set", measures=("score-all",)),),
    datasets=(REFERRALS, ATTAINMENT, AREAS, NEIGHBOURS, LOCAL),
)  # fmt: skip


@contextmanager
def made_content(folder: Path) -> Iterator[None]:
    """Put the made-up measures in place of Clearline's own."""
    path = folder / "compiled.json"
    path.write_bytes(compiled_bytes(MEASURES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "COMPILED", path)
        content.load.cache_clear()
        try:
            yield
        finally:
            content.load.cache_clear()


def write_files(folder: Path) -> list[Path]:
    """Write the published files and return their paths."""
    tables = {
        "areas.csv": (
            ["old_la_code", "new_la_code", "la_name", "region_code", "region_name", "first_year", "last_year",
             "lait_name", "la_type", "current_2025"],
            [[number, code, name, REGION[0], REGION[2], "2013", "2025", name, "UA", "True"]
             for code, number, name in AUTHORITIES],
        ),
        "neighbours.csv": (
            ["old_la_code", "la_name", "rank", "sn_old_la_code", "closeness"],
            [["999", "Northmoor", str(rank), number, "Close "]
             for rank, (_, number, _) in enumerate(AUTHORITIES[1:], start=1)],
        ),
        "referrals.csv": (
            [*PLACE, "made_category", "made_referrals", "made_again", "made_again_percent"], [*_referrals()]
        ),
        "attainment.csv": ([*PLACE, "made_group", "made_score"], [*_attainment()]),
    }  # fmt: skip
    for name, (heading, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
    return [folder / name for name in tables]


def run(store: Path, *args: str) -> Result:
    """Run a command of `clearline figures` on a store."""
    return CliRunner().invoke(main, ["figures", *args], env={"CLEARLINE_FIGURES": str(store)})


def loaded(folder: Path) -> Path:
    """Return a store with everything loaded."""
    store = folder / "figures"
    result = run(store, "load", *map(str, write_files(folder)))
    assert result.exit_code == 0, result.output
    return store
