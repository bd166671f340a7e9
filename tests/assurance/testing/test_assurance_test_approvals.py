"""A test of assurance from its approval to the public: who has approved which version, and what each step needs."""

from datetime import date, timedelta

import pytest
from world_testing import (
    DAY,
    NOW,
    Team,
    approved,
    concluded,
    decided,
    evidenced,
    opened,
    published,
    reviewed,
    seen,
    sent,
    somebody,
    team,
    written,
    wrote,
)

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.trail.models import Entry
from clearline.assurance.challenges.actions import answer, challenge
from clearline.assurance.challenges.doing import open_action
from clearline.assurance.signing.models import SignOff
from clearline.assurance.testing import actions, content, deciding, models, queries
from clearline.assurance.testing.approvals import in_words
from clearline.kit.errors import BadInput
from clearline.schedule.models import ElectionPeriod

pytestmark = pytest.mark.django_db

EXEMPT = Access(kind="exempt", paragraph="1", why="It is about one officer.")


@pytest.fixture
def people() -> Team:
    return team()


def reviews(people: Team, by: Acting, key: str, organisation: str = "Inspectorate", own: bool = True) -> None:
    actions.review(
        by=by, key=key, organisation=organisation, capacity="Inspector", words="Clear.", recommendations="", on=DAY,
        today=DAY, own=own,
    )  # fmt: skip


# Approval


def test_a_reviewed_test_needs_a_review_a_conclusion_and_somebody_to_approve(people: Team) -> None:
    key = opened(people)
    for element in content.elements():
        wrote(people, key, element)
        evidenced(people, f"test:{key}/{element}")
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    row = models.Test.objects.get(key=key)
    row.steps.all().delete()
    assert deciding.needed(people.governance, seen(people, key), DAY) == (
        "Nobody has reviewed it independently yet.",
        "Propose a conclusion, with the reasons: those who approve it must know it.",
        "Nobody is on the way of approval.",
    )
    with pytest.raises(BadInput, match="Nobody has reviewed"):
        deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)


def test_met_with_actions_needs_an_action_with_an_owner_and_a_date(people: Team) -> None:
    key = reviewed(people)
    one = seen(people, key)
    actions.revise(
        by=people.governance, key=key, title=one.title, scope=one.scope, change_on=one.change_on,
        conclusion="met-with-actions", conclusion_words="Once there is a protocol.", on=DAY,
    )  # fmt: skip
    with pytest.raises(BadInput, match="open the actions"):
        deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    open_action(
        by=people.governance, title="Agree a protocol", source=f"test:{key}", owner="director-of-children",
        due=date(2026, 8, 1), on=DAY,
    )  # fmt: skip
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    assert seen(people, key).versions[-1].number == 1


def test_a_challenge_to_an_element_holds_the_test_up_until_it_is_answered(people: Team) -> None:
    key = reviewed(people)
    raised = challenge(
        by=people.lead_member, challenger="office:lead-member", challenged="office:dcs", topic="Who stands in?",
        words="Nobody is named.", on=DAY, due=DAY, about=f"test:{key}/seniority-and-breadth",
    )  # fmt: skip
    with pytest.raises(BadInput, match="Seniority and breadth: a challenge has no answer"):
        deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    answer(by=people.dcs, key=raised, words="The assistant director does.", on=DAY)
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)


def test_what_is_sent_for_approval_is_kept_and_can_no_longer_be_written(people: Team) -> None:
    key = sent(people)
    one = seen(people, key)
    assert (one.versions[0].number, one.versions[0].digest, one.changed) == (1, one.digest, False)
    with pytest.raises(BadInput, match="no longer be written"):
        wrote(people, key)
    with pytest.raises(BadInput, match="in approval, not draft"):
        deciding.send_for_review(by=people.governance, key=key, on=DAY)


def test_a_member_can_tell_at_each_moment_who_has_and_has_not_approved(people: Team) -> None:
    key = sent(people)
    assert in_words(seen(people, key).stands()).startswith("Nobody has approved it. Not approved by: Directorate")
    decided(people, people.dcs, key, "directorate-team")
    decided(people, people.democratic, key, "audit", "deferred", words="It is not said who has approved it.")
    words = in_words(seen(people, key).stands())
    assert words == (
        "Approved by: Directorate management team. Not approved by: Corporate management team (not yet), Lead member "
        "(not yet), Other portfolio holders (not yet), Scrutiny committee (not yet), Audit committee (deferred), "
        "Cabinet or executive (not yet)."
    )
    assert all(one.standing == "not yet" for one in seen(people, key).stands(DAY - timedelta(1)))
    assert seen(people, key).stands(DAY)[0].standing == "approved"


