"""Writes a workbook row by row: a front sheet that says it is synthetic, then one sheet for each table. No formulas."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from clearline.measures.demo_data.marking import NOTICE, README

Cell = str | int | date | None
Sheet = Mapping[str, Sequence[Cell]]
"""A table: its columns in order."""

MADE = datetime(2000, 1, 1)
"""Written into the file as the day it was made, so that the same seed gives the same bytes."""


def write_workbook(path: Path, title: str, sheets: Iterable[tuple[str, Sheet]], *, front_last: bool = False) -> None:
    """Write a workbook; days are shown as dd/mm/yyyy, as councils write them. The front sheet can come last."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": title, "subject": "SYNTHETIC", "comments": NOTICE, "created": MADE})
        front: Sheet = {title: ["", *README.splitlines()]}
        tables = list(sheets)
        tables.insert(len(tables) if front_last else 0, ("SYNTHETIC", front))
        for name, sheet in tables:
            _write_sheet(book.add_worksheet(name), sheet)


def _write_sheet(page: Any, sheet: Sheet) -> None:
    page.write_row(0, 0, list(sheet))
    for row, cells in enumerate(zip(*sheet.values(), strict=True), start=1):
        page.write_row(row, 0, cells)
