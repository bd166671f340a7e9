"""The tables of a print as a workbook: a sheet a table, and one that says what they are. The same bytes each time.

No cell is a formula or a link, nothing is hidden, and what is not in the print is nowhere in the file.
"""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from clearline.doors.exports import LONGEST
from clearline.kit.writing import neutral
from clearline.reports.blocks import Cell
from clearline.reports.formats.look import PLAIN, Look
from clearline.reports.formats.tables import SOURCE, Sheet, sheets
from clearline.reports.printing import Printed

ABOUT = "about"
WIDEST, NARROWEST = 60, 10
"""Letters that a column shows."""


def render(print_: Printed, look: Look = PLAIN) -> bytes:
    """Return the tables of a print as a workbook."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": f"{print_.title}, {print_.authority}",
            "author": print_.authority,
            "keywords": ", ".join(print_.marks),
            "created": datetime.combine(print_.made_on, time()),
        }
    )
    looks = {
        "large": book.add_format({"bold": True, "font_size": 14}),
        "bold": book.add_format({"bold": True, "valign": "top", "text_wrap": True}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#942514"}),
    }
    found = sheets(print_)
    _about(book.add_worksheet(ABOUT), print_, found, looks)
    for one in found:
        _sheet(book.add_worksheet(one.name), one, print_, look.site, looks)
    book.close()
    return out.getvalue()


def _about(sheet: Any, print_: Printed, found: list[Sheet], looks: dict[str, Any]) -> None:
    """Say what the report is, what is missing, and which sheet holds what."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    rows = [("Council", print_.authority), *print_.facts]
    rows += [("Missing", f"{one.what} {one.todo}".strip()) for one in print_.missing]
    rows += [(one.name, " ".join((f"{one.section}: {one.table.title}.", *one.says))) for one in found]
    line = _head(sheet, print_.title, print_, looks)
    for at, (name, says) in enumerate(rows, start=line):
        sheet.write_string(at, 0, _safe(name), looks["bold"])
        sheet.write_string(at, 1, _safe(says), looks["wrapped"])


def _head(sheet: Any, title: str, print_: Printed, looks: dict[str, Any]) -> int:
    """Write the title and, under it, the marks; return the line after them."""
    sheet.write_string(0, 0, _safe(title), looks["large"])
    for at, mark in enumerate(print_.marks, start=1):
        sheet.write_string(at, 0, _safe(mark), looks["mark"])
    sheet.set_footer(f"&L{' '.join(print_.marks).replace('&', '&&')}&RPage &P of &N")
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return len(print_.marks) + 1


def _sheet(sheet: Any, one: Sheet, print_: Printed, site: str, looks: dict[str, Any]) -> None:
    """Write a table under its title, with where each row comes from in its last column."""
    line = _head(sheet, one.table.title, print_, looks)
    for says in one.says:
        sheet.write_string(line, 0, _safe(says))
        line += 1
    columns = _unique([*one.table.columns, SOURCE])
    last = line + len(one.table.rows)
    heads = [{"header": _safe(title), "header_format": looks["bold"]} for title in columns]
    sheet.add_table(line, 0, last, len(columns) - 1, {"columns": heads, "style": None, "autofilter": False})
    sheet.freeze_panes(line + 1, 1)
    sheet.repeat_rows(line)
    for at, title in enumerate(columns):
        longest = max([len(title), *(len(row[at].text) for row in one.table.rows if at < len(row))])
        sheet.set_column(at, at, min(WIDEST, max(NARROWEST, longest + 2)))
    for at, (row, source) in enumerate(zip(one.table.rows, one.row_sources(site), strict=True), start=line + 1):
        for place, cell in enumerate(row):
            _write(sheet, at, place, cell, looks["wrapped"])
        sheet.write_string(at, len(row), _safe(source), looks["wrapped"])


def _unique(titles: Sequence[str]) -> list[str]:
    """Return headers of which no two are alike, as a table of a workbook wants them."""
    found: list[str] = []
    for title in titles:
        number, name = 2, title or "Column"
        while name.casefold() in {one.casefold() for one in found}:
            name, number = f"{title} {number}", number + 1
        found.append(name)
    return found


def _write(sheet: Any, line: int, at: int, cell: Cell, look: Any) -> None:
    if cell.value is None:
        sheet.write_string(line, at, _safe(cell.text), look)
    else:
        sheet.write_number(line, at, cell.value, look)


def _safe(text: str) -> str:
    """Return text that no spreadsheet runs, no longer than a cell may be."""
    kept = neutral(text)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
