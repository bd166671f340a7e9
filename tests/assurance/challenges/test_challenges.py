"""A challenge belongs to an office: its holder writes in its name, nobody answers themselves, nothing is edited."""

from datetime import date, timedelta

import pytest
from northmoor_whole import acting
from people import make_authority, member
from world_challenges import DAY, DUE, WORDS, People, challenges, people, somebody

from clearline.accounts.access_class import OPEN, Access
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Membership
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.assurance.challenges import actions, queries
from clearline.assurance.challenges.models import Challenge, Step
from clearline.kit.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = DAY + timedelta(7)
ABOUT = "duty:dcs-lm/2009/lead-member-challenges-dcs-constructively"


@pytest.fixture
def here() -> People:
    return people()


def seen(here: People, key: str, on: date = LATER, by: Acting | None = None) -> queries.Challenge:
    found = queries.challenge_named(by or here.governance, key, on, on)
    assert found is not None
    return found


def answered(here: People) -> str:
    """Return the key of a challenge of the lead member that the DCS has answered."""
    key = challenges(here.lead_member, about=ABOUT)
    actions.answer(by=here.dcs, key=key, words="There were too few workers.", on=LATER)
    return key


def test_the_lead_member_challenges_the_dcs_answers_and_the_lead_member_closes(here: People) -> None:
    key = answered(here)
    actions.say_what_changed(by=here.dcs, key=key, words="Two posts were filled.", on=LATER)
    actions.reply(by=here.lead_member, key=key, words="Thank you.", on=LATER)
    actions.close(by=here.lead_member, key=key, words="The wait is over.", on=LATER)
    one = seen(here, key)
    assert (one.key, one.state, one.due, one.overdue) == ("2026-1", "closed", None, False)
    assert (one.challenger_name, one.challenged_name) == ("Lead member", "Director of children’s services")
    assert [(step.kind, step.by, step.party) for step in one.steps] == [
        ("answer", "Ann Heron", "office:dcs"), ("change", "Ann Heron", "office:dcs"),
        ("reply", "Bea Marsh", "office:lead-member"), ("closed", "Bea Marsh", "office:lead-member"),
    ]  # fmt: skip
    assert not one.successor
    assert one.about == ABOUT
    told = [past.did for past in history(here.authority, f"challenge:{key}")]
    assert told == [
        "challenge closed", "answer replied to", "said what changed", "challenge answered", "challenge raised"
    ]  # fmt: skip


def test_every_change_leaves_one_entry_and_what_is_refused_leaves_nothing(here: People) -> None:
    before = Entry.objects.count()
    key = answered(here)
    assert Entry.objects.count() == before + 2
    with pytest.raises(BadInput):
        actions.reply(by=here.lead_member, key=key, words=" ", on=LATER)
    assert Entry.objects.count() == before + 2
    assert Step.objects.count() == 1


def test_nobody_fills_the_other_column(here: People) -> None:
    key = challenges(here.lead_member)
    with pytest.raises(Refused):
        actions.answer(by=here.lead_member, key=key, words="I answer myself.", on=LATER)
    for outsider in (here.governance, here.chief_executive, here.police):
        with pytest.raises(Refused, match="You do not hold the office"):
            actions.answer(by=outsider, key=key, words="For the DCS.", on=LATER)
        with pytest.raises(Refused):
            actions.say_what_changed(by=outsider, key=key, words="For the DCS.", on=LATER)
    for other in (here.dcs, here.leader):
        with pytest.raises(Refused, match="You do not hold the office"):
            actions.close(by=other, key=key, words="Done.", on=LATER)
    with pytest.raises(Refused, match="You do not hold the office"):
        challenges(here.dcs, challenger="office:lead-member", challenged="partner:police")
    assert not Step.objects.exists()


def test_a_person_in_both_offices_cannot_answer_their_own_challenge_whatever_the_account(here: People) -> None:
    both = somebody(here.authority, "lead-member", "dcs")
    key = challenges(both)
    with pytest.raises(Refused, match="An answer must be done by somebody other than its author"):
        actions.answer(by=both, key=key, words="I answer myself.", on=LATER)
    second = member(here.authority, "dcs")
    assert both.user is not None
    second.individual = both.user.individual
    second.save()
    with pytest.raises(Refused, match="An answer"):
        actions.answer(by=acting(second, here.authority, "dcs"), key=key, words="I answer myself.", on=LATER)


