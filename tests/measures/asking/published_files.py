"""Reads the published files as they are, in plain Python, for tests that reproduce DfE's figures another way."""

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
EES = SHARED / "dfe-explore-education-statistics"
LOOKUPS = SHARED / "lookups"
LAIT = SHARED / "dfe-lait"

Figures = dict[tuple[str, str], Decimal]
"""By DfE's number of an authority and the year as its file has it."""


def rows_of(path: Path, **where: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file that have these cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[name] == cell for name, cell in where.items()):
                yield row


def number_of(text: str) -> Decimal | None:
    """Return a number, ``None`` for a symbol."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def column(file: str, name: str, **where: str) -> Figures:
    """Return one column's numbers for authorities of today and before."""
    found = {}
    for row in rows_of(EES / file, geographic_level="Local authority", **where):
        figure = number_of(row[name])
        if figure is not None:
            found[row["old_la_code"], row["time_period"]] = figure
    return found


def neighbours(model: str) -> dict[str, list[str]]:
    """Return the numbers of each authority's neighbours."""
    found: dict[str, list[str]] = {}
    name = {"2021": "sn", "2025": "sn_old_la_code"}[model]
    for row in rows_of(LOOKUPS / f"statistical_neighbours_{model}_long.csv"):
        found.setdefault(row["old_la_code"], []).append(row[name])
    return found


def half_up(value: Decimal, places: int) -> Decimal:
    """Round as DfE does."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def median(values: list[Decimal], places: int) -> Decimal:
    """Return the dashboard's median."""
    ordered, half = sorted(values), len(values) // 2
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return half_up(middle, places)


def lait(code: str) -> dict[tuple[str, str], float]:
    """Return an indicator of LAIT as the tool holds it: floats by number and year, authorities only."""
    table: dict[str, list[Any]] = pq.read_table(
        LAIT / "bds_long_0.parquet",
        columns=["Short Desc", "Years", "LA Number", "Values"],
        filters=[("Short Desc", "=", code)],
    ).to_pydict()
    found = {}
    for year, number, text in zip(table["Years"], table["LA Number"], table["Values"], strict=True):
        if number < 970 and number_of(text) is not None:
            found[str(int(number)), year] = float(text)
    return found
