"""Puts the rows of an export in the place of those that are here, changing no row that is the same."""

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.models import Model, ProtectedError

from clearline.accounts.models import Authority, Individual
from clearline.kit.errors import BadInput, Problem
from clearline.transfer.reading_records import Line, Records
from clearline.transfer.records import (
    Here,
    Row,
    fields_of,
    file_of,
    is_ordered,
    name_columns,
    name_of,
    recorded,
    rows_here,
    text_of,
)

Names = dict[Any, dict[str, Any]]
"""The key in the database of each row, by table and by its name."""


def put_records(folder: Path, records: Records, authority: Authority) -> None:
    """Let the tables that a folder has hold what it says; the caller's transaction makes it all or nothing.

    Rows that have a name are changed where they are. Of the others, which are added and never changed, those before
    the first difference stay. Raises ``BadInput`` with file and line for what the database refuses.
    """
    here = rows_here(authority)
    for model in reversed(recorded()):
        if model in records:
            here[model] = _remove(folder, model, here[model], records[model])
    names: Names = {}
    for model in recorded():
        names[model] = {name_of(model, one.fields): one.pk for one in here[model]} if name_columns(model) else {}
        for line in _new(model, here[model], records.get(model, ())):
            name = name_of(model, line.fields)
            values = _values(model, line.fields, names)
            try:
                names[model][name] = _put(model, authority, values, names[model].get(name) if name else None)
            except DatabaseError as error:
                raise _refused(folder, model, line, error) from None


def _remove(folder: Path, model: type[Model], here: list[Here], lines: Iterable[Line]) -> list[Here]:
    """Remove the rows that are not in the folder; return those that stay."""
    if name_columns(model):
        wanted = {name_of(model, line.fields) for line in lines}
        staying = [one for one in here if name_of(model, one.fields) in wanted]
    else:
        pairs = zip(here, _in_order(model, lines), strict=False)
        staying = [one for one, _ in takewhile(lambda pair: pair[0].fields == pair[1].fields, pairs)]
    kept = {one.pk for one in staying}
    try:
        for one in here:
            if one.pk not in kept:
                model._default_manager.filter(pk=one.pk).delete()
    except ProtectedError:
        what = "leaves out a row that rows of another file refer to."
        raise BadInput(Problem(folder / file_of(model), None, what, "Take those out of their file too.")) from None
    return staying


def _in_order(model: type[Model], lines: Iterable[Line]) -> list[Line]:
    return list(lines) if is_ordered(model) else sorted(lines, key=lambda line: text_of(line.fields))


def _new(model: type[Model], staying: list[Here], lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are to be written."""
    if not name_columns(model):
        return _in_order(model, lines)[len(staying) :]
    same = {name_of(model, one.fields): one.fields for one in staying}
    return [line for line in lines if same.get(name_of(model, line.fields)) != line.fields]


def _values(model: type[Model], fields: Row, names: Names) -> dict[str, Any]:
    values = {}
    for field in fields_of(model):
        value = fields[field.name]
        if value is not None and field.is_relation and field.related_model is not Individual:
            value = names[field.related_model][value]
        values[field.attname] = value
    return values


def _put(model: type[Model], authority: Authority, values: dict[str, Any], pk: Any) -> Any:
    """Write a row, over the one of a key where that is given; return its key."""
    if pk is not None:
        model._default_manager.filter(pk=pk).update(**values)
        return pk
    whose = {"authority": authority} if any(field.name == "authority" for field in model._meta.fields) else {}
    return model._default_manager.create(**whose, **values).pk


def _refused(folder: Path, model: type[Model], line: Line, error: DatabaseError) -> BadInput:
    """Return what the database refused, by the name of the rule that it broke where it says that."""
    said = " ".join(str(error).split())
    rule = next((one.name for one in model._meta.constraints if one.name in said), "")
    what = f"does not fit: {rule.replace('_', ' ')}." if rule else f"does not fit: {said[:200]}."
    return BadInput(Problem(folder / file_of(model), line.number, what))
