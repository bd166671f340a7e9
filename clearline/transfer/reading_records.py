"""Reads the rows of an export and checks them against their tables, each with the file and line where it is wrong."""

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import BooleanField, DateTimeField, IntegerField, JSONField, Model, URLField

from clearline.accounts.models import Authority, Individual
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import read_text
from clearline.transfer.records import Row, fields_of, file_of, name_of, plain, recorded, rows_here

LARGEST = 500_000_000
"""Bytes of a table."""


class Line(NamedTuple):
    """A row as the folder has it."""

    number: int
    """The line of its file, from 1."""
    fields: Row


Records = dict[type[Model], tuple[Line, ...]]
"""The tables that a folder has; one that is not there changes nothing."""


def read_records(folder: Path) -> Records:
    """Return the rows of every table of a folder; raise ``BadInput`` with file and line for what is wrong."""
    known = {file_of(model): model for model in recorded()}
    for path in sorted((folder / "records").glob("*")):
        if f"records/{path.name}" not in known:
            raise BadInput(Problem(path, None, "is no table of an export.", "Give it its name again, or remove it."))
    return {model: _lines(model, folder / name) for name, model in known.items() if (folder / name).is_file()}


def _lines(model: type[Model], path: Path) -> tuple[Line, ...]:
    lines: list[Line] = []
    problems: list[Problem] = []
    names: set[str] = set()
    # never splitlines(), which would cut a row at the rarer line breaks of its words
    for number, text in enumerate(read_text(path, LARGEST).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            fields = _checked(model, msgspec.json.decode(text))
        except (msgspec.DecodeError, ValidationError, ValueError, RecursionError) as error:
            what = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            problems.append(Problem(path, number, what if what.endswith(".") else f"is no row: {what}."))
            continue
        name = name_of(model, fields)
        if name and name in names:
            problems.append(Problem(path, number, f"holds {name} a second time.", "Keep one of them."))
        names.add(name)
        lines.append(Line(number, fields))
    if problems:
        raise BadInput(*problems[:50])
    return tuple(lines)


def _checked(model: type[Model], said: Any) -> Row:
    """Return a row as an export writes it. Raises ``ValueError`` or ``ValidationError`` for what is none."""
    if not isinstance(said, dict):
        raise ValueError("is no row of a table.")
    fields = fields_of(model)
    wanted = {field.name for field in fields}
    odd = sorted(wanted ^ said.keys())
    if odd:
        raise ValueError(f"{'has no' if odd[0] in wanted else 'has an unknown'} column '{odd[0]}'.")
    row = {}
    for field in fields:
        try:
            row[field.name] = _value(field, said[field.name])
        except (ValidationError, ValueError) as error:
            what = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise ValueError(f"{field.name}: {what}") from None
    return row


def _value(field: Any, value: Any) -> Any:
    """Return the value of a column as an export writes it."""
    if value is None and not field.null:
        raise ValueError("it cannot be empty.")
    if value is None or isinstance(field, JSONField):
        return value
    kind = bool if isinstance(field, BooleanField) else int if isinstance(field, IntegerField) else str
    if type(value) is not kind:
        raise ValueError(f"it must be {'yes or no' if kind is bool else 'a number' if kind is int else 'text'}.")
    if field.is_relation:
        return _individual(value) if field.related_model is Individual else value
    made = field.to_python(value)
    if made not in ("", None):
        _check(field, made)
    return plain(field, made)


def _check(field: Any, made: Any) -> None:
    field.validate(made, None)
    for check in field.validators:
        if not isinstance(check, URLValidator):
            check(made)
    if isinstance(field, URLField) and not made.startswith(("https://", "http://")):
        raise ValueError("it must be an address on the web.")
    if isinstance(field, DateTimeField) and made.tzinfo is None:
        raise ValueError("its time says no zone.")


def _individual(value: Any) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise ValueError(f"'{value[:40]}' is not the id of a person.") from None


def check_references(folder: Path, records: Records, people: Set[str], authority: Authority | None) -> None:
    """Raise ``BadInput`` for a line that refers to a row or a person that is neither in the folder nor here.

    ``people``: the ids in the folder. ``authority``: ``None`` where it is not here yet.
    """
    here = rows_here(authority) if authority else {}
    known: dict[Any, Set[str]] = {Individual: people | {str(one) for one in _asked(records, people)}}
    for model in recorded():
        rows = (each.fields for each in (records[model] if model in records else here.get(model, ())))
        known[model] = {name_of(model, row) for row in rows}
    problems = [
        Problem(folder / file_of(model), line.number, f"{field.name}: '{value}' is neither in the folder nor here.")
        for model, lines in records.items()
        for line in lines
        for field, value in _references(model, line)
        if value not in known[field.related_model]
    ]
    if problems:
        raise BadInput(*problems[:50])


def _asked(records: Records, people: Set[str]) -> Iterator[UUID]:
    """Yield the people whom lines refer to without the folder naming them, and who are here."""
    every = {
        value for model, lines in records.items() for line in lines for field, value in _references(model, line)
        if field.related_model is Individual
    }  # fmt: skip
    yield from Individual.objects.filter(id__in=every - people).values_list("id", flat=True)


def _references(model: type[Model], line: Line) -> Iterator[tuple[Any, str]]:
    for field in fields_of(model):
        if field.is_relation and line.fields[field.name] is not None:
            yield field, line.fields[field.name]
