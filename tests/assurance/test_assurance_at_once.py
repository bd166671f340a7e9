"""Two who say, sign, answer, close, issue or record the same at once: one of them does, and the other is told so."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import world_challenges
from northmoor_whole import acting
from people import make_authority, member
from stating import DAY, DUTY, TOP, as_, both, say
from together import at_once
from world_registers import VISIT, add
from world_schedule import issued
from world_testing import opened, team

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import Role
from clearline.accounts.trail.models import Entry
from clearline.assurance.challenges import actions as challenges
from clearline.assurance.challenges import models as challenged
from clearline.assurance.signing.models import SignOff
from clearline.assurance.statements import actions as statements
from clearline.assurance.statements.models import Judgement, Statement
from clearline.assurance.testing.models import Test
from clearline.registers.models import Entry as Kept
from clearline.schedule.models import Issue

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_two_accounts_of_one_person_do_not_fill_both_columns_at_once() -> None:
    authority = make_authority()
    dcs = as_(authority, "dcs")
    other = as_(authority, "lead-member")
    assert other.user is not None
    assert dcs.user is not None
    other.user.individual = dcs.user.individual
    other.user.save()
    (stopped,) = at_once(lambda: say(dcs, "dcs"), lambda: say(other, "lead-member"))
    assert "other than its author" in stopped
    assert [one.role for one in Statement.objects.all()] == ["dcs"]


@pytest.mark.parametrize("place", [DUTY, TOP])
def test_two_who_begin_a_judgement_at_once_share_it(place: statements.Place) -> None:
    authority = make_authority()
    offices: tuple[Role, Role] = ("dcs", "lead-member") if place == DUTY else ("chief-executive", "leader")
    first, second = (as_(authority, one) for one in offices)
    assert at_once(lambda: say(first, offices[0], place=place), lambda: say(second, offices[1], place=place)) == []
    assert Judgement.objects.count() == 1
    assert Statement.objects.count() == 2


def test_who_signs_twice_at_once_has_signed_once() -> None:
    first, second = both(make_authority())

    def sign(by: Acting) -> None:
        statements.sign_off(by=by, place=DUTY, on=DAY, now=NOW)

    (stopped,) = at_once(lambda: sign(first), lambda: sign(first))
    assert "You have signed this" in stopped
    assert at_once(lambda: say(first, "dcs", "partly"), lambda: sign(second)) == []
    digests = set(SignOff.objects.values_list("digest", flat=True))
    assert len(digests) == 2, "who waited signed what was said meanwhile"


def test_a_challenge_is_closed_once_and_not_answered_after() -> None:
    people = world_challenges.people()
    key = world_challenges.challenges(people.lead_member)
    successor = acting(member(people.authority, "lead-member"), people.authority, "lead-member")

    def close(by: Acting) -> Callable[[], None]:
        return lambda: challenges.close(by=by, key=key, words="Settled.", on=world_challenges.DAY)

    (stopped,) = at_once(close(people.lead_member), close(successor))
    assert "is closed" in stopped
    other = world_challenges.challenges(people.lead_member)
    (stopped,) = at_once(
        lambda: challenges.close(by=people.lead_member, key=other, words="Settled.", on=world_challenges.DAY),
        lambda: challenges.answer(by=people.dcs, key=other, words="Late.", on=world_challenges.DAY),
    )
    assert "is closed" in stopped
    assert list(challenged.Step.objects.values_list("kind", flat=True)) == ["closed", "closed"]


def test_two_challenges_and_two_actions_made_at_once_have_numbers_of_their_own() -> None:
    people = world_challenges.people()

    def raised() -> str:
        return world_challenges.challenges(people.lead_member)

    def opens() -> str:
        return challenges.open_action(by=people.dcs, title="Fill two posts", source="inspection:2025/1",
                                      owner="head-of-libraries", due=DAY, on=DAY)  # fmt: skip

    assert at_once(raised, raised) == []
    assert at_once(opens, opens) == []
    for rows in (challenged.Challenge.objects, challenged.Action.objects):
        assert sorted(rows.values_list("key", flat=True)) == ["2026-1", "2026-2"]


def test_one_report_issued_twice_at_once_is_one_issue_and_two_are_two() -> None:
    authority = make_authority()
    assert at_once(lambda: issued(authority), lambda: issued(authority)) == []
    assert Issue.objects.count() == 1
    assert at_once(lambda: issued(authority, says="a"), lambda: issued(authority, says="b")) == []
    assert sorted(Issue.objects.values_list("number", flat=True)) == ["2026-01", "2026-02", "2026-03"]
    (stopped,) = at_once(
        lambda: issued(authority, says="c", amends="2026-01", why="A slip."),
        lambda: issued(authority, says="d", amends="2026-01", why="Another slip."),
    )
    assert "was amended by 2026-04" in stopped


def test_one_entry_of_a_register_is_made_once() -> None:
    authority = world_challenges.people().authority
    (stopped,) = at_once(lambda: add(authority, "visits", VISIT), lambda: add(authority, "visits", VISIT))
    assert "There is an entry of" in stopped
    assert Kept.objects.filter(register="visits").count() == 1


def test_a_proposal_has_one_test_of_assurance() -> None:
    people = team()
    (stopped,) = at_once(lambda: opened(people, proposal="one"), lambda: opened(people, proposal="one"))
    assert "has a test of assurance already" in stopped
    assert Test.objects.count() == Entry.objects.filter(did="test opened").count() == 1
