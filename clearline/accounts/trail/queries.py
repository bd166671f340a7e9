"""Questions about what was done: the history of one thing, and one entry in full."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail.models import Entry, Kept

NOT_SHOWN = "not shown to your role"
"""What stands for a personal value before those who may not see people."""


class Change(NamedTuple):
    """One field of a change, in words."""

    field: str
    before: str
    """Empty when there was none."""
    after: str

    @property
    def title(self) -> str:
        """The field as pages name it."""
        words = self.field.replace("_", " ")
        return words[:1].upper() + words[1:]


class Past(NamedTuple):
    """One entry of the trail, in words."""

    sequence: int
    at: datetime
    """In local time."""
    who: str
    did: str
    about: str
    outcome: str
    """done, refused or failed."""
    door: str
    why: str
    changes: tuple[Change, ...]
    head: str
    """What the chain was after it, in hex."""


def history(authority: Authority | None, about: str, *, named: bool = False) -> tuple[Past, ...]:
    """Return what was done to one thing (``kind:key``), the last first.

    ``named`` tells the names of people, for those who may see them; without it roles only, and no personal values.
    """
    return _in_words(Entry.objects.filter(authority=authority, about=about).order_by("-sequence"), named)


def entry(authority: Authority | None, sequence: int, *, named: bool = False) -> Past | None:
    """Return one entry of a chain; ``None`` when there is none of that number."""
    found = _in_words(Entry.objects.filter(authority=authority, sequence=sequence), named)
    return found[0] if found else None


def latest(
    authority: Authority | None, *, before: int, most: int, about: str | None = None, named: bool = False
) -> tuple[Past, ...]:
    """Return the last ``most`` entries of a chain with numbers below ``before``; of one thing with ``about``."""
    rows = Entry.objects.filter(authority=authority, sequence__lt=before)
    if about is not None:
        rows = rows.filter(about=about)
    return _in_words(rows.order_by("-sequence")[:most], named)


def values_of(authority: Authority | None, field: Literal["did", "individual"]) -> tuple[str, ...]:
    """Return the different values of a field in a chain, in order.

    The database steps from each value to the next in the index of the field, where DISTINCT reads every entry.
    """
    key = authority.key if authority else None
    its, name = Entry._meta.db_table, connection.ops.quote_name(field)
    of = "authority_id IS NULL" if key is None else "authority_id = %s"
    least = f"SELECT MIN({name}) FROM {its} WHERE {of}"
    walk = f"{least} UNION ALL SELECT ({least} AND {name} > value) FROM found WHERE value IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found (value) AS ({walk}) SELECT value FROM found WHERE value IS NOT NULL",
            [] if key is None else [key, key],
        )
        return tuple(value for (value,) in cursor.fetchall())


def names_of(individuals: Iterable[str]) -> dict[str, str]:
    """Return the names of people by their ids, of those who have one recorded."""
    wanted = {key for key in individuals if key}
    found = Individual.objects.filter(pk__in=wanted).exclude(name="") if wanted else ()
    return {str(person.pk): person.name for person in found}


def who(row: Entry, names: dict[str, str]) -> str:
    """Return who did something: by name where it is given, else in which role."""
    if not row.user:
        return {"job": "the schedule", "command": "a command on the server"}.get(row.door, "nobody signed in")
    roles = " and ".join(role_words(role) for role in json.loads(row.roles)) or "nobody with a role"
    name = names.get(row.individual)
    return f"{name} ({roles})" if name else f"the {roles}"


def _in_words(rows: Iterable[Entry], named: bool) -> tuple[Past, ...]:
    entries = list(rows)
    names = names_of(row.individual for row in entries) if named else {}
    kept: dict[int, dict[str, Kept]] = {}
    for value in Kept.objects.filter(entry__in=entries).select_related("erased_by"):
        kept.setdefault(value.entry_id, {})[value.place] = value
    return tuple(_past(row, names, kept.get(row.pk, {}), named) for row in entries)


def _past(row: Entry, names: dict[str, str], kept: dict[str, Kept], named: bool) -> Past:
    old, new = json.loads(row.before or "{}"), json.loads(row.after or "{}")
    changes = tuple(
        Change(
            field,
            *(
                _words(side[field], kept.get(f"{name}.{field}"), named) if field in side else ""
                for name, side in (("before", old), ("after", new))
            ),
        )
        for field in dict.fromkeys((*old, *new))
    )
    why = _words("", kept.get("why"), named) if row.why_kept else row.why
    at = timezone.localtime(datetime.fromisoformat(row.at))
    return Past(row.sequence, at, who(row, names), row.did, row.about, row.outcome, row.door, why, changes, row.head)


def _words(value: Any, kept: Kept | None, named: bool) -> str:
    """Return a value as a reader reads it."""
    if kept is not None:
        if kept.erased_by:
            return f"erased on {date_format(timezone.localtime(datetime.fromisoformat(kept.erased_by.at)), 'j F Y')}"
        return _words(json.loads(kept.value or ""), None, named) if named else NOT_SHOWN
    if value in (None, "", [], {}):
        return "nothing"
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_words(part, None, named) for part in value)
        case dict():
            return "; ".join(f"{key}: {_words(part, None, named)}" for key, part in value.items())
        case _:
            return str(value)


def role_words(role: str) -> str:
    """Return a role as pages name it."""
    return "DCS" if role == "dcs" else role.replace("-", " ")
