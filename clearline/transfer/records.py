"""The tables of an authority that go out as they are: a file a table, a line a row, in the order of their making.

A row has no number of its own in an export, since another installation numbers anew: one that others refer to is called
by what is unique of it, such as ``dcs-lm/2013/some-duty``. A table that is not named here as kept elsewhere or left
behind goes out, so that none is ever forgotten.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import msgspec
from django.db.models import AutoField, Field, JSONField, Model, UniqueConstraint

from clearline.accounts.access_class import SEEN_BY
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Individual
from clearline.transfer.information_law.scoping import path_to_authority
from clearline.transfer.tables import tables

_ACCOUNT = "stays: it is of an account, which the person keeps or makes anew where the authority goes"
_INSTALLATION = "stays: it is of the installation and of no authority"

NOT_ROWS: Mapping[str, str] = {
    "accounts.Authority": "authority.json",
    "accounts.Individual": "people.csv, roles.csv and individuals.csv",
    "accounts.User": "roles.csv, without the password",
    "accounts.Membership": "roles.csv",
    "organisations.Recorded": "organisation.yaml",
    "organisations.Person": "people.csv",
    "organisations.Proposal": "proposals/",
    "assurance.Departure": "organisation.yaml and departures-published.csv",
    "accounts.Session": _ACCOUNT,
    "accounts.RecoveryCode": _ACCOUNT,
    "accounts.Token": _ACCOUNT,
    "account.EmailAddress": _ACCOUNT,
    "account.EmailConfirmation": _ACCOUNT,
    "mfa.Authenticator": _ACCOUNT,
    "socialaccount.SocialAccount": _ACCOUNT,
    "socialaccount.SocialToken": _ACCOUNT,
    "schedule.Feed": "stays: a secret address, which is made anew",
    "schedule.Mailing": _ACCOUNT,
    "schedule.Reminded": _ACCOUNT,
    "trail.Entry": "stays: each installation has a chain of its own; `clearline trail export` writes it",
    "trail.Kept": "stays: it is of the trail",
    "jobs.Job": "stays: work that waits is done where it was asked for",
    "jobs.Worker": _INSTALLATION,
    "socialaccount.SocialApp": _INSTALLATION,
    "auth.Permission": _INSTALLATION,
    "auth.Group": _INSTALLATION,
    "auth.Group_permissions": _INSTALLATION,
    "contenttypes.ContentType": _INSTALLATION,
    "sessions.Session": _INSTALLATION,
}
"""The other tables: where in an export they are, or why they stay."""

Row = dict[str, Any]
"""A row as plain values, by column; a row that it refers to by the name of that one, a person by id."""


class Here(NamedTuple):
    """A row of the database."""

    pk: Any
    fields: Row


Rows = dict[type[Model], list[Here]]


@cache
def recorded() -> tuple[type[Model], ...]:
    """Return the tables that go out as they are, each after those that it refers to."""
    return tuple(model for model in tables() if model._meta.label not in NOT_ROWS)


def file_of(model: type[Model]) -> str:
    """Return the file of a table in an export."""
    return f"records/{model._meta.label_lower}.jsonl"


@cache
def fields_of(model: type[Model]) -> tuple[Any, ...]:
    """Return the columns of a table that go out: not whose it is, and no number or seal that is made anew."""
    every: Iterable[Field[Any, Any]] = model._meta.concrete_fields
    return tuple(
        field for field in every
        if not (field.primary_key or field.related_model is Authority or (field.unique and field.has_default()))
    )  # fmt: skip


@cache
def name_columns(model: type[Model]) -> tuple[str, ...]:
    """Return the columns that name a row within its authority; none where only its place in the file does."""
    for one in model._meta.constraints:
        if isinstance(one, UniqueConstraint) and one.condition is None:
            columns = one.fields or tuple(getattr(part, "name", "") for part in one.expressions)
            return tuple(column for column in columns if column != "authority")
    return ()


def name_of(model: type[Model], fields: Row) -> str:
    """Return what others call a row; "" for one that none refers to."""
    return "/".join(str(fields[column]) for column in name_columns(model))


def is_ordered(model: type[Model]) -> bool:
    """Return whether rows are numbered as they are made. Those that are not stand in the order of their text."""
    return isinstance(model._meta.pk, AutoField)


def rows_here(authority: Authority) -> Rows:
    """Return every row of an authority that goes out, table by table, in the order of their making."""
    names: dict[Any, dict[Any, str]] = {}
    found: Rows = {}
    for model in recorded():
        rows = model._default_manager.filter(**{str(path_to_authority(model)): authority}).order_by("pk")
        here = [Here(row.pk, _plain(row, names)) for row in rows]
        if not is_ordered(model):
            here.sort(key=lambda one: text_of(one.fields))
        names[model] = {one.pk: name_of(model, one.fields) for one in here}
        found[model] = here
    return found


def _plain(row: Model, names: Mapping[Any, Mapping[Any, str]]) -> Row:
    return {
        field.name: plain(field, getattr(row, field.attname), names.get(field.related_model))
        for field in fields_of(type(row))
    }


def plain(field: Any, value: Any, names: Mapping[Any, str] | None = None) -> Any:
    """Return the value of a column as a line holds it."""
    if value is None or isinstance(field, JSONField):
        return value
    if names is not None:
        return names[value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | str) else str(value)


def text_of(fields: Row) -> str:
    """Return a row as one line of JSON."""
    parts = {name: msgspec.Raw(msgspec.json.encode(value, order="deterministic")) for name, value in fields.items()}
    return msgspec.json.encode(parts).decode()


def lines_of(here: Iterable[Here]) -> str:
    """Return rows as the text of their file."""
    return "".join(f"{text_of(one.fields)}\n" for one in here)


def check_sees_all(by: Acting, rows: Rows) -> None:
    """Raise ``Refused`` where there is a row that somebody may not read: an export is whole, or there is none."""
    hidden = Counter(
        model._meta.verbose_name for model, here in rows.items() for one in here if not _sees(by, model, one.fields)
    )
    if hidden:
        what = ", ".join(f"{count} of {name}" for name, count in sorted(hidden.items()))
        raise Refused(f"An export holds everything, and you may not read all of it: {what}. Ask somebody who may.")


def _sees(by: Acting, model: type[Model], fields: Row) -> bool:
    if model._meta.label == "assurance.LegalView":
        return by.may("see legal views") and (not fields["privileged"] or by.may("see privileged views"))
    asked = SEEN_BY[fields["access"]] if "access" in fields else None
    return asked is None or by.may(asked)


def people_in(rows: Rows) -> set[str]:
    """Return the ids of the people whom rows refer to."""
    return {
        one.fields[field.name]
        for model, here in rows.items() for field in fields_of(model) if field.related_model is Individual
        for one in here if one.fields[field.name]
    }  # fmt: skip
