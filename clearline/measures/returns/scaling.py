"""Counts returns on a consortium's own PostgreSQL or Spark: the same SQL as everywhere, carried over by Ibis.

The optional extra ``scale`` brings Ibis; this module is imported only when a command is told of an engine. Rows about
children go into temporary tables or views of one session, which are removed after each return (decision 10). What an
engine says of an error is never passed on: it may hold a password, or the content of a cell.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pyarrow as pa

from clearline.kit.errors import BadInput
from clearline.measures.returns.counting import Groups, counts_of, select
from clearline.measures.returns.deriving import (
    Counted,
    all_counted,
    derived_tables,
    found_in,
    in_order,
    raw_needed,
    raw_table,
    years,
)
from clearline.measures.returns.reading import Return
from clearline.measures.vocabulary import Returned

DIALECT = "duckdb"
"""What the SQL of the derived tables and of the counts is written in; Ibis translates it."""

POSTGRESQL = re.compile(r"postgres(ql)?://.*")
SPARK = re.compile(r"local(\[([1-9]\d*|\*)\])?|spark://.+")

SPARK_SETTINGS = {
    "spark.io.encryption.enabled": "true",  # between two steps of a plan Spark writes rows to disk
    "spark.log.level": "OFF",  # what it says of an error may hold a cell's content
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

Counting = Callable[[Return, Mapping[str, Returned], Groups], list[Counted]]
"""Counts as ``deriving.count`` does."""


class Session(Protocol):
    """A session of an engine. Its methods raise whatever the engine raises."""

    ibis: Any
    """Ibis's connection, which translates SQL and asks."""

    def put(self, name: str, rows: Any) -> None:
        """Make a table of an Arrow table."""

    def derive(self, name: str, selected: Any, kept: bool) -> None:
        """Make a table of what Ibis selects; ``kept`` says that more than one select reads it."""

    def forget(self) -> None:
        """Remove every table that was made."""


