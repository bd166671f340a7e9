"""What every field of every table holds, why, for how long and for whom. ``fields/`` is its one home.

The record of processing, the privacy notice, the impact assessment and the retention schedule are made from it, so a
field without an entry would be kept without any of them knowing; a test refuses it.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from django.apps import apps

from clearline.accounts.permissions import PERMISSIONS, ROLES
from clearline.accounts.queries import role_title
from clearline.kit.reading import Places, convert, read_yaml
from clearline.kit.values import Value

FOLDER = Path(__file__).with_name("fields")

Kind = Literal["personal", "special", "secret", "text", "other"]

KINDS: dict[Kind, str] = {
    "personal": "About a person",
    "special": "About a person, specially protected",
    "secret": "Secret by which a person is known to the site",
    "text": "Free text, in which a person could be named",
    "other": "Not about a person",
}


class Activity(Value, frozen=True, kw_only=True):
    """Why a group of tables is kept: one line of the record of processing (UK GDPR article 30)."""

    title: str
    purpose: str
    whose: str
    """The people that it is about."""
    basis: str
    """UK GDPR article 6, and the law behind it."""
    categories: tuple[str, ...]
    """What is kept of them, in words for those whom it is about."""
    recipients: str
    condition: str | None = None
    """UK GDPR article 9 or 10 and the condition met; ``None`` where nothing is specially protected."""


class Retention(Value, frozen=True, kw_only=True):
    """How long a type of record is kept."""

    title: str
    keep: str
    why: str
    days: int | None = None
    """After which it is overdue, counted from what ``keep`` says; ``None`` when no day is fixed."""
    by: Literal["retention", "machine", "nobody"] = "nobody"
    """What deletes it: ``clearline retention apply``, the machine every night, or nothing."""

    @property
    def period(self) -> timedelta | None:
        """The time after which it is overdue; ``None`` when there is none."""
        return None if self.days is None else timedelta(days=self.days)


class Table(Value, frozen=True, kw_only=True):
    """One table: its fields, each with what it holds, by how they are about people."""

    activity: str
    retention: str
    readers: tuple[str, ...]
    """Permissions; empty when no page shows it."""
    personal: dict[str, str] = {}
    special: dict[str, str] = {}
    secret: dict[str, str] = {}
    text: dict[str, str] = {}
    other: dict[str, str] = {}


class Catalogue(Value, frozen=True, kw_only=True):
    """All of it."""

    activities: dict[str, Activity]
    retention: dict[str, Retention]
    tables: dict[str, Table]


class Field(NamedTuple):
    """One field with all that is to be known of it."""

    table: str
    name: str
    says: str
    kind: Kind
    activity: Activity
    retention: Retention
    condition: str | None
    """The condition for keeping it at all, where it is specially protected."""
    readers: tuple[str, ...]
    """Roles in words; empty when no page shows it."""


@cache
def load() -> Catalogue:
    """Return the catalogue. Raises ``BadInput`` with file and line for what is wrong in it."""
    whole: dict[str, Any] = {}
    places: Places = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        data, there = read_yaml(path)
        tables = {**whole.get("tables", {}), **data.get("tables", {})}
        whole, places = {**whole, **data, "tables": tables}, places | there
    return convert(whole, Catalogue, places)


def fields() -> Iterator[Field]:
    """Yield every field of the catalogue, table by table."""
    catalogue = load()
    for name, table in catalogue.tables.items():
        activity = catalogue.activities[table.activity]
        for kind in KINDS:
            for field, says in getattr(table, kind).items():
                condition = activity.condition if kind == "special" else None
                retention = catalogue.retention[table.retention]
                yield Field(name, field, says, kind, activity, retention, condition, readers(table))


def readers(table: Table) -> tuple[str, ...]:
    """Return the roles that some page shows a table to, in words."""
    found = {role for permission in table.readers for role in PERMISSIONS[permission]}
    return tuple(role_title(role) for role in ROLES if role in found)


def kind_of(table: str, field: str) -> Kind:
    """Return how a field is about people. Raises ``KeyError`` for one that is not in the catalogue."""
    kinds: dict[str, Kind] = {name: kind for kind in KINDS for name in getattr(load().tables[table], kind)}
    return kinds[field]


def in_the_database() -> set[tuple[str, str]]:
    """Return every field of every table that this version has."""
    models = apps.get_models(include_auto_created=True)
    return {(model._meta.label, field.name) for model in models for field in model._meta.concrete_fields}


def unexplained() -> set[tuple[str, str]]:
    """Return the fields that the database has and the catalogue has not."""
    return in_the_database() - {(field.table, field.name) for field in fields()}
