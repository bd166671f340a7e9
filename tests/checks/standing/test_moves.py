"""What moved between two days is told with the proofs that moved; another edition, duty by duty, with both words."""

from datetime import date

import pytest
from northmoor_whole import northmoor
from standing_world import BEFORE, JUDGED, ON, asked, state

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.checks.moves import Moved, Steps, by_editions, edition_before, moved, moves_since
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    there = northmoor()
    state(there)
    return there


def since(authority: Authority, day: date, on: date = ON) -> tuple[Moved, ...]:
    by = at_the_machine(authority)
    return moves_since(authority, since=day, edition=None, on=on, today=ON, by=by)[1]


def test_a_duty_that_was_judged_since_moved_by_that_proof(authority: Authority) -> None:
    mine = next(one for one in since(authority, BEFORE) if one.after.name == JUDGED)
    assert [(old.result, new.result) for old, new in mine.proofs] == [("never looked at", "passes")]
    assert mine.turned == (mine.before.word != mine.after.word)


def test_what_stands_otherwise_comes_before_what_has_only_a_proof_that_moved(authority: Authority) -> None:
    turned = [one.turned for one in since(authority, date(2012, 1, 1))]
    assert turned == sorted(turned, reverse=True)
    assert True in turned


def test_nothing_moves_from_a_day_to_itself_and_no_later_day_is_asked(authority: Authority) -> None:
    assert moved(asked(authority), asked(authority)) == ()
    for day in (ON, date(2027, 1, 1)):
        with pytest.raises(BadInput, match="give an earlier day"):
            since(authority, day)


def steps(authority: Authority, earlier: str = "2012", later: str = "2013", on: date = ON) -> Steps:
    return by_editions(authority, earlier=earlier, later=later, on=on, today=ON, by=at_the_machine(authority))


def test_another_edition_tells_every_duty_of_both_once_and_each_by_its_own_day(authority: Authority) -> None:
    found = steps(authority)
    assert (found.before.on, found.after.on) == (date(2013, 4, 7), ON)
    named = [one.name for step in found.steps for one in (*step.before, *step.after)]
    assert len(named) == len(set(named)) > 80
    assert {name[1] for name in named} == {"2012", "2013"}
    assert {step.kind for step in found.steps} >= {"same", "new"}
    assert all(step.before == () for step in found.steps if step.kind == "new")
    assert found.caveat


def test_an_edition_that_has_not_begun_is_asked_on_its_first_day(authority: Authority) -> None:
    found = steps(authority, on=date(2012, 6, 1))
    assert (found.before.on, found.after.on) == (date(2012, 6, 1), date(2013, 4, 8))


def test_editions_the_wrong_way_round_are_refused(authority: Authority) -> None:
    with pytest.raises(BadInput, match="earlier edition first"):
        steps(authority, "2013", "2009")


def test_the_edition_before_is_the_last_one_that_is_held() -> None:
    def before(name: str) -> str | None:
        found = edition_before(edition_named(load(), name))
        return found.edition if found else None

    assert [before(name) for name in ("2013", "2012", "2009")] == ["2012", "2009", None]
