"""Times how duties stand: all of an edition for one authority, and for many, beside asking duty by duty.

    python benchmarks/standing.py
    python benchmarks/standing.py --authorities 10

The database is a new one in a temporary folder: Northmoor of the examples for every authority, the figures of the
demonstration, and in each a statement by both on every duty that asks for one. "Duty by duty" is the reference: the
same answers, everything asked anew for each, as a page of one duty after the other asks it. "After a change":
nothing is kept but the figures, which did not change. Exit status 1: other answers, or slower than the bar for one
authority.
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clearline.accounts.models import Authority, Individual
    from clearline.checks.standings import Standings

ROOT = Path(__file__).parents[1]
BAR = 0.2
"""CPU seconds in which all duties of an edition are worked out anew for one authority."""

ON = date(2026, 6, 1)
SAMPLE = 10
"""Of so many duties the reference answers one, and its time is told for all."""

CASES = (("2013", ON), ("2009", date(2010, 6, 1)))
"""Editions, each on a day on which it is in force."""


def load_figures() -> None:
    """Load the figures of the demonstration."""
    from django.utils import timezone

    from clearline.web.demo import figures
    from clearline.web.demo.making import EXAMPLES
    from clearline.web.demo.script import read_script

    figures.load_figures(timezone.localdate(), read_script(EXAMPLES / "work/northmoor.yaml").figures.months)


def make(count: int) -> "list[Authority]":
    """Make authorities alike, each with its organisation and its statements."""
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.models import Authority, Individual
    from clearline.organisations.files import read_organisation
    from clearline.transfer.importing import put_organisation

    example = read_organisation(ROOT / "examples" / "northmoor.yaml")
    speakers = [Individual.objects.create(name=name) for name in ("Director", "Lead member")]
    made = []
    for number in range(count):
        authority = Authority.objects.create(
            key=f"northmoor-{number}", name=f"Northmoor {number}", gss_code="E06000999", since=date(2020, 1, 1)
        )
        put_organisation(by=at_the_machine(authority), organisation=example, why="for a benchmark")
        _state(authority, speakers)
        made.append(authority)
    return made


def _state(authority: "Authority", speakers: "list[Individual]") -> None:
    """Lay down two statements on every duty that names a judgement as its proof."""
    from clearline.assurance.statements.columns import columns_of
    from clearline.assurance.statements.models import Judgement, Statement
    from clearline.guidance.content import load
    from clearline.guidance.queries import stated_in

    duties = [
        stated for edition in load().editions for stated in stated_in(edition)
        if any(proof.kind == "judgement" for proof in stated.duty.proofs)
    ]  # fmt: skip
    rows = Judgement.objects.bulk_create(
        Judgement(authority=authority, document=one.edition.document, edition=one.edition.edition, duty=one.duty.key,
                  first_by=speakers[0], second_by=speakers[1])
        for one in duties
    )  # fmt: skip
    Statement.objects.bulk_create(
        Statement(judgement=row, role=role, by=by, result="satisfied", words="As I saw it.", saw="Minutes.", on=on)
        for row, one in zip(rows, duties, strict=True)
        for on in (date(2010, 1, 1), date(2026, 1, 1))
        for role, by in zip(columns_of(one.duty), speakers, strict=True)
    )


def change(authority: "Authority") -> None:
    """Record a change, after which nothing that was kept of the authority's records holds."""
    from django.db import transaction

    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.trail.actions import record

    with transaction.atomic():
        record(by=at_the_machine(authority), did="change post", about="post:any", after={"grade": 1})


def all_at_once(authority: "Authority", edition: str, on: date) -> "Standings":
    """Return how every duty stands."""
    from clearline.accounts.acting import at_the_machine
    from clearline.checks.standings import standings

    return standings(authority, edition=edition, on=on, today=ON, by=at_the_machine(authority))


def duty_by_duty(authority: "Authority", edition: str, on: date) -> list[tuple[Any, str]]:
    """Return every ``SAMPLE``th duty with its word, each asked for by itself."""
    from clearline.accounts.acting import at_the_machine
    from clearline.checks.grounds import Grounds
    from clearline.checks.standings import standing_of
    from clearline.guidance.content import load
    from clearline.guidance.queries import ALWAYS, edition_named, stated_in

    chosen = edition_named(load(), edition)
    by = at_the_machine(authority)
    found: list[tuple[Any, str]] = []
    beside = [each for each in load().editions if each.document in ALWAYS]
    for stated in [stated for one in (chosen, *beside) for stated in stated_in(one)][::SAMPLE]:
        answer = standing_of(stated, Grounds(authority, edition=chosen, on=on, today=ON, by=by))
        found.append((answer.name, answer.word))
    return found


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of something, and what came of it."""
    gc.collect()
    start = process_time()
    answer = work()
    return process_time() - start, answer


def middle(runs: Sequence[float]) -> float:
    """Return the median."""
    return sorted(runs)[len(runs) // 2]


def memory() -> float:
    """Return the memory that the process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def one_authority(authority: "Authority", runs: int) -> bool:
    """Time one authority by each edition; return whether all is as quick as the bar and the answers are the same."""
    fine = True
    print(f"{'one authority':<44} {'CPU s':>9} {'times':>7}")
    for edition, on in CASES:
        first, _ = timed(partial(all_at_once, authority, edition, on))
        anew = []
        for _ in range(runs):
            change(authority)
            took, found = timed(partial(all_at_once, authority, edition, on))
            anew.append(took)
        kept, _ = timed(partial(all_at_once, authority, edition, on))
        sample, words = timed(partial(duty_by_duty, authority, edition, on))
        rows = (
            ("first", first), ("after a change", middle(anew)), ("duty by duty", sample * SAMPLE), ("unchanged", kept),
        )  # fmt: skip
        for what, took in rows:
            print(f"{f'{edition}, {len(found.duties)} duties: {what}':<44} {took:9.4f} {took / middle(anew):7.2f}")
        same = [(one.name, one.word) for one in found.duties][::SAMPLE] == words
        quick = middle(anew) <= BAR
        print(f"  the same answers: {'yes' if same else 'NO'}; after a change in {BAR} s: {'yes' if quick else 'NO'}")
        fine = fine and same and quick
    return fine


def many(authorities: "list[Authority]") -> None:
    """Time all authorities by the edition in force, one after the other."""
    before = memory()
    took, _ = timed(lambda: [all_at_once(authority, *CASES[0]) for authority in authorities])
    each = took / len(authorities)
    print(f"{len(authorities)} authorities, 2013: {took:.2f} CPU s, {each:.4f} each; {memory():.0f} MB held, "
          f"{memory() - before:.0f} MB of it since")  # fmt: skip


def main(count: int, runs: int, home: Path) -> int:
    """Make the database, time everything, and return the exit status."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    load_figures()
    authorities = make(count)
    print(f"{count} authorities made; figures of the demonstration; {settings.DATABASES['default']['ENGINE']}, {home}")
    fine = one_authority(authorities[0], runs)
    many(authorities)
    return 0 if fine else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authorities", type=int, default=153)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clearline-standing-") as made_folder:
        os.environ |= {"CLEARLINE_HOME": made_folder, "CLEARLINE_HTTPS": "no"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "clearline.web.settings"
        import django

        django.setup()
        sys.exit(main(given.authorities, given.runs, Path(made_folder)))
