"""The demonstration is whole, is made once, never mixes with real work, and does not rot."""

import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from people import browser, make_authority
from pytest_django import Settings

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import ROLES, Role
from clearline.assurance.challenges.queries import challenges
from clearline.assurance.departing import state_on
from clearline.assurance.queries import published_departures
from clearline.assurance.testing import deciding
from clearline.assurance.testing import queries as testing
from clearline.checks.gathering import gather
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person, Proposal
from clearline.registers.queries import register_states
from clearline.reports.composing import signed_by
from clearline.reports.issuing import draft, why_not
from clearline.reports.models import Publication
from clearline.reports.printing import printed
from clearline.schedule.content import contract_named
from clearline.schedule.elections import elections
from clearline.schedule.queries import due, issues
from clearline.web.demo import figures, making, reporting
from clearline.web.demo.script import day_of, read_script

pytestmark = pytest.mark.django_db

SCRIPT = read_script(making.EXAMPLES / "work/northmoor.yaml")


@pytest.fixture(scope="module")
def real_figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the figures of the demonstration, made once."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "settings", SimpleNamespace(HOME=home, FIGURES=home / "figures"))
        figures.load_figures(date.today(), SCRIPT.figures.months)
    return home


@pytest.fixture
def home(real_figures: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the demonstration be made with figures that are there already, without making them again."""
    settings.HOME, settings.FIGURES = tmp_path, real_figures / "figures"
    settings.ISSUED, settings.EVIDENCE = tmp_path / "issued", tmp_path / "evidence"
    monkeypatch.setattr(making, "load_figures", lambda *_: None)
    return tmp_path


def test_northmoor_is_at_work_when_it_is_made(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    making.make()
    authority, today = Authority.objects.get(), date.today()
    _has_people(authority, capsys.readouterr().out)
    _has_a_test_in_approval(authority)
    _has_reports(authority, today)
    _has_what_is_late(authority, today)
    _test_can_be_seen_through(authority)
    making.make()
    assert "is there already" in capsys.readouterr().out
    assert Authority.objects.count() == 1


def _has_people(authority: Authority, printed_words: str) -> None:
    organisation = gather(authority)
    assert organisation is not None
    assert "director-of-children" in organisation.posts
    assert Proposal.objects.get().state == "draft"
    assert Person.objects.count() == len(SCRIPT.people) + len(SCRIPT.others)
    roles = {row.role: row.user.individual.name for row in Membership.objects.select_related("user__individual")}
    assert roles == dict(SCRIPT.names)
    assert set(roles) == set(ROLES)
    line = next(line for line in printed_words.splitlines() if " lead-member@" in line)
    email, password = line.split()
    client = browser()
    client.post("/account/sign-in/", {"login": email, "password": password})
    assert "_auth_user_id" in client.session or client.session.get("account_login")


def _has_a_test_in_approval(authority: Authority) -> None:
    by = at_the_machine(authority)
    listed = testing.tests(authority, by)[0]
    one = testing.test(authority, listed.key, by)
    assert one is not None
    assert one.state == "in-approval"
    assert [step.step.key for step in one.stands() if step.standing == "approved"] == [SCRIPT.test.approval.step]
    assert len(one.stands()) > 1
    assert len({element.by for element in SCRIPT.test.elements.values()}) == 2
    about = f"test:{one.key}/{SCRIPT.test.challenge.element}"
    assert [each.state for each in challenges(authority, by, date.today(), about=about)] == ["answered"]


def _test_can_be_seen_through(authority: Authority) -> None:
    users = {row.role: row.user for row in Membership.objects.filter(authority=authority).select_related("user")}
    by = {role: Acting(users[role], authority, frozenset({role}), "page") for role in ROLES}
    key, today = testing.tests(authority, by["dcs"])[0].key, date.today()
    signing: dict[str, Role] = {"corporate-team": "chief-executive", "lead-member": "lead-member"}
    one = testing.test(authority, key, by["dcs"])
    assert one is not None
    for step in one.stands():
        if step.standing == "not yet":
            deciding.decide(
                by=by[signing.get(step.step.key, "democratic-services-officer")], key=key, step=step.step.key,
                decision="approved", on=today, digest=one.digest, minute="Minute 7", words="", today=today,
                now=timezone.now(),
            )  # fmt: skip
    officer = by["governance-officer"]
    later = today + timedelta(days=365)
    deciding.conclude(by=officer, key=key, on=today, today=today, next_review=later, review_triggers="")
    deciding.publish(by=officer, key=key, on=today)
    assert testing.tests(authority, by["dcs"])[0].state == "published"


def _has_reports(authority: Authority, today: date) -> None:
    by, on = at_the_machine(authority), reporting.last_month(today)
    found = {one.contract: one for one in issues(authority, by)}
    briefing = found[reporting.BRIEFING]
    assert (briefing.late_days, briefing.missing, briefing.unanswered) == (0, (), ())
    assert [one.office for one in briefing.receipts] == ["lead-member"]
    assert len(briefing.questions) == 1
    assert Publication.objects.get().contract == reporting.COMPLY
    for day in (today, today + timedelta(days=40)):  # it does not change by the mere passing of days
        signed = signed_by(contract_named(reporting.ASSESSMENT), authority, on=on, today=day)
        assert [(one.office, one.changed) for one in signed] == [("chief-executive", False)]
    assert list(why_not(draft(authority, reporting.ASSESSMENT, on=on, today=today))) == [
        "The Leader has not signed it."
    ]
    waits = " ".join(why_not(draft(authority, "dcs-performance-report", on=today, today=today)))
    assert "cases held by a children's social worker" in waits
    assert "Referrals within 12 months" not in waits, "what was said in the briefing of it stands"
    _hides_small_numbers(authority, today)


def _hides_small_numbers(authority: Authority, today: date) -> None:
    found = draft(authority, "corporate-parenting-report", on=today, today=today)
    words = str(printed(found.open, "open").sections)
    assert "c: hidden, because so few children are counted" in words
    assert any(block.small for block in _cells(found.restricted.sections))
    assert not any(block.small for block in _cells(printed(found.open, "open").sections))


def _cells(sections: Any) -> list[Any]:
    return [
        cell
        for section in sections
        for block in (*section.blocks, *(inner for under in section.sections for inner in under.blocks))
        for row in getattr(block, "rows", ())
        for cell in row
    ]


def _has_what_is_late(authority: Authority, today: date) -> None:
    by = at_the_machine(authority)
    log = challenges(authority, by, today)
    assert any(one.state == "waiting" and one.due and one.due < today for one in log if "lead-member" in one.challenger)
    assert {"open", "exempt"} == {one.access.kind for one in log}
    states = register_states(authority, today, today)
    assert "Older than" in " ".join(states["workforce"].says)
    assert len([one for one in states.values() if one.result != "never looked at"]) >= 8
    periods = elections(authority)
    assert [one.ends < today for one in periods] == [False, True]
    assert all(not one.is_on(today) for one in periods)
    assert [state_on(one.departure, today) for one in published_departures(authority, today)] == ["live"]
    assert any(
        one.title.startswith("Lead member's briefing") for one in due(authority, today, today + timedelta(50), today)
    )


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 3, 16), date(2028, 2, 29), date(2029, 12, 31)])
def test_what_they_did_lies_behind_whatever_day_it_is_made_on(today: date) -> None:
    on = reporting.last_month(today)
    assert on + timedelta(days=14) < today
    assert (on + timedelta(days=1)).day == 1
    test = SCRIPT.test
    order = (test.opened, test.challenge.on, test.challenge.answer.on if test.challenge.answer else "", test.review.on,
             test.sent, test.approval.on)  # fmt: skip
    days = [day_of(one, today) for one in order]
    assert days == sorted(days)
    assert days[-1] <= today


def test_northmoor_can_be_made_in_other_years(home: Path) -> None:
    day = date.today() + timedelta(days=500)
    making.northmoor(day, SCRIPT)
    assert Authority.objects.get().since == reporting.last_month(day).replace(day=1)


def test_the_councils_own_months_end_with_last_month(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    figures.write_months(path, date(2027, 2, 3), SCRIPT.figures.months[:1])
    lines = path.read_text().splitlines()
    assert lines[1].split(",")[1] == "2027-01"
    assert lines[6].split(",")[1] == "2026-08"


def test_the_demonstration_is_never_put_beside_a_real_authority(tmp_path: Path) -> None:
    make_authority("elsewhere")
    with pytest.raises(BadInput, match="a CLEARLINE_HOME of its own"):
        making.make()


def test_without_the_examples_the_demonstration_says_where_to_run_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(making, "EXAMPLES", tmp_path)
    with pytest.raises(BadInput, match="from a copy of the source"):
        making.make()


def test_figures_that_cannot_be_made_are_said_and_nothing_is_begun(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    failing: Callable[..., SimpleNamespace] = lambda *_, **__: SimpleNamespace(returncode=2, stderr="no room")  # noqa: E731
    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(BadInput, match="no room"):
        making.make()
    assert not Authority.objects.exists()