def test_who_replied_for_the_challenger_cannot_answer_later_in_another_office(here: People) -> None:
    key = answered(here)
    successor = somebody(here.authority, "lead-member", "dcs")
    actions.reply(by=successor, key=key, words="And since?", on=LATER, due=LATER + timedelta(7))
    with pytest.raises(Refused, match="An answer"):
        actions.answer(by=successor, key=key, words="Nothing.", on=LATER)


def test_who_answered_cannot_close_after_changing_office(here: People) -> None:
    key = challenges(here.lead_member)
    mover = somebody(here.authority, "dcs", "lead-member")
    actions.answer(by=mover, key=key, words="We looked.", on=LATER)
    with pytest.raises(Refused, match="Whoever answered a challenge cannot close it"):
        actions.close(by=mover, key=key, words="Done.", on=LATER)


def test_after_a_reshuffle_the_successor_closes_it_and_the_record_says_so(here: People) -> None:
    key = answered(here)
    Membership.objects.filter(user=here.lead_member.user).update(ends=LATER)
    election = date(2027, 5, 10)
    new = member(here.authority, "lead-member", starts=election)
    new.individual.name = "Jo Dipper"
    new.individual.save()
    gone = here.lead_member._replace(roles=frozenset({"scrutiny-member"}))
    with pytest.raises(Refused):
        actions.close(by=gone, key=key, words="Done.", on=election)
    successor = acting(new, here.authority, "lead-member")
    actions.close(by=successor, key=key, words="The wait is over.", on=election)
    one = seen(here, key, election)
    assert one.successor
    assert one.by == "Bea Marsh"
    assert one.closing is not None
    assert (one.closing.by, one.closing.since) == ("Jo Dipper", election)


def test_since_when_somebody_holds_the_office_is_that_of_the_organisation_where_it_knows_them(here: People) -> None:
    from clearline.organisations.models import Person

    assert here.lead_member.user is not None
    Person.objects.update_or_create(
        authority=here.authority, key="person-lead-member", defaults={"individual": here.lead_member.user.individual}
    )
    key = challenges(here.lead_member)
    assert Challenge.objects.get(key=key).since == date(2024, 5, 16)


def test_a_closed_challenge_takes_no_more_steps_and_one_day_does_not_go_back(here: People) -> None:
    key = answered(here)
    with pytest.raises(BadInput, match="before what was said last"):
        actions.close(by=here.lead_member, key=key, words="Done.", on=DAY)
    actions.close(by=here.lead_member, key=key, words="Done.", on=LATER)
    with pytest.raises(BadInput, match="closed"):
        actions.answer(by=here.dcs, key=key, words="Wait.", on=LATER)
    with pytest.raises(BadInput, match="closed"):
        actions.close(by=here.lead_member, key=key, words="Again.", on=LATER)
    with pytest.raises(BadInput, match="There is no challenge '2020-1'"):
        actions.close(by=here.lead_member, key="2020-1", words="Done.", on=LATER)


def test_an_unanswered_challenge_goes_up_and_whoever_it_goes_to_may_answer(here: People) -> None:
    key = challenges(here.lead_member)
    after = DUE + timedelta(1)
    assert seen(here, key, after).overdue
    with pytest.raises(BadInput, match="no answer to reply to"):
        actions.reply(by=here.lead_member, key=key, words="Well?", on=after)
    up = {"by": here.lead_member, "key": key, "words": "No answer came.", "on": after}
    with pytest.raises(BadInput, match="must be today or later"):
        actions.escalate(**up, to="office:chief-executive", due=DAY)  # type: ignore[arg-type]
    actions.escalate(**up, to="office:chief-executive", due=after + timedelta(7))  # type: ignore[arg-type]
    for to in ("office:chief-executive", "office:dcs", "office:lead-member", "partner:police"):
        with pytest.raises(BadInput, match="cannot be escalated to"):
            actions.escalate(**up, to=to, due=after)  # type: ignore[arg-type]
    one = seen(here, key, after)
    assert (one.state, one.due, one.overdue) == ("waiting", after + timedelta(7), False)
    assert one.steps[0].title == "Escalated to Chief executive"
    actions.answer(by=here.chief_executive, key=key, words="I have asked for it.", on=after)
    assert seen(here, key, after).state == "answered"
    assert [one.key for one in queries.challenges(here.authority, here.governance, after)] == [key]


