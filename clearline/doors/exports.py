"""Gives rows out as CSV or as a workbook that runs nothing, named by authority, subject and as-at date."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse

from clearline.doors.values import words
from clearline.kit.writing import csv_text, neutral

Format = Literal["csv", "xlsx"]

LONGEST = 32_767
"""Characters of a cell of a workbook."""

EXACT = 10**15
"""Whole numbers from here on are not exact in a spreadsheet."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(
    request: HttpRequest, subject: str, kind: Format, titles: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Return rows as a file to keep."""
    on: date = getattr(request, "on", None) or date.min
    if kind == "csv":
        text = csv_text(titles, ([_plain(value) for value in row] for row in rows))
        response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")  # Excel asks for the mark
    else:
        response = HttpResponse(workbook(subject, on, titles, rows), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request, subject)}.{kind}"'
    return response


def _file_name(request: HttpRequest, subject: str) -> str:
    acting = getattr(request, "acting", None)
    authority = acting.authority if acting else getattr(request, "authority", None)
    on = getattr(request, "on", None)
    return "-".join(part for part in (authority and authority.key, subject, on and on.isoformat()) if part)


def _plain(value: Any) -> Any:
    """Return a value as a cell of CSV: numbers and days as machines read them, all else in words."""
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return value if number or (isinstance(value, date) and not isinstance(value, datetime)) else words(value)


def workbook(subject: str, on: date, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as a workbook, the same bytes for the same rows. No cell is a formula or a link."""
    import xlsxwriter

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": subject, "created": datetime.combine(max(on, date(1980, 1, 1)), time())})
    bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    sheet = book.add_worksheet(subject[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(titles) - 1, 0), 24)
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, bold)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            _write(sheet, line, at, value, days)
    book.close()
    return file.getvalue()


def _write(sheet: Any, line: int, at: int, value: Any, days: Any) -> None:
    plain = _plain(value)
    if isinstance(plain, date) and plain.year >= 1900:
        sheet.write_datetime(line, at, datetime.combine(plain, time()), days)
    elif isinstance(plain, int | float | Decimal) and -EXACT < plain < EXACT:
        sheet.write_number(line, at, plain)
    else:
        text = neutral(str(plain))
        sheet.write_string(line, at, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
