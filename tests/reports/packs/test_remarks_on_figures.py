"""What is said of a figure once stands in every report that shows it, until the figure or the words are newer."""

import shutil
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from composing_packs import PACKS, asked, composed
from figures_of_packs import CODE
from northmoor_whole import acting
from people import client_for, make_authority, make_user, member
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from world_packs import NOW, ON, TODAY, bare

from clearline.accounts.access_class import Access, Kind
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.measures.asking.targets import set_target
from clearline.measures.figures import Period, Target
from clearline.measures.loading.own import OwnFigure, keep_own
from clearline.measures.store import Store
from clearline.reports import actions
from clearline.reports.blocks import Commentary, Missing, Pack, walk
from clearline.reports.formats.words import commentary_heading
from clearline.reports.models import Remark
from clearline.reports.printing import printed
from clearline.reports.spoken import Figure, figure_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]
MOVES = "measure:looked-after-stability"
BRIEFING, DIGEST = "lead-member-briefing", "annual-governance-digest"


@pytest.fixture
def here() -> Authority:
    return bare()


def at_work(authority: Authority, role: Role, name: str) -> Acting:
    return acting(member(authority, role, user=make_user(name=name)), authority, role)


def say(by: Acting, office: Role, text: str, contract: str = BRIEFING, about: str = MOVES, **more: Any) -> None:
    """Let somebody say something of a figure in a report."""
    content = {BRIEFING: "indicators", DIGEST: "outcomes"}[contract]
    given: dict[str, Any] = {"on": ON, "now": NOW, "content": content, **more}
    actions.comment(by=by, contract=contract, text=text, office=office, about=about, **given)


def words(pack: Pack, about: str = MOVES) -> list[Commentary]:
    return [one for one in walk(pack.sections) if isinstance(one, Commentary) and one.about == about]


def waits(pack: Pack, about: str = MOVES) -> bool:
    return any(isinstance(one, Missing) and one.about == about for one in walk(pack.sections))


def test_one_remark_serves_every_report_and_each_says_for_which_it_was_said(here: Authority) -> None:
    asking = {key for key in PACKS if waits(composed(here, key))}
    assert len(asking) > 4
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Two homes closed.")
    for key in asking:
        pack = composed(here, key)
        assert not waits(pack), key
        for one in words(pack):
            assert (one.text, one.by, one.office, one.on) == ("Two homes closed.", "Ann Heron", "dcs", NOW.date())
            said_for = "said for Lead member's briefing as at 20 November 2026, of the figure for 2025"
            assert one.said_for == ("" if key == BRIEFING else said_for)
    heading = commentary_heading(words(composed(here, DIGEST))[0])
    assert heading.startswith("Ann Heron, Director of children’s services (DCS), 22 November 2026, on: ")
    assert "(said for Lead member's briefing as at 20 November 2026, of the figure for 2025)" in heading


def test_it_stands_in_both_renderings_and_as_at_every_day_on_which_the_figure_is_the_newest(here: Authority) -> None:
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Two homes closed.")
    assert words(composed(here, DIGEST, "open"))
    for on in (ON - timedelta(days=30), TODAY):
        pack = composed(here, BRIEFING, on=on)
        assert [one.text for one in words(pack)] == ["Two homes closed."], on
        assert "as at 20 November 2026" in words(pack)[0].said_for


@pytest.mark.parametrize("older", [{"period": "2024"}, {"value": "0.5"}, {"period": "", "value": ""}])
def test_it_counts_no_longer_for_another_period_for_a_revised_number_or_for_none_known(
    here: Authority, older: dict[str, str]
) -> None:
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Two homes closed.")
    Remark.objects.update(**older)
    assert waits(composed(here, DIGEST))
    assert not waits(composed(here, BRIEFING)), "in its own report it stands"