def test_full_council_answers_by_its_minute(here: People) -> None:
    key = challenges(here.lead_member)
    actions.escalate(by=here.lead_member, key=key, to="body:council", words="It goes on.", on=LATER, due=DUE)
    with pytest.raises(BadInput, match="Give the minute: Full Council speaks by what it decided"):
        actions.answer(by=here.governance, key=key, words="Council resolved.", on=LATER)
    actions.answer(by=here.governance, key=key, words="Council resolved.", on=LATER, minute="Council, item 8")
    step = seen(here, key).steps[-1]
    assert (step.party, step.minute, step.since) == ("body:council", "Council, item 8", None)


def test_a_reply_asks_for_another_answer_once_at_a_time(here: People) -> None:
    key = answered(here)
    ask = {"by": here.lead_member, "key": key, "words": "And the others?", "on": LATER}
    actions.reply(**ask, due=DUE)  # type: ignore[arg-type]
    assert (seen(here, key).state, seen(here, key).due) == ("waiting", DUE)
    with pytest.raises(BadInput, match="An answer is asked for by 29 June 2026 already"):
        actions.reply(**ask, due=DUE)  # type: ignore[arg-type]
    actions.reply(**ask)  # type: ignore[arg-type]
    assert seen(here, key).due == DUE


def test_scrutiny_summons_the_lead_member_by_its_clerk_on_its_minute_or_by_its_member(here: People) -> None:
    summons = {"challenger": "body:children-scrutiny", "challenged": "office:lead-member", "summons": True}
    with pytest.raises(BadInput, match="Give the minute: Children and Learning Scrutiny Committee"):
        challenges(here.democratic_services, **summons)
    first = challenges(here.democratic_services, **summons, minute="Scrutiny, 1 June 2026, item 6")
    second = challenges(here.scrutiny, **summons)
    assert [seen(here, key).summons for key in (first, second)] == [True, True]
    actions.answer(by=here.lead_member, key=first, words="I came and answered.", on=LATER)
    with pytest.raises(Refused):
        actions.close(by=here.lead_member, key=first, words="Done.", on=LATER)
    actions.close(by=here.scrutiny, key=first, words="The committee is satisfied.", on=LATER)
    with pytest.raises(Refused):
        challenges(here.board_support, **summons, minute="Item 6")


def test_partners_challenge_the_council_too_and_safeguarding_partners_each_partner(here: People) -> None:
    key = challenges(here.police, challenger="partner:police")
    actions.answer(by=here.dcs, key=key, words="We will share it.", on=LATER)
    other = challenges(
        here.board_support, challenger="body:safeguarding-partnership", challenged="partner:police", minute="Item 2"
    )
    actions.answer(by=here.police, key=other, words="We have begun.", on=LATER)
    one = queries.challenges(here.authority, here.police, LATER)
    assert {each.key for each in one} == {key, other}


