"""The tables of an authority that are exported as CSV: which columns they have, and what names a row.

``organisation.yaml`` is the one home of the organisation, of departures as the picture has them and of the latest
training; a CSV file holds what a table knows besides.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import CharField, DateField, JSONField, Model, TextField, URLField, UUIDField
from django.utils import timezone

from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.permissions import ROLES
from clearline.assurance.models import Departure, LegalView, TextConfirmed
from clearline.kit.errors import BadInput, Problem
from clearline.kit.rows import read_rows
from clearline.kit.writing import csv_text
from clearline.organisations.models import Person
from clearline.registers.models import Entry

Cells = dict[str, str]


class Part(NamedTuple):
    """One CSV file of an export."""

    name: str
    columns: tuple[str, ...]
    ident: tuple[str, ...]
    """The columns that name a row; two rows of one name are bad input."""
    rows: Callable[[Authority], Iterable[Mapping[str, Any]]]
    put: Callable[[Authority, Cells], None]
    remove: Callable[[Authority, Cells], None]


def as_cells(part: Part, values: Mapping[str, Any]) -> Cells:
    """Return a row as the text of its cells."""
    return {column: _text(values[column]) for column in part.columns}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return msgspec.json.encode(value, order="deterministic").decode()
    return str(value).strip()


def csv_of(part: Part, authority: Authority) -> str:
    """Return a part as CSV that no spreadsheet runs; ``read`` gives back what was there, cell for cell."""
    rows = [as_cells(part, values) for values in part.rows(authority)]
    return csv_text(part.columns, [[_guarded(row[column]) for column in part.columns] for row in rows])


def _guarded(text: str) -> str:
    """A leading apostrophe is doubled, since ``csv_text`` puts one before a formula."""
    return f"'{text}" if text.startswith("'") else text


def read(part: Part, path: Path) -> dict[tuple[str, ...], Cells]:
    """Return the rows of a part by what names them; raise ``BadInput`` with file and line for what is wrong."""
    rows: dict[tuple[str, ...], Cells] = {}
    problems = []
    for row in read_rows(path, part.columns, closed=True):
        cells = {column: cell.removeprefix("'") for column, cell in row.cells.items()}
        name = tuple(cells[column] for column in part.ident)
        if name in rows:
            problems.append(Problem(path, row.line, f"names {', '.join(name)} a second time.", "Keep one of them."))
        rows[name] = cells
        problems += [Problem(path, row.line, what) for what in _wrong(part, cells)]
    if problems:
        raise BadInput(*problems[:50])
    return rows


DATES = frozenset({"starts", "ends", "on", "given_on", "review"})
YES_NO = frozenset({"published", "privileged"})
CHOICES: dict[str, tuple[str, ...]] = {"role": ROLES, "view": LegalView.VIEWS}


def _wrong(part: Part, cells: Cells) -> Iterable[str]:
    for column, cell in cells.items():
        if column in CHOICES and cell not in CHOICES[column]:
            yield f"{column}: '{cell}' is not one of: {', '.join(CHOICES[column])}."
        elif column in YES_NO and cell not in ("yes", "no"):
            yield f"{column}: '{cell}' is neither yes nor no."
        elif column in DATES and cell and not _is(date.fromisoformat, cell):
            yield f"{column}: '{cell}' is not a date as YYYY-MM-DD."
        elif column == "individual" and not _is(UUID, cell):
            yield f"individual: '{cell}' is not the id of a person, as an export writes it."
        elif column == "values" and not _is(msgspec.json.decode, cell):
            yield f"values: '{cell[:40]}' is not JSON."
        elif not cell and column in part.ident and column not in ("on", "ends"):
            yield f"{column} is empty."


def _is(read_as: Callable[[str], Any], text: str) -> bool:
    try:
        read_as(text)
    except (ValueError, msgspec.MsgspecError):
        return False
    return True


def _individual(cells: Cells) -> Individual:
    """Return the natural person of a row, made if new here and named as the row says."""
    person, _ = Individual.objects.get_or_create(id=cells["individual"])
    if cells.get("name") and person.name != cells["name"]:
        person.name = cells["name"]
        person.save()
    return person


def _people(authority: Authority) -> Iterable[Mapping[str, Any]]:
    people = Person.objects.filter(authority=authority).select_related("individual")
    return ({"key": row.key, "individual": row.individual_id, "name": row.individual.name} for row in people)


def _put_person(authority: Authority, cells: Cells) -> None:
    Person.objects.update_or_create(authority=authority, key=cells["key"], defaults={"individual": _individual(cells)})


def _remove_person(authority: Authority, cells: Cells) -> None:
    Person.objects.filter(authority=authority, key=cells["key"]).delete()


def _roles(authority: Authority) -> Iterable[Mapping[str, Any]]:
    rows = Membership.objects.filter(authority=authority).select_related("user__individual").order_by("id")
    for row in rows:
        who = row.user
        yield {
            "email": who.email, "individual": who.individual_id, "name": who.individual.name,
            "role": row.role, "starts": row.starts, "ends": row.ends,
        }  # fmt: skip


def _put_role(authority: Authority, cells: Cells) -> None:
    user = User.objects.filter(email__iexact=cells["email"]).first()
    if user is None:
        user = User(email=cells["email"], individual=_individual(cells), made_at=timezone.now())
        user.set_unusable_password()
        user.save()
    Membership.objects.update_or_create(
        user=user, authority=authority, role=cells["role"], starts=cells["starts"],
        defaults={"ends": cells["ends"] or None},
    )  # fmt: skip


def _remove_role(authority: Authority, cells: Cells) -> None:
    wanted = Membership.objects.filter(authority=authority, user__email__iexact=cells["email"], role=cells["role"])
    wanted.filter(starts=cells["starts"]).delete()


def _of_model(name: str, model: type[Model], columns: tuple[str, ...], ident: tuple[str, ...]) -> Part:
    """Return a part that is a table as it is, a column a field; a person in it by id."""
    fields = {column: model._meta.get_field("by_id" if column == "individual" else column) for column in columns}
    attribute = {column: "by_id" if column == "individual" else column for column in columns}

    def rows(authority: Authority) -> Iterable[Mapping[str, Any]]:
        found = model._default_manager.filter(authority=authority).order_by("id")
        return ({column: getattr(row, attribute[column]) for column in columns} for row in found)

    def stored(cells: Cells) -> dict[str, Any]:
        return {attribute[column]: _stored(fields[column], cells[column]) for column in columns}

    def put(authority: Authority, cells: Cells) -> None:
        if cells.get("individual"):
            _individual(cells)
        values = stored(cells)
        wanted = {attribute[column]: values.pop(attribute[column]) for column in ident}
        model._default_manager.update_or_create(authority=authority, **wanted, defaults=values)

    def remove(authority: Authority, cells: Cells) -> None:
        values = stored(cells)
        wanted = {attribute[column]: values[attribute[column]] for column in ident}
        model._default_manager.filter(authority=authority, **wanted).delete()

    return Part(name, columns, ident, rows, put, remove)


def _stored(field: Any, cell: str) -> Any:
    """Return what a table keeps of a cell."""
    if isinstance(field, JSONField):
        return msgspec.json.decode(cell or "{}")
    if isinstance(field, CharField | TextField | URLField):
        return cell
    if isinstance(field, DateField | UUIDField):
        return cell or None
    if field.is_relation:
        return UUID(cell) if cell else None
    return cell == "yes"


PARTS: tuple[Part, ...] = (
    Part("people", ("key", "individual", "name"), ("key",), _people, _put_person, _remove_person),
    Part(
        "roles", ("email", "individual", "name", "role", "starts", "ends"), ("email", "role", "starts"),
        _roles, _put_role, _remove_role,
    ),
    _of_model("departures-published", Departure, ("key", "minutes", "published"), ("key",)),
    _of_model("registers", Entry, ("register", "about", "on", "values"), ("register", "about", "on", "values")),
    _of_model(
        "legal-views", LegalView,
        ("rule", "subject", "edition", "view", "reasons", "privileged", "individual", "given_on"),
        ("rule", "subject", "edition", "given_on", "view", "reasons"),
    ),
    _of_model(
        "texts-confirmed", TextConfirmed, ("document", "edition", "duty", "individual", "on", "page"),
        ("document", "edition", "duty"),
    ),
)  # fmt: skip
