"""The page on which is said who may read something, and that what is closed there is closed everywhere at once."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from giving import add_place, uses
from northmoor_whole import acting
from people import client_for, make_user, member
from pytest_django import Settings
from stating import DUTY, as_, say
from world_reports import COMPLY, NOW, ON, World, world
from world_reports import say as reports_say
from world_testing import COMBINED

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.permissions import Role
from clearline.assurance.challenges import actions as challenging
from clearline.assurance.challenges.models import Challenge, Step
from clearline.assurance.classified import KINDS, row_of
from clearline.assurance.evidence.models import Item, Use
from clearline.assurance.reclassifying import change_access
from clearline.assurance.statements.actions import record_voice
from clearline.assurance.statements.models import Statement, Voice
from clearline.assurance.testing import actions as testing
from clearline.assurance.testing.models import Element
from clearline.reports import actions, holding, publishing
from clearline.reports.models import CommitteeHeading, Remark
from clearline.transfer.information_law.foi import search

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
MARK = "CANARY"
CONFIDENTIAL = Access(kind="confidential")
HOME = "/northmoor/"


class Planted(NamedTuple):
    """Northmoor with open words in every kind of thing, each beginning with the mark and its kind."""

    here: World
    keys: dict[str, str]
    pages: tuple[str, ...]
    governance: Acting


@pytest.fixture
def planted(settings: Settings, tmp_path: Path) -> Planted:
    here = world(settings, tmp_path)
    officer, dcs = as_(here.authority, "governance-officer"), as_(here.authority, "dcs")
    say(dcs, "dcs", words=f"{MARK}-statement", saw=f"{MARK}-statement-saw", on=DAY)
    record_voice(by=officer, place=DUTY, words=f"{MARK}-voice", how=f"{MARK}-voice-how", heard_on=DAY, on=DAY)
    closed, open_ = (
        add_place(officer, on=DAY, title=f"{MARK}-evidence", source=f"{MARK}-evidence-source"),
        add_place(officer, on=DAY),
    )
    uses(officer, open_, on=DAY, place=f"{MARK}-use-place", why=f"{MARK}-use")
    member_ = as_(here.authority, "lead-member")
    raised: dict[str, Any] = {
        "by": member_, "challenger": "office:lead-member", "challenged": "office:dcs", "on": DAY, "due": ON
    }  # fmt: skip
    first = challenging.challenge(**raised, topic=f"{MARK}-challenge", words=f"{MARK}-challenge-words")
    second = challenging.challenge(**raised, topic="An open one", words="Why?")
    challenging.answer(by=dcs, key=second, words=f"{MARK}-step", on=DAY)
    test = testing.open_test(by=officer, title="A test", scope="All of it.", on=DAY, triggers=[COMBINED])
    testing.write_element(
        by=officer, key=test, element="accountability", strengths=f"{MARK}-element", gaps=f"{MARK}-element-gaps",
        words="", rating="sound", seen=0, on=DAY, access=Access(),
    )  # fmt: skip
    actions.comment(by=dcs, contract=COMPLY, content="summary", on=ON, text=f"{MARK}-remark", office="dcs", now=NOW)
    told = {"legal-implications": f"{MARK}-heading"}
    actions.tell_committee(by=officer, contract=COMPLY, on=ON, texts=told)
    rows = {
        "statement": Statement.objects.get(), "voice": Voice.objects.get(), "evidence": Item.objects.get(key=closed),
        "use": Use.objects.get(), "challenge": Challenge.objects.get(key=first), "step": Step.objects.get(),
        "element": Element.objects.get(key="accountability"), "remark": Remark.objects.get(),
        "heading": CommitteeHeading.objects.get(),
    }  # fmt: skip
    duty, at = "/".join(DUTY), f"?on={ON}"
    pages = (
        f"statements/{duty}/", f"guidance/{DUTY[0]}/{DUTY[1]}/duty/{DUTY[2]}/",
        "evidence/", "evidence/?format=csv",
        f"evidence/item/{closed}/", f"evidence/item/{open_}/", "challenges/", "challenges/?format=csv",
        f"challenges/{first}/", f"challenges/{second}/", f"tests-of-assurance/of/{test}/",
        f"tests-of-assurance/of/{test}/elements/accountability/", f"reports/{COMPLY}/{at}",
        f"reports/{COMPLY}/preview/{at}", f"reports/{COMPLY}/draft.csv{at}&part=open", "trail/", "",
    )  # fmt: skip
    return Planted(here, {kind: str(row.pk) for kind, row in rows.items()}, pages, officer)


def client(here: World, role: Role) -> Any:
    return client_for(member(here.authority, role, user=make_user(name=f"Test {role}")))


def marks(text: str) -> set[str]:
    return set(re.findall(rf"{MARK}-([a-z]+)", text, re.IGNORECASE))


def seen(planted: Planted, role: Role) -> set[str]:
    """Return the kinds of things whose words somebody reads on any of the pages."""
    browser, found = client(planted.here, role), set()
    for page in planted.pages:
        response = browser.get(HOME + page, follow=True)
        found |= marks(response.content.decode(errors="replace"))
    sequence = 1
    while (entry := browser.get(f"{HOME}trail/{sequence}/")).status_code == 200:
        found |= marks(entry.content.decode())
        sequence += 1
    return found


def test_what_is_closed_is_closed_on_every_page_in_every_file_in_searches_and_in_the_trail(planted: Planted) -> None:
    everything = set(planted.keys)
    assert seen(planted, "analyst") == everything
    officer = acting(member(planted.here.authority, "data-protection-officer"), planted.here.authority,
                     "data-protection-officer")  # fmt: skip
    assert {mark for match in search(officer, MARK) for mark in marks(str(match))}
    for kind, key in planted.keys.items():
        change_access(by=planted.governance, kind=kind, key=key, access=CONFIDENTIAL, why="It is advice.")
    roles: tuple[Role, ...] = (
        "analyst", "auditor", "administrator", "data-protection-officer", "scrutiny-member", "partner"
    )  # fmt: skip
    for role in roles:
        assert seen(planted, role) == set(), role
    assert not search(officer, MARK)
    assert seen(planted, "monitoring-officer") == everything


def address(planted: Planted, kind: str) -> str:
    return f"{HOME}reports/who-may-read/{kind}/{planted.keys[kind]}/"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_thing_is_closed_on_its_page_which_is_linked_beside_it(planted: Planted, kind: str) -> None:
    browser = client(planted.here, "governance-officer")
    pages = (browser.get(HOME + one).content.decode() for one in planted.pages)
    assert any(address(planted, kind) in page for page in pages)
    page = browser.get(address(planted, kind)).content.decode()
    assert f"{MARK}-{kind}" in page
    assert "Only the monitoring officer opens again" in page
    sent = {"access": "exempt", "exempt_paragraph": "5", "exempt_why": "It repeats counsel.", "why": "It is advice."}
    response = browser.post(address(planted, kind), sent, follow=True)
    assert "It is changed, here and wherever it stands." in response.content.decode()
    row = row_of(planted.here.authority, kind, planted.keys[kind])
    assert row.access_class == Access(kind="exempt", paragraph="5", why="It repeats counsel.")
    page = browser.get(address(planted, kind)).content.decode()
    assert "Exempt under paragraph" in page
    assert "already" in browser.post(address(planted, kind), sent).content.decode()
    assert browser.post(address(planted, kind), {"access": "open", "why": "So."}).status_code == 403


def test_whoever_may_not_is_not_told_whether_it_is_there(planted: Planted) -> None:
    analyst, officer = client(planted.here, "analyst"), client(planted.here, "data-protection-officer")
    nothing = f"{HOME}reports/who-may-read/statement/0/"
    assert analyst.get(address(planted, "statement")).status_code == analyst.get(nothing).status_code == 403
    assert officer.get(nothing).status_code == 404
    assert analyst.get(f"{HOME}reports/who-may-read/nothing/1/").status_code == 404
    page = analyst.get(HOME + planted.pages[0]).content.decode()
    assert "Change who may read this" not in page
    change_access(by=planted.governance, kind="statement", key=planted.keys["statement"], access=CONFIDENTIAL, why="x")
    page = officer.get(address(planted, "statement")).content.decode()
    assert "Not for your role to read" in page
    assert MARK not in page


def test_who_closes_a_challenge_is_told_how_much_was_closed_with_it(planted: Planted) -> None:
    change_access(by=planted.governance, kind="step", key=planted.keys["step"], access=CONFIDENTIAL, why="x")
    second = Step.objects.get().challenge
    challenging.reply(by=as_(planted.here.authority, "lead-member"), key=second.key, words="Hm.", on=ON)
    browser = client(planted.here, "monitoring-officer")
    given = {"access": "confidential", "why": "So."}
    page = browser.post(f"{HOME}reports/who-may-read/challenge/{second.pk}/", given, follow=True).content.decode()
    assert "1 that hang on it are closed with it" in page


@pytest.fixture
def issued(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of an issue whose open part tells what is remarked in it."""
    reports_say(monkeypatch, lambda asked, key: asked.commentary(key))
    return actions.issue(by=at_the_machine(planted.here.authority), contract=COMPLY, on=ON, now=NOW)


