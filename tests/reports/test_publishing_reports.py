"""Publishing: the open part alone, outside a pre-election period, through the gate of figures, and never for good."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from northmoor_whole import acting
from people import make_user, member
from pytest_django import DjangoAssertNumQueries, Settings
from world_reports import BRIEFING, COMPLY, NOW, ON, TODAY, World, say, world

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.measures.disclosure import publishing as gate
from clearline.measures.disclosure.about import About, CountColumn, Dimension
from clearline.measures.disclosure.ledger import Printed, ledger_path, read_ledger
from clearline.reports import actions, publishing
from clearline.reports.blocks import Cell, Section, Table, Text
from clearline.reports.models import Publication
from clearline.reports.queries import publication, published
from clearline.schedule.actions import release
from clearline.schedule.electing import set_election
from clearline.schedule.elections import HeldBack

pytestmark = pytest.mark.django_db
DIGEST = "annual-governance-digest"


@pytest.fixture
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    say(monkeypatch)
    return world(settings, tmp_path)


def issued(here: World, contract: str = COMPLY, on: date = ON, **more: str) -> str:
    by = at_the_machine(here.authority)
    return actions.issue(by=by, contract=contract, on=on, now=NOW, **more)


def publish(by: Acting, number: str, contract: str = COMPLY, on: date = TODAY) -> None:
    publishing.publish(by=by, contract=contract, number=number, on=on, now=NOW)


def counts(small: int, of: int = 82) -> Printed:
    """Return a true table with a small count."""
    columns = {
        "n_moves": CountColumn(counted="children", where={"moved": "yes"}),
        "d_moves": CountColumn(counted="children", where={}),
    }
    about = About(counted="children", counts=columns, dimensions={"moved": Dimension(adds_up="some")}, time="separate")
    head = "time_period,time_identifier,geographic_level,country_code,new_la_code,n_moves,d_moves"
    return Printed(about=about, text=f"{head}\n2026,Reporting year,Local authority,E92000001,E06000999,{small},{of}\n")


def with_counts(patch: pytest.MonkeyPatch, table: Printed | None) -> None:
    """Let the first content show a table of the council's own counts, whose truth is given."""
    patch.setattr(publishing, "_true_table", lambda asked: table)
    shown = Table(
        title="Own counts", columns=("What", "Children"), rows=((Cell(text="Moved"), Cell(text="c")),), counted=True
    )
    say(patch, lambda asked, key: [shown] if key == asked.contract.contents[0].key else [])


def ledger(here: World) -> int:
    return len(read_ledger(ledger_path(site.FIGURES, here.authority.gss_code))[0])


def test_what_is_published_is_public_from_that_day_until_it_is_withdrawn(here: World) -> None:
    by, number = here.at_work("governance-officer"), issued(here)
    publish(by, number)
    publish(by, number)
    assert publication(here.authority, COMPLY, number, date(2026, 5, 31)) is None
    assert publication(here.authority, COMPLY, number, TODAY) is not None
    shown = published(here.authority, TODAY)
    assert {file.part for one in shown for file in one.files} == {"open"}
    assert Entry.objects.filter(did="report published").count() == 1, "again changes nothing"
    with pytest.raises(BadInput, match="Say why"):
        publishing.withdraw(by=by, contract=COMPLY, number=number, on=TODAY, why=" ")
    publishing.withdraw(by=by, contract=COMPLY, number=number, on=date(2026, 6, 5), why="A name too many.")
    assert published(here.authority, date(2026, 6, 4))
    assert published(here.authority, date(2026, 6, 5)) == []
    with pytest.raises(BadInput, match="not published"):
        publishing.withdraw(by=by, contract=COMPLY, number=number, on=TODAY, why="Again.")
    publish(by, number, on=date(2026, 6, 9))
    assert Publication.objects.get().withdrawn is None


def test_only_some_may_publish_and_never_the_office_that_made_it(here: World) -> None:
    number = issued(here)
    for role in ("dcs", "lead-member", "analyst"):
        with pytest.raises(Refused, match="publish reports"):
            publish(here.at_work(role), number)
    with pytest.raises(Refused, match="another office than the one that made it"):
        publish(here.at_work("monitoring-officer"), number)
    both = member(here.authority, "monitoring-officer", user=make_user(name="Both"))
    publish(acting(both, here.authority, "monitoring-officer", "governance-officer"), number)
    digest = issued(here, DIGEST)
    publish(at_the_machine(here.authority), digest, DIGEST)


def test_nobody_publishes_what_they_issued_themselves_by_whatever_account(here: World) -> None:
    officer = here.at_work("governance-officer")
    alone = actions.issue(by=officer, contract=COMPLY, on=ON, now=NOW)
    with pytest.raises(Refused, match="somebody other than its author"):
        publish(officer, alone)
    first, second = here.at_work("monitoring-officer"), here.at_work("governance-officer")
    assert first.user is not None
    assert second.user is not None
    second.user.individual = first.user.individual
    amended = actions.issue(by=first, contract=COMPLY, on=ON, now=NOW, amends=alone, why="A wrong date.")
    with pytest.raises(Refused, match="somebody other than its author"):
        publish(second, amended)
    publish(officer, amended)
    assert Publication.objects.get().number == amended