def test_a_newer_figure_that_is_loaded_asks_for_words_anew(
    here: Authority, figures: Path, tmp_path: Path, settings: Settings
) -> None:
    shutil.copytree(figures, tmp_path / "figures")
    settings.FIGURES = tmp_path / "figures"
    store, own, about = Store(settings.FIGURES), "care-leavers-from-returns", "measure:care-leavers-from-returns"
    area = store.areas().find(CODE)
    aim = Period(label="2025", ends=date(2025, 3, 31), year="reporting")
    set_target(store, CODE, Target(measure=own, value=Decimal(1), by=aim), "low")
    before = figure_now(here, about, ON, TODAY)
    assert before == Figure("2025", "271")
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "More young people stayed in touch.", about=about)
    assert [one.text for one in asked(here, DIGEST).commentary("outcomes", about) if isinstance(one, Commentary)]
    newer = OwnFigure(measure=own, period="2026", ends=date(2026, 3, 31), numerator=Decimal(280), denominator=None)
    keep_own(store, area, "returned", [newer], "returns to 2026", "1" * 64)
    assert figure_now(here, about, TODAY, TODAY) == Figure("2026", "280")
    assert asked(here, DIGEST, on=TODAY).commentary("outcomes", about) == ()


def test_the_newest_word_of_an_office_stands_and_of_another_office_beside_it(here: Authority) -> None:
    dcs, leader = at_work(here, "dcs", "Ann Heron"), at_work(here, "leader", "Tom Ravensworth")
    say(dcs, "dcs", "First.", DIGEST)
    say(dcs, "dcs", "Second.", BRIEFING, now=NOW + timedelta(minutes=1))
    say(leader, "leader", "I want a plan.", BRIEFING)
    assert sorted(one.text for one in words(composed(here, "annual-conversation"))) == ["I want a plan.", "Second."]
    there = words(composed(here, DIGEST))
    assert [(one.text, bool(one.said_for)) for one in there] == [("First.", False), ("I want a plan.", True)]


def test_closed_words_keep_their_class_and_what_is_never_printed_serves_no_other_report(here: Authority) -> None:
    dcs = at_work(here, "dcs", "Ann Heron")
    unprinted: tuple[Kind, ...] = ("draft", "privileged")
    for kind in unprinted:
        say(dcs, "dcs", f"{kind} words", access=Access(kind=kind))
        assert waits(composed(here, DIGEST)), kind
    say(dcs, "dcs", "One family moved.", access=Access(kind="confidential"), now=NOW + timedelta(minutes=1))
    pack = composed(here, DIGEST)
    assert [(one.text, one.access.kind) for one in words(pack)] == [("One family moved.", "confidential")]
    appendix = walk(printed(pack, "exempt").sections)
    assert "One family moved." in {one.text for one in appendix if isinstance(one, Commentary)}
    shown = walk(printed(composed(here, DIGEST, "open"), "open").sections)
    assert not [one for one in shown if isinstance(one, Commentary)]


def test_words_that_were_replaced_do_not_come_back_when_those_in_their_place_are_closed(here: Authority) -> None:
    dcs = at_work(here, "dcs", "Ann Heron")
    say(dcs, "dcs", "Counsel says two homes closed.")
    say(dcs, "dcs", "Counsel says that two homes closed.", now=NOW + timedelta(minutes=1))
    Remark.objects.filter(text__contains="that").update(access="privileged")
    assert waits(composed(here, DIGEST))
    form = f"/northmoor/reports/{DIGEST}/say/outcomes/?on={ON}&about={MOVES}"
    browser = client_for(member(here, "governance-officer", user=make_user(name="Cal Reed")))
    assert "Counsel" not in browser.get(form).content.decode()


