"""Questions about the organisation as the database holds it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.organisations.files import RESERVED
from clearline.organisations.models import Person, Recorded
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture
from clearline.organisations.records import Record, holds, organisation_from


class Numbered(NamedTuple):
    """A record with the number by which it can be corrected."""

    number: int
    record: Record

    @property
    def mark(self) -> str:
        """What shows whether it is still as somebody saw it."""
        return mark_of(self.record.facts)


def mark_of(facts: Any) -> str:
    """Return a short digest of what is stated."""
    return sha256(msgspec.json.encode(facts, order="sorted")).hexdigest()[:16]


def records(authority_id: int) -> tuple[Record, ...]:
    """Return all records of an authority, in the order in which they were first stated: one query."""
    rows = Recorded.objects.filter(authority=authority_id).order_by("id")
    return tuple(Record(*row) for row in rows.values_list(*Record._fields))


def stated(authority_id: int) -> Organisation | None:
    """Return the organisation as the database says at this moment; ``None`` when none is stated."""
    rows = records(authority_id)
    return organisation_from(rows) if rows else None


def organisation(authority: Authority) -> Organisation | None:
    """Return the organisation with its dated changes, but for what other features hold; ``None`` when none is stated.

    ``checks.gathering`` adds departures and training. It is put together once for each state of the authority's trail,
    in which every change leaves an entry.
    """
    head = _head(authority)
    return _kept(authority.pk, head) if head else stated(authority.pk)


def picture(authority: Authority, on: date) -> Picture | None:
    """Return the organisation on a day; ``None`` when none is stated at all."""
    head = _head(authority)
    if head:
        return _kept_picture(authority.pk, head, on)
    there = stated(authority.pk)
    return Picture(there, on) if there else None


def _head(authority: Authority) -> str | None:
    """Return the head of the authority's trail, another after every change; ``None`` when it is empty."""
    return Entry.objects.filter(authority=authority).order_by("-sequence").values_list("head", flat=True).first()


@lru_cache(maxsize=8)
def _kept(authority_id: int, head: str) -> Organisation | None:
    return stated(authority_id)


@lru_cache(maxsize=16)
def _kept_picture(authority_id: int, head: str, on: date) -> Picture | None:
    there = _kept(authority_id, head)
    return Picture(there, on) if there else None


def names(authority: Authority) -> dict[str, str]:
    """Return people's names by their id in the picture; a person without a recorded name is not in it."""
    people = Person.objects.filter(authority=authority).exclude(individual__name="")
    return dict(people.values_list("key", "individual__name"))


def person_keys(authority: Authority, individual: UUID) -> tuple[str, ...]:
    """Return the ids in the picture behind which a natural person stands."""
    return tuple(Person.objects.filter(authority=authority, individual=individual).values_list("key", flat=True))


def versions(authority: Authority, section: str, key: str) -> tuple[Numbered, ...]:
    """Return the versions of one thing, the earliest first, without its appointments or seats."""
    found = _numbered(authority, section=section, key=key, within="")
    return tuple(sorted(found, key=lambda each: each.record.valid_from or date.min))


def in_force(versions: Sequence[Numbered], on: date) -> Numbered | None:
    """Return the version that is stated on a day; ``None`` when the thing is not there then."""
    return next((each for each in reversed(versions) if holds(each.record, on)), None)


def parts(authority: Authority, within: str) -> tuple[Numbered, ...]:
    """Return the appointments or seats of a thing, in the order in which they are stated, those that ended too."""
    return _numbered(authority, within=within)


def _numbered(authority: Authority, **which: str) -> tuple[Numbered, ...]:
    rows = Recorded.objects.filter(authority=authority, **which).order_by("id").values_list("id", *Record._fields)
    return tuple(Numbered(number, Record(*row)) for number, *row in rows)


def taken_ids(authority: Authority) -> set[str]:
    """Return every id that a thing or a person has or had, so that no new one is given to another."""
    found = set(Recorded.objects.filter(authority=authority).values_list("key", flat=True).distinct())
    return found | set(Person.objects.filter(authority=authority).values_list("key", flat=True)) | set(RESERVED)
