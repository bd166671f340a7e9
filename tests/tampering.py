"""A chain to tamper with, and every way of tampering that a trail must show; used by a short and by a long test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from django.db import connection, transaction
from people import make_authority, member

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import triggers
from clearline.accounts.trail.actions import record
from clearline.accounts.trail.entries import FIELDS, Row
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.verifier import START, Head, leaf_hash, node_hash
from clearline.accounts.trail.verifying import verify

SIZE = 40
WITNESSED = (7, 25, SIZE)
TEXTS = ("at", "user", "individual", "roles", "door", "did", "about", "why", "before", "after", "leaf", "head")


def officer(authority: Authority) -> Acting:
    """Return a governance officer at work."""
    return Acting(member(authority, "governance-officer"), authority, frozenset({"governance-officer"}), "page")


def a_chain(size: int = SIZE) -> tuple[Authority, list[Head]]:
    """Write entries of many kinds; return whose they are and the heads of some sizes."""
    authority = make_authority()
    by, heads = officer(authority), []
    for number in range(1, size + 1):
        with transaction.atomic():
            record(
                by=by,
                did=("appoint to post", "change post", "record departure")[number % 3],
                about=f"post:{number % 7}",
                why=f"because of “{number}”",
                before={"title": "Director", "grade": number} if number % 2 else None,
                after={"title": "Director\u2028of children", "grade": number + 1, "holder": f"Person {number}"},
                personal=("holder", "why") if number % 5 == 0 else (),
            )
        if number in WITNESSED:
            heads += [head._replace(at=f"day {number}") for head in verify([authority.key], ()).heads]
    return authority, heads


def in_chain(authority: Authority) -> list[Entry]:
    """Return the entries of a chain in order."""
    return list(Entry.objects.filter(authority=authority).order_by("sequence"))


def set_to(entry: int, column: str, value: str | int) -> None:
    """Change one column of one entry behind the back of everybody."""
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE trail_entry SET "{column}" = %s WHERE id = %s', [value, entry])


def rehash(authority: Authority) -> None:
    """Write every leaf and head anew, as somebody does who owns the database and knows how it works."""
    head = START
    for entry in in_chain(authority):
        leaf = leaf_hash(Row(*(getattr(entry, field) for field in FIELDS)).body())
        head = node_hash(head, leaf)
        set_to(entry.pk, "leaf", leaf.hex())
        set_to(entry.pk, "head", head.hex())


def edit(random: Random, authority: Authority) -> None:
    """Change one character of one column."""
    entry, column = random.choice(in_chain(authority)), random.choice(TEXTS)
    text = getattr(entry, column) or ""
    at = random.randrange(len(text) + 1)
    put = random.choice([letter for letter in 'x0 "}é' if letter != text[at : at + 1]])
    set_to(entry.pk, column, (text[:at] + put + text[at + 1 :])[: 64 if column in ("leaf", "head") else None])


def clock(random: Random, authority: Authority) -> None:
    """Let some entries have been written a year later."""
    for entry in random.sample(in_chain(authority), 5):
        set_to(entry.pk, "at", str(int(entry.at[:4]) + 1) + entry.at[4:])


def delete(random: Random, authority: Authority) -> None:
    """Take one entry out, its personal values with it; sometimes close the gap in the numbers."""
    entry = random.choice(in_chain(authority)[:-1])
    _remove([entry])
    if random.random() < 0.5:
        for later in in_chain(authority)[entry.sequence - 1 :]:
            set_to(later.pk, "sequence", later.sequence - 1)


def insert(random: Random, authority: Authority) -> None:
    """Put a forged entry in the middle, and move the others on."""
    after = random.randrange(SIZE)
    entries = in_chain(authority)
    for later in reversed(entries[after:]):
        set_to(later.pk, "sequence", later.sequence + 1)
    forged = entries[after]
    forged.pk, forged.sequence, forged.did = None, after + 1, "adopt proposal"
    forged.save(force_insert=True)


def swap(random: Random, authority: Authority) -> None:
    """Let two entries change places."""
    one, other = random.sample(in_chain(authority), 2)
    for entry, sequence in ((one, 10_000), (other, one.sequence), (one, other.sequence)):
        set_to(entry.pk, "sequence", sequence)


def personal(random: Random, authority: Authority) -> None:
    """Change, erase in silence or remove a personal value."""
    what = random.choice(("SET value = '\"Another\"'", "SET salt = NULL, value = NULL, erased_by_id = entry_id", None))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM trail_kept ORDER BY id")
        kept = random.choice(cursor.fetchall())[0]
        cursor.execute(
            f"UPDATE trail_kept {what} WHERE id = %s" if what else "DELETE FROM trail_kept WHERE id = %s", [kept]
        )


def truncate(random: Random, authority: Authority) -> None:
    """Cut off the end."""
    _remove(in_chain(authority)[random.randrange(1, SIZE) :])


def restore(random: Random, authority: Authority) -> None:
    """Go back to an old backup, and work on as if nothing had been."""
    truncate(random, authority)
    for number in range(random.randrange(1, SIZE + 10)):
        record(by=officer(authority), did="change post", about=f"post:{number}", after={"title": "other"})


def rebuild(random: Random, authority: Authority) -> None:
    """Change an entry and write every hash anew."""
    entry = random.choice(in_chain(authority))
    set_to(entry.pk, "did", f"{entry.did}, as agreed")
    rehash(authority)


INSIDE: tuple[Callable[[Random, Authority], None], ...] = (edit, clock, delete, insert, swap, personal)
"""Found from the database alone."""

OUTSIDE: tuple[Callable[[Random, Authority], None], ...] = (truncate, restore, rebuild)
"""Found only by heads that were kept outside."""


def _remove(entries: list[Entry]) -> None:
    for entry in entries:
        entry.kept.all().delete()
        entry.delete()


@contextmanager
def tampered(seed: int, authority: Authority) -> Iterator[Callable[[Random, Authority], None]]:
    """Tamper in the way that a seed chooses, and undo it afterwards; yields the way."""
    way = (*INSIDE, *OUTSIDE)[seed % len((*INSIDE, *OUTSIDE))]
    undo = transaction.savepoint()
    connection.check_constraints()  # PostgreSQL changes no table for which checks are waiting
    triggers.remove(connection)
    way(Random(seed), authority)
    try:
        yield way
    finally:
        transaction.savepoint_rollback(undo)


def assert_found(seed: int, authority: Authority, heads: list[Head]) -> None:
    """Tamper, and hold that it is found: always beside the heads, and without them unless all was rewritten whole."""
    with tampered(seed, authority) as way:
        beside = [fault for fault in verify([authority.key], heads).faults if "trigger" not in fault.what]
        alone = [fault for fault in verify([authority.key], ()).faults if "trigger" not in fault.what]
    assert beside, f"{way.__name__}, seed {seed}: not found"
    assert bool(alone) == (way in INSIDE), f"{way.__name__}, seed {seed}: {alone}"