def test_pages_offer_what_was_said_elsewhere_to_those_who_may_read_it(here: Authority) -> None:
    dcs = at_work(here, "dcs", "Ann Heron")
    say(dcs, "dcs", "Two homes closed.")
    browser = client_for(member(here, "governance-officer", user=make_user(name="Cal Reed")))
    report = f"/northmoor/reports/{DIGEST}/?on={ON}"
    form = f"/northmoor/reports/{DIGEST}/say/outcomes/?on={ON}&about={MOVES}"
    page = browser.get(report).content.decode()
    assert "Said for another report, and standing in this one too" in page
    assert "said for Lead member&#x27;s briefing as at 20 November 2026, of the figure for 2025" in page
    page = browser.get(form).content.decode()
    for told in ("Two homes closed.", "It stands in this report too.", "It stands in every other report that shows"):
        assert told in page, told
    Remark.objects.update(period="2024")
    assert "Said for another report" not in browser.get(report).content.decode()
    assert "It no longer counts" in browser.get(form).content.decode()
    Remark.objects.update(period="2025", access="confidential")
    outside = client_for(member(here, "board-support", user=make_user(name="Theo Abernathy")))
    assert "Two homes closed." not in outside.get(form).content.decode()
    assert "said for" not in outside.get(report).content.decode()
    own = f"/northmoor/reports/{DIGEST}/say/outcomes/?on={ON}"
    assert "It stands in every other report" not in browser.get(own).content.decode()
    assert browser.get(f"{own}&about=measure:none").status_code == 404
    said_here = f"/northmoor/reports/{BRIEFING}/say/indicators/?on={ON}&about={MOVES}"
    assert "It stands in this report too." not in browser.get(said_here).content.decode()


def test_what_is_said_of_a_whole_content_or_at_another_council_stays_there(here: Authority) -> None:
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "All of it.", about="")
    assert Remark.objects.get().period == ""
    assert not [one for one in walk(composed(here, DIGEST).sections) if isinstance(one, Commentary)]
    say(at_work(here, "dcs", "Cal Reed"), "dcs", "Two homes closed.")
    Remark.objects.update(authority=make_authority("westmere", "Westmere Council"))
    assert waits(composed(here, DIGEST))


def test_words_on_a_gap_speak_of_how_wide_it_is(here: Authority) -> None:
    gap = next(one for one, _ in asked(here).gaps if one.points is not None)
    assert gap.period is not None
    now = figure_now(here, f"gap:{gap.key}", ON, TODAY)
    assert now is not None
    assert (now.period, Decimal(now.value)) == (gap.period.label, gap.points)
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Others did better.", about=f"gap:{gap.key}")
    there = asked(here, DIGEST).comment_on("outcomes", f"gap:{gap.key}", gap.title, "the gap is wider")
    assert [one.said_for[:8] for one in there if isinstance(one, Commentary)] == ["said for"]


def test_what_is_no_figure_or_has_none_speaks_of_none(here: Authority, settings: Settings, tmp_path: Path) -> None:
    for about in ("", "duty:dcs-lm/2013/dcs-ensures-effective-systems", "gap:none", "measure:none"):
        assert figure_now(here, about, ON, TODAY) is None, about
    settings.FIGURES = tmp_path / "none"
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Two homes closed.")
    assert (Remark.objects.get().period, Remark.objects.get().value) == ("", "")


def test_a_draft_of_another_day_after_midnight_does_not_change_for_which_day_it_was_said(here: Authority) -> None:
    say(at_work(here, "dcs", "Ann Heron"), "dcs", "Late.", now=datetime.fromisoformat("2026-07-01T23:30:00+00:00"))
    assert words(composed(here, DIGEST))[0].on == date(2026, 7, 2)


def test_all_that_was_said_of_figures_is_asked_for_once(
    here: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dcs = at_work(here, "dcs", "Ann Heron")
    for minute in range(5):
        say(dcs, "dcs", f"Word {minute}.", now=NOW + timedelta(minutes=minute))
    given = asked(here, DIGEST)
    given.scorecard  # noqa: B018
    with django_assert_num_queries(2):
        for _ in range(3):
            given.commentary("outcomes", MOVES)
            given.commentary("outcomes", "measure:social-worker-turnover")
