"""Times the calendar of an authority that has much of everything.

    python benchmarks/calendar_page.py [--of 2000]

The database is a new one in a temporary folder: Northmoor of the examples with so many challenges (each with two
steps), actions, departures, tests of assurance and issued reports (each with a question), and in every column of every
judgement a hundredth of it in statements. Exit status 1: slower than the bar, or more queries than with a tenth of it.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from reporting import Bar, judge, seconds, table

if TYPE_CHECKING:
    from clearline.accounts.models import Authority, Individual

ROOT = Path(__file__).parents[1]
BAR = 0.5
"""CPU seconds for one page."""

ON = date(2026, 6, 1)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def make(key: str, many: int) -> "Authority":
    """Make an authority with so many of everything."""
    from clearline.accounts.acting import at_the_machine
    from clearline.accounts.models import Authority, Individual
    from clearline.organisations.files import read_organisation
    from clearline.transfer.importing import put_organisation

    example = read_organisation(ROOT / "examples" / "northmoor.yaml")
    authority = Authority.objects.create(key=key, name=key.title(), gss_code="E06000999", since=date(2020, 1, 1))
    put_organisation(by=at_the_machine(authority), organisation=example, why="for a benchmark")
    by = Individual.objects.create(name="Director")
    for lay in (_challenges, _actions, _tests, _departures, _issues):
        lay(authority, by, many)
    _statements(authority, by, many // 100)
    return authority


def _challenges(authority: "Authority", by: "Individual", many: int) -> None:
    from clearline.assurance.challenges.models import Challenge, Step

    rows = Challenge.objects.bulk_create(
        Challenge(
            authority=authority, key=f"2026-{at}", challenger="office:lead-member", challenger_name="Lead member",
            challenged="office:dcs", challenged_name="Director", topic="Waits", words="Why?" * 50,
            made_on=ON - timedelta(days=40), due=ON - timedelta(days=at % 30), by=by,
        )
        for at in range(many)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(challenge=row, kind=kind, party="office:dcs", party_name="Director", words="So." * 50,
             on=ON - timedelta(days=30 - at), by=by, due=ON + timedelta(days=30) if kind == "reply" else None)
        for row in rows for at, kind in enumerate(("answer", "reply"))
    )  # fmt: skip


def _actions(authority: "Authority", by: "Individual", many: int) -> None:
    from clearline.assurance.challenges.models import Action

    Action.objects.bulk_create(
        Action(authority=authority, key=f"2026-{at}", title=f"Do the {at}th thing", source="challenge:2026-1",
               owner="director-of-children", owner_name="Director", opened=ON - timedelta(days=40),
               due=ON + timedelta(days=at % 60 - 20))
        for at in range(many)
    )  # fmt: skip


def _tests(authority: "Authority", by: "Individual", many: int) -> None:
    from clearline.assurance.testing.models import Test

    Test.objects.bulk_create(
        Test(authority=authority, key=f"test-{at}", title=f"Test {at}", scope="All", opened_on=ON, opened_by=by)
        for at in range(many)
    )


def _departures(authority: "Authority", by: "Individual", many: int) -> None:
    from clearline.assurance.models import Departure

    Departure.objects.bulk_create(
        Departure(authority=authority, key=f"departure-{at}", provision="2.17", edition="2013", reasons="Because.",
                  decided_by="Cabinet", route="executive", starts=date(2026, 1, 1), review=ON + timedelta(days=at % 90))
        for at in range(many)
    )  # fmt: skip


def _issues(authority: "Authority", by: "Individual", many: int) -> None:
    from clearline.schedule.content import contracts
    from clearline.schedule.models import Issue, Question

    keys = sorted(contracts())
    contents = [{"key": f"c{at}", "title": "Part", "required": True, "complete": True} for at in range(12)]
    rows = Issue.objects.bulk_create(
        Issue(authority=authority, contract=keys[at % len(keys)], number=f"2026-{at}", title=f"Report {at}", on=ON,
              issued_at=NOON, by=by, digest=f"{at:064}", inputs={"figures": "x" * 2000}, contents=contents)
        for at in range(many)
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(issue=row, number=1, office="lead-member", by=by, at=NOON, text="Why?") for row in rows
    )


def _statements(authority: "Authority", by: "Individual", each: int) -> None:
    from clearline.accounts.models import Individual
    from clearline.assurance.statements.columns import columns_of
    from clearline.assurance.statements.models import Judgement, Statement
    from clearline.guidance.content import load
    from clearline.guidance.queries import stated_in

    other = Individual.objects.create(name="Lead member")
    duties = [
        stated for edition in load().editions for stated in stated_in(edition)
        if any(proof.kind == "judgement" for proof in stated.duty.proofs)
    ]  # fmt: skip
    rows = Judgement.objects.bulk_create(
        Judgement(authority=authority, document=one.edition.document, edition=one.edition.edition, duty=one.duty.key,
                  first_by=by, second_by=other)
        for one in duties
    )  # fmt: skip
    Statement.objects.bulk_create(
        Statement(judgement=row, role=role, by=who, result="satisfied", words="As I saw it." * 20, saw="Minutes.",
                  on=date(2020, 1, 1) + timedelta(days=100 * at))
        for row, one in zip(rows, duties, strict=True)
        for role, who in zip(columns_of(one.duty), (by, other), strict=True)
        for at in range(each)
    )  # fmt: skip


def reader(authority: "Authority") -> Callable[[], Any]:
    """Return what opens the calendar, signed in."""
    from people import client_for, member

    client = client_for(member(authority, "governance-officer"))

    def opened() -> Any:
        response = client.get(f"/{authority.key}/calendar/?on={ON}")
        assert response.status_code == 200, response.status_code
        return response

    return opened


def measured(authority: "Authority") -> tuple[float, int]:
    """Return the CPU seconds of the second opening, and the queries of the third."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    opened = reader(authority)
    opened()
    began = process_time()
    opened()
    took = process_time() - began
    with CaptureQueriesContext(connection) as queries:
        opened()
    return took, len(queries)


def main() -> int:
    """Make both authorities, open their calendars, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", type=int, default=2000)
    many = parser.parse_args().of
    os.environ["DJANGO_SETTINGS_MODULE"] = "web_settings"  # which makes a home of its own and takes it away
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    few, all_of_it = (measured(make(f"with-{count}", count)) for count in (many // 10, many))
    rows = [(many // 10, *few), (many, *all_of_it)]
    columns = ["of everything", "CPU seconds", "queries"]
    table("The calendar", columns, [[f"{count:,}", seconds(took), str(queries)] for count, took, queries in rows])
    return judge([
        Bar(f"one page with {many:,} of everything, under {BAR} s", seconds(all_of_it[0]), all_of_it[0] < BAR),
        Bar("as many queries as with a tenth", f"{few[1]}, {all_of_it[1]}", all_of_it[1] == few[1]),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
