"""How a judgement is kept: its steps, its strength, its decision and its review, apart from what the two say."""

from datetime import timedelta
from typing import Any

import pytest
from people import make_authority
from stating import DAY, DUTY, LAW, as_, both, keep, say

from clearline.accounts.acting import Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.assurance.statements import models, offering
from clearline.assurance.statements.queries import judgement, judgement_states
from clearline.assurance.statements.workflow import STATES, STEPS
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db
OLD = ("dcs-lm", "2009", "dcs-ensures-protocols-for-functions")
ALSO = ("dcs-lm", "2009", "lead-member-political-dcs-professional-sphere")


def test_every_state_has_its_next_steps_and_they_are_states() -> None:
    assert set(STEPS) == set(STATES)
    assert {after for steps in STEPS.values() for after in steps} <= set(STATES)


def test_a_judgement_goes_step_by_step_and_each_past_day_stays_as_it_was(authority: Authority) -> None:
    officer = as_(authority, "governance-officer")
    keep(officer, state="gathering", strength="weak")
    keep(officer, state="to-be-stated", strength="fair", on=DAY + timedelta(5))
    both(authority, on=DAY + timedelta(6))
    keep(officer, state="settled", strength="strong", decision="go-on", trigger="A new director",
         on=DAY + timedelta(7))  # fmt: skip
    states = [judgement(authority, *DUTY, on=DAY + timedelta(days)) for days in (-1, 0, 5, 7)]
    assert [one.state for one in states if one] == ["not-begun", "gathering", "to-be-stated", "settled"]
    assert [one.strength for one in states if one] == ["", "weak", "fair", "strong"]
    entry = history(authority, f"judgement:{'/'.join(DUTY)}")[0]
    assert ("state", "to-be-stated", "settled") in [tuple(change) for change in entry.changes]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": "settled"}, "is not the next step"),
        ({"state": "done"}, "'done' is none of"),
        ({"strength": "great"}, "none of: strong"),
        ({"decision": "wait"}, "none of: go-on"),
        ({"why": " "}, "Say why"),
    ],
)
def test_what_does_not_follow_is_refused(authority: Authority, given: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        keep(as_(authority, "governance-officer"), **given)
    assert not models.Keeping.objects.exists()


def test_it_is_not_settled_before_both_have_stated_decided_and_set_a_review(authority: Authority) -> None:
    officer = as_(authority, "governance-officer")
    settled: dict[str, Any] = {"state": "settled", "review": DAY + timedelta(30)}
    keep(officer)
    say(as_(authority, "dcs"), "dcs")
    with pytest.raises(BadInput, match="until both have stated"):
        keep(officer, **settled)
    say(as_(authority, "lead-member"), "lead-member", "partly")
    with pytest.raises(BadInput, match="what was decided"):
        keep(officer, **settled)
    with pytest.raises(BadInput, match="when it is looked at again"):
        keep(officer, state="settled", decision="put-right")
    keep(officer, decision="put-right", **settled)
    with pytest.raises(BadInput, match="Nothing of it is changed"):
        keep(officer, decision="put-right", **settled)


def test_the_law_is_not_departed_from_by_a_decision(authority: Authority) -> None:
    with pytest.raises(BadInput, match="the law cannot be departed from"):
        keep(as_(authority, "governance-officer"), place=LAW, decision="depart")
    keep(as_(authority, "governance-officer"), decision="depart")


@pytest.mark.parametrize("role", ["dcs", "lead-member", "monitoring-officer"])
def test_only_governance_keeps_a_judgement(authority: Authority, role: Any) -> None:
    with pytest.raises(Refused):
        keep(as_(authority, role))


def offered(authority: Authority) -> int:
    return offering.offer(
        by=as_(authority, "governance-officer"), from_edition="dcs-lm/2009", to_edition="dcs-lm/2013", on=DAY,
        why="A new edition.",
    )  # fmt: skip


def test_a_new_edition_is_offered_what_was_said_and_nothing_is_done_there(authority: Authority) -> None:
    both(authority, place=OLD)
    both(authority, "partly", place=ALSO)
    keep(as_(authority, "governance-officer"), place=OLD, review=DAY + timedelta(60), strength="strong")
    assert offered(authority) == 2
    found = {one.later.duty: one for one in offering.offers(authority, DAY)}
    assert {duty: one.how for duty, one in found.items()} == {DUTY[2]: "narrowed", ALSO[2]: "widened"}
    new = found[DUTY[2]].later
    assert (new.pair, new.state, new.strength, new.review, new.history) == ("neither", "not-begun", "", None, ())
    assert judgement_states(authority, "dcs-lm", "2013", DAY)[DUTY[2]].result == "never looked at"
    old = found[DUTY[2]].earlier
    assert (old.pair, old.strength) == ("both satisfied", "strong")
    assert judgement_states(authority, "dcs-lm", "2009", DAY)[OLD[2]].result == "passes"
    assert [one.earlier.duty for one in offering.offered_to(authority, new, DAY)] == [OLD[2]]
    assert offering.offers(authority, DAY - timedelta(1)) == ()


def test_what_was_offered_before_is_left_and_what_is_new_is_added(authority: Authority) -> None:
    both(authority, place=OLD)
    assert offered(authority) == 1
    both(authority)
    with pytest.raises(BadInput, match="nothing more to offer"):
        offered(authority)
    both(authority, place=ALSO)
    assert offered(authority) == 1
    one = judgement(authority, *DUTY)
    assert one is not None
    assert one.pair == "both satisfied"


def test_offering_asks_for_two_editions_a_reason_and_the_permission(authority: Authority) -> None:
    given: dict[str, Any] = {"from_edition": "dcs-lm/2009", "to_edition": "dcs-lm/2013", "on": DAY, "why": "New."}
    officer = as_(authority, "governance-officer")
    for wrong, words in (({"why": " "}, "Say why"), ({"to_edition": "dcs-lm/2009"}, "Choose two"),
                         ({"to_edition": "dcs-lm/1999"}, "no edition"),
                         ({"from_edition": "dcs-lm/2013", "to_edition": "dcs-lm/2009"}, "came before")):  # fmt: skip
        with pytest.raises(BadInput, match=words):
            offering.offer(by=officer, **{**given, **wrong})
    with pytest.raises(Refused):
        offering.offer(by=as_(authority, "dcs"), **given)
    both(make_authority("southmoor"), place=OLD)
    with pytest.raises(BadInput, match="nothing more"):
        offering.offer(by=officer, **given)


def test_a_judgement_that_nobody_touched_and_one_whose_duty_is_gone_are_not_offered(authority: Authority) -> None:
    names = {"authority": authority, "document": "dcs-lm", "edition": "2009"}
    models.Judgement.objects.create(**names, duty=OLD[2])
    with pytest.raises(BadInput, match="nothing more"):
        offered(authority)
    both(authority, place=ALSO)
    offered(authority)
    row = models.Offer.objects.get()
    row.earlier.duty = "gone"
    row.earlier.save()
    assert offering.offers(authority, DAY) == ()
