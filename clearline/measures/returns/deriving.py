"""Makes the derived tables of a return with SQL, in memory only, and counts over them.

A collection has a module ``schemas`` that says what its raw tables hold, and a folder ``tables`` of SQL files: each
is one select and makes the derived table of its name from raw tables, the table ``years`` and other derived tables. The
SQL is plain, so that it also runs on PostgreSQL and Spark. ``years`` has a row for each authority and year: ``la``,
``year``, and as days ``opens`` (1 April), ``closes`` (31 March) and ``known_from``, the first day that the authority's
returns reach back to.
"""

import re
from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.measures.returns.arrays import texts, whole_numbers
from clearline.measures.returns.counting import Groups, counts_of, mismatches, parts, select
from clearline.measures.returns.reading import Collection, Cover, Return
from clearline.measures.vocabulary import Count, Returned

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "temp_directory": "",  # no row of a child is ever spilled to disk
    "memory_limit": "300MB",
    "threads": "1",  # less processor time than two, and a return takes seconds
    "preserve_insertion_order": "false",
}

EPOCH = date(1970, 1, 1)

KEYS = (pa.field("la", pa.dictionary(pa.int16(), pa.string())), pa.field("year", pa.int16()))
"""The first columns of every raw table."""

_FROM = re.compile(r"\b(?:from|join)\s+([a-z_][a-z0-9_]*)", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*")


class Counted(Value, frozen=True, kw_only=True):
    """The counts of one measure for one authority, year and group."""

    key: str
    authority: str
    year: int
    group: tuple[str, ...] = ()
    numerator: int | None
    """``None`` when a table that it rests on was not supplied."""
    denominator: int | None
    """``None`` also when the measure has none."""
    not_supplied: tuple[str, ...] = ()
    """Raw tables that it rests on and that were not supplied."""


@cache
def derived_tables(collection: Collection) -> dict[str, str]:
    """Return the SQL of each derived table of a collection."""
    files = sorted(tables_folder(collection).glob("*.sql"))
    return {path.stem: _COMMENT.sub("", path.read_text("utf-8")).strip() for path in files}


def tables_folder(collection: Collection) -> Path:
    """Return the folder of a collection's SQL files."""
    return Path(str(_schemas(collection).__file__)).parent / "tables"


def _schemas(collection: Collection) -> Any:
    return import_module(f"clearline.measures.returns.{collection.replace('-', '_')}.schemas")


@cache
def raw_tables(collection: Collection) -> dict[str, pa.Schema]:
    """Return what each raw table of a collection holds: the authority, the year, and its own columns."""
    return {name: pa.schema([*KEYS, *schema]) for name, schema in _schemas(collection).RAW.items()}


@cache
def needs(collection: Collection, table: str) -> frozenset[str]:
    """Return the raw tables that a table rests on; raise ``BadInput`` when the collection has no such table."""
    if table in raw_tables(collection):
        return frozenset([table])
    try:
        sql = derived_tables(collection)[table]
    except KeyError:
        known = ", ".join(derived_tables(collection))
        raise BadInput(f"The collection {collection} has no table '{table}'. It has: {known}.") from None
    return frozenset().union(*(needs(collection, source) for source in _sources(collection, sql)))


def _sources(collection: Collection, sql: str) -> set[str]:
    known = derived_tables(collection).keys() | raw_tables(collection).keys()
    return set(_FROM.findall(sql)) & known


def in_order(collection: Collection, wanted: Several[str]) -> tuple[list[str], set[str]]:
    """Return the derived tables to make, each after those that it is made from; and those that others are made from."""
    sql = derived_tables(collection)
    graph: dict[str, set[str]] = {}
    left = [table for table in wanted if table in sql]
    while left:
        table = left.pop()
        if table not in graph:
            graph[table] = _sources(collection, sql[table]) & sql.keys()
            left += graph[table]
    return list(TopologicalSorter(graph).static_order()), set().union(*graph.values())


@contextmanager
def memory(readable: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database in memory that can read one file, or none, and write none."""
    connection = duckdb.connect(":memory:", config=SETTINGS)
    try:
        if readable is not None:
            connection.execute("set allowed_paths = ['" + str(readable).replace("'", "''") + "']")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


@contextmanager
def derived(
    connection: duckdb.DuckDBPyConnection, returned: Return, wanted: Several[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Have the wanted derived tables, and those that they are made from, in a database while the block runs."""
    sql = derived_tables(returned.collection)
    order, inner = in_order(returned.collection, wanted)
    raw = raw_needed(returned.collection, wanted)
    kinds = {table: "table" if table in inner else "view" for table in order}  # what one question reads is not kept
    try:
        connection.register("years", years(returned.covers))
        for table in raw:
            connection.register(table, raw_table(returned, table))
        for table in order:
            connection.execute(f"create temp {kinds[table]} {table} as {sql[table]}")
        yield connection
    except duckdb.Error as error:  # its words may hold a cell's content
        raise BadInput(f"The returns could not be counted ({type(error).__name__}).") from None
    finally:
        for table in reversed(order):
            connection.execute(f"drop {kinds[table]} if exists {table}")
        for table in ("years", *raw):
            connection.unregister(table)


def raw_needed(collection: Collection, wanted: Several[str]) -> list[str]:
    """Return the raw tables that tables rest on; raise ``BadInput`` when the collection has no such table."""
    return sorted(set().union(*(needs(collection, table) for table in wanted)))


def raw_table(returned: Return, table: str) -> Any:
    """Return a raw table of a return, without rows when it was not supplied."""
    empty = pa.Table.from_batches([], raw_tables(returned.collection)[table])
    return returned.tables.get(table, empty)


def years(covers: tuple[Cover, ...]) -> pa.Table:
    """Return the table ``years``."""
    opens = [(date(cover.year - 1, 4, 1) - EPOCH).days for cover in covers]
    first: dict[str, int] = {}
    for cover, day in zip(covers, opens, strict=True):
        first[cover.authority] = min(first.get(cover.authority, day), day)
    closes = [(date(cover.year, 3, 31) - EPOCH).days for cover in covers]
    return pa.table(
        {
            "la": texts([cover.authority for cover in covers]),
            "year": whole_numbers(np.array([cover.year for cover in covers], np.int16)),
            "opens": whole_numbers(np.array(opens, np.int32)),
            "closes": whole_numbers(np.array(closes, np.int32)),
            "known_from": whole_numbers(np.array([first[cover.authority] for cover in covers], np.int32)),
        }
    )


def count(
    returned: Return,
    definitions: Mapping[str, Returned],
    groups: Groups = (),
    connection: duckdb.DuckDBPyConnection | None = None,
) -> list[Counted]:
    """Return the counts of every definition for every authority and year that was returned, in that order.

    With ``groups``, definitions over tables that do not have those columns are left out. Raises ``BadInput`` when a
    definition names a table or column that is not there, or compares a column with what it cannot be.
    """
    asked = counts_of(definitions.values())
    for table in asked:
        needs(returned.collection, table)
    with nullcontext(connection) if connection else memory() as connection, derived(connection, returned, asked):
        rows = {
            table: _rows(connection, table, counts, groups)
            for table, counts in asked.items()
            if not groups or not set(groups) - _columns(connection, table).keys()
        }
    return all_counted(returned, definitions, asked, rows, groups)


def all_counted(
    returned: Return,
    definitions: Mapping[str, Returned],
    asked: dict[str, list[Count]],
    rows: dict[str, "Found"],
    groups: Groups,
) -> list[Counted]:
    """Return the counts of every definition whose tables were counted, for every authority and year, in that order."""
    return [
        counted
        for cover in returned.covers
        for key, definition in definitions.items()
        if all(table in rows for table, _ in parts(definition))
        for counted in _counted(returned.collection, cover, (key, definition), asked, rows, groups)
    ]


Found = dict[tuple[str, int], dict[tuple[str, ...], tuple[int, ...]]]
"""For an authority and year, for a group, the counts in the order in which they were asked."""


def _rows(connection: duckdb.DuckDBPyConnection, table: str, counts: list[Count], groups: Groups) -> Found:
    try:
        rows = connection.execute(select(table, counts, groups)).fetchall()
    except duckdb.Error:
        types = _columns(connection, table)
        problems = [f"Table '{table}' {problem}" for one in counts for problem in mismatches(one, types)]
        if problems:
            raise BadInput(*problems) from None
        raise
    return found_in(rows, groups)


def found_in(rows: Iterable[tuple[Any, ...]], groups: Groups) -> Found:
    """Return what the rows of ``counting.select`` say."""
    found: Found = {}
    width = 2 + len(groups)
    for row in rows:
        group = tuple("not known" if value is None else str(value) for value in row[2:width])
        found.setdefault((row[0], row[1]), {})[group] = tuple(int(value) for value in row[width:])
    return found


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return the type of each column of a derived table."""
    return {row[0]: str(row[1]) for row in connection.execute(f"describe {table}").fetchall()}


def _counted(
    collection: Collection,
    cover: Cover,
    measure: tuple[str, Returned],
    asked: dict[str, list[Count]],
    rows: dict[str, Found],
    groups: Groups,
) -> Iterator[Counted]:
    """Yield a measure's counts for one authority and year: for each group that either of its tables has."""
    key, definition = measure
    wanted = parts(definition)
    tables = [rows[table].get((cover.authority, cover.year), {}) for table, _ in wanted]
    missing = frozenset().union(*(needs(collection, table) for table, _ in wanted)) - cover.supplied
    for group in sorted(set().union(*tables)) if groups else [()]:
        numbers: list[int | None] = [
            None if missing else table[group][asked[name].index(count)] if group in table else 0
            for table, (name, count) in zip(tables, wanted, strict=True)
        ]
        yield Counted(
            key=key,
            authority=cover.authority,
            year=cover.year,
            group=group,
            numerator=numbers[0],
            denominator=numbers[1] if len(numbers) > 1 else None,
            not_supplied=tuple(sorted(missing)),
        )
