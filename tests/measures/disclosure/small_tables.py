"""Small synthetic tables for these tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from clearline.measures.disclosure.about import About, CountColumn, Dimension
from clearline.measures.disclosure.attack.attacker import attack
from clearline.measures.disclosure.building import read_published, read_truth
from clearline.measures.disclosure.suppressing import suppress
from clearline.measures.disclosure.table import Table

HERE = Path("synthetic.csv")
NORTHMOOR, OTHER, REGION = "E06000999", "E06000998", "E12000099"

TEN = About(
    counted="synthetic-children",
    counts={"children": CountColumn()},
    dimensions={"category": Dimension(), "sex": Dimension()},
    profile="ten",
)
DFE = msgspec.structs.replace(TEN, profile="dfe")

HEADING = (
    "time_period", "time_identifier", "geographic_level", "country_code", "region_code", "new_la_code",
)  # fmt: skip


def row(
    area: str = NORTHMOOR, period: str = "2025", identifier: str = "Reporting year", **cells: object
) -> dict[str, str]:
    """Return one row for an area: an authority of the region, the region or England."""
    level = {"E9": "National", "E1": "Regional"}.get(area[:2], "Local authority")
    codes = ("E92000001", REGION if level != "National" else "", area if level == "Local authority" else "")
    start = dict(zip(HEADING, (period, identifier, level, *codes), strict=True))
    if level == "Regional":
        start["region_code"] = area
    return start | {name: str(cell) for name, cell in cells.items()}


def text(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as CSV."""
    columns = list(rows[0])
    return "\n".join(",".join(line) for line in [columns, *([each[c] for c in columns] for each in rows)]) + "\n"


def truth(rows: Sequence[Mapping[str, str]], about: About = DFE) -> Table:
    """Return a table of true counts."""
    return read_truth(HERE, text(rows), about)


def printed(rows: Sequence[Mapping[str, str]], about: About = DFE) -> Table:
    """Return a table as its readers see it."""
    return read_published(HERE, text(rows), about)


def by_category(area: str = NORTHMOOR, period: str = "2025", /, **counts: object) -> list[dict[str, str]]:
    """Return one area's rows by category."""
    return [row(area, period, category=label, children=count) for label, count in counts.items()]


def how(table: Table, earlier: Sequence[Table] = (), others: Sequence[Table] = ()) -> dict[str, str]:
    """Return how each count that the attacker breaks is broken, by its area and labels, without the period."""
    return {
        " ".join(code for dimension, code in breach.name[1] if dimension != "time"): breach.kind
        for breach in attack(table, earlier, others).breaches
    }


def made_safe(table: Table, earlier: Sequence[Table] = ()) -> Table:
    """Return a table of true counts as the engine would have it printed."""
    return read_published(HERE, suppress(table, earlier).text, table.about)


def cells(table: Table) -> dict[str, str]:
    """Return what is printed for each count, by its area and labels, without the period."""
    return {
        " ".join(code for dimension, code in name[1] if dimension != "time"): table.rows[place.row].cells[place.column]
        for name, (place, *_) in table.counts.items()
    }
