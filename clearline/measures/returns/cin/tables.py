"""Makes the raw tables of a CIN census return from its values, and reports the values that are wrong."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.arrays import coded, whole_numbers
from clearline.measures.returns.cin.columns import ABSENT, Read, codes, days, numbers, ymd
from clearline.measures.returns.cin.elements import Scanned, Values
from clearline.measures.returns.cin.layout import FIELDS, LAST_YEAR, NUMBERED, Field, above, element_of, table_of
from clearline.measures.returns.cin.schemas import RAW
from clearline.measures.returns.cin.working_days import weekdays_up_to, working_days_up_to
from clearline.measures.returns.deriving import KEYS
from clearline.measures.returns.reading import Fault, Table

NO_DATE = "not a date that can be: taken as blank"
NO_CODE = "not a code of this element: taken as not known"
NO_NUMBER = "not a whole number from 0 to 999: taken as blank"
OTHER_YEAR = "not a code of this year: kept"
OTHER_YEARS_ELEMENT = "not an element of this year: kept"
TWICE = "said twice: the first one counts"
MISSING = "no date: the row is not counted where it matters"
LATE = "later than the year: kept"
BACKWARDS = "ends before it begins: kept"
NO_CHILD = "no LAchildID: taken as a child of its own"
AGAIN = "the same LAchildID again: one child, whose first particulars count"

LONGEST_ID = 64
"""Bytes of a LAchildID. DfE's have at most 10."""

_YES_NO = {"0": ("0", 0, 9999), "1": ("1", 0, 9999), "FALSE": ("0", 0, 9999), "TRUE": ("1", 0, 9999)}
_MAY_BE_LATE = {"expected", "target"}
_FROM_TO = {
    "details": ("referred", "closed"), "assessed": ("started", "authorised"),
    "section47": ("started", "conference"), "protection_plans": ("started", "ended"),
}  # fmt: skip

Ints = NDArray[np.int64]
Column = NDArray[np.int32]


class Numbers:
    """Gives numbers to children, persons, episodes, assessments and plans: one for each in all files of a batch."""

    def __init__(self) -> None:
        self.children = 0
        self.known: dict[bytes, int] = {}
        self.rows = dict.fromkeys(["persons", *NUMBERED], 0)

    def next_authority(self) -> None:
        """Forget the children of the authority before: another's may have the same identifiers."""
        self.known = {}

    def of_children(self, ids: list[bytes]) -> tuple[Column, Column]:
        """Return the number of each child, and the first row that is about the same child.

        The same identifier is the same child; "" is a child of its own.
        """
        found, first = list[int](), list[int]()
        rows: dict[bytes, int] = {}
        for at, name in enumerate(ids):
            number = self.known.get(name, self.children) if name else self.children
            if number == self.children:
                self.children += 1
                if name:
                    self.known[name] = number
            found.append(number)
            first.append(rows.setdefault(name, at) if name else at)
        return np.array(found, np.int32), np.array(first, np.int32)


def tables(
    path: Path, text: bytes, scanned: Scanned, whose: tuple[str, int], numbers_of: Numbers
) -> tuple[dict[str, Table], list[Fault]]:
    """Return the raw tables of one file with the authority and year of ``whose``, and what could not be used.

    Raises ``BadInput`` when an identifier is longer than any can be.
    """
    sheet = _Sheet(path, scanned, whose[1])
    for element in FIELDS:
        sheet.read(element)
    sheet.check()
    sheet.number(_ids(path, text, scanned), numbers_of)
    return {table: _table(table, columns, whose) for table, columns in sheet.columns.items()}, sheet.faults