@pytest.mark.parametrize(
    ("otherwise", "why"),
    [
        ({"challenged": "office:lead-member"}, "Lead member does not challenge Lead member"),
        ({"challenged": "body:children-scrutiny"}, "does not challenge Children and Learning Scrutiny"),
        ({"challenged": "partner:nobody"}, "There is no “partner:nobody” here on 1 June 2026"),
        ({"summons": True}, "Only a scrutiny committee summons"),
        ({"topic": " "}, "Say what it is about"),
        ({"words": " "}, "Say it in words"),
        ({"due": DAY - timedelta(1)}, "must be the same as or after"),
        ({"about": "duty:dcs-lm/2009/nothing"}, "has no duty 'nothing'"),
        ({"about": "measure:nothing"}, "There is no measure 'nothing'"),
        ({"about": "nonsense"}, "names nothing"),
        ({"about": "duty:" + "x" * 300}, "names nothing"),
        ({"access": Access(kind="exempt")}, "under which paragraph"),
        ({"access": Access(kind="draft")}, "never drafts"),
    ],
)
def test_what_is_no_challenge_is_refused_and_nothing_is_kept(
    here: People, otherwise: dict[str, object], why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        challenges(here.lead_member, **otherwise)
    assert not Challenge.objects.exists()


def test_only_somebody_with_an_account_and_the_permission_challenges(here: People) -> None:
    with pytest.raises(Refused, match="You do not hold the office"):
        challenges(at_the_machine(here.authority))
    with pytest.raises(Refused, match="challenge"):
        challenges(somebody(here.authority, "analyst"))
    partner = somebody(here.authority, "partner")  # nobody said for whom this one speaks
    with pytest.raises(Refused, match="do not speak for the body"):
        challenges(partner, challenger="partner:police")


def test_keys_are_numbers_of_the_year_and_say_nothing_of_the_topic(here: People) -> None:
    keys = [challenges(here.lead_member, topic="Somebody’s business") for _ in range(2)]
    assert keys == ["2026-1", "2026-2"]
    assert challenges(here.lead_member, on=date(2025, 1, 2), due=DUE) == "2025-1"


def test_each_authority_has_its_own(here: People) -> None:
    key = challenges(here.lead_member)
    there = people("southmoor")
    assert queries.challenges(there.authority, there.governance, LATER) == ()
    with pytest.raises(BadInput, match="There is no challenge"):
        actions.answer(by=there.dcs, key=key, words="Not mine.", on=LATER)


@pytest.mark.parametrize("access", [OPEN, Access(kind="exempt", paragraph="3", why="A contract is being let.")])
def test_the_words_are_not_in_the_trail_since_they_can_be_closed_later(here: People, access: Access) -> None:
    key = challenges(here.lead_member, topic="The contract", access=access)
    actions.answer(by=here.dcs, key=key, words="It is late.", on=LATER)
    text = str([past.changes for past in history(here.authority, f"challenge:{key}", named=True)])
    assert access.kind in text
    for words in (WORDS, "The contract", "It is late."):
        assert words not in text


def test_no_query_is_added_by_more_challenges(here: People, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answered(here)
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.challenges(here.authority, here.governance, LATER)
    for _ in range(3):
        answered(here)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.challenges(here.authority, here.governance, LATER)) == 4
    assert len(many) <= len(one)


def test_the_log_as_a_proof_is_never_looked_at_passes_fails_or_is_not_known(here: People) -> None:
    def result(on: date) -> str:
        return queries.challenge_state(here.authority, on).result

    assert result(DAY) == "never looked at"
    key = challenges(here.lead_member)
    assert result(DAY) == "passes"
    assert result(DAY - timedelta(1)) == "never looked at"
    assert result(DUE + timedelta(1)) == "fails"
    actions.answer(by=here.dcs, key=key, words="Here it is.", on=DUE)
    assert result(DUE + timedelta(1)) == "passes"
    assert result(DAY + timedelta(365)) == "passes"
    assert result(DAY + timedelta(366)) == "not known"
    state = queries.challenge_state(here.authority, DUE)
    assert (state.key, state.newest) == ("challenges", DAY)
    assert "1 challenge in the last 12 months (a local measure: no law fixes how many)." in state.says


def test_bad_results_that_nobody_challenged_in_a_year_are_found(here: People) -> None:
    statement = ABOUT.replace("duty:", "judgement:")
    bad = [statement, "finding:2013/line-unbroken/family-practitioner"]
    challenges(here.lead_member)
    assert queries.unchallenged(here.authority, bad, DAY) == tuple(bad)
    challenges(here.lead_member, about=ABOUT)
    assert queries.unchallenged(here.authority, bad, DAY) == (bad[1],)
    assert queries.unchallenged(here.authority, bad, DAY - timedelta(1)) == tuple(bad)
    assert queries.unchallenged(here.authority, bad, DAY + timedelta(366)) == tuple(bad)
    assert [one.key for one in queries.challenges(here.authority, here.governance, DAY, about=statement)] == ["2026-2"]


def test_what_waits_for_somebody_is_theirs_alone_and_the_soonest_due_first(here: People) -> None:
    later = challenges(here.lead_member, due=DUE + timedelta(1))
    sooner = challenges(here.police, challenger="partner:police")
    assert [one.key for one in queries.to_answer(here.dcs, DAY)] == [sooner, later]
    for other in (here.lead_member, here.governance, here.police):
        assert queries.to_answer(other, DAY) == ()
    assert queries.to_answer(Acting(None, make_authority(), frozenset({"dcs"}), "command"), DAY) == ()
