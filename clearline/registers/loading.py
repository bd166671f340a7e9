"""Reads a file of entries, and says row by row what it would change, before anything is changed."""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Literal, NamedTuple

from clearline.accounts.models import Authority
from clearline.doors.forms import Form
from clearline.doors.values import words
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import read_bytes
from clearline.kit.rows import Row, read_rows
from clearline.measures.child_level import refuse_cells, refuse_headings
from clearline.measures.loading.workbooks import read_sheets
from clearline.registers import models
from clearline.registers.cells import Name, Wrong, check_entry, from_text, in_words, name_of, stored
from clearline.registers.known import Known
from clearline.registers.queries import title_of, values_of
from clearline.registers.vocabulary import Register

MOST_ROWS = 500
LARGEST = 2_000_000
"""Bytes of a file. A register holds hundreds of entries, not thousands."""

ENTRY = "Entry"
"""The heading of the column that says which entry a row is; empty or left out for a new one."""

Does = Literal["new", "changed", "same", "wrong"]


class Difference(NamedTuple):
    """One cell that a row would change."""

    column: str
    before: str
    after: str


class Compared(NamedTuple):
    """What one row of a file would do."""

    line: int
    does: Does
    title: str
    """By which the entry is told from others, in words."""
    key: str
    """Of the entry that is there; empty for a new one."""
    values: Mapping[str, Any]
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]
    """Sentences that begin with the heading of the cell."""


def headings(register: Register) -> tuple[str, ...]:
    """Return the headings of a file of a register, as its exports have them."""
    return (ENTRY, *(column.title for column in register.columns))


def read_upload(name: str, content: bytes, register: Register) -> list[Row]:
    """Return the rows of an uploaded file; raise ``BadInput`` as ``read_file`` does. Nothing of it is kept."""
    suffix = ".xlsx" if name.lower().endswith(".xlsx") else ".csv"
    with NamedTemporaryFile(suffix=suffix) as file:
        file.write(content)
        file.flush()
        try:
            return read_file(Path(file.name), register)
        except BadInput as bad:
            raise BadInput(*(problem_of(one) for one in bad.problems)) from None


def problem_of(one: Problem) -> str:
    """Return what is wrong without the name of a temporary file."""
    where = f"Line {one.line} " if one.line else "The file "
    return " ".join(filter(None, (f"{where}{one.what}", one.todo)))


def read_file(path: Path, register: Register) -> list[Row]:
    """Return the rows of a CSV file or of a workbook's first sheet, with the columns of the register that it has.

    Raises ``ChildLevel`` for what looks like rows about children, and ``BadInput`` for what is no table of this
    register, or one that is too long.
    """
    titles = [column.title for column in register.columns]
    if path.suffix == ".xlsx":
        with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_first_sheet(path))
            file.flush()
            return _checked(Path(file.name), titles)
    return _checked(path, titles)


def _checked(path: Path, titles: Sequence[str]) -> list[Row]:
    text = read_bytes(path, LARGEST, "Give a part of it.").decode("utf-8", "replace")
    with suppress(csv.Error):  # what is no CSV is told below
        refuse_headings(path, [next(csv.reader(io.StringIO(text, newline="")), [])])
    rows = read_rows(path, (), (ENTRY, *titles), closed=True, sparse=True, largest=LARGEST)
    refuse_cells(path, ((row.line, list(row.cells.values())) for row in rows))
    if len(rows) > MOST_ROWS:
        raise BadInput(Problem(path, None, f"has {len(rows):,} rows.", f"Give at most {MOST_ROWS} at a time."))
    return rows


def _first_sheet(path: Path) -> list[list[str]]:
    sheets = read_sheets(path)
    first = next(iter(sheets.values()), [])
    return [[_cell(cell) for cell in row] for row in first]


