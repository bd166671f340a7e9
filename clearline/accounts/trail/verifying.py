"""Verifies the chains in the database, and the personal values beside them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

from django.db import DatabaseError, connection
from django.db.models import Count, Q, QuerySet

from clearline.accounts.trail.entries import COMMITTED, ERASURE, FIELDS, Row, commitment, erased_place
from clearline.accounts.trail.models import Entry, Kept
from clearline.accounts.trail.triggers import missing
from clearline.accounts.trail.verifier import Chain, Fault, Head

_OPENING = f'{{"{COMMITTED}":"'
"""How a commitment begins in canonical JSON; inside a text its quotation marks would be escaped."""


class Verdict(NamedTuple):
    """What was verified and what is wrong."""

    heads: tuple[Head, ...]
    """What each chain is now, neither dated nor signed."""
    faults: tuple[Fault, ...]


def of(authority: str | None) -> Q:
    """Return the condition that an entry is in a chain."""
    return Q(authority_id=authority)


def chains() -> list[str | None]:
    """Return the authorities that have entries; ``None`` is the installation's own chain."""
    found = Entry.objects.order_by().values_list("authority_id", flat=True).distinct()
    return sorted(cast("QuerySet[Entry, str | None]", found), key=lambda key: key or "")


def rows(authority: str | None) -> Iterator[tuple[Row, str, str]]:
    """Yield the entries of a chain in order, each with leaf and head as they are kept."""
    found = Entry.objects.filter(of(authority)).order_by("sequence").values_list(*FIELDS, "leaf", "head")
    for *row, leaf, head in found.iterator(chunk_size=5000):
        yield Row(*row), leaf, head


def verify(authorities: Sequence[str | None], heads: Sequence[Head]) -> Verdict:
    """Return the verdict on the chains of some authorities, judged beside the heads that were kept outside."""
    faults = [Fault("", None, f"the database lacks the trigger {name}") for name in sorted(missing(connection))]
    now = []
    for authority in authorities:
        chain, wanted = Chain(authority or "", heads), 0
        try:
            for row, leaf, head in rows(authority):
                chain.follow(row.sequence, _body(row), leaf, head)
                wanted += _commitments(row)
            beside = _kept_faults(authority, wanted)
        except DatabaseError as error:  # bytes that are no text
            beside = [Fault(chain.authority, chain.size + 1, f"it or a later one cannot be read: {error}")]
        now.append(Head(chain.authority, chain.size, chain.head.hex(), chain.tree.root().hex(), ""))
        faults += chain.end() + beside
    return Verdict(tuple(now), tuple(faults))


def _body(row: Row) -> bytes:
    """Return what the hash is over; nothing, which has another hash, where a column holds what it cannot hold."""
    try:
        return row.body()
    except TypeError:
        return b""


def _commitments(row: Row) -> int:
    return sum(str(text or "").count(_OPENING) for text in (row.before, row.after)) + bool(row.why_kept)


def _kept_faults(authority: str | None, wanted: int) -> list[Fault]:
    """Return what is wrong with the personal values of a chain, whose entries hold so many commitments."""
    erasures = Entry.objects.filter(of(authority), did=ERASURE).values_list("pk", "after")
    said = {key: frozenset(_fields(after).get("erased", ())) for key, after in erasures}
    found = Kept.objects.filter(Q(entry__authority_id=authority)).order_by("entry__sequence")
    faults, seen = [], 0
    for value in found.select_related("entry").iterator(chunk_size=2000):
        seen += 1
        what = _kept_fault(value, said.get(value.erased_by_id or 0, frozenset()))
        if what:
            faults.append(Fault(authority or "", value.entry.sequence, f"its personal value '{value.place}' {what}"))
    return faults if seen == wanted else [*faults, *_lost_values(authority)]


def _lost_values(authority: str | None) -> Iterator[Fault]:
    """Yield a fault for each entry that does not have as many personal values as it refers to."""
    entries = Entry.objects.filter(of(authority)).annotate(there=Count("kept")).order_by("sequence")
    for *row, there in entries.values_list(*FIELDS, "there").iterator():
        wanted = _commitments(Row(*row))
        if there != wanted:
            yield Fault(authority or "", row[1], f"it refers to {wanted} personal values, and {there} are there")


def _kept_fault(kept: Kept, erased: frozenset[str]) -> str:
    """Return what is wrong with a personal value; empty when nothing is."""
    entry = kept.entry
    side, _, field = kept.place.partition(".")
    held = {"before": _fields(entry.before), "after": _fields(entry.after)}.get(side, {}).get(field)
    committed = entry.why_kept if kept.place == "why" else isinstance(held, dict) and held.get(COMMITTED)
    if not committed:
        return "belongs to nothing in it"
    if kept.salt is None or kept.value is None:
        return "" if erased_place(entry.sequence, kept.place) in erased else "was erased, and no entry says so"
    try:
        same = commitment(kept.salt, kept.value) == committed
    except ValueError:
        same = False
    return "" if same else "is not what was written"


def _fields(text: str | None) -> dict[str, Any]:
    """Return an entry's fields; none where somebody made them unreadable, which the hash has shown."""
    try:
        fields = json.loads(text or "{}")
    except (ValueError, TypeError):
        return {}
    return fields if isinstance(fields, dict) else {}
