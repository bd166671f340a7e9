"""Times the trail: how many changes a second it takes, and how long a whole trail takes to verify.

    python benchmarks/trail.py --entries 1000000
    python tests/on_postgresql.py --run python benchmarks/trail.py --entries 200000

The database is a new one: SQLite in a temporary folder, or the empty one that ``DATABASE_URL`` names. Entries are laid
down in bulk, each with the hashes that it would have; a tenth have a personal value. Exit status 1: found broken, or
slower than a minute for a million entries.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clearline.accounts.trail.models import Entry, Kept

BAR = 60.0
"""Seconds in which a million entries are verified."""

START = datetime(2026, 1, 1, tzinfo=UTC)


def made(count: int, first: int) -> Iterator[tuple["Entry", "Kept | None"]]:
    """Yield entries as an authority's work leaves them, and the personal value of every tenth."""
    from clearline.accounts.trail.entries import FIELDS, Row, set_apart, written
    from clearline.accounts.trail.models import Entry, Kept
    from clearline.accounts.trail.verifier import START as NOTHING
    from clearline.accounts.trail.verifier import leaf_hash, node_hash

    head = NOTHING
    for number in range(1, count + 1):
        after = {"title": f"Head of service {number % 90}", "grade": number % 12, "holder": f"Person {number}"}
        text, apart = set_apart("after", after, ("holder",) if number % 10 == 0 else ())
        at, why = written(START + timedelta(seconds=7 * number)), "agreed by the council’s executive in public session"
        row = Row(
            "northmoor", number, at, "17", "0192f1d4-0000-7000-8000-000000000001", '["governance-officer"]', "page",
            "done", "change post", f"post:{number % 500}", why, "", '{"grade":1,"title":"Manager"}', text,
        )  # fmt: skip
        leaf = leaf_hash(row.body())
        head = node_hash(head, leaf)
        entry = Entry(first + number, **dict(zip(FIELDS, row, strict=True)), leaf=leaf.hex(), head=head.hex())
        yield entry, Kept(entry=entry, **apart[0]._asdict()) if apart else None


def lay_down(count: int) -> None:
    """Write entries in bulk."""
    from django.db import transaction

    from clearline.accounts.trail.models import Entry, Kept

    entries = made(count, 1_000)
    while batch := list(islice(entries, 20_000)):
        with transaction.atomic():
            Entry.objects.bulk_create([entry for entry, _ in batch], batch_size=1_000)
            Kept.objects.bulk_create([kept for _, kept in batch if kept], batch_size=1_000)


def timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Do something, print how long it took, and return that and what came of it."""
    wall, cpu = perf_counter(), process_time()
    answer = work()
    wall = perf_counter() - wall
    print(f"{what:<44} {wall:8.1f} s, CPU {process_time() - cpu:8.1f} s", flush=True)
    return wall, answer


def write(changes: int) -> None:
    """Record changes in a chain of their own, each in a transaction."""
    from django.db import transaction

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.trail.actions import record

    for number in range(changes):
        with transaction.atomic():
            record(by=at_the_machine(None), did="change post", about=f"post:{number}", after={"grade": number})


def main(count: int, folder: Path) -> int:
    """Make the database, time everything, and return the exit status."""
    from django.core.management import call_command

    from clearline.accounts.models import Authority
    from clearline.accounts.trail.exporting import lines, write_lines
    from clearline.accounts.trail.verifier import Head, verify_export
    from clearline.accounts.trail.verifying import verify

    call_command("migrate", "trail", verbosity=0, skip_checks=True)
    if Authority.objects.exists():
        sys.exit("The database is not empty; nothing was done.")
    Authority.objects.create(key="northmoor", name="Northmoor Council", since=date(2026, 1, 1))
    took, _ = timed("1,000 changes recorded one by one", lambda: write(1_000))
    print(f"{'':<44} {1_000 / took:8.0f} a second")
    timed(f"{count:,} entries laid down", lambda: lay_down(count))
    first, verdict = timed("verified in the database", lambda: verify(["northmoor"], ()))
    heads: list[Head] = [head._replace(at="now") for head in verdict.heads]
    export = folder / "trail.jsonl"
    timed("exported", lambda: write_lines(export, lines(["northmoor"]), force=False))
    with export.open("rb") as read:
        second, (sizes, faults) = timed("the export verified by the one file", lambda: verify_export(read, heads))
    print(f"{'size of the export':<44} {export.stat().st_size / 1e6:8.0f} MB")
    sound = not verdict.faults and not faults and sizes == {"northmoor": count}
    print("Sound." if sound else f"BROKEN: {[*verdict.faults, *faults][:3]}")
    return 0 if sound and max(first, second) <= BAR * count / 1e6 else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    with tempfile.TemporaryDirectory(prefix="clearline-trail-") as made_folder:
        os.environ |= {"CLEARLINE_HOME": made_folder, "CLEARLINE_HTTPS": "no"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "clearline.web.settings"
        import django

        django.setup()
        sys.exit(main(parser.parse_args().entries, Path(made_folder)))
