"""What a backup says of itself, and which folders it covers."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from clearline.kit.values import Value

FORMAT = 1


class Kept(Value, frozen=True, kw_only=True):
    """One file of a backup."""

    sha256: str
    size: int
    rows: int | None = None
    """How many rows a table has; ``None`` for what is no table."""


class Manifest(Value, frozen=True, kw_only=True):
    """What a backup holds, and when and from what it was made."""

    format: int
    made_at: datetime
    database: str
    """``sqlite`` or ``postgresql``; it can be restored into either."""
    migrations: tuple[str, ...]
    files: dict[str, Kept]


def migrations_in(database: str) -> tuple[str, ...]:
    applied = MigrationExecutor(connections[database]).loader.applied_migrations
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def places() -> dict[str, Path]:
    """Return the folders that are backed up, by their names in a backup."""
    return {"home": Path(settings.HOME), "figures": Path(settings.FIGURES)}
