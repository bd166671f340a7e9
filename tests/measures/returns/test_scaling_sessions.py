"""What Clearline asks of another engine, and what it says when that fails; DuckDB stands in for the engines here."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import csv

from clearline.cli import main
from clearline.kit.errors import BadInput
from clearline.measures.returns.deriving import count, raw_tables
from clearline.measures.returns.reading import Cover, Return
from clearline.measures.returns.scaling import counting_on
from clearline.measures.vocabulary import Count, Returned

ADDRESSES = ("postgresql://analyst:SECRET@db.example/returns", "local[2]", "spark://SECRET.example:7077")
WHERE = ("E06990001", "E06990002")


class Engine:
    """An engine's session, and Ibis's view of it."""

    def __init__(self) -> None:
        self.duck = duckdb.connect()
        self.schemas: dict[str, Any] = {}
        self.said: list[str] = []
        self.settings: dict[str, str] = {}
        self.open = True
        self.catalog = SimpleNamespace(clearCache=lambda: self.said.append("clear"), dropTempView=self.drop)

    def tables(self) -> list[str]:
        return [row[0] for row in self.duck.execute("show tables").fetchall()]

    def drop(self, name: str) -> None:
        self.duck.execute(f"drop view {name}")

    # Ibis
    def sql(self, text: str, dialect: str) -> Any:
        assert dialect == "duckdb"
        selected = self.duck.sql(text)
        return SimpleNamespace(columns=selected.columns, to_pyarrow=selected.to_arrow_table, text=text)

    def create_table(self, name: str, selected: Any = None, *, schema: Any = None, temp: bool) -> None:
        assert temp
        if schema is None:
            self.duck.execute(f"create table {name} as {selected.text}")
        self.schemas[name] = schema

    def create_view(self, name: str, selected: Any) -> None:
        self.duck.execute(f"create view {name} as {selected.text}")

    # psycopg
    @contextmanager
    def cursor(self) -> Iterator[Any]:
        yield SimpleNamespace(execute=self.execute, copy=self.copy)

    def execute(self, statement: str) -> None:
        self.said.append(statement)
        if statement == "discard temp":
            for name in self.tables():
                self.duck.execute(f"drop table {name}")

    @contextmanager
    def copy(self, statement: str) -> Iterator[Any]:
        (name,) = re.findall(r"copy (\w+) from stdin \(format csv\)", statement)
        lines = BytesIO()
        yield lines
        types, read = self.schemas[name], csv.ReadOptions(column_names=self.schemas[name].names)
        nulls = csv.ConvertOptions(column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False)
        rows = csv.read_csv(BytesIO(lines.getvalue()), read, convert_options=nulls) if lines.getvalue() else None
        self.keep(name, rows or types.empty_table())

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False

    # PySpark
    def keep(self, name: str, rows: Any) -> None:
        self.duck.register("given", rows)
        self.duck.execute(f"create table {name} as select * from given")
        self.duck.unregister("given")

    def view(self, name: str, rows: Any) -> None:
        self.keep(f"of_{name}", rows)
        self.duck.execute(f"create view {name} as select * from of_{name}")

    def createDataFrame(self, rows: Any) -> Any:  # noqa: N802
        assert not any(pa.types.is_dictionary(field.type) for field in rows.schema)
        return SimpleNamespace(createOrReplaceTempView=lambda name: self.view(name, rows))

    def table(self, name: str) -> Any:
        return SimpleNamespace(persist=lambda level: self.said.append(f"{name} {level}"))

    def stop(self) -> None:
        self.open = False
        raise ConnectionError("SECRET")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Have Ibis, psycopg and PySpark that lead to one engine."""
    made = Engine()

    def module(name: str, **holds: Any) -> None:
        found = ModuleType(name)
        found.__dict__.update(holds)
        monkeypatch.setitem(sys.modules, name, found)

    def config(map: dict[str, str]) -> Any:
        made.settings = map
        return SimpleNamespace(getOrCreate=lambda: made)

    def master(address: str) -> Any:
        made.said.append(address)
        return SimpleNamespace(appName=lambda name: SimpleNamespace(config=config))

    def connect(address: str, autocommit: bool) -> Engine:
        assert autocommit
        made.said.append(address)
        return made

    ibis: dict[str, Any] = {
        "postgres": SimpleNamespace(from_connection=lambda connection: connection),
        "pyspark": SimpleNamespace(connect=lambda session: session),
        "Schema": SimpleNamespace(from_pyarrow=lambda schema: schema),
    }
    module("ibis", **ibis)
    module("psycopg", connect=connect)
    module("pyspark", StorageLevel=SimpleNamespace(MEMORY_ONLY="in memory only"))
    module("pyspark.sql", SparkSession=SimpleNamespace(builder=SimpleNamespace(master=master)))
    return made