class _Sheet:
    """The columns of one file's tables as int32: days, numbers, places of codes, ``ABSENT``."""

    def __init__(self, path: Path, scanned: Scanned, year: int) -> None:
        self.path, self.scanned, self.year = path, scanned, year
        self.closes = int(np.datetime64(f"{year}-03-31").astype(int))
        self.columns: dict[str, dict[str, Column]] = {table: {} for table in scanned.parent}
        self.child_row: dict[str, Ints] = {}
        """The row of persons that each row of a table belongs to."""
        self.faults: list[Fault] = []
        for table, parent in scanned.parent.items():  # each after the one it is part of
            self.child_row[table] = (
                np.arange(len(parent)) if table == "persons" else self.child_row[above(table)][parent]
            )

    def fault(self, table: str, column: str, kind: str, rows: Ints) -> None:
        """Report a fault of some rows of a table, if there are any."""
        if len(rows):
            first = int(self.child_row[table][rows[0]]) + 1
            place = element_of(table).rpartition("/")[2]
            one = Fault(file=self.path, table=place, column=column, kind=kind, count=len(rows), first_row=first)
            self.faults.append(one)

    def read(self, element: str) -> None:
        """Read one element's values into its column."""
        field, table = FIELDS[element], table_of(element)
        values = self.scanned.values[element]
        again = np.concatenate([_NO, values.row[1:] == values.row[:-1]])[: len(values.row)]
        name = element.rpartition("/")[2]
        self.fault(table, name, TWICE, values.row[again])
        if field.kind == "id":
            return
        read = self.typed(field, values)
        self.fault(table, name, _WRONG[field.kind], values.row[read.wrong & ~again])
        if not field.since <= min(self.year, LAST_YEAR) <= field.until:
            self.fault(table, name, OTHER_YEARS_ELEMENT, values.row[~again])
        if field.kind == "code":
            self.fault(table, name, OTHER_YEAR, values.row[_of_other_years(field, read, self.year)])
        column = np.full(len(self.scanned.parent[table]), ABSENT, np.int32)
        column[values.row[~again]] = _named(field, read.numbers[~again])
        if field.needed:
            self.fault(table, name, MISSING, np.flatnonzero(column == ABSENT))
        if field.kind in ("date", "birth", "dated", "worked") and field.column not in _MAY_BE_LATE:
            self.fault(table, name, LATE, np.flatnonzero(column > self.closes))
        columns = self.columns[table]
        before = columns.get(field.column, column)
        columns[field.column] = np.where(column == ABSENT, before, column)
        columns |= _more_of(field, columns[field.column])

    def typed(self, field: Field, values: Values) -> Read:
        if field.kind == "code":
            return codes(values, field.codes)
        if field.kind == "yes-no":
            return codes(values, _YES_NO)
        return numbers(values) if field.kind == "number" else days(values)

    def check(self) -> None:
        """Report what ends before it begins."""
        for table, (start, end) in _FROM_TO.items():
            begins, ends = self.columns[table][start], self.columns[table][end]
            self.fault(table, end, BACKWARDS, np.flatnonzero((ends != ABSENT) & (ends < begins)))

    def number(self, ids: list[bytes], numbers_of: Numbers) -> None:
        """Give the rows their numbers, and keep one row for each child."""
        children, first = numbers_of.of_children(ids)
        self.fault("persons", "LAchildID", NO_CHILD, np.array([at for at, name in enumerate(ids) if not name], int))
        own = first == np.arange(len(first))
        self.fault("persons", "LAchildID", AGAIN, np.flatnonzero(~own))
        base = dict(numbers_of.rows)
        persons = (first + base["persons"]).astype(np.int32)
        for table, columns in self.columns.items():
            columns["child"], columns["person"] = children[self.child_row[table]], persons[self.child_row[table]]
            parent = self.scanned.parent[table]
            if table != "persons" and above(table) in NUMBERED:
                columns[NUMBERED[above(table)]] = (parent + base[above(table)]).astype(np.int32)
            if table in NUMBERED:
                columns[NUMBERED[table]] = np.arange(base[table], base[table] + len(parent), dtype=np.int32)
            if table in numbers_of.rows:
                numbers_of.rows[table] += len(parent)
        self.columns["persons"] = {name: column[own] for name, column in self.columns["persons"].items()}