def test_a_period_that_is_set_while_the_figures_are_tried_holds_it(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, officer = issued(here), here.at_work("monitoring-officer")

    def meanwhile(*given: object) -> tuple[int, ...]:
        set_election(by=officer, election="By-election", starts=TODAY, ends=TODAY)
        return ()

    monkeypatch.setattr(publishing, "_through_the_gate", meanwhile)
    with pytest.raises(HeldBack, match="By-election"):
        publish(here.at_work("governance-officer"), number)
    assert not Publication.objects.exists()


def test_an_amendment_that_is_issued_while_the_figures_are_tried_holds_the_old_issue(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issued(here)

    def meanwhile(*given: object) -> tuple[int, ...]:
        issued(here, amends=number, why="A wrong date.")
        return ()

    monkeypatch.setattr(publishing, "_through_the_gate", meanwhile)
    with pytest.raises(BadInput, match="amended by 2026-02"):
        publish(here.at_work("governance-officer"), number)
    assert not Publication.objects.exists()


def test_what_is_not_for_the_public_or_was_amended_is_not_published(here: World) -> None:
    by, number = here.at_work("governance-officer"), issued(here)
    with pytest.raises(BadInput, match="no issue 2026-09"):
        publish(by, "2026-09")
    with pytest.raises(BadInput, match="not for the public"):
        publish(by, issued(here, BRIEFING), BRIEFING)
    issued(here, amends=number, why="A wrong date.")
    with pytest.raises(BadInput, match="amended by 2026-02"):
        publish(by, number)


def test_a_report_that_is_all_exempt_has_no_open_part(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    exempt = Access(kind="exempt", paragraph="3", why="A price.")
    sections = (Section(key="summary", title="Summary", access=exempt, blocks=(Text(text="Secret."),)),)
    from clearline.reports import composing

    monkeypatch.setattr(composing, "_complete", lambda asked: sections)
    number = issued(here)
    with pytest.raises(BadInput, match="no open part"):
        publish(here.at_work("governance-officer"), number)


def test_publication_is_held_before_an_election_until_the_monitoring_officer_releases_it(here: World) -> None:
    number, officer = issued(here), here.at_work("monitoring-officer")
    key = set_election(by=officer, election="Council elections", starts=date(2026, 5, 20), ends=date(2026, 6, 20))
    by, about = here.at_work("governance-officer"), f"report:{COMPLY}/{number}"
    with pytest.raises(HeldBack, match="Council elections"):
        publish(by, number)
    assert not Publication.objects.exists()
    release(by=officer, about=about, election=key, why="It says nothing of candidates.", now=NOW)
    publish(by, number)
    assert Publication.objects.count() == 1


def test_own_counts_are_attacked_and_entered_in_the_ledger_before_anybody_reads_them(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_counts(monkeypatch, counts(4))
    by, number = here.at_work("governance-officer"), issued(here)
    assert ledger(here) == 0, "issuing publishes nothing"
    publish(by, number)
    entries, _ = read_ledger(ledger_path(site.FIGURES, here.authority.gss_code))
    assert [(one.number, one.released_by, one.checked_by) for one in entries] == [
        (1, "Governance officer", "Monitoring officer")
    ]
    assert ",c,82" in entries[0].table.text
    assert Publication.objects.get().figures == [1]
    second = issued(here, amends=number, why="A wrong name.")
    publish(by, second)
    assert Publication.objects.get(number=second).figures in ([1], [2])


def test_the_gate_fails_closed_when_the_counts_have_changed_since_the_issue(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_counts(monkeypatch, counts(4))
    by, number = here.at_work("governance-officer"), issued(here)
    for table in (counts(4, 83), None):
        monkeypatch.setattr(publishing, "_true_table", lambda asked, table=table: table)
        with pytest.raises(BadInput, match="have changed since it was issued"):
            publish(by, number)
    assert ledger(here) == 0
    assert not Publication.objects.exists()


def test_the_gate_fails_closed_when_the_counts_are_not_proved_safe(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_counts(monkeypatch, counts(4))
    by, number = here.at_work("governance-officer"), issued(here)

    def refuse(*given: object, **more: object) -> None:
        raise gate.Refused("A count can be worked out.")

    with monkeypatch.context() as patch:
        patch.setattr(gate, "publish", refuse)
        with pytest.raises(BadInput, match="can be worked out"):
            publish(by, number)
    monkeypatch.setattr(gate, "prove", refuse)
    with pytest.raises(BadInput, match="can be worked out"):
        publish(by, number)
    assert not Publication.objects.exists()


def test_a_report_of_counts_that_are_not_there_prints_none(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with_counts(monkeypatch, None)
    publish(here.at_work("governance-officer"), issued(here))
    assert ledger(here) == 0


def test_the_list_of_what_is_published_asks_no_more_for_more_reports(
    here: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    by = here.at_work("governance-officer")
    for day in (28, 29, 30, 31):
        publish(by, issued(here, on=date(2026, 3, day)))
    with django_assert_max_num_queries(7):
        assert len(published(here.authority, TODAY)) == 4
