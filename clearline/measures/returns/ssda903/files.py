"""Reads SSDA903 CSV files as columns of text, quickly where a file is plain and patiently where it is not."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.arrays import texts, whole_numbers
from clearline.measures.returns.reading import Fault
from clearline.measures.returns.ssda903.cells import Column
from clearline.measures.returns.ssda903.schemas import RECOGNISED_BY, TABLES

LARGEST = 200_000_000
"""Bytes of one file. England's largest authority returns less than a hundredth of it in a year."""

TEXT = pa.dictionary(pa.int32(), pa.string())

OWNER = frozenset({"la", "la_code", "la_name", "local_authority", "authority"})
"""Columns in which some systems say whose a row is. DfE's own files have none."""

NO_COLUMN = "no such column: taken as blank"
RAGGED = "too few or too many cells: row left out"


class Sheet(NamedTuple):
    """One CSV file: which return it is part of, its columns, and its rows as UTF-8 text."""

    path: Path
    part: int
    table: str
    columns: tuple[str, ...]
    body: bytes


class Cells(NamedTuple):
    """All rows of one table, as text, and where each comes from."""

    columns: dict[str, Any]
    """``pyarrow.DictionaryArray`` of each column, all of the same length."""
    sheets: list[Sheet]
    starts: Any
    """The first row of each sheet, and the number of rows at the end (int64)."""
    lines: list[Any]
    """The line of each row of a sheet in its file; ``None`` for one row a line from the second line on."""

    def parts(self) -> Any:
        """Return for each row the part that it belongs to (int32)."""
        return np.repeat(np.array([sheet.part for sheet in self.sheets], np.int32), np.diff(self.starts))

    def faults(self, table: str, column: str, kind: str, read: Column, wrong: Any) -> list[Fault]:
        """Return a fault for each file that has one of the texts of a column that are wrong (bool for each text)."""
        return self.faulty_rows(table, column, kind, np.flatnonzero(wrong[read.at])) if wrong.any() else []

    def faulty_rows(self, table: str, column: str, kind: str, rows: Any) -> list[Fault]:
        """Return a fault for each file that has some of these rows (their numbers, rising)."""
        found = []
        for index in dict.fromkeys((np.searchsorted(self.starts, rows, side="right") - 1).tolist()):
            mine = rows[(rows >= self.starts[index]) & (rows < self.starts[index + 1])] - self.starts[index]
            lines = self.lines[index]
            first = int(mine[0]) + 2 if lines is None else int(lines[mine[0]])
            file = self.sheets[index].path
            found.append(Fault(file=file, table=table, column=column, kind=kind, count=len(mine), first_row=first))
        return found


def heading(text: bytes) -> tuple[str, ...]:
    """Return the columns that the first line of a file names, in lower case and without blanks."""
    return _columns(plain(text).split(b"\n", 1)[0])


@lru_cache(maxsize=1000)  # a return of all England has 17,000 files and eleven headings
def _columns(line: bytes) -> tuple[str, ...]:
    try:
        cells = next(csv.reader([line.decode().rstrip("\r")]), [])
    except csv.Error:  # a lone CR, or a cell too long for one: no heading
        cells = []
    return tuple("_".join(cell.split()).lower() for cell in cells)


def table_of(columns: Iterable[str]) -> str | None:
    """Return the table that has these columns; ``None`` when it is none of the return's."""
    there = set(columns)
    return next((table for table, needed in RECOGNISED_BY.items() if needed <= there), None)


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def plain(raw: bytes) -> bytes:
    """Return text as UTF-8 without a mark, its lines ended by LF or CR LF.

    It may be UTF-8, UTF-16 with a mark, or Windows-1252 from older systems; the oldest end a line by CR.
    """
    if not raw.isascii():
        if raw[:2] in _UTF16:
            raw = raw.decode("utf-16", "replace").encode()
        try:
            raw = raw.decode("utf-8-sig").encode()
        except UnicodeDecodeError:
            raw = raw.decode("cp1252", "replace").encode()
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def read_sheets(parts: Sequence[Sequence[Path]]) -> dict[str, list[Sheet]]:
    """Return the files of some parts by table; raise ``BadInput`` for what cannot be read and tables given twice."""
    sheets: dict[str, list[Sheet]] = {}
    problems = []
    for number, paths in enumerate(parts):
        for path in paths:
            sheet = _sheet(path, number)
            some = sheets.setdefault(sheet.table, [])
            if some and some[-1].part == number:
                what = f"holds the table {sheet.table}, and so does {some[-1].path}."
                problems.append(Problem(path, 1, what, "Keep each year in a folder of its own."))
            some.append(sheet)
    if problems:
        raise BadInput(*problems)
    return sheets


def _content(path: Path) -> bytes:
    """Return what is in a file, asked for at once and in its own size: a return of all England has 17,000 files."""
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            size = os.fstat(file).st_size
            if size > LARGEST:
                raise BadInput(Problem(path, None, f"is too large to read: the limit is {LARGEST:,} bytes."))
            return os.read(file, size)
        finally:
            os.close(file)
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None


