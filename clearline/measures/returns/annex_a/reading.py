"""Reads Annex A workbooks into raw tables, and says what could not be used.

The lists do not say which day they are of. It is the latest day, today at the latest, on which something in them was
done: a contact, a visit, a review. All workbooks of an authority are one set of lists. Every row is kept.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.annex_a.cells import EPOCH, WRONG
from clearline.measures.returns.annex_a.cells import read as read_cell
from clearline.measures.returns.annex_a.layout import LISTS, Column
from clearline.measures.returns.annex_a.schemas import RAW
from clearline.measures.returns.annex_a.sheets import Sheet, lists_of, plain
from clearline.measures.returns.arrays import coded, whole_numbers
from clearline.measures.returns.cin.columns import ABSENT, ymd
from clearline.measures.returns.cin.tables import bits
from clearline.measures.returns.cin.working_days import working_days_up_to
from clearline.measures.returns.deriving import KEYS
from clearline.measures.returns.reading import Cover, Fault, Return, Table
from clearline.measures.returns.recognising import Given

NO_CHILD = "no identifier: kept as one of its own"
NO_COLUMN = "no such column: taken as blank"
FORMULA = "a formula: the value stored with it is taken, and nothing is worked out"
HIDDEN = "a hidden sheet: read like the others"
LATE = "later than today: kept"

Days = NDArray[np.int32]


def read(given: Sequence[Given]) -> Iterator[Return]:
    """Yield the lists of one authority at a time.

    The year is the reporting year (to 31 March) in which the day of the lists falls. Raises ``BadInput`` when a
    workbook cannot be read, a list is given twice, or no day tells what year they are of.
    """
    by_authority: dict[str, list[Path]] = {}
    for file in given:
        by_authority.setdefault(file.authority, []).append(file.path)
    for authority, paths in by_authority.items():
        yield _Lists(paths).returned(authority)


class _Lists:
    """The lists of one authority."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self.faults: list[Fault] = []
        self.numbers: dict[str, int] = {}
        self.today = date.today().toordinal() - EPOCH
        self.columns: dict[str, dict[str, Days]] = {}
        sheets: dict[str, tuple[Path, Sheet]] = {}
        for path in paths:
            for table, sheet in lists_of(path).items():
                if table in sheets:
                    what = f"has a list that {sheets[table][0]} has too: '{sheet.name}'."
                    raise BadInput(Problem(path, None, what, "Keep one of them."))
                sheets[table] = path, sheet
        for table in sorted(sheets, key=lambda name: int(name[5:])):
            self.read_list(table, *sheets[table])

    def fault(self, path: Path, sheet: Sheet, column: str, kind: str, rows: Sequence[int]) -> None:
        """Report a fault of some rows of a sheet, by their numbers, if there are any."""
        if rows:
            one = Fault(file=path, table=sheet.name, column=column, kind=kind, count=len(rows), first_row=rows[0])
            self.faults.append(one)

    def read_list(self, table: str, path: Path, sheet: Sheet) -> None:
        """Read a sheet into columns of whole numbers."""
        if sheet.hidden:
            self.faults.append(Fault(file=path, table=sheet.name, column="", kind=HIDDEN, count=1, first_row=None))
        if sheet.formulas:
            count, first = sheet.formulas
            self.faults.append(
                Fault(file=path, table=sheet.name, column="", kind=FORMULA, count=count, first_row=first)
            )
        found = {"child": self.children(table, path, sheet)}
        for name, column in LISTS[table].columns.items():
            found[name] = self.read_column(column, path, sheet)
        self.columns[table] = found

    def children(self, table: str, path: Path, sheet: Sheet) -> Days:
        """Return the number of each row's child, the same for the same identifier in all lists."""
        kind = "adopter " if table == "list_11" else "child "
        at = sheet.headings[plain(LISTS[table].who)]
        names = [_identifier(row[at]) for _, row in sheet.rows]
        nameless = [number for (number, _), name in zip(sheet.rows, names, strict=True) if not name]
        self.fault(path, sheet, LISTS[table].who, NO_CHILD, nameless)
        keys = [kind + name if name else f"{table} {place}" for place, name in enumerate(names)]
        return np.array([self.numbers.setdefault(key, len(self.numbers)) for key in keys], np.int32)

    def read_column(self, column: Column, path: Path, sheet: Sheet) -> Days:
        at = sheet.headings.get(plain(column.heading))
        found = np.full(len(sheet.rows), ABSENT, np.int32)
        if at is None:
            self.fault(path, sheet, column.heading, NO_COLUMN, [number for number, _ in sheet.rows])
            return found
        wrong = []
        for place, (number, row) in enumerate(sheet.rows):
            try:
                value = read_cell(column, row[at])
            except ValueError:
                wrong.append(number)
            else:
                found[place] = ABSENT if value is None else value
        self.fault(path, sheet, column.heading, WRONG[column.kind], wrong)
        if column.happened:
            late = np.flatnonzero(found > self.today)
            self.fault(path, sheet, column.heading, LATE, [sheet.rows[place][0] for place in late])
        return found

    def day(self) -> int:
        """Return the day of the lists; raise ``BadInput`` when nothing in them says it."""
        days = [
            self.columns[table][name]
            for table, columns in self.columns.items()
            for name, column in LISTS[table].columns.items()
            if column.happened and name in columns
        ]
        done = np.concatenate([*days, np.zeros(0, np.int32)])
        done = done[(done != ABSENT) & (done <= self.today)]
        if not len(done):
            raise BadInput(Problem(self.paths[0], None, "has no day by which to tell when the lists were made."))
        return int(done.max())

    def returned(self, authority: str) -> Return:
        as_at = self.day()
        day = date.fromordinal(as_at + EPOCH)
        cover = Cover(
            authority=authority,
            year=day.year + (day >= date(day.year, 4, 1)),
            supplied=frozenset(self.columns),
            files=tuple(self.paths),
        )
        tables = {table: _table(table, columns, cover, as_at) for table, columns in self.columns.items()}
        return Return(collection="annex-a", covers=(cover,), tables=tables, faults=tuple(self.faults))


def _identifier(cell: Any) -> str:
    """Return an identifier as text; a number that a spreadsheet made of it without its point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _table(table: str, columns: dict[str, Days], cover: Cover, as_at: int) -> Table:
    rows = len(columns["child"])
    whose = [coded(np.zeros(rows, np.int16), [cover.authority]), whole_numbers(np.full(rows, cover.year, np.int16))]
    day = np.full(rows, as_at, np.int32)
    days = [whole_numbers(one) for one in (columns["child"], day, ymd(day), working_days_up_to(day))]
    arrays = [array for name, column in LISTS[table].columns.items() for array in _arrow(column, columns[name])]
    return pa.Table.from_arrays([*whose, *days, *arrays], schema=pa.schema([*KEYS, *RAW[table]]))


def _arrow(column: Column, found: Days) -> list[Any]:
    """Return a column and what is worked out from it as Arrow, ``ABSENT`` as null."""
    known = found != ABSENT
    if column.kind == "code":
        return [coded(np.maximum(found, -1).astype(np.int8), column.labels)]
    if column.kind == "yes-no":
        return [bits(found == 1, known)]
    more = {"dated": ymd, "worked": working_days_up_to}.get(column.kind)
    return [whole_numbers(found, known), *([whole_numbers(more(found), known)] if more else [])]