@pytest.fixture
def returned() -> Return:
    """Two authorities, a child of whom little is known, and no list of children missing."""
    children = {1: (WHERE[0], "1", "YES"), 2: (WHERE[0], None, None), 3: (WHERE[1], "2", "NO")}
    began = {"decom": 19500, "care_began": 19500, "placed": 19500, "rne": "S", "place": "U4"}
    tables: dict[str, list[dict[str, Any]]] = {"header": [], "episodes": [], "oc3": []}
    for child, (la, sex, touch) in children.items():
        row = {"la": la, "child": child}
        tables["header"].append({**row, "sex": sex, "dob_year": 2013, "dob_monthday": 1022})
        tables["episodes"].append(row | began)
        tables["oc3"].append({**row, "in_touch": touch})
    schemas = raw_tables("ssda903")
    return Return(
        collection="ssda903",
        covers=tuple(Cover(authority=la, year=2024, supplied=frozenset(tables)) for la in WHERE),
        tables={
            name: pa.Table.from_pylist([{"year": 2024, **row} for row in some], schemas[name])
            for name, some in tables.items()
        },
        faults=(),
    )


def asks(table: str, **where: str) -> Returned:
    return Returned(
        collection="ssda903", table=table, numerator=Count(where=dict(where)), denominator=Count(), follows="x"
    )


DEFINITIONS = {
    "foster": asks("looked_after", placement_type="foster care"),
    "touch": asks("care_leavers", in_touch="YES"),
    "missing": asks("missing_children"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_engine_counts_one_return_after_another_as_duckdb_does_and_forgets_each(
    engine: Engine, returned: Return, address: str
) -> None:
    with counting_on(address) as counted:
        for groups in ((), ("sex",)):
            expected = count(returned, DEFINITIONS, groups)
            assert counted(returned, DEFINITIONS, groups) == expected
            assert {one.numerator for one in expected} >= {1}
            assert [name for name in engine.tables() if not name.startswith("of_")] == []
            engine.duck = duckdb.connect()
        assert {one.group for one in expected} == {("1",), ("2",), ("not known",)}
        assert engine.open
    assert not engine.open
    assert engine.said[0] == address


def test_postgresql_sees_no_table_but_the_sessions_own_and_knows_how_large_each_is(
    engine: Engine, returned: Return
) -> None:
    with counting_on(ADDRESSES[0]) as counted:
        counted(returned, DEFINITIONS, ())
    assert engine.said[1] == "set search_path to pg_temp"
    assert {"analyze episodes", "analyze looked_after"} < set(engine.said)


def test_spark_encrypts_what_it_writes_logs_nothing_and_uses_a_folder_that_goes(
    engine: Engine, returned: Return
) -> None:
    with counting_on("local") as counted:
        counted(returned, DEFINITIONS, ())
        places = [Path(engine.settings[name]) for name in ("spark.local.dir", "spark.sql.warehouse.dir")]
        assert places[0].is_dir()
    assert not places[0].exists()
    assert places[0] in places[1].parents
    assert engine.settings["spark.io.encryption.enabled"] == "true"
    assert engine.settings["spark.log.level"] == "OFF"
    assert engine.settings["spark.driver.host"] == "127.0.0.1"
    assert "in_year in memory only" in engine.said
    assert "care_leavers in memory only" not in engine.said
    with counting_on("spark://a:1"):
        assert "spark.driver.host" not in engine.settings, "other machines must reach this one"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_goes_wrong_among_the_rows_is_told_without_the_engines_words_and_they_are_forgotten(
    engine: Engine, returned: Return, address: str
) -> None:
    definitions = {"k": asks("looked_after", nothing="x")}
    with pytest.raises(BadInput) as error, counting_on(address) as counted:
        counted(returned, definitions, ())
    assert str(error.value) == "--engine: the returns could not be counted there (BinderException)."
    assert error.value.__suppress_context__
    assert [name for name in engine.tables() if not name.startswith("of_")] == []
    assert not engine.open


def test_a_table_that_is_not_there_is_named(engine: Engine, returned: Return) -> None:
    with pytest.raises(BadInput, match="has no table 'nothing'"), counting_on("local") as counted:
        counted(returned, {"k": asks("nothing")}, ())


def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise OSError("SECRET")

    monkeypatch.setattr(sys.modules["psycopg"], "connect", connect)
    monkeypatch.setattr(sys.modules["ibis"].pyspark, "connect", connect)


def is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)


@pytest.mark.parametrize(
    ("address", "spoil", "says"),
    [
        (ADDRESSES[0], fails, "PostgreSQL does not answer (OSError). Check the address and the password."),
        (ADDRESSES[2], fails, "Spark does not answer (OSError). Check the address, and that Java 17 is here."),
        (ADDRESSES[0], is_absent, "this needs the extra: pip install 'clearline[scale]'."),
        (ADDRESSES[1], is_absent, "this needs the extra: pip install 'clearline[scale]'."),
        ("mysql://analyst:SECRET@db.example/x", fails, "give postgresql://user@host/database or a Spark master"),
        ("local[0]", fails, "give postgresql://user@host/database or a Spark master"),
    ],
)
def test_an_engine_that_cannot_be_had_is_said_without_its_address_and_nothing_is_printed(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    spoil: Callable[[pytest.MonkeyPatch], None],
    says: str,
) -> None:
    spoil(monkeypatch)
    (tmp_path / "a").write_text("CHILD,REVIEW\na,01/05/2023\n")
    command = ["returns", "measure", str(tmp_path), "--authority", WHERE[0], "--engine", address]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())
    assert "SECRET" not in done.stderr