def _sheet(path: Path, part: int) -> Sheet:
    text = plain(_content(path))
    first, _, body = text.partition(b"\n")
    columns = heading(first)
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise BadInput(Problem(path, 1, f"has the column '{twice[0]}' twice.", "Keep one of them."))
    _check_owner(path, columns, body)
    return Sheet(
        path, part, table_of(columns) or "", columns, body if body.endswith(b"\n") or not body else body + b"\n"
    )


def _check_owner(path: Path, columns: tuple[str, ...], body: bytes) -> None:
    """Raise ``BadInput`` when a file says whose its rows are, and they are not all one authority's."""
    at = next((columns.index(name) for name in columns if name in OWNER), None)
    if at is None:
        return
    rows = csv.reader(io.StringIO(body.decode("utf-8", "replace"), newline=""))
    owners = {row[at].strip().casefold() for row in rows if len(row) == len(columns)} - {""}
    if len(owners) > 1:
        what = f"holds children of {len(owners)} authorities: its column '{columns[at]}' says so."
        raise BadInput(Problem(path, 1, what, "Put each authority's files in a folder named after its code."))


def read_table(table: str, sheets: list[Sheet]) -> tuple[Cells, list[Fault]]:
    """Return the rows of all sheets of one table together. Rows with too few or too many cells are left out."""
    alike: dict[tuple[str, ...], list[Sheet]] = {}
    for sheet in sheets:
        alike.setdefault(sheet.columns, []).append(sheet)
    pieces, order, counts, lines, faults = [], [], [], [], list[Fault]()
    for columns, some in alike.items():
        quick = _quickly(columns, table, some)
        for piece, group in [(quick, some)] if quick is not None else [(None, [sheet]) for sheet in some]:
            kept = None
            if piece is None:
                piece, kept, ragged = _patiently(group[0], table)
                faults += ragged
            pieces.append(piece)
            order += group
            lines += [kept] * len(group)
            counts += [sheet.body.count(b"\n") for sheet in group] if kept is None else [len(kept)]
    faults += [
        Fault(file=sheet.path, table=table, column=name, kind=NO_COLUMN, count=1, first_row=1)
        for sheet in sheets
        for name in TABLES[table]
        if name not in sheet.columns
    ]
    together = pa.concat_tables(pieces).unify_dictionaries().combine_chunks()
    columns_ = {name: _one(together[name]) for name in together.column_names}
    return Cells(columns_, order, np.cumsum([0, *counts]), lines), faults


def _one(column: Any) -> Any:
    """Return a column in one piece, also when it has no rows."""
    return column.chunk(0) if column.num_chunks else _empty()


def _empty() -> Any:
    return pa.DictionaryArray.from_arrays(whole_numbers(np.zeros(0, np.int32)), texts([]))


def _quickly(columns: tuple[str, ...], table: str, sheets: list[Sheet]) -> Any:
    """Return the rows of plain files with the same columns; ``None`` when one of them is not plain.

    Plain is: no quotation marks, no empty lines, and as many cells in every row as in the heading.
    """
    body = b"".join(sheet.body for sheet in sheets)
    if b'"' in body:
        return None
    wanted = [column for column in columns if column in TABLES[table]]
    if not body:
        return pa.table({column: _empty() for column in TABLES[table]})
    try:
        found = arrow_csv.read_csv(
            pa.BufferReader(body),
            read_options=arrow_csv.ReadOptions(
                column_names=[column or f" {at}" for at, column in enumerate(columns)],
                use_threads=False,
                block_size=len(body) + 1,
            ),
            parse_options=arrow_csv.ParseOptions(quote_char=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, TEXT), include_columns=wanted, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return _complete(found, table) if found.num_rows == body.count(b"\n") else None


def _patiently(sheet: Sheet, table: str) -> tuple[Any, Any, list[Fault]]:
    """Return the rows of one file of any kind of CSV, the line of each, and what was left out."""
    text = sheet.body.decode("utf-8", "replace").replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, lines, ragged = [], [], []
    width, line = len(sheet.columns), 2
    try:
        for cells in reader:
            if len(cells) > width and not any(cells[width:]):
                del cells[width:]
            if len(cells) == width:
                rows.append(cells)
                lines.append(line)
            elif any(cell.strip() for cell in cells):
                ragged.append(line)
            line = reader.line_num + 2
    except csv.Error:
        ragged.append(line)
    by_column = list(zip(*rows, strict=True)) or [()] * width
    found = pa.table(
        {
            name: texts(cells).dictionary_encode()
            for name, cells in zip(sheet.columns, by_column, strict=True)
            if name in TABLES[table]
        }
    )
    faults = [
        Fault(file=sheet.path, table=table, column="", kind=RAGGED, count=len(ragged), first_row=ragged[0])
    ] if ragged else []  # fmt: skip
    return _complete(found, table), np.array(lines, np.int64), faults


def _complete(found: Any, table: str) -> Any:
    """Return a table with all columns that are read, in their order; those that were not there are blank."""
    blank = pa.DictionaryArray.from_arrays(whole_numbers(np.zeros(found.num_rows, np.int32)), texts([""]))
    there = set(found.column_names)
    return pa.table({name: found[name] if name in there else blank for name in TABLES[table]})
