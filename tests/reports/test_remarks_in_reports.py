"""What people say in a report: a draft stands nowhere, the trail keeps closed words to itself, days are local days."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from world_reports import ASSESSMENT, BRIEFING, NOW, ON, TODAY, World, say, world

from clearline.accounts.access_class import Access
from clearline.accounts.acting import at_the_machine
from clearline.accounts.trail.queries import history
from clearline.kit.errors import BadInput
from clearline.reports import actions, composing, issuing
from clearline.reports.blocks import Commentary, Missing, Pack, walk
from clearline.reports.commenting import own_remark
from clearline.schedule.content import contract_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Settings, tmp_path: Path) -> World:
    return world(settings, tmp_path)


def composed(here: World, contract: str = BRIEFING) -> Pack:
    by = at_the_machine(here.authority)
    return composing.compose(contract, here.authority, on=ON, today=TODAY, rendering="open", by=by)


def test_a_draft_remark_stands_nowhere_and_neither_holds_up_nor_hides_what_was_said(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a draft nor what is never printed is the commentary that a missed target asks for."""
    say(monkeypatch, lambda asked, key: asked.comment_on(key, "", "Moves", "its target is missed"))
    content = contract_named(BRIEFING).contents[0].key
    dcs = here.at_work("dcs", "Ann Heron")
    given: dict[str, Any] = {"by": dcs, "contract": BRIEFING, "content": content, "on": ON, "office": "dcs"}
    for kind in ("draft", "privileged"):
        actions.comment(**given, text=f"{kind} words", now=NOW, access=Access(kind=kind))
        found = issuing.draft(here.authority, BRIEFING, on=ON, today=TODAY)
        assert any("Commentary on Moves" in reason for reason in issuing.why_not(found)), kind
    actions.comment(**given, text="Two homes closed.", now=NOW + timedelta(minutes=1))
    actions.comment(**given, text="I am not sure.", now=NOW + timedelta(minutes=2), access=Access(kind="draft"))
    said = [one.text for one in walk(composed(here).sections) if isinstance(one, Commentary)]
    assert said == ["Two homes closed."]


def test_the_trail_repeats_no_words_of_a_report_since_any_may_be_closed_later(here: World) -> None:
    """Whoever looks after accounts reads the trail and the names in it, and nothing that is exempt."""
    dcs = here.at_work("dcs", "Ann Heron")
    for kind in ("confidential", "open"):
        actions.comment(by=dcs, contract=BRIEFING, content="duties", on=ON, office="dcs", now=NOW,
                        text=f"Words: {kind}", access=Access(kind=kind))  # fmt: skip
    told = [str(one.changes) for one in history(here.authority, f"pack:{BRIEFING}/{ON}", named=True)]
    assert ["confidential" in one for one in told] == [False, True]
    assert not any("Words:" in one for one in told)


def test_a_remark_made_after_midnight_is_of_the_new_day(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, lambda asked, key: asked.commentary(key))
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight here, in summer
    actions.comment(by=here.at_work("dcs"), contract=BRIEFING, content="duties", on=ON, text="Late.", office="dcs",
                    now=late)  # fmt: skip
    said = [one for one in walk(composed(here).sections) if isinstance(one, Commentary)]
    assert [one.on for one in said] == [date(2026, 6, 2)]


def test_only_the_two_at_the_top_say_how_they_assess_and_nobody_for_them(here: World) -> None:
    def waits() -> set[str]:
        missing = (one for one in walk(composed(here, ASSESSMENT).sections) if isinstance(one, Missing))
        return {one.what for one in missing if one.holds_up}

    asked = "How the chief executive and the leader assess governance."
    given: dict[str, Any] = {"contract": ASSESSMENT, "content": "governance", "on": ON, "text": "Sound.", "now": NOW}
    actions.comment(by=here.at_work("analyst"), office="analyst", **given)
    assert asked in waits()
    actions.comment(by=here.at_work("leader"), office="leader", **given)
    assert asked not in waits()


def test_whoever_wrote_a_draft_finds_it_again_and_nobody_else_does(here: World) -> None:
    dcs, other = here.at_work("dcs"), here.at_work("dcs")
    actions.comment(by=dcs, contract=BRIEFING, content="duties", on=ON, office="dcs", now=NOW, text="Half a thought",
                    access=Access(kind="draft"))  # fmt: skip
    mine = own_remark(here.authority, BRIEFING, "duties", ON, "", dcs.person)
    assert mine is not None
    assert (mine.text, mine.access.kind) == ("Half a thought", "draft")
    assert own_remark(here.authority, BRIEFING, "duties", ON, "", other.person) is None


@pytest.mark.parametrize("about", ["moves", "measure:none", "measure:" + "a" * 400, "duty:\0"])
def test_a_remark_about_nothing_is_refused_in_words(here: World, about: str) -> None:
    with pytest.raises(BadInput):
        actions.comment(by=here.at_work("dcs"), contract=BRIEFING, content="duties", on=ON, office="dcs", now=NOW,
                        text="Words", about=about)  # fmt: skip
