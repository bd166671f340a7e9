"""Which SQLite library Django uses, and how it is set: nothing that was acknowledged may be lost.

The library that comes with a system can be one with the WAL-reset fault (before 3.51.3, but for 3.44.6 and 3.50.7),
which has cost others their database; ``pysqlite3`` brings a sound one. It takes the place of ``sqlite3`` before Django
asks for it.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SOUND = (3, 51, 3)
BACKPORTS = ((3, 44, 6), (3, 50, 7))
"""Earlier releases into which the mending of the fault was taken over; later patches of those two lines hold it too."""


def is_sound(version: tuple[int, int, int]) -> bool:
    """Return whether a SQLite of a version is free of the WAL-reset fault."""
    return version >= SOUND or any(version[:2] == mended[:2] and version >= mended for mended in BACKPORTS)


def use_sound_sqlite() -> None:
    """Let Django find a sound SQLite. Raises ``ImproperlyConfigured`` when the only one here has the fault."""
    try:
        library = import_module("pysqlite3")
    except ImportError:
        library = import_module("sqlite3")
    if not is_sound(library.sqlite_version_info):
        what = f"SQLite {library.sqlite_version} can corrupt a database (the WAL-reset fault)."
        raise ImproperlyConfigured(f"{what} Install pysqlite3, or use PostgreSQL by DATABASE_URL.")
    sys.modules["sqlite3"] = library
    sys.modules["sqlite3.dbapi2"] = library.dbapi2


def database(url: str | None, home: Path) -> dict[str, Any]:
    """Return Django's settings for a database: PostgreSQL by its address, or SQLite in the home folder for ``None``.

    Raises ``ImproperlyConfigured`` for any other address.
    """
    if not url:
        use_sound_sqlite()
        begin = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": begin}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / "clearline.sqlite3"),
            "CONN_MAX_AGE": 60,  # opening it takes longer than most of what is asked of it
            "OPTIONS": options,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with '{parts.scheme}'. Give postgresql://user:password@host/name, or leave it out."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def one_moment(default: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a second connection, that sees the database as when it first looked: for backups."""
    options = dict(default.get("OPTIONS", {}))
    if default["ENGINE"].endswith("sqlite3"):
        options["transaction_mode"] = "DEFERRED"  # a reader, which keeps nobody from writing
    else:
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    return {**default, "OPTIONS": options, "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}}
