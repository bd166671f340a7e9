"""Writes the trail: what was done, in the transaction that did it; what was refused; and that something was erased."""

from collections.abc import Collection, Mapping
from typing import Any, Literal
from zlib import crc32

from django.db import connection, transaction
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.trail.entries import (
    ERASURE,
    FIELDS,
    Row,
    changed,
    erased_place,
    reason_apart,
    set_apart,
    written,
)
from clearline.accounts.trail.models import DONE, Entry, Kept
from clearline.accounts.trail.numbers import without_numbers
from clearline.accounts.trail.verifier import START, canonical, leaf_hash, node_hash

LOCK = 0x7261696C
"""The first half of the advisory locks of PostgreSQL that are the trail's."""


def record(
    *,
    by: Acting,
    did: str,
    about: str,
    why: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    personal: Collection[str] = (),
) -> int:
    """Record what was done, in the transaction that does it; return the entry's number in the authority's chain.

    ``about`` is ``kind:key``. Of ``before`` and ``after`` only the fields that differ are kept. The fields named in
    ``personal`` (``"why"`` among them, where the reason is about a person) are kept apart, so that they can be erased.
    Call it last in an action: until the transaction ends, nobody else can write in this chain.

    Raises ``TransactionManagementError`` outside a transaction, ``ValueError`` for a field named like a secret.
    """
    return _append(by, DONE, did, about, why, before, after, personal).sequence


def record_refusal(
    *, by: Acting, did: str, about: str, why: str = "", outcome: Literal["refused", "failed"] = "refused"
) -> int:
    """Record, in a transaction of its own, what was refused or failed. Numbers of children in its words are left out.

    Never give it what somebody typed or sent: say what kind of thing was tried. Raises ``RuntimeError`` inside a
    transaction, whose end could take the entry away with it.
    """
    with transaction.atomic(durable=True):
        return _append(by, outcome, did, without_numbers(about)[:300], without_numbers(why)).sequence


def erase(*, by: Acting, about: Collection[str], why: str) -> int:
    """Take away every personal value in the entries about some things (``kind:key``); return how many there were.

    The entries keep their commitments, so the chain still verifies; a new entry about each thing says what was erased.
    Raises ``Refused`` for whoever does not answer for personal data.
    """
    by.require("answer for personal data")
    count = 0
    with transaction.atomic():
        _one_at_a_time(by)
        for thing in sorted(about):
            kept = Kept.objects.filter(entry__authority=by.authority, entry__about=thing, erased_by=None)
            places = [
                erased_place(*row)
                for row in kept.order_by("entry__sequence", "place").values_list("entry__sequence", "place")
            ]
            if places:
                entry = _append(by, DONE, ERASURE, thing, why, after={"erased": places})
                count += kept.update(salt=None, value=None, erased_by=entry)
    return count


def _append(
    by: Acting,
    outcome: str,
    did: str,
    about: str,
    why: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    personal: Collection[str] = (),
) -> Entry:
    """Add an entry at the end of the chain of an authority."""
    if ":" not in about:
        raise ValueError(f"'{about}' is not of the form kind:key")
    _one_at_a_time(by)
    chain = Entry.objects.filter(authority=by.authority).order_by("-sequence")
    last, head = chain.values_list("sequence", "head").first() or (0, START.hex())
    old, new = changed(before, after)
    old_text, old_apart = set_apart("before", old, personal)
    new_text, new_apart = set_apart("after", new, personal)
    reason, why_kept, why_apart = reason_apart(why, personal)
    row = Row(
        authority=by.authority.key if by.authority else None,
        sequence=last + 1,
        at=written(timezone.now()),  # when it was written is a fact of the trail itself, and nobody's to choose
        user=str(by.user.pk) if by.user else "",
        individual=str(by.person or ""),
        roles=canonical(sorted(by.roles) if by.user else []).decode(),  # a command may do everything, in no role
        door=by.door,
        outcome=outcome,
        did=did,
        about=about,
        why=reason,
        why_kept=why_kept,
        before=old_text,
        after=new_text,
    )
    leaf = leaf_hash(row.body())
    fields = dict(zip(FIELDS, row, strict=True))
    entry = Entry.objects.create(**fields, leaf=leaf.hex(), head=node_hash(bytes.fromhex(head), leaf).hex())
    apart = [*old_apart, *new_apart, *why_apart]
    Kept.objects.bulk_create(Kept(entry=entry, **value._asdict()) for value in apart)
    return entry


def _one_at_a_time(by: Acting) -> None:
    """Let nobody else write in this chain until the transaction ends. SQLite's transactions wait for one another."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written in the transaction that makes the change")
    if connection.vendor == "postgresql":  # pragma: no cover - by the tests marked database
        key = crc32((by.authority.key if by.authority else "").encode())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, key - 2**31])