def test_a_change_under_an_approval_shows_and_is_approved_anew(people: Team) -> None:
    key = sent(people)
    decided(people, people.dcs, key, "directorate-team")
    deciding.take_back(by=people.governance, key=key, why="the audit committee asked for courts")
    wrote(people, key, "partnerships", gaps="Courts are not heard.")
    standing = seen(people, key).stands()
    assert standing[0].standing == "changed since approved"
    assert seen(people, key).stands(DAY)[0].standing == "approved"  # by the version that was sent then
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    assert seen(people, key).versions[-1].number == 2
    decided(people, people.dcs, key, "directorate-team")
    assert seen(people, key).stands()[0].standing == "approved"


def test_evidence_changed_under_an_approval_shows_and_holds_the_conclusion_up(people: Team) -> None:
    key = approved(people)
    evidenced(people, f"test:{key}/partnerships")
    assert seen(people, key).changed
    with pytest.raises(BadInput, match="changed since approved"):
        deciding.conclude(
            by=people.governance, key=key, on=DAY, today=DAY, next_review=date(2027, 1, 1), review_triggers=""
        )
    with pytest.raises(BadInput, match="not what you read"):
        decided(people, people.democratic, key, "audit")


def test_an_approval_of_an_office_is_its_holders_signature(people: Team) -> None:
    key = sent(people)
    decided(people, people.lead_member, key, "lead-member")
    signed = SignOff.objects.get(about=f"test:{key}")
    assert (signed.office, signed.digest) == ("lead-member", seen(people, key).digest)
    decided(people, people.chief_executive, key, "corporate-team", "deferred", words="After the summer.")
    assert SignOff.objects.count() == 1


def test_an_author_approves_nothing_and_nobody_approves_for_an_office_of_others(people: Team) -> None:
    key = sent(people)
    author = people.governance._replace(roles=frozenset({"dcs"}))
    with pytest.raises(Refused, match="other than its author"):
        decided(people, author, key, "directorate-team")
    with pytest.raises(Refused, match="recorded by"):
        decided(people, people.leader, key, "lead-member")
    with pytest.raises(Refused):
        decided(people, people.governance, key, "audit")
    with pytest.raises(Refused, match="recorded by"):
        decided(people, people.dcs._replace(user=None), key, "directorate-team")
    assert seen(people, key).decisions == ()


@pytest.mark.parametrize(
    ("step", "decision", "otherwise", "says"),
    [
        ("audit", "noted", {}, "A decision is one of"),
        ("audit", "approved", {"minute": " "}, "reference of the minute"),
        ("audit", "refused", {}, "Say why"),
        ("audit", "approved", {"on": DAY - timedelta(1)}, "sent for approval"),
        ("audit", "approved", {"on": DAY + timedelta(1)}, "sent for approval"),
        ("audit", "approved", {"digest": "0" * 64}, "not what you read"),
        ("mayor", "approved", {}, "not on the way"),
    ],
)
def test_a_decision_is_not_recorded(
    people: Team, step: str, decision: str, otherwise: dict[str, object], says: str
) -> None:
    key = sent(people)
    with pytest.raises(BadInput, match=says):
        decided(people, people.democratic, key, step, decision, **otherwise)


def test_an_office_signs_today(people: Team) -> None:
    key = sent(people)
    later = DAY + timedelta(3)
    with pytest.raises(BadInput, match="signs today"):
        decided(people, people.dcs, key, "directorate-team", today=later)


