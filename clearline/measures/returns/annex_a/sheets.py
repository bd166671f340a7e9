"""Finds the lists of Annex A among the sheets of a workbook: by their columns, whatever the sheets are called."""

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.workbooks import Formulas, checked
from clearline.measures.returns.annex_a.layout import LISTS

HEAD = 30
"""Rows in which a heading is looked for: titles and notes may stand above it."""


class Sheet(NamedTuple):
    """A sheet that is one of the lists."""

    name: str
    headings: dict[str, int]
    """Where each column stands, by its heading in plain letters; the first of two alike."""
    rows: list[tuple[int, list[Any]]]
    """Each row that is not blank below the heading, with its number in the sheet (1 is the first)."""
    hidden: bool
    formulas: Formulas | None


def plain(heading: Any) -> str:
    """Return a heading as its letters and digits alone, small."""
    text = str(heading).casefold().replace("(y/n)", "")
    return "".join(letter for letter in text if letter.isalnum())


_LISTS = {table: frozenset(map(plain, one.recognised_by)) for table, one in LISTS.items()}


def lists_of(path: Path) -> dict[str, Sheet]:
    """Return the lists in a workbook by name; none when it is no workbook, or no sheet of it is a list.

    Raises ``BadInput`` when it must not be opened or cannot be read, or when two of its sheets are the same list.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    workbook = checked(path)
    if workbook is None:
        return {}
    found: dict[str, Sheet] = {}
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(workbook.raw))
        for about in book.sheets_metadata:
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            table, heading = _heading(rows)
            if table in found:
                what = f"has the same list on two sheets: '{found[table].name}' and '{about.name}'."
                raise BadInput(Problem(path, None, what, "Keep one of them."))
            if table:
                hidden = about.visible != SheetVisibleEnum.Visible
                found[table] = _sheet(about.name, rows, heading, hidden, workbook.formulas.get(about.name))
    except CalamineError:  # its words may hold what stands in a cell
        raise BadInput(Problem(path, None, "is a workbook that cannot be read.", "Save it again as .xlsx.")) from None
    return found


def _heading(rows: list[list[Any]]) -> tuple[str, int]:
    """Return which list a sheet is and the place of its heading; "" and 0 when it is none."""
    for place, row in enumerate(rows[:HEAD]):
        headings = set(map(plain, row))
        for table, wanted in _LISTS.items():
            if wanted <= headings and plain(LISTS[table].who) in headings:
                return table, place
    return "", 0


def _sheet(name: str, rows: list[list[Any]], heading: int, hidden: bool, formulas: Formulas | None) -> Sheet:
    headings: dict[str, int] = {}
    for at, cell in enumerate(rows[heading]):
        headings.setdefault(plain(cell), at)
    filled = [(number, row) for number, row in enumerate(rows, 1) if number > heading + 1 and any(map(_filled, row))]
    return Sheet(name, headings, filled, hidden, formulas)


def _filled(cell: Any) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())
