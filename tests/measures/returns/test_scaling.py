"""PostgreSQL and Spark count returns as DuckDB does, and keep no row of a child.

Each is run for real, by the command in an environment of its own. The demonstration returns have several authorities,
faults that leave cells empty, and a table that was not supplied.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from environments import ROOT, environment
from system_packages import program

from clearline.cli import main

GROUPS = ((), ("--by", "age"), ("--by", "need", "--by", "sex"))
CODES = ("E06000998", "E06000999")
"""The demonstration authorities. Every row of a return holds one of the codes, and no SQL does."""

PROGRAM = """
import sys
from clearline.cli import main
for by in {groups}:
    main(["returns", "measure", sys.argv[1], "--format", "csv", *by], standalone_mode=False)
"""

PUBLIC = """
create table header (mine text);
insert into header values ('kept');
create view children as select mine as person from header;
create role analyst login;
alter role analyst set search_path = public, pg_temp;
"""
"""What the database has of its own, under names that Clearline uses too, and an account that finds those first."""


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("scale") / "demo"
    wish = ["--authorities", "2", "--children", "100", "--collections", "ssda903,cin", "--errors"]
    made = CliRunner().invoke(main, ["demo-data", str(out), *wish])
    assert made.exit_code == 0, made.output
    (out / CODES[0] / "2024" / "oc3.csv").unlink()
    return out


@pytest.fixture(scope="module")
def by_duckdb(returns: Path) -> str:
    """What DuckDB says, and that it says enough to compare."""
    said = ""
    for by in GROUPS:
        done = CliRunner().invoke(main, ["returns", "measure", str(returns), "--format", "csv", *by])
        assert done.exit_code == 0, done.output
        said += done.stdout
    for word in (
        *CODES,
        "2024",
        "2025",
        "not known",
        "not supplied: oc3",
        "assessments-",
        "looked-after-in-foster-care",
    ):
        assert word in said
    return said


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[Path, Path]]:
    """Run a PostgreSQL server of our own, reached through a socket; yield its folder and that of its programs."""
    programs = program("initdb", "postgresql").parent
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    with TemporaryDirectory(prefix="clearline-pg-", dir="/tmp") as folder:  # a socket's path must be short
        data = Path(folder) / "data"
        if user:
            shutil.chown(folder, user)

        def run(name: str, *arguments: str) -> None:
            command = [str(programs / name), "-D", str(data), *arguments]
            subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)

        run("initdb", "--auth=trust", "--username=owner", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c log_statement=all"
        run("pg_ctl", "start", "--wait", "-l", f"{folder}/log", "-o", options)
        try:
            yield Path(folder), programs
        finally:
            run("pg_ctl", "stop", "-m", "immediate")


def counted(returns: Path, engine: str, at: Path, **more: str) -> str:
    """Return what the command says when it counts on an engine, in the environment that has the extra."""
    python = environment("scale", ROOT / "tests" / "scale" / "requirements.lock") / "python"
    given = {"CLEARLINE_ENGINE": engine, "PYTHONPATH": str(ROOT), "TMPDIR": str(at / "temporary"), **more}
    for folder in ("temporary", "here"):
        (at / folder).mkdir()
    done = subprocess.run(
        [str(python), "-c", PROGRAM.format(groups=GROUPS), str(returns)],
        capture_output=True, text=True, env={**os.environ, **given}, cwd=at / "here", timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not list((at / "here").iterdir())
    return done.stdout


def test_postgresql_counts_what_duckdb_counts_and_keeps_logs_and_touches_nothing(
    returns: Path, by_duckdb: str, database: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, programs = database

    def ask(sql: str) -> str:
        command = [str(programs / "psql"), "-h", str(folder), "-U", "owner", "-d", "postgres", "-qAtc", sql]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    ask(PUBLIC)
    assert counted(returns, f"postgresql://analyst@/postgres?host={folder}", tmp_path) == by_duckdb
    assert ask("select mine from header") == "kept\n"
    own = "select relname from pg_class where relkind in ('r', 'v', 'm') and relnamespace::regnamespace::text"
    assert ask(f"{own} not in ('pg_catalog', 'information_schema') order by 1") == "children\nheader\n"
    log = (folder / "log").read_text("utf-8")
    assert "copy header from stdin" in log
    assert not [code for code in CODES if code in log]


def test_spark_counts_what_duckdb_counts_and_leaves_nothing_behind(
    returns: Path, by_duckdb: str, tmp_path: Path
) -> None:
    program("java", "default-jre-headless")
    settings = tmp_path / "conf"
    settings.mkdir()
    temporary = tmp_path / "temporary"
    (settings / "spark-defaults.conf").write_text(  # what pays for much data costs time for little
        f"spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -Djava.io.tmpdir={temporary}\n"
        "spark.sql.codegen.wholeStage false\nspark.sql.codegen.factoryMode NO_CODEGEN\n"
    )
    assert counted(returns, "local[2]", tmp_path, SPARK_CONF_DIR=str(settings)) == by_duckdb
    for _ in range(60):  # Java ends a little after the command does
        if not (left := [path for path in temporary.rglob("*") if path.is_file()]):
            break
        time.sleep(1)
    assert not left