_NO = np.zeros(1, np.bool_)
_WRONG = {"code": NO_CODE, "yes-no": NO_CODE, "number": NO_NUMBER} | dict.fromkeys(
    ("date", "birth", "dated", "worked"), NO_DATE
)


def _ids(path: Path, text: bytes, scanned: Scanned) -> list[bytes]:
    """Return the identifier of each child; "" where there is none."""
    values = scanned.values["Child/ChildIdentifiers/LAchildID"]
    if len(values.row) and values.length.max() > LONGEST_ID:
        raise BadInput(Problem(path, None, f"has a LAchildID of more than {LONGEST_ID} characters."))
    found = [b""] * len(scanned.parent["persons"])
    for row, start, length in zip(*(each.tolist() for each in (values.row, values.start, values.length)), strict=True):
        found[row] = found[row] or text[start : start + length]
    return found


def _names(field: Field) -> list[str]:
    """Return the codes of an element as Clearline calls them, in order."""
    return list(dict.fromkeys(name for name, _, _ in field.codes.values()))


def _named(field: Field, found: Column) -> Column:
    """Return for the places of codes the places of their names; other columns as they are."""
    if field.kind not in ("code", "yes-no"):
        return found
    known = field.codes or _YES_NO
    names = list(dict.fromkeys(name for name, _, _ in known.values()))
    place = np.array([names.index(name) for name, _, _ in known.values()], np.int32)
    named: Column = np.where(found == ABSENT, ABSENT, place[np.maximum(found, 0)])
    return named


def _of_other_years(field: Field, read: Read, year: int) -> NDArray[np.bool_]:
    """Return where a code stands that is not one of this year's."""
    within = min(year, LAST_YEAR)
    other = np.array([not first <= within <= last for _, first, last in field.codes.values()])
    found: NDArray[np.bool_] = (read.numbers != ABSENT) & other[np.maximum(read.numbers, 0)]
    return found


def _more_of(field: Field, column: Column) -> dict[str, Column]:
    """Return the columns that are worked out from a day."""
    if field.kind == "worked":
        weekdays, working = weekdays_up_to(column), working_days_up_to(column)
        return {f"{field.column}_weekdays": weekdays, f"{field.column}_working": working}
    if field.kind not in ("birth", "dated"):
        return {}
    number = ymd(column)
    if field.kind == "dated":
        return {f"{field.column}_ymd": number}
    parts = {"year": number // 10_000, "monthday": number % 10_000}
    return {f"{field.column}_{name}": np.where(column == ABSENT, ABSENT, part) for name, part in parts.items()}


def _table(table: str, columns: dict[str, Column], whose: tuple[str, int]) -> Table:
    rows = len(columns["child"])
    owners = [coded(np.zeros(rows, np.int16), [whose[0]]), whole_numbers(np.full(rows, whose[1], np.int16))]
    arrays = [_arrow(columns[field.name], field, table) for field in RAW[table]]
    return pa.Table.from_arrays([*owners, *arrays], schema=pa.schema([*KEYS, *RAW[table]]))


def _arrow(column: Column, field: Any, table: str) -> Any:
    """Return a column as Arrow, ``ABSENT`` as null."""
    if pa.types.is_dictionary(field.type):
        return coded(np.maximum(column, -1).astype(np.int8), _WORDS[table, field.name])
    known = column != ABSENT
    if pa.types.is_boolean(field.type):
        return bits(column == 1, known)
    return whole_numbers(column.astype(field.type.to_pandas_dtype()), known)


def bits(yes: NDArray[np.bool_], known: NDArray[np.bool_]) -> Any:
    """Return yes and no as an Arrow array, null where it is not known."""
    valid, values = (pa.py_buffer(np.packbits(one, bitorder="little")) for one in (known, yes))
    return pa.Array.from_buffers(pa.bool_(), len(yes), [valid, values])


_WORDS = {(table_of(element), field.column): _names(field) for element, field in FIELDS.items() if field.codes}
