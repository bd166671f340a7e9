"""The trail: what was done, an entry at a time or the latest, and the head of the chain."""

from datetime import datetime
from typing import Annotated

from ninja import Router
from pydantic import Field

from clearline.accounts.trail import queries
from clearline.accounts.trail.queries import Past
from clearline.kit.values import Value
from clearline.web.api.door import Call, operation
from clearline.web.api.problems import not_found

router = Router()

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Change(Value, frozen=True, kw_only=True):
    """One field of a change, in words."""

    field: str
    before: str
    after: str


class Entry(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Something that was done, refused or failed."""

    sequence: int
    at: datetime
    who: str
    did: str
    about: str
    """kind:key"""
    outcome: str
    door: str
    why: str
    changes: tuple[Change, ...]
    head: str
    """The head of the chain after it, in hex."""


class Head(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What the chain is now."""

    entries: int
    head: str
    """``""`` while there is no entry."""


@operation(router, "GET", "/authorities/{slug:authority}/trail", "see trail")
def list_entries(
    call: Call, before: Number = 2**31 - 1, most: Annotated[int, Field(ge=1, le=200)] = 50, about: str | None = None
) -> tuple[Entry, ...]:
    """Entries with numbers below `before`, the last first; of one thing with `about`"""
    named = call.by.may("see people")
    past = queries.latest(call.authority, before=before, most=most, about=about, named=named)
    return tuple(_entry(one) for one in past)


@operation(router, "GET", "/authorities/{slug:authority}/trail/head", "see trail")
def read_head(call: Call) -> Head:
    """How many entries the chain has, and its head"""
    past = queries.latest(call.authority, before=2**31 - 1, most=1)
    return Head(entries=past[0].sequence, head=past[0].head) if past else Head(entries=0, head="")


@operation(router, "GET", "/authorities/{slug:authority}/trail/{int:sequence}", "see trail")
def read_entry(call: Call, sequence: Number) -> Entry:
    """One entry in full"""
    found = queries.entry(call.authority, sequence, named=call.by.may("see people"))
    return _entry(found) if found else not_found("There is no such entry.")


def _entry(past: Past) -> Entry:
    changes = tuple(Change(**one._asdict()) for one in past.changes)
    return Entry(**{**past._asdict(), "changes": changes})
