"""All duties together: each question asked once, kept while nothing changes, told as far as a reader may know."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from made_figures import loaded, made_content
from northmoor_whole import departs, northmoor
from people import make_authority
from pytest_django.fixtures import Settings
from standing_world import BEFORE, JUDGED, ON, asked, by_role, issue, one, state, world

from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.checks import grounds, proving
from clearline.checks.queries import rules_named
from clearline.checks.standing import LIVE, WORDS
from clearline.checks.standings import _kept
from clearline.guidance.content import load
from clearline.guidance.queries import ALWAYS, stated_in
from clearline.kit.errors import BadInput
from clearline.measures.asking import scorecards

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return world()


def test_every_duty_of_the_edition_the_act_and_the_law_today_stands_somehow(authority: Authority) -> None:
    found = asked(authority, edition="2009", on=date(2010, 1, 1))
    wanted = [
        (edition.document, edition.edition, stated.duty.key)
        for edition in load().editions
        if (edition.document, edition.edition) == ("dcs-lm", "2009") or edition.document in ALWAYS
        for stated in stated_in(edition)
    ]
    assert sorted(each.name for each in found.duties) == sorted(wanted)
    assert sum(found.counts.values()) == len(found.duties) > 500
    assert set(found.counts) <= set(WORDS)
    assert one(found, "dcs-holds-six-groups-of-functions").about.startswith("duty:children-act-2004/as-amended/")


def test_without_an_edition_the_one_in_force_is_asked_and_others_are_refused(authority: Authority) -> None:
    found = asked(authority)
    assert (found.document, found.edition, found.on) == ("dcs-lm", "2013", ON)
    for edition in ("2005", "cypnow-article/2012", "1999"):
        with pytest.raises(BadInput):
            asked(authority, edition=edition)


def test_a_duty_follows_what_the_two_say_of_it() -> None:
    authority = northmoor()
    assert _judged(authority) == "never looked at"
    state(authority)
    assert _judged(authority) == "passes"
    assert _judged(authority, BEFORE) == "never looked at"
    other = northmoor("southmoor")
    state(other, "not-satisfied")
    assert _judged(other) == "fails"
    assert one(asked(other), JUDGED[2]).word in ("Appears not to be met", "Appears to be met in part", "Check the text")


def _judged(authority: Authority, on: date = ON) -> str:
    found = one(asked(authority, on=on), JUDGED[2])
    return next(proof.result for proof in found.proofs if proof.kind == "judgement")


def test_a_departure_explains_a_duty_until_its_review(authority: Authority) -> None:
    before = asked(authority)
    failing = next(
        each for each in before.duties
        if each.word == "Appears not to be met" and each.stated.duty.basis == "guidance"
    )  # fmt: skip
    key = departs(authority, failing.stated.provision.at)
    after = one(asked(authority), failing.name[2])
    assert (after.word, after.departure) == ("Departs with reasons", key)
    assert one(asked(authority, on=date(2027, 6, 1)), failing.name[2]).word == failing.word


def test_what_the_law_requires_stands_whatever_departure_there_is(authority: Authority) -> None:
    law = next(each for each in asked(authority).duties if each.word == "Appears not to be met"
               and each.stated.duty.basis == "statute")  # fmt: skip
    assert law.departure == ""


def test_a_new_council_has_looked_at_nothing() -> None:
    bare = make_authority("bare")
    found = asked(bare)
    live = Counter(each.word for each in found.duties if each.word in LIVE)
    assert set(live) <= {"Never looked at", "Not known"}
    assert live["Never looked at"] > live["Not known"]


def test_each_rule_is_run_once_and_figures_are_asked_once(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    rules, cards = Counter[str](), Counter[str]()
    look, scorecard = proving.look, scorecards.scorecard

    def looked(key: str, picture: Any) -> Any:
        rules[key] += 1
        return look(key, picture)

    def carded(*given: Any, **named: Any) -> Any:
        cards["card"] += 1
        return scorecard(*given, **named)

    monkeypatch.setattr(proving, "look", looked)
    monkeypatch.setattr(grounds, "scorecard", carded)
    with made_content(tmp_path):
        settings.FIGURES = loaded(tmp_path)
        found = asked(authority)
    assert set(rules.values()) == {1}
    assert set(rules) <= rules_named()
    assert len(rules) > 30
    assert cards == {"card": 1}
    assert len(found.duties) > 150


def test_the_number_of_queries_does_not_grow_with_what_is_recorded(authority: Authority) -> None:
    few = _queries(authority)
    for edition, key in (("2013", JUDGED[2]), ("2013", "authority-takes-guidance-into-account")):
        for on in (date(2026, 6, 2), date(2026, 6, 3)):
            issue(authority, "lead-member-briefing", on)
            departs(authority, edition=edition, review=date(2027, 1, on.day))
            assert key
    assert _queries(authority) == few
    assert few < 40


def _queries(authority: Authority) -> int:
    asked(authority, edition="2012", on=date(2012, 6, 1))  # what is kept of the organisation is asked for by others too
    _kept.cache_clear()
    with CaptureQueriesContext(connection) as made:
        asked(authority)
    return len(made)


def test_nothing_is_worked_out_twice_while_nothing_changes_and_all_is_anew_after_a_change(authority: Authority) -> None:
    first = asked(authority)
    with CaptureQueriesContext(connection) as made:
        assert asked(authority) is first
    assert len(made) == 1
    departs(authority)
    assert asked(authority) is not first


def test_whoever_sees_no_findings_is_refused_and_others_are_told_what_they_may_know(
    authority: Authority,
) -> None:
    with pytest.raises(Refused):
        asked(authority, by=by_role(authority, "partner"))
    auditor = asked(authority, by=by_role(authority, "auditor"))
    dcs = asked(authority, by=by_role(authority, "dcs"))
    assert auditor is not dcs
    only = at_the_machine(authority)._replace(only=frozenset({"see findings"}))
    narrow = [proof for each in asked(authority, by=only).duties for proof in each.proofs]
    assert {proof.result for proof in narrow if proof.kind != "rule"} == {"not known"}
    assert all(proof.says[0].startswith("Your roles here do not see") for proof in narrow if proof.kind != "rule")


def test_a_council_without_a_code_for_figures_has_none() -> None:
    bare = make_authority("bare", gss_code="")
    told = [proof for each in asked(bare).duties for proof in each.proofs if proof.kind == "measure"]
    assert {proof.result for proof in told} <= {"never looked at", "not known"}


def test_what_a_register_shows_is_told_only_to_those_who_see_it(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = by_role(authority, "dcs")
    monkeypatch.setattr(grounds, "may_see", lambda by, see: False)
    told = [proof for each in asked(authority, by=by).duties for proof in each.proofs if proof.kind == "register"]
    visits = [proof for proof in told if proof.key == "visits"]
    assert all(proof.says == ("Your roles here do not see this register.",) for proof in visits)
