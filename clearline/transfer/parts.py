"""The CSV files of an export: who is meant by the ids in the others, who may do what, which departures are published.

``organisation.yaml`` is the one home of the organisation, of departures as the picture has them and of the latest
training; a CSV file holds what a table knows besides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.permissions import ROLES
from clearline.assurance.models import Departure
from clearline.kit.errors import BadInput, Problem
from clearline.kit.rows import read_rows
from clearline.kit.writing import csv_text
from clearline.organisations.models import Person

Cells = dict[str, str]
Named = dict[tuple[str, ...], Cells]
"""Rows by what names them."""


class Part(NamedTuple):
    """One CSV file of an export."""

    name: str
    columns: tuple[str, ...]
    ident: tuple[str, ...]
    """The columns that name a row; two rows of one name are bad input."""
    rows: Callable[[Authority], Iterable[Mapping[str, Any]]]
    put: Callable[[Authority, Cells], None]
    remove: Callable[[Authority, Cells], None]


def as_cells(columns: Sequence[str], values: Mapping[str, Any]) -> Cells:
    """Return a row as the text of its cells."""
    return {column: _text(values[column]) for column in columns}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV that no spreadsheet runs; ``read`` gives back what was there, cell for cell."""
    cells = [as_cells(columns, each) for each in rows]
    return csv_text(columns, [[_guarded(row[column]) for column in columns] for row in cells])


def _guarded(text: str) -> str:
    """A leading apostrophe is doubled, since ``csv_text`` puts one before a formula."""
    return f"'{text}" if text.startswith("'") else text


def read(path: Path, columns: Sequence[str], ident: Sequence[str]) -> Named:
    """Return the rows of a file by what names them; raise ``BadInput`` with file and line for what is wrong."""
    rows: Named = {}
    problems = []
    for row in read_rows(path, columns, closed=True):
        cells = {column: cell.removeprefix("'") for column, cell in row.cells.items()}
        name = tuple(cells[column] for column in ident)
        if name in rows:
            problems.append(Problem(path, row.line, f"names {', '.join(name)} a second time.", "Keep one of them."))
        rows[name] = cells
        problems += [Problem(path, row.line, what) for what in _wrong(ident, cells)]
    if problems:
        raise BadInput(*problems[:50])
    return rows


def _wrong(ident: Sequence[str], cells: Cells) -> Iterable[str]:
    for column, cell in cells.items():
        if column == "role" and cell not in ROLES:
            yield f"role: '{cell}' is not one of: {', '.join(ROLES)}."
        elif column == "published" and cell not in ("yes", "no"):
            yield f"published: '{cell}' is neither yes nor no."
        elif column in ("starts", "ends") and cell and not _is(date.fromisoformat, cell):
            yield f"{column}: '{cell}' is not a date as YYYY-MM-DD."
        elif column == "individual" and not _is(UUID, cell):
            yield f"individual: '{cell}' is not the id of a person, as an export writes it."
        elif not cell and column in ident:
            yield f"{column} is empty."


def _is(read_as: Callable[[str], Any], text: str) -> bool:
    try:
        read_as(text)
    except ValueError:
        return False
    return True


def put_individual(individual: str, name: str) -> Individual:
    """Return a natural person, made if new here; an empty name leaves the one that is here."""
    person, _ = Individual.objects.get_or_create(id=individual)
    if name and person.name != name:
        person.name = name
        person.save()
    return person


def _people(authority: Authority) -> Iterable[Mapping[str, Any]]:
    people = Person.objects.filter(authority=authority).select_related("individual")
    return ({"key": row.key, "individual": row.individual_id, "name": row.individual.name} for row in people)


def _put_person(authority: Authority, cells: Cells) -> None:
    person = put_individual(cells["individual"], cells["name"])
    Person.objects.update_or_create(authority=authority, key=cells["key"], defaults={"individual": person})


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
        person = put_individual(cells["individual"], cells["name"])
        user = User(email=cells["email"], individual=person, made_at=timezone.now())
        user.set_unusable_password()
        user.save()
    Membership.objects.update_or_create(
        user=user, authority=authority, role=cells["role"], starts=cells["starts"],
        defaults={"ends": cells["ends"] or None},
    )  # fmt: skip


def _remove_role(authority: Authority, cells: Cells) -> None:
    wanted = Membership.objects.filter(authority=authority, user__email__iexact=cells["email"], role=cells["role"])
    wanted.filter(starts=cells["starts"]).delete()


def _published(authority: Authority) -> Iterable[Mapping[str, Any]]:
    return Departure.objects.filter(authority=authority).order_by("id").values("key", "minutes", "published")


def _put_published(authority: Authority, cells: Cells) -> None:
    rows = Departure.objects.filter(authority=authority, key=cells["key"])
    if not rows.update(minutes=cells["minutes"], published=cells["published"] == "yes"):
        raise BadInput(f"departures-published.csv: organisation.yaml has no departure '{cells['key']}'.")


def _unpublish(authority: Authority, cells: Cells) -> None:
    Departure.objects.filter(authority=authority, key=cells["key"]).update(minutes="", published=False)


PARTS: tuple[Part, ...] = (
    Part("people", ("key", "individual", "name"), ("key",), _people, _put_person, _remove_person),
    Part(
        "roles", ("email", "individual", "name", "role", "starts", "ends"), ("email", "role", "starts"),
        _roles, _put_role, _remove_role,
    ),
    Part("departures-published", ("key", "minutes", "published"), ("key",), _published, _put_published, _unpublish),
)  # fmt: skip
