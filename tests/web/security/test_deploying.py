"""A site set up as docs/howto/deploy.md says is found safe, and each thing that would make it unsafe is found."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from clearline.web.checks import ready_for_others

GOOD: dict[str, Any] = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["clearline.moor.example"],
    "PROXIES": 1,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SECRET_KEY": "0123456789abcdefghij" * 4,
    "SECRET_KEY_FALLBACKS": [],
    "SECOND_FACTOR_REQUIRED": True,
}

BAD: list[tuple[dict[str, Any], str]] = [
    ({"DEBUG": True}, "clearline.E001"),
    ({"ALLOWED_HOSTS": ["*"]}, "clearline.E002"),
    ({"ALLOWED_HOSTS": ["clearline.moor.example", ".moor.example"]}, "clearline.E002"),
    ({"ALLOWED_HOSTS": ["localhost", "127.0.0.1"]}, "clearline.W003"),
    ({"PROXIES": 0, "ALLAUTH_TRUSTED_PROXY_COUNT": 0}, "clearline.W004"),
    ({"PROXIES": 2}, "clearline.W004"),
    ({"SESSION_COOKIE_NAME": "session"}, "clearline.E005"),
    ({"CSRF_COOKIE_DOMAIN": ".moor.example"}, "clearline.E005"),
    ({"SESSION_COOKIE_SAMESITE": "None"}, "clearline.E006"),
    ({"CSRF_COOKIE_HTTPONLY": False}, "clearline.E006"),
    ({"SECRET_KEY": "0123456789abcdefghij"}, "clearline.E007"),
    ({"SECRET_KEY_FALLBACKS": ["a" * 80]}, "clearline.E007"),
    ({"SECOND_FACTOR_REQUIRED": False}, "clearline.E008"),
]


@pytest.fixture
def good(settings: Any) -> Any:
    for name, value in GOOD.items():
        setattr(settings, name, value)
    return settings


def found() -> list[str]:
    return [str(message.id) for message in ready_for_others(None)]


def test_nothing_is_found_where_all_is_well(good: Any) -> None:
    assert found() == []


@pytest.mark.parametrize(("change", "name"), BAD)
def test_what_makes_a_site_unsafe_is_found(good: Any, change: dict[str, Any], name: str) -> None:
    for key, value in change.items():
        setattr(good, key, value)
    assert found() == [name]


SQLITE = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"transaction_mode": "DEFERRED"}, ["clearline.E010"]),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}, ["clearline.E010"]),
    ],
)
def test_a_database_that_could_lose_what_was_acknowledged_is_found(
    good: Any, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], name: list[str]
) -> None:
    begin = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    whole = {"transaction_mode": "IMMEDIATE", "init_command": begin}
    monkeypatch.setitem(settings.DATABASES, "default", {**SQLITE, "OPTIONS": whole})
    assert found() == []
    monkeypatch.setitem(settings.DATABASES, "default", {**SQLITE, "OPTIONS": {**whole, **options}})
    assert found() == name


def test_a_sqlite_with_the_wal_reset_fault_is_found(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is used")
    monkeypatch.setattr(sys.modules["sqlite3"], "sqlite_version_info", (3, 40, 1))
    assert found() == ["clearline.E009"]


def test_postgresql_is_asked_nothing_of_sqlite(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}})
    assert found() == []


@pytest.mark.database
@pytest.mark.django_db
def test_sqlite_keeps_what_it_acknowledged() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is used")
    with connection.cursor() as cursor:
        said = []
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            cursor.execute(f"PRAGMA {pragma}")
            said.append(cursor.fetchone()[0])
    assert said == ["wal", 2, 1, 1]


def check(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Django's checks as a council's own server would, with the settings that it has."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLEARLINE", "DATABASE", "DJANGO"))}
    words = ["check", "--deploy", "--fail-level", "WARNING", "--settings", "clearline.web.settings"]
    given = {**kept, "CLEARLINE_HOME": str(home), **environment}
    run = [sys.executable, "-m", "django", *words]
    return subprocess.run(run, env=given, capture_output=True, text=True, timeout=60)


def test_a_site_set_up_as_the_page_on_deploying_says_passes_every_check(tmp_path: Path) -> None:
    done = check(tmp_path, CLEARLINE_HOSTS="clearline.moor.example", CLEARLINE_PROXIES="1")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_site_without_https_and_second_factor_does_not(tmp_path: Path) -> None:
    done = check(tmp_path, CLEARLINE_HTTPS="no", CLEARLINE_MFA="optional")
    assert done.returncode == 1
    for name in ("security.W004", "security.W012", "clearline.W003", "clearline.E005", "clearline.E008"):
        assert name in done.stderr
