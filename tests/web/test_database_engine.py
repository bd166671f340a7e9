"""The database is one that loses nothing, set so that it does, and the site's secret is made once."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from killing import ended, forked
from psycopg import IsolationLevel

from clearline.accounts.models import Authority
from clearline.web import engine
from clearline.web.secrets import kept_secret


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_a_sqlite_that_can_corrupt_a_database_is_known(version: tuple[int, int, int], sound: bool) -> None:
    assert engine.is_sound(version) is sound


def test_where_only_a_faulty_sqlite_is_here_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    system = ModuleType("sqlite3")
    system.sqlite_version, system.sqlite_version_info = "3.40.1", (3, 40, 1)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setitem(sys.modules, "sqlite3", system)
    with pytest.raises(ImproperlyConfigured, match=r"SQLite 3\.40\.1 can corrupt"):
        engine.database(None, Path("home"))


def test_a_sound_sqlite_of_the_system_is_used_where_pysqlite3_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    system = ModuleType("sqlite3")
    system.sqlite_version_info, system.dbapi2 = (3, 51, 3), ModuleType("dbapi2")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setitem(sys.modules, "sqlite3", system)
    monkeypatch.setitem(sys.modules, "sqlite3.dbapi2", None)
    assert engine.database("", Path("home"))["NAME"] == str(Path("home") / "clearline.sqlite3")
    assert sys.modules["sqlite3.dbapi2"] is system.dbapi2


def test_an_address_of_postgresql_becomes_its_settings() -> None:
    found = engine.database("postgresql://clear%40line:p%2Fw@db.example:5433/own?sslmode=require", Path("home"))
    parts = {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert parts == {
        "NAME": "own", "USER": "clear@line", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip
    by_socket = engine.database("postgres:///own?host=/run/postgresql", Path("home"))
    assert (by_socket["HOST"], by_socket["PORT"], by_socket["OPTIONS"]) == ("", "", {"host": "/run/postgresql"})


def test_a_backup_reads_one_moment_and_keeps_nobody_from_writing() -> None:
    by_file = engine.one_moment(engine.database(None, Path("home")))
    assert (by_file["OPTIONS"]["transaction_mode"], by_file["CONN_MAX_AGE"]) == ("DEFERRED", 0)
    served = engine.one_moment(engine.database("postgresql:///own?sslmode=require", Path("home")))
    assert served["OPTIONS"] == {"sslmode": "require", "isolation_level": IsolationLevel.REPEATABLE_READ}


def test_no_other_database_is_taken() -> None:
    with pytest.raises(ImproperlyConfigured, match="begins with 'mysql'"):
        engine.database("mysql://localhost/own", Path("home"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are settings of SQLite")
def test_sqlite_waits_for_the_disk_and_overwrites_what_is_deleted() -> None:
    said = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            said[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert engine.is_sound(tuple(int(part) for part in version.split(".")))  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks the row that is asked for")
def test_no_update_is_lost_among_four_that_read_and_then_write() -> None:
    Authority.objects.create(key="counted", name="0", since=date(2020, 1, 1))

    def count() -> None:
        for _ in range(40):
            with transaction.atomic():
                row = Authority.objects.get(key="counted")
                row.name = str(int(row.name) + 1)
                row.save()

    assert [ended(child) for child in [forked(count) for _ in range(4)]] == [0, 0, 0, 0]
    assert Authority.objects.get(key="counted").name == "160"


def test_the_secret_is_long_its_owners_alone_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    first = kept_secret(path)
    assert len(first) >= 50
    assert kept_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_processes_that_all_come_first_have_one_secret(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from clearline.web.secrets import kept_secret\n"
        "time.sleep(max(0, float(sys.argv[2]) - time.time())); print(kept_secret(Path(sys.argv[1])))"
    )
    begin = str(time.time() + 1.0)
    command = [sys.executable, "-c", program, str(tmp_path / "secret-key"), begin]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    assert len(said.pop()) > 50
