"""The rows of every table as text that either database can read, and what makes two databases the same."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer, Serializer
from django.db import connections, models
from django.db.models import Model

BATCH = 500
"""Rows written at once."""

LEFT_OUT = frozenset({"contenttypes.ContentType", "auth.Permission", "sessions.Session", "accounts.Session"})
"""Tables that a new database fills itself, and who is signed in just now, which no backup should bring back."""


def tables() -> list[type[Model]]:
    """Return every table that holds something of its own, each after the tables that it refers to."""
    wanted = [model for model in apps.get_models(include_auto_created=True) if not _left_out(model)]
    ordered: list[type[Model]] = []
    while wanted:
        ready = [model for model in wanted if not _needs(model) & set(wanted)]
        assert ready, f"tables refer to each other in a circle: {wanted}"
        ordered += ready
        wanted = [model for model in wanted if model not in ready]
    return ordered


def _left_out(model: type[Model]) -> bool:
    return model._meta.label in LEFT_OUT or not model._meta.managed or model._meta.proxy


def _needs(model: type[Model]) -> set[type[Model]]:
    """Return the other tables that a table refers to."""
    related = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return {other for other in related if isinstance(other, type) and not _left_out(other)} - {model}


def lines(model: type[Model], database: str) -> Iterator[str]:
    """Yield the rows of a table, in the order of their keys, each as one line of JSON."""
    rows = model._default_manager.using(database).order_by(model._meta.pk.name).iterator(chunk_size=2000)
    for row in rows:
        yield _line(row)


def _line(row: Model) -> str:
    writer = _AsStored()
    value: Any = writer.serialize([row])
    fields = {"pk": value[0]["pk"], **value[0]["fields"]}
    return json.dumps(fields, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class _AsStored(Serializer):
    """Django's own way to make plain values of a row, times kept to the microsecond."""

    def _value_from_field(self, obj: Model, field: Any) -> Any:
        value = field.value_from_object(obj)
        if isinstance(field, models.DateTimeField) and value is not None:
            return value.isoformat()
        return super()._value_from_field(obj, field)  # type: ignore[misc]


def fill(model: type[Model], rows: Iterable[str], database: str) -> int:
    """Write the rows of a table into an empty one, and let new rows be numbered after them; return how many."""
    count = 0
    batch: list[Model] = []
    label = model._meta.label_lower
    for line in rows:
        fields = json.loads(line)
        entry = {"model": label, "pk": fields.pop("pk"), "fields": fields}
        batch.append(next(Deserializer([entry], using=database)).object)
        count += 1
        if len(batch) == BATCH:
            model._base_manager.using(database).bulk_create(batch)
            batch = []
    model._base_manager.using(database).bulk_create(batch)
    _number_on(model, database)
    return count


def _number_on(model: type[Model], database: str) -> None:
    """Let PostgreSQL number new rows after those that are there; SQLite does so by itself."""
    connection = connections[database]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)  # pragma: no cover - PostgreSQL alone