def test_the_way_of_approval_is_the_councils_own(people: Team) -> None:
    key = opened(people)

    def route(*steps: tuple[str, str]) -> None:
        actions.route(by=people.governance, key=key, steps=steps, why="our constitution")

    route(("audit", "Audit committee"), ("", "Improvement board"))
    assert [(one.key, one.title) for one in seen(people, key).steps] == [
        ("audit", "Audit committee"), ("own-improvement-board", "Improvement board")
    ]  # fmt: skip
    assert seen(people, key).steps[1].offices == ("democratic-services-officer", "monitoring-officer")
    for steps, says in (
        ((), "Somebody has to"), ((("audit", "A"), ("audit", "B")), "twice"), ((("", ""),), "no name"),
        ((("audit", "A"), ("", "a")), "twice"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            route(*steps)
    with pytest.raises(BadInput, match="why"):
        actions.route(by=people.governance, key=key, steps=[("audit", "A")], why="")


def test_a_body_that_decided_stays_on_the_way_and_the_way_is_fixed_in_the_end(people: Team) -> None:
    key = sent(people)
    decided(people, people.democratic, key, "audit", "deferred", words="Compare it.")
    with pytest.raises(BadInput, match="has decided already"):
        actions.route(by=people.governance, key=key, steps=[("council", "Full Council")], why="x")
    deciding.withdraw(by=people.governance, key=key, why="x")
    with pytest.raises(BadInput, match="is fixed"):
        actions.route(by=people.governance, key=key, steps=[("audit", "Audit committee")], why="x")


# Conclusion and publication


def test_it_is_concluded_when_everybody_has_approved_with_a_review_date_of_its_own(people: Team) -> None:
    key = approved(people)
    given = {"by": people.governance, "key": key, "today": DAY, "review_triggers": ""}
    for on in (DAY - timedelta(1), DAY + timedelta(1)):
        with pytest.raises(BadInput, match="last approval"):
            deciding.conclude(on=on, next_review=date(2027, 1, 1), **given)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="after the day"):
        deciding.conclude(on=DAY, next_review=DAY, **given)  # type: ignore[arg-type]
    deciding.conclude(on=DAY, next_review=date(2027, 1, 1), **given)  # type: ignore[arg-type]
    one = seen(people, key)
    assert (one.concluded, one.concluded_on, one.next_review) == (True, DAY, date(2027, 1, 1))
    (listed,) = queries.tests(people.authority, people.lead_member)
    assert listed.concluding is not None
    assert listed.concluding.title == "Met"
    assert [done.key for done in queries.finished(people.authority)] == [key]


def test_it_is_not_concluded_while_somebody_has_not_approved(people: Team) -> None:
    key = sent(people)
    decided(people, people.dcs, key, "directorate-team")
    with pytest.raises(BadInput) as refused:
        deciding.conclude(
            by=people.governance, key=key, on=DAY, today=DAY, next_review=date(2027, 1, 1), review_triggers=""
        )
    assert len(refused.value.problems) == 6


def test_the_public_reads_what_is_open_in_a_published_test_and_nothing_else(people: Team) -> None:
    key = written(people)
    wrote(people, key, "child-protection", access=EXEMPT, strengths="The canary sings.")
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    reviews(people, people.inspector, key)
    deciding.send_for_approval(by=people.governance, key=key, on=DAY, now=NOW)
    actions.route(by=people.governance, key=key, steps=[("lead-member", "Lead member")], why="a short way")
    decided(people, people.lead_member, key, "lead-member")
    deciding.conclude(
        by=people.governance, key=key, on=DAY, today=DAY, next_review=date(2027, 1, 1), review_triggers=""
    )
    assert queries.published_tests(people.authority, DAY) == ()
    deciding.publish(by=people.monitoring, key=key, on=DAY)
    assert queries.published_tests(people.authority, DAY - timedelta(1)) == ()
    (one,) = queries.published_tests(people.authority, DAY)
    assert [each.key for each in one.elements if each.hidden] == ["child-protection"]
    assert "canary" not in repr(one)
    deciding.unpublish(by=people.monitoring, key=key, why="a name was in it")
    assert queries.published_tests(people.authority, DAY) == ()
    assert seen(people, key).state == "concluded"


def test_a_test_is_not_published_when_nothing_is_open_or_it_changed(people: Team) -> None:
    key = concluded(people)
    evidenced(people, f"test:{key}/partnerships")
    models.Element.objects.update(access="confidential")
    with pytest.raises(BadInput) as refused:
        deciding.publish(by=people.monitoring, key=key, on=DAY)
    assert [str(one) for one in refused.value.problems] == [
        "It has changed since it was approved, in the evidence that it rests on. Open a new test.",
        "Nothing in it is open, so there is nothing to publish.",
    ]
    with pytest.raises(Refused):
        deciding.publish(by=people.dcs, key=key, on=DAY)


def test_inside_a_pre_election_period_publication_is_held_until_released(people: Team) -> None:
    key = concluded(people)
    ElectionPeriod.objects.create(
        authority=people.authority, key="e", election="Local elections", starts=DAY, ends=DAY + timedelta(30)
    )
    with pytest.raises(BadInput, match="pre-election period"):
        deciding.publish(by=people.monitoring, key=key, on=DAY)
    deciding.publish(by=people.monitoring, key=key, on=DAY + timedelta(31))
    assert seen(people, key).published_on == DAY + timedelta(31)


def test_a_test_is_withdrawn_or_taken_back_only_before_it_is_concluded_and_with_why(people: Team) -> None:
    key = published(people)
    assert deciding.needed(people.governance, seen(people, key), DAY) == ()
    with pytest.raises(BadInput, match="cannot be withdrawn"):
        deciding.withdraw(by=people.governance, key=key, why="x")
    with pytest.raises(BadInput, match="in approval can be taken back"):
        deciding.take_back(by=people.governance, key=key, why="x")
    other = opened(people)
    with pytest.raises(BadInput, match="why"):
        deciding.withdraw(by=people.governance, key=other, why=" ")


def test_whoever_may_see_no_tests_sees_none(people: Team) -> None:
    opened(people)
    clerk = somebody(people.authority, "administrator")
    assert queries.tests(people.authority, clerk) == ()
    assert queries.test(people.authority, "a-combined-director", clerk) is None


def test_every_step_leaves_one_entry_in_the_trail(people: Team) -> None:
    key = published(people)
    did = list(Entry.objects.filter(about__startswith=f"test:{key}").order_by("sequence").values_list("did", flat=True))
    assert did[0] == "test opened"
    assert did[-2:] == ["test concluded", "test published"]
    assert did.count("test decided on") == 7
    assert did.count("signed") == 3
    assert did.count("test element written") == 6
