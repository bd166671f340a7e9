"""Writes figures as one flat table for Power BI and other tools: a row for each measure, area and period."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from clearline.kit.commands import csv_text
from clearline.measures.areas import Areas
from clearline.measures.asking.series import Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.figures import Area, Observation
from clearline.measures.showing.exporting.sources import observations
from clearline.measures.showing.figure_words import OUTCOMES, own_figure
from clearline.measures.vocabulary import Measure

COLUMNS: dict[str, tuple[str, str]] = {
    "measure": ("text", "The key of the measure. It never changes."),
    "title": ("text", "What the measure is called."),
    "outcome": ("text", "The outcome of Every Child Matters that it serves."),
    "unit": ("text", "What the figure is counted in. Figures per cent are 0 to 100."),
    "decimals": ("whole number", "Decimal places that the figure is shown with."),
    "polarity": ("text", "high or low: which is the better; none: neither."),
    "level": ("text", "england, region or authority. Never add up rows of different levels."),
    "area_code": ("text", "Nine characters; those of a joint return stand with / between them."),
    "area": ("text", "The name of the area."),
    "region_code": ("text", "The region of an authority; empty for a region and England."),
    "period": ("text", "The period as published: 2025, 2024/25, 2024-25."),
    "period_ends": ("date", "The day on which it ends. Put periods in order by it."),
    "value": ("number", "The figure; empty when there is none, and then symbol and meaning say why. It is no 0."),
    "shown": ("text", "The figure as it should be shown to people, or the symbol and what it means."),
    "numerator": ("number", "What was counted, where it is published."),
    "denominator": ("number", "Out of what, where it is published."),
    "symbol": ("text", "The symbol as published, e.g. c, z, x; empty beside a number."),
    "meaning": ("text", "What the symbol means, e.g. suppressed; empty beside a number."),
    "status": ("text", "provisional, revised or final, where it is stated."),
    "source": ("text", "published, lait, returned or local."),
    "release": ("text", "The release that it was read from."),
    "restricted": ("yes or no", "true: the council's own figure, which has not been through disclosure control."),
}
"""Every column, its type and what it says. New ones are added at the end; none is renamed."""


def rows(
    shelves: Shelves, measures: Sequence[Measure], wanted: Sequence[Area], source: Source | None
) -> Iterator[dict[str, Any]]:
    """Yield a row for each measure, area and period that has been published."""
    for measure in measures:
        fixed = {
            "measure": measure.key, "title": measure.title, "outcome": OUTCOMES[measure.outcome], "unit": measure.unit,
            "decimals": measure.decimals, "polarity": measure.polarity,
        }  # fmt: skip
        for code, one in observations(shelves, measure, wanted, source):
            yield fixed | _place(shelves.areas, code) | _figure(one)


def _place(areas: Areas, code: str) -> dict[str, Any]:
    area = areas.get(code)
    return {
        "level": area.level if area else "", "area_code": code, "area": area.name if area else "",
        "region_code": (area.region or "") if area else "",
    }  # fmt: skip


def _figure(one: Observation) -> dict[str, Any]:
    return {
        "period": one.period.label, "period_ends": one.period.ends, "value": one.value, "shown": one.shown,
        "numerator": one.numerator, "denominator": one.denominator, "symbol": one.symbol, "meaning": one.meaning,
        "status": one.status, "source": one.source, "release": one.release, "restricted": own_figure(one),
    }  # fmt: skip


def as_csv(found: Sequence[dict[str, Any]]) -> bytes:
    """Return the rows as CSV in UTF-8."""
    return csv_text(tuple(COLUMNS), ([row[name] for name in COLUMNS] for row in found)).encode()


def as_parquet(found: Sequence[dict[str, Any]]) -> bytes:
    """Return the rows as Parquet: numbers are doubles, of which the shortest form is the figure as published."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "number": pa.float64(), "whole number": pa.int16(), "date": pa.date32(),
             "yes or no": pa.bool_()}  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, (kind, _) in COLUMNS.items()])
    columns = [
        pa.array([None if row[name] is None else float(row[name]) for row in found] if kind == "number"
                 else [row[name] for row in found], types[kind])
        for name, (kind, _) in COLUMNS.items()
    ]  # fmt: skip
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def described() -> bytes:
    """Return the columns with their types and what they say, as CSV."""
    rows_of = ((name, kind, says) for name, (kind, says) in COLUMNS.items())
    return csv_text(("column", "type", "says"), rows_of).encode()