def _cell(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else words(cell)


def checked_again(rows: Sequence[Row]) -> None:
    """Raise ``BadInput`` for rows that come back from a browser and could not have come from a file.

    ``ChildLevel`` for what looks like rows about children, which a browser can have put there.
    """
    if len(rows) > MOST_ROWS:
        raise BadInput(f"Give at most {MOST_ROWS} rows at a time.")
    refuse_cells(Path("rows"), ((row.line, list(row.cells.values())) for row in rows))


def compare(authority: Authority, register: Register, rows: Sequence[Row], known: Known) -> tuple[Compared, ...]:
    """Return what each row would do to the register as it is now.

    An empty cell empties it; a cell that a row has not leaves what is recorded. A row is of the entry that it names, or
    of the one that is called the same by the columns that name entries.
    """
    there = {
        row.key: row
        for row in models.Entry.objects.filter(authority=authority, register=register.key, latest=True, withdrawn=False)
    }
    by_name = {name_of(register, stored(register, values_of(register, row))): row.key for row in there.values()}
    seen: dict[str, int] = {}
    compared = []
    for row in rows:
        one = _compared(register, row, there, by_name, known)
        mark = one.key or repr(name_of(register, stored(register, one.values)))
        if one.does != "wrong" and mark in seen:
            one = one._replace(does="wrong", problems=(f"{ENTRY}: is the same as in line {seen[mark]}.",))
        seen.setdefault(mark, row.line)
        compared.append(one)
    return tuple(compared)


def personal(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what in the cells looks like something a child could be known by, with its line and cell."""
    return tuple(
        f"Line {row.line}, {title}: {found}"
        for row in rows
        for title, cell in row.cells.items()
        for detect in Form.detectors
        for found in detect(cell)
    )


def what(row: Compared) -> list[str]:
    """Return what a row changes, or what is wrong with it, in words."""
    if row.does == "new":
        return [f"{one.column}: {one.after}" for one in row.differences]
    changes = [f"{one.column}: {one.before or 'nothing'} becomes {one.after or 'nothing'}" for one in row.differences]
    return list(row.problems) or changes


def untouched(register: Register, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the titles of the columns that no row has, so that what is recorded in them stays; none without rows."""
    there = {title for row in rows for title in row.cells}
    return tuple(column.title for column in register.columns if rows and column.title not in there)


def _compared(
    register: Register,
    row: Row,
    there: Mapping[str, models.Entry],
    by_name: Mapping[Name, str],
    known: Known,
) -> Compared:
    given, problems = _given(register, row, known)
    key = row.cells.get(ENTRY, "")
    if key and key not in there:
        problems.append(f"{ENTRY}: there is no entry '{key[:60]}'.")
    if all(register.column(named).title in row.cells for named in register.named_by):
        key = key or by_name.get(name_of(register, stored(register, given)), "")
    kept = values_of(register, there[key]) if key in there else {}
    values = {**kept, **given}
    if not key:
        problems += _not_there(register, row)
    if not problems:
        problems = check_entry(register, values, known, kept)
    before, after = stored(register, kept), stored(register, values)
    if not problems and by_name.get(name_of(register, after), key) != key:
        problems = [f"{ENTRY}: there is another entry of that name."]
    changes = tuple(
        Difference(column.title, *(words(in_words(column, one.get(column.key), known)) for one in (kept, values)))
        for column in register.columns
        if before.get(column.key) != after.get(column.key)
    )
    does: Does = "wrong" if problems else "new" if not kept else "changed" if changes else "same"
    return Compared(row.line, does, title_of(register, values, known), key, values, changes, tuple(problems))


def _not_there(register: Register, row: Row) -> list[str]:
    """Return what a row that is of no entry there is must have, and its file has not."""
    needed = [column for column in register.columns if column.required or column.key in register.named_by]
    return [
        f"{column.title}: the file has no such column. A row of an entry that is not there yet needs it."
        for column in needed
        if column.title not in row.cells
    ]


def _given(register: Register, row: Row, known: Known) -> tuple[dict[str, Any], list[str]]:
    """Return what the cells that a row has mean, and what is wrong with them."""
    values: dict[str, Any] = {}
    problems = []
    for column in register.columns:
        if column.title not in row.cells:
            continue
        try:
            values[column.key] = from_text(column, row.cells[column.title], known)
        except Wrong as wrong:
            problems.append(f"{column.title}: {wrong}.")
    return values, problems