class PostgreSQLSession:
    """Temporary tables, which nobody else can read and which end with the session at the latest."""

    def __init__(self, connection: Any, ibis: Any) -> None:
        """Take a connection of psycopg, and Ibis's connection that uses it."""
        self.connection = connection
        self.ibis = ibis
        self._run("set search_path to pg_temp")  # no table of the database is ever read or written, whatever its name

    def put(self, name: str, rows: Any) -> None:
        """Make a table of an Arrow table. COPY takes the rows: no statement, which may be logged, holds them."""
        from ibis import Schema
        from pyarrow.csv import WriteOptions, write_csv

        self.ibis.create_table(name, schema=Schema.from_pyarrow(rows.schema), temp=True)
        lines = io.BytesIO()
        write_csv(rows, lines, WriteOptions(include_header=False))
        with self.connection.cursor() as cursor, cursor.copy(f"copy {name} from stdin (format csv)") as stream:
            stream.write(lines.getbuffer())
        self._run(f"analyze {name}")

    def derive(self, name: str, selected: Any, kept: bool) -> None:
        """Make a table of what Ibis selects."""
        self.ibis.create_table(name, selected, temp=True)
        self._run(f"analyze {name}")

    def forget(self) -> None:
        """Remove every table that was made."""
        self._run("discard temp")

    def _run(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


class SparkSession:
    """Views of one session, over rows in memory."""

    def __init__(self, session: Any, ibis: Any) -> None:
        """Take a session of PySpark, and Ibis's connection that uses it."""
        self.session = session
        self.ibis = ibis
        self._names: list[str] = []

    def put(self, name: str, rows: Any) -> None:
        """Make a view of an Arrow table. Ibis would take it through pandas, where whole numbers with gaps are lost."""
        self.session.createDataFrame(rows).createOrReplaceTempView(name)
        self._names.append(name)

    def derive(self, name: str, selected: Any, kept: bool) -> None:
        """Make a view of what Ibis selects, and keep in memory what more than one select reads."""
        from pyspark import StorageLevel

        self.ibis.create_view(name, selected)
        self._names.append(name)
        if kept:
            self.session.table(name).persist(StorageLevel.MEMORY_ONLY)

    def forget(self) -> None:
        """Remove every view that was made."""
        self.session.catalog.clearCache()
        while self._names:
            self.session.catalog.dropTempView(self._names.pop())


@contextmanager
def counting_on(address: str) -> Iterator[Counting]:
    """Yield what counts returns on an engine, in one session of it.

    The address is ``postgresql://...``, or a Spark master: ``spark://host:7077``, or ``local[2]`` for this machine.
    Raises ``BadInput`` when it is neither, the extra is not installed, the engine does not answer, or it cannot count.
    """
    with ExitStack() as stack:
        yield partial(_count, _open(address, stack))


def _open(address: str, stack: ExitStack) -> Session:
    if POSTGRESQL.fullmatch(address):
        engine, session, check = "PostgreSQL", _postgresql(address), "the address and the password"
    elif SPARK.fullmatch(address):
        engine, session, check = "Spark", _spark(address), "the address, and that Java 17 is here"
    else:
        raise BadInput("--engine: give postgresql://user@host/database or a Spark master: spark://host:7077, local[2].")
    try:
        return stack.enter_context(session)
    except ImportError:
        raise BadInput("--engine: this needs the extra: pip install 'clearline[scale]'.") from None
    except Exception as error:  # each engine has errors of its own
        raise BadInput(f"--engine: {engine} does not answer ({type(error).__name__}). Check {check}.") from None


@contextmanager
def _postgresql(address: str) -> Iterator[Session]:
    import ibis
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        yield PostgreSQLSession(connection, ibis.postgres.from_connection(connection))


@contextmanager
def _spark(master: str) -> Iterator[Session]:
    import ibis
    from pyspark.sql import SparkSession as Sessions

    with TemporaryDirectory(prefix="clearline-spark-") as folder:
        places = {"spark.local.dir": folder, "spark.sql.warehouse.dir": str(Path(folder) / "warehouse")}
        if master.startswith("local"):  # otherwise other machines must reach this one
            places |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        builder = Sessions.builder.master(master).appName("clearline").config(map=SPARK_SETTINGS | places)
        session = builder.getOrCreate()
        try:
            yield SparkSession(session, ibis.pyspark.connect(session))
        finally:
            with suppress(Exception):  # it may have ended by itself, which was said then
                session.stop()


def _count(session: Session, returned: Return, definitions: Mapping[str, Returned], groups: Groups) -> list[Counted]:
    asked = counts_of(definitions.values())
    raw = raw_needed(returned.collection, asked)
    order, inner = in_order(returned.collection, asked)
    columns: dict[str, Any] = {}
    try:
        try:
            session.put("years", years(returned.covers))
            for table in raw:
                session.put(table, _with_plain_text(raw_table(returned, table)))
            for table in order:
                selected = session.ibis.sql(derived_tables(returned.collection)[table], dialect=DIALECT)
                session.derive(table, selected, table in inner)
                columns[table] = selected.columns
            rows = {
                table: found_in(_answer(session, select(table, counts, groups)), groups)
                for table, counts in asked.items()
                if not set(groups) - set(columns[table])
            }
        finally:
            session.forget()
    except Exception as error:
        raise BadInput(f"--engine: the returns could not be counted there ({type(error).__name__}).") from None
    return all_counted(returned, definitions, asked, rows, groups)


def _with_plain_text(rows: Any) -> Any:
    """Return an Arrow table in which text stands as such, rather than as places in a list of words."""
    kinds = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in rows.schema]
    return rows.cast(pa.schema(zip(rows.column_names, kinds, strict=True)))


def _answer(session: Session, sql: str) -> Iterable[tuple[Any, ...]]:
    answer = session.ibis.sql(sql, dialect=DIALECT).to_pyarrow()
    return zip(*(column.to_pylist() for column in answer.columns), strict=True)
