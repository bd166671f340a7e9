"""Turns a table's cells into numbers and codes, leaves out the rows that cannot be used, and says which and why."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from clearline.measures.returns.arrays import places
from clearline.measures.returns.postcodes import Postcodes, metres
from clearline.measures.returns.reading import Fault
from clearline.measures.returns.ssda903.cells import ABSENT, Column, codes, column, days, holds, numbers
from clearline.measures.returns.ssda903.files import Cells
from clearline.measures.returns.ssda903.schemas import FROM_TO, KEY, REPEATED, TABLES

NO_DATE = "not a date that can be: taken as blank"
NO_CODE = "not a code of this column: taken as not known"
OTHER_YEAR = "not a code of this year: kept"
NO_NUMBER = "not a whole number from 0 to 40: taken as blank"
NO_CHILD = "no child: row left out"
NO_DAY = "no day: row left out"
BACKWARDS = "ends before it begins: row left out"
AGAIN = "the same child again: the last row counts"
NO_POSTCODE = "not among the postcodes given: distance not known"

SDQ_MOST = 40
"""The highest score of the Strengths and Difficulties Questionnaire."""


class Rows(NamedTuple):
    """A table's rows as numbers."""

    cells: Cells
    values: dict[str, Any]
    """For each column an array: int32 with ``ABSENT``, or for codes int8 with -1, where there is none."""
    part: Any
    """The part that each row belongs to (int32)."""
    kept: Any
    """Whether each row is kept (bool)."""


def numbered(columns: dict[str, Any]) -> dict[str, Any]:
    """Return columns of identifiers as numbers (int32), equal for equal text in all of them; blank is ``ABSENT``."""
    together = pa.chunked_array(list(columns.values())).unify_dictionaries()
    words = column(together.chunk(0)).words
    seen: dict[str, int] = {}
    number = np.array([seen.setdefault(word, len(seen)) if word else ABSENT for word in words], np.int32)
    return {table: number[places(chunk)] for table, chunk in zip(columns, together.chunks, strict=True)}


class Dates(NamedTuple):
    """All columns of dates of all tables, whose texts are much the same and are looked at together."""

    columns: dict[tuple[str, str], Column]
    """By table and column; the words of all are the same."""
    days: Any
    """The day of each word (int32), or ``ABSENT``."""


def dates_of(cells: dict[str, Cells]) -> Dates:
    """Return the days in all tables."""
    arrays = {
        (table, name): one.columns[name]
        for table, one in cells.items()
        for name, what in TABLES[table].items()
        if what in ("day", "birth")
    }
    together = pa.chunked_array(list(arrays.values())).unify_dictionaries()  # every table has a date
    first = column(together.chunk(0))
    columns = {key: first._replace(at=places(chunk)) for key, chunk in zip(arrays, together.chunks, strict=True)}
    return Dates(columns, days(first.words))


def rows_of(
    table: str, cells: Cells, child: Any, dates: Dates, postcodes: Postcodes | None
) -> tuple[Rows, list[Fault]]:
    """Return a table's rows as numbers, and what could not be used. ``child`` is the number of each row's child."""
    faults: list[Fault] = []
    values: dict[str, Any] = {"child": child}
    for name, what in TABLES[table].items():
        if what == "identifier":
            values[name] = numbered({table: cells.columns[name]})[table]
        elif what not in ("child", "postcode"):
            read = dates.columns.get((table, name)) or column(cells.columns[name])
            found, kind = _meanings(read.words, name, what, dates.days)
            values |= _spread(name, what, found, read)
            wrong = (found < 0 if what == "code" else found == ABSENT) & read.written
            faults += cells.faults(table, name, kind, read, wrong)
    if table == "episodes":
        places_, found_ = _places(cells, postcodes)
        values |= places_
        faults += found_
    rows = Rows(cells, values, cells.parts(), np.ones(len(child), bool))
    return rows, faults + _leave_out(table, rows)


