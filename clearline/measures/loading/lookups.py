"""Reads lookups: authorities with their codes and years, statistical neighbours, LAIT's dictionary of indicators."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.kit.rows import Row, read_rows

LARGEST = 50_000_000
"""Bytes of a lookup or a dictionary; the real ones have less than one million."""

Record = Mapping[str, str]


def batch_of(records: Iterable[Record]) -> Any:
    """Return records of text, all with the same columns, as an Arrow record batch."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(list(records))


def read_areas(path: Path) -> Iterator[Record]:
    """Yield the authorities of a lookup: code, number, name, region, years in which it is there, and LAIT's name.

    The first year of all is no limit, nor is the last year of an authority that is there today.
    """
    rows = read_rows(
        path,
        ("old_la_code", "new_la_code", "la_name", "region_code", "first_year", "last_year"),
        ("lait_name", "current_2025", "current"),
        largest=LARGEST,
    )
    begins = min((row.cells["first_year"] for row in rows if row.cells["first_year"]), default="")
    for row in rows:
        cells = row.cells
        if not cells["new_la_code"].startswith("E"):
            continue  # forces' schools abroad have no area
        _check(path, row, "first_year", "last_year", or_blank=True)
        there = (cells["current_2025"] or cells["current"]).casefold() in ("true", "yes", "1")
        yield {
            "code": cells["new_la_code"],
            "number": "" if cells["old_la_code"].casefold() in ("x", "z") else cells["old_la_code"],
            "name": cells["la_name"],
            "region": cells["region_code"],
            "first_year": "" if cells["first_year"] == begins else cells["first_year"],
            "last_year": "" if there else cells["last_year"],
            "also": cells["lait_name"] if cells["lait_name"] != cells["la_name"] else "",
        }


def read_neighbours(path: Path) -> Iterator[Record]:
    """Yield the neighbours of a table with one neighbour a row: number, rank, neighbour's number, closeness."""
    for row in read_rows(path, ("old_la_code", "rank"), ("sn", "sn_old_la_code", "closeness"), largest=LARGEST):
        _check(path, row, "old_la_code", "rank")
        neighbour = row.cells["sn_old_la_code"] or row.cells["sn"]
        if not _WHOLE.fullmatch(neighbour):
            raise BadInput(Problem(path, row.line, "has no neighbour's number.", "Give DfE's three figures."))
        yield {
            "number": row.cells["old_la_code"],
            "rank": row.cells["rank"],
            "neighbour": neighbour,
            "closeness": row.cells["closeness"].capitalize(),
        }


_WHOLE = re.compile(r"[0-9]{1,4}")  # and not str.isdigit, to which a raised 2 is a digit


def _check(path: Path, row: Row, *columns: str, or_blank: bool = False) -> None:
    """Raise ``BadInput`` when a cell that should hold a whole number holds something else, or nothing."""
    for column in columns:
        if not _WHOLE.fullmatch(row.cells[column]) and not (or_blank and not row.cells[column]):
            raise BadInput(Problem(path, row.line, f"has a {column} that is not a whole number."))


CLOSENESS = ("extremely close", "very close", "close", "somewhat close", "not close")


def wide_neighbours(rows: Iterable[list[Any]]) -> list[Record]:
    """Return the neighbours of a sheet with one authority a row: number, name, then each neighbour and its closeness.

    That is how DfE publishes its workbooks, under two rows of headings. None when the sheet is not like that.
    """
    found: list[Record] = []
    for cells in rows:
        texts = [text_of(cell) for cell in cells]
        pairs = [(near, how) for near, how in zip(texts[2::2], texts[3::2], strict=False) if near]
        if texts[:1] and texts[0].isdigit() and pairs and all(how.casefold() in CLOSENESS for _, how in pairs):
            found += [
                {"number": texts[0], "rank": str(rank), "neighbour": near, "closeness": how.capitalize()}
                for rank, (near, how) in enumerate(pairs, 1)
            ]
    return found


def text_of(cell: Any) -> str:
    """Return what a cell says; a whole number without a decimal point, as spreadsheets hold all numbers alike."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


_DICTIONARY = {
    "code": "Measure_short", "title": "Measure", "chart_title": "Chart_title", "polarity": "Polarity",
    "decimals": "dps", "axis": "y_axis_name", "year_type": "Year_Type", "topic": "Topic",
    "description": "Description", "methodology": "Methodology",
    "source": "Data Owner (DO) /Supplier and Contact Details", "updated": "Last Update", "next_update": "Next Update",
    "link": "Hyperlink(s)", "no_quartile": "No_Quartile",
}  # fmt: skip


def read_dictionary(path: Path) -> Iterator[Record]:
    """Yield LAIT's indicators, one row each: an indicator that is listed under two topics has the row of the first.

    ``polarity`` is ``High``, ``Low`` or ``-``; ``decimals`` is "" where the dictionary does not say; ``no_quartile`` is
    ``N`` when any of its rows says so; ``also`` is what its other rows call it, a line each; ``updated`` is a date, or
    what stands in its place.
    """
    listed: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(path, ("Measure_short", "Measure", "Polarity"), tuple(_DICTIONARY.values()), largest=LARGEST):
        record = {name: row.cells[column] for name, column in _DICTIONARY.items()}
        if record["code"]:
            listed.setdefault(record["code"], []).append(record)
    for record, *others in listed.values():
        names = dict.fromkeys(title for other in others for title in (other["title"], other["chart_title"]))
        yield record | {
            "no_quartile": "N" if "N" in {one["no_quartile"] for one in (record, *others)} else record["no_quartile"],
            "also": "\n".join(name for name in names if name not in ("", record["title"], record["chart_title"])),
            "polarity": record["polarity"] if record["polarity"] in ("High", "Low") else "-",
            "decimals": record["decimals"] if record["decimals"].isdigit() else "",
            "updated": _excel_day(record["updated"]),
            "next_update": _excel_day(record["next_update"]),
        }


def _excel_day(text: str) -> str:
    """Return the date that a spreadsheet's day number stands for; other text as it is."""
    return (date(1899, 12, 30) + timedelta(int(text))).isoformat() if text.isdigit() and len(text) == 5 else text