def test_issued_reports_that_hold_it_are_named_and_how_they_are_withdrawn_or_amended(
    planted: Planted, issued: str
) -> None:
    governance, dcs = client(planted.here, "governance-officer"), client(planted.here, "data-protection-officer")
    page = governance.get(address(planted, "remark")).content.decode()
    assert "issued never change" in page
    assert f"{HOME}reports/{COMPLY}/issued/{issued}/" in page
    assert f"{HOME}reports/{COMPLY}/issue/?on={ON}" in page
    assert "Stop publishing it" not in page, "it is not public"
    assert "ask the governance officer to amend it" in dcs.get(address(planted, "remark")).content.decode()
    assert "issued never change" not in governance.get(address(planted, "voice")).content.decode()
    publishing.publish(by=planted.governance, contract=COMPLY, number=issued, on=NOW.date(), now=NOW)
    page = governance.get(address(planted, "remark")).content.decode()
    assert f"{HOME}reports/{COMPLY}/issued/{issued}/withdraw/" in page
    assert "The public may read it" in page


def test_an_amendment_of_what_was_closed_no_longer_holds_it(planted: Planted, issued: str) -> None:
    here, key = planted.here.authority, planted.keys["remark"]
    change_access(by=planted.governance, kind="remark", key=key, access=CONFIDENTIAL, why="It is advice.")
    by = at_the_machine(here)
    actions.issue(by=by, contract=COMPLY, on=ON, now=NOW, amends=issued, why="Advice is taken out.")
    found = holding.holding(here, [f"{MARK}-remark"], None, NOW.date())
    assert [one.issue.number for one in found] == [issued]
    page = client(planted.here, "governance-officer").get(address(planted, "remark")).content.decode()
    assert "amended by 2026-02" in page
    assert "issue an amendment" not in page


def test_an_issue_whose_file_cannot_be_read_may_hold_it(planted: Planted, issued: str, settings: Settings) -> None:
    settings.ISSUED = settings.ISSUED / "gone"
    found = holding.holding(planted.here.authority, ["anything"], None, NOW.date())
    assert [(one.issue.number, one.readable) for one in found] == [(issued, False)]
    page = client(planted.here, "governance-officer").get(address(planted, "remark")).content.decode()
    assert "so it may hold it" in page


def test_no_issue_from_before_it_was_written_is_looked_at_and_nothing_is_held_of_nothing(
    planted: Planted, issued: str
) -> None:
    here = planted.here.authority
    assert holding.holding(here, [f"{MARK}-remark"], date(2026, 6, 2), NOW.date()) == ()
    assert holding.holding(here, ["", " … "], None, NOW.date()) == ()
    assert len(holding.holding(here, [f"{MARK.lower()} remark"], None, NOW.date())) == 1