def _spread(name: str, what: str, found: Any, read: Column) -> dict[str, Any]:
    """Return the values of each row; of a birth also its year and its day of the year."""
    values = {name: found[read.at]}
    if what == "birth":
        day = np.where(found == ABSENT, 0, found).astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        in_year = (month.astype(np.int64) % 12 + 1) * 100 + (day - month).astype(np.int64) + 1
        year = day.astype("datetime64[Y]").astype(np.int64) + 1970
        for part, number in (("year", year), ("monthday", in_year)):
            values[f"{name}_{part}"] = np.where(found == ABSENT, ABSENT, number).astype(np.int32)[read.at]
    return values


def _meanings(words: list[str], name: str, what: str, days: Any) -> tuple[Any, str]:
    """Return what each different text of a column means, and what to say of a text that means nothing."""
    if what == "code":
        return codes(words, name), NO_CODE
    if what == "number":
        return numbers(words, SDQ_MOST), NO_NUMBER
    return days, NO_DATE


def _places(cells: Cells, postcodes: Postcodes | None) -> tuple[dict[str, Any], list[Fault]]:
    """Return for each row the metres from home to placement and the placement's authority."""
    home, placed = cells.columns["home_post"], cells.columns["pl_post"]
    if postcodes is None:
        nowhere = np.full(len(home), ABSENT, np.int32)
        return {"metres": nowhere, "placed_la": np.full(len(home), -1, np.int16)}, []
    found = postcodes.find(pa.concat_arrays([home.dictionary, placed.dictionary]))
    homes = len(home.dictionary)
    there = found.at(places(placed) + homes)
    faults = []
    if (found.la < 0).any():
        for name, array, unknown in (
            ("home_post", home, found.la[:homes] < 0),
            ("pl_post", placed, found.la[homes:] < 0),
        ):
            read = column(array)
            faults += cells.faults("episodes", name, NO_POSTCODE, read, unknown & read.written)
    return {"metres": metres(found.at(places(home)), there), "placed_la": there.la}, faults


def _leave_out(table: str, rows: Rows) -> list[Fault]:
    """Mark the rows that cannot be used as not kept, and say why."""
    values, day = rows.values, KEY.get(table)
    reasons = [("child", NO_CHILD, values["child"] == ABSENT)]
    if day:
        reasons.append((day, NO_DAY, values[day] == ABSENT))
    if table in FROM_TO:
        first, last = (values[name] for name in FROM_TO[table])
        reasons.append((FROM_TO[table][1], BACKWARDS, (last < first) & (last != ABSENT)))
    faults = []
    for name, kind, bad in reasons:
        if (bad & rows.kept).any():
            faults += rows.cells.faulty_rows(table, name, kind, np.flatnonzero(bad & rows.kept))
            rows.kept[bad] = False
    if table not in REPEATED and len(again := _said_again(rows, day)):
        faults += rows.cells.faulty_rows(table, "", AGAIN, again)
        rows.kept[again] = False
    return faults


def _said_again(rows: Rows, day: str | None) -> Any:
    """Return the rows that a later row of the same part says again: the same child (and the same day)."""
    at = np.flatnonzero(rows.kept)
    key = rows.values["child"][at].astype(np.int64) * (int(rows.part.max(initial=0)) + 1) + rows.part[at]
    if day:
        key = (key << 18) + rows.values[day][at] + (1 << 17)  # days from 1900 to 2100 are between -25,567 and 47,482
    in_order = np.sort(key)
    if (in_order[1:] != in_order[:-1]).all():  # almost always, and sorting alone is quick
        return at[:0]
    order = np.argsort(key, kind="stable")
    return np.sort(at[order[:-1][key[order[1:]] == key[order[:-1]]]])


def other_years(table: str, rows: Rows, years: Any) -> list[Fault]:
    """Return a fault for codes that are none in the year of their return; ``years`` has the year of each part."""
    faults: list[Fault] = []
    for name, what in TABLES[table].items():
        if what != "code":
            continue
        valid = np.array([[*holds(name, year), True] for year in years.tolist()])  # the last is for -1: no code
        if not valid.all():
            bad = ~valid[rows.part, rows.values[name]] & rows.kept
            if bad.any():
                faults += rows.cells.faulty_rows(table, name, OTHER_YEAR, np.flatnonzero(bad))
    return faults
