"""Reads the SSDA903 files of some authorities into raw tables, and says what could not be used.

Rows are left out that have no child, or no day where a day tells them apart (DECOM, REVIEW, MIS_START), that end before
they begin, or that a later row of the same file says again. A cell that is not what its column holds is taken as blank.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from clearline.measures.returns.arrays import coded, whole_numbers
from clearline.measures.returns.deriving import raw_tables
from clearline.measures.returns.postcodes import Postcodes
from clearline.measures.returns.reading import Cover, Fault, Return
from clearline.measures.returns.recognising import Given
from clearline.measures.returns.ssda903.cells import ABSENT
from clearline.measures.returns.ssda903.codes import CODES
from clearline.measures.returns.ssda903.files import read_sheets, read_table
from clearline.measures.returns.ssda903.histories import put_in_order
from clearline.measures.returns.ssda903.parts import Part, parts_of, years_of
from clearline.measures.returns.ssda903.rows import Rows, dates_of, numbered, other_years, rows_of
from clearline.measures.returns.ssda903.schemas import DATED

BATCH = 16_000_000
"""Bytes of files that are read together. An authority's ten years are about 3 million."""


def read(given: Sequence[Given], year: int | None = None, postcodes: Postcodes | None = None) -> Iterator[Return]:
    """Yield the returns of some authorities at a time, so that memory does not grow with their number.

    ``year`` is the collection year of an authority whose files all lie in one folder. Raises ``BadInput`` when a file
    cannot be read, a folder holds a table twice, two folders hold the same year, or a year cannot be told.
    """
    for batch in _batches(given):
        yield _read(parts_of(batch), year, postcodes)


def _batches(given: Sequence[Given]) -> Iterator[list[Given]]:
    """Yield the files of whole authorities, until they have together more than ``BATCH`` bytes."""
    by_authority: dict[str, list[Given]] = {}
    for file in given:
        by_authority.setdefault(file.authority, []).append(file)
    batch, size = list[Given](), 0
    for files in by_authority.values():
        batch += files
        size += sum(file.size for file in files)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(parts: list[Part], year: int | None, postcodes: Postcodes | None) -> Return:
    sheets = read_sheets([part.files for part in parts])
    faults = list[Fault]()
    cells = {}
    for table, some in sheets.items():
        cells[table], found = read_table(table, some)
        faults += found
    authorities = list(dict.fromkeys(part.authority for part in parts))
    owners = np.array([authorities.index(part.authority) for part in parts], np.int16)
    children = numbered({table: one.columns["child"] for table, one in cells.items()})
    dates = dates_of(cells)
    rows = {}
    for table, one in cells.items():
        number = children[table]
        child = np.where(number == ABSENT, ABSENT, number * len(authorities) + owners[one.parts()]).astype(np.int32)
        rows[table], found = rows_of(table, one, child, dates, postcodes)
        faults += found
    dated = [(one.part[one.kept], one.values[DATED[table]][one.kept]) for table, one in rows.items() if table in DATED]
    years = np.array(years_of(parts, dated, year), np.int16)
    for table, numbers in rows.items():
        faults += other_years(table, numbers, years)
    put_in_order(rows, years.astype(np.int64))
    codes_of: dict[str, Sequence[str]] = {
        "placed_la": postcodes.authorities if postcodes else [],
        **{name: list(codes) for name, codes in CODES.items()},
    }
    return Return(
        collection="ssda903",
        covers=tuple(
            Cover(
                authority=part.authority,
                year=int(found),
                supplied=frozenset(table for table, some in sheets.items() if any(s.part == number for s in some)),
                files=tuple(part.files),
            )
            for number, (part, found) in enumerate(zip(parts, years, strict=True))
        ),
        tables={table: _table(table, one, authorities, owners, years, codes_of) for table, one in rows.items()},
        faults=tuple(faults),
    )


def _table(
    table: str, rows: Rows, authorities: list[str], owners: Any, years: Any, codes_of: dict[str, Sequence[str]]
) -> Any:
    """Return a raw table of the rows that are kept."""
    schema = raw_tables("ssda903")[table]
    part = rows.part if rows.kept.all() else rows.part[rows.kept]
    arrays = [coded(owners[part], authorities), whole_numbers(years[part])]
    for field in list(schema)[2:]:
        values = rows.values[field.name]
        values = values if rows.kept.all() else values[rows.kept]
        if pa.types.is_dictionary(field.type):
            arrays.append(coded(values, list(codes_of[field.name])))
        else:
            arrays.append(whole_numbers(values.astype(field.type.to_pandas_dtype()), values != ABSENT))
    return pa.Table.from_arrays(arrays, schema=schema)
