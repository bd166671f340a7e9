"""Two columns by two people: who can say what, what stays, and what both come to as a proof."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from northmoor_whole import acting
from people import make_authority, make_user
from stating import DAY, DUTY, LAW, MAY, TOP, as_, both, keep, say

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.assurance.signing.queries import signatures
from clearline.assurance.statements import actions, models
from clearline.assurance.statements.columns import Column, When, due, pair_of, proves, stale
from clearline.assurance.statements.queries import (
    HIDDEN,
    Judgement,
    as_seen,
    judgement,
    judgement_states,
    judgements,
    stated_duty,
    statements_state,
)
from clearline.assurance.statements.signed import signed_content
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EXEMPT = Access(kind="exempt", paragraph="1", why="It names a family.")


def state(authority: Authority, on: date = DAY, duty: str = DUTY[2]) -> tuple[str, tuple[str, ...]]:
    found = judgement_states(authority, "dcs-lm", "2013", on)[duty]
    return found.result, found.says


def now(authority: Authority, on: date | None = None) -> Judgement:
    found = judgement(authority, *DUTY, on=on)
    assert found is not None
    return found


def test_each_says_in_their_own_column_and_the_other_stays_empty(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", "partly")
    first, second = now(authority).columns
    assert first is not None
    assert (first.office, first.by, first.result_words, first.on) == (
        "Director of children’s services (DCS)", "Ann Heron", "Partly satisfied", DAY
    )  # fmt: skip
    assert second is None


def test_the_author_of_one_column_cannot_write_the_other_whatever_the_roles_or_the_account(
    authority: Authority,
) -> None:
    user = make_user()
    one = acting(user, authority, "dcs", "lead-member")
    say(one, "dcs")
    with pytest.raises(Refused, match="somebody other than its author"):
        say(one, "lead-member")
    second = make_user()
    second.individual = user.individual
    second.save()
    with pytest.raises(Refused, match="somebody other than its author"):
        say(acting(second, authority, "lead-member"), "lead-member")
    assert models.Statement.objects.count() == 1
    say(as_(authority, "lead-member"), "lead-member")


def test_the_database_itself_refuses_one_person_in_both_columns(authority: Authority) -> None:
    first, _ = both(authority)
    row = models.Judgement.objects.get()
    row.second_by_id = first.person
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("role", ["governance-officer", "monitoring-officer", "lead-member-support", "dcs"])
def test_no_officer_writes_or_replaces_the_statement_of_the_member(authority: Authority, role: Any) -> None:
    both(authority)
    with pytest.raises(Refused, match="state as lead-member"):
        say(as_(authority, role), "lead-member", "not-satisfied")
    assert now(authority).pair == "both satisfied"
    assert Entry.objects.filter(did="duty stated").count() == 2


def test_nobody_states_by_a_command_since_a_statement_is_somebodys(authority: Authority) -> None:
    with pytest.raises(Refused, match="somebody's own"):
        say(at_the_machine(authority), "dcs")


def test_a_later_statement_is_added_and_the_earlier_one_stays(authority: Authority) -> None:
    first = as_(authority, "dcs")
    say(first, "dcs", "not-satisfied")
    say(first, "dcs", "satisfied", on=DAY + timedelta(30))
    assert [one.result for one in now(authority).history] == ["satisfied", "not-satisfied"]
    earlier = now(authority, DAY).columns[0]
    assert earlier is not None
    assert earlier.result == "not-satisfied"
    assert now(authority, DAY - timedelta(1)).columns == (None, None)
    with pytest.raises(BadInput, match="cannot come before it"):
        say(first, "dcs", on=DAY)
    changes = {one.field: (one.before, one.after) for one in history(authority, now(authority).about)[0].changes}
    assert changes["result"] == ("not-satisfied", "satisfied")


def test_a_successor_in_the_office_speaks_in_the_same_column(authority: Authority) -> None:
    both(authority)
    say(as_(authority, "dcs"), "dcs", "partly", on=DAY + timedelta(9))
    assert now(authority).pair == "disagree"


def test_where_the_chief_executive_and_the_leader_alone_must_act_the_columns_are_theirs(authority: Authority) -> None:
    say(as_(authority, "chief-executive"), "chief-executive", place=TOP)
    say(as_(authority, "leader"), "leader", place=TOP)
    assert judgement_states(authority, "dcs-lm", "2013", DAY)[TOP[2]].result == "passes"
    with pytest.raises(BadInput, match="has no column here"):
        say(as_(authority, "dcs"), "dcs", place=TOP)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"result": "fine"}, "one of: satisfied"), ({"words": " "}, "Say why"), ({"saw": ""}, "what you saw"),
        ({"place": ("dcs-lm", "2013", "nothing")}, "no duty 'nothing'"),
        ({"place": ("dcs-lm", "1999", "nothing")}, "no duty 'nothing'"),
        ({"place": ("cypnow-article", "2012", "nothing")}, "no duty 'nothing'"),
        ({"access": Access(kind="exempt")}, "paragraph of Schedule 12A"),
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused_and_nothing_is_kept(authority: Authority, given: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        say(as_(authority, "dcs"), "dcs", **given)
    assert not models.Judgement.objects.exists()


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        (("satisfied", "satisfied"), "passes"), (("satisfied", "not-satisfied"), "fails"),
        (("not-satisfied", None), "fails"), (("satisfied", None), "not known"), (("satisfied", "partly"), "not known"),
        (("cannot-say", "cannot-say"), "not known"), ((None, None), "never looked at"),
    ],
)  # fmt: skip
def test_what_two_columns_prove(authority: Authority, results: Any, proof: str) -> None:
    roles: tuple[Role, Role] = ("dcs", "lead-member")
    for role, result in zip(roles, results, strict=True):
        if result:
            say(as_(authority, role), role, result)
    assert state(authority)[0] == proof


def test_a_proof_names_office_day_and_result_and_no_person(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs")
    assert state(authority)[1] == (
        "Director of children’s services (DCS) on 1 June 2026: satisfied.", "Lead member has not said anything.",
    )  # fmt: skip
    assert state(authority, DAY - timedelta(1)) == (
        "never looked at", ("Director of children’s services (DCS) has not said anything.",
                            "Lead member has not said anything."),
    )  # fmt: skip


def test_a_draft_counts_for_nothing_and_is_read_by_those_who_see_drafts_only(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", access=Access(kind="draft"))
    assert state(authority)[0] == "never looked at"
    one = now(authority)
    assert as_seen(one, as_(authority, "auditor")).history == ()
    assert len(as_seen(one, as_(authority, "governance-officer")).history) == 1
    say(as_(authority, "dcs", "lead-member"), "lead-member")


def test_past_its_review_it_is_not_known_until_both_say_anew(authority: Authority) -> None:
    first, second = both(authority)
    officer = as_(authority, "governance-officer")
    keep(officer, review=DAY + timedelta(90))
    assert state(authority, DAY + timedelta(90))[0] == "passes"
    late = DAY + timedelta(91)
    assert state(authority, late)[0] == "not known"
    assert "It was to be looked at again by 30 August 2026." in state(authority, late)[1]
    say(first, "dcs", on=late)
    assert state(authority, late)[0] == "not known"
    say(second, "lead-member", on=late)
    assert state(authority, late)[0] == "passes"
    assert state(authority, DAY)[0] == "passes"


def test_without_a_day_or_a_trigger_the_local_limit_of_a_year_holds() -> None:
    columns = (Column("satisfied", DAY), Column("satisfied", DAY + timedelta(10)))
    year = date(2027, 6, 1)
    assert due(columns, When(None, "")) == year
    assert due(columns, When(None, "An inspection")) is None
    assert due((None, None), When(DAY, "")) is None
    assert not stale(columns, When(None, ""), year)
    assert stale(columns, When(None, ""), year + timedelta(1))
    leap = (Column("satisfied", date(2024, 2, 29)),) * 2
    assert due(leap, When(None, "")) == date(2025, 2, 28)
    assert not stale(columns, When(None, "An inspection"), DAY + timedelta(3000))


def test_a_review_that_both_answered_does_not_hold_for_ever(authority: Authority) -> None:
    first, second = both(authority)
    review = DAY + timedelta(90)
    keep(as_(authority, "governance-officer"), review=review)
    say(first, "dcs", on=review)
    assert now(authority, review).due == review  # the lead member has not said anew
    say(second, "lead-member", on=review)
    assert now(authority, review).due == date(2027, 8, 30)
    assert state(authority, date(2027, 8, 30))[0] == "passes"
    assert state(authority, date(2027, 8, 31))[0] == "not known"
    both_anew = (Column("satisfied", review), Column("satisfied", review))
    assert due(both_anew, When(review, "An inspection")) is None  # the trigger alone is waited for


def test_what_binds_nobody_is_kept_and_never_fails(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", "not-satisfied", place=MAY)
    assert state(authority, duty=MAY[2])[0] == "not known"
    stated = stated_duty(*DUTY)
    assert stated is not None
    assert proves(stated.duty, (Column("not-satisfied", DAY), None), When(None, ""), DAY) == "fails"


def test_words_that_a_reader_may_not_see_are_not_told_and_the_result_is(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", words="A family moved.", access=Access(kind="confidential"))
    say(as_(authority, "lead-member"), "lead-member", access=EXEMPT)
    one = now(authority)
    seen = as_seen(one, as_(authority, "auditor")).columns
    assert seen[0] is not None
    assert seen[1] is not None
    assert (seen[0].words, seen[0].saw, seen[0].result, seen[0].by) == (HIDDEN, HIDDEN, "satisfied", "")
    assert seen[1].words == "lead-member: the panel meets."
    whole = as_seen(one, as_(authority, "chief-executive")).columns[0]
    assert whole is not None
    assert (whole.words, whole.by) == ("A family moved.", "Ann Heron")
    assert "A family moved." not in str(list(Entry.objects.values_list("after", flat=True)))


def test_what_children_say_is_kept_with_how_and_when_it_was_heard(authority: Authority) -> None:
    by = as_(authority, "participation-officer")
    given: dict[str, Any] = {"place": DUTY, "on": DAY, "heard_on": DAY}
    actions.record_voice(by=by, words="We wait too long.", how="Children in care council", **given)
    actions.record_voice(
        by=by, words="Nobody asked us.", how="Survey", access=EXEMPT, **{**given, "heard_on": DAY - timedelta(9)}
    )
    assert [one.words for one in now(authority).voice] == ["We wait too long.", "Nobody asked us."]
    partner = as_(authority, "partner")
    assert [one.words for one in as_seen(now(authority), partner).voice] == ["We wait too long."]
    with pytest.raises(BadInput, match="how it was heard"):
        actions.record_voice(by=by, words="x", how=" ", **given)
    with pytest.raises(BadInput, match="today or in the past"):
        actions.record_voice(by=by, words="x", how="x", **{**given, "heard_on": DAY + timedelta(1)})
    with pytest.raises(Refused):
        actions.record_voice(by=as_(authority, "analyst"), words="x", how="x", **given)


def test_both_sign_what_was_said_and_a_later_change_shows(authority: Authority) -> None:
    first = as_(authority, "dcs")
    say(first, "dcs")
    with pytest.raises(BadInput, match="once both have stated"):
        actions.sign_off(by=first, place=DUTY, on=DAY, now=timezone.now())
    second = as_(authority, "lead-member")
    say(second, "lead-member")
    for by in (first, second):
        actions.sign_off(by=by, place=DUTY, on=DAY, now=timezone.now())
    with pytest.raises(BadInput, match="Only the two people who stated"):
        actions.sign_off(by=as_(authority, "dcs"), place=DUTY, on=DAY, now=timezone.now())

    def changed() -> list[bool]:
        one = now(authority)
        return [each.changed for each in signatures(authority, one.about, signed_content(authority, one, DAY))]

    assert changed() == [False, False]
    assert first.user is not None
    first.user.individual.name = ""
    first.user.individual.save()
    assert changed() == [False, False]
    say(second, "lead-member", "partly", on=DAY + timedelta(1))
    assert changed() == [True, True]


def test_all_duties_that_rest_on_a_judgement_are_listed_and_what_was_judged_besides(authority: Authority) -> None:
    named = {one.duty for one in judgements(authority, "dcs-lm", "2013", DAY)}
    assert DUTY[2] in named
    assert LAW[2] in named
    assert MAY[2] not in named
    say(as_(authority, "dcs"), "dcs", place=MAY)
    assert MAY[2] in {one.duty for one in judgements(authority, "dcs-lm", "2013", DAY)}


def test_the_number_of_queries_does_not_grow_with_what_is_said(
    authority: Authority, django_assert_num_queries: Any
) -> None:
    both(authority)
    with django_assert_num_queries(5):
        judgement_states(authority, "dcs-lm", "2013", DAY)
    for place in (LAW, MAY):
        both(authority, place=place)
    with django_assert_num_queries(5):
        judgement_states(authority, "dcs-lm", "2013", DAY)
    with django_assert_num_queries(5):
        statements_state(authority, DAY)


def test_the_record_of_statements_is_kept_when_both_have_spoken_wherever_one_has(authority: Authority) -> None:
    assert statements_state(authority, DAY).result == "never looked at"
    both(authority, "not-satisfied")
    found = statements_state(authority, DAY)
    assert (found.result, found.newest) == ("passes", DAY)
    later = DAY + timedelta(400)
    assert statements_state(authority, later).says[1] == "1 are past their review."
    say(as_(authority, "dcs"), "dcs", place=LAW)
    found = statements_state(authority, DAY)
    assert found.result == "not known"
    assert found.says == ("Of 2 duties of which somebody has spoken, 1 have one statement only.",)


def test_a_judgement_whose_duty_the_content_no_longer_has_is_left_out(authority: Authority) -> None:
    models.Judgement.objects.create(authority=authority, document="dcs-lm", edition="2013", duty="gone")
    assert statements_state(authority, DAY).result == "never looked at"
    assert judgement(authority, "dcs-lm", "2013", "gone") is None


def test_nothing_of_another_authority_is_told(authority: Authority) -> None:
    both(make_authority("southmoor"))
    assert now(authority).pair == "neither"
    assert statements_state(authority, DAY).result == "never looked at"


def test_what_two_columns_come_to() -> None:
    satisfied, partly = Column("satisfied", DAY), Column("partly", DAY)
    assert [pair_of(both) for both in ((None, None), (partly, None), (satisfied, satisfied), (partly, partly),
                                       (satisfied, partly))] == [
        "neither", "one", "both satisfied", "agree", "disagree",
    ]  # fmt: skip
