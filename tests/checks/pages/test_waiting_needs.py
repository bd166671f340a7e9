"""Home says what others wait for from the reader: answers, receipts, approvals, a release before an election."""

from datetime import timedelta

import pytest
from django.utils import timezone
from people import client_for, member
from world_challenges import People, challenges, people
from world_schedule import BRIEFING, as_role, issued
from world_testing import decided, sent, team

from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions
from clearline.assurance.signing.actions import sign
from clearline.schedule import actions as schedule
from clearline.schedule import electing

pytestmark = pytest.mark.django_db

ASSESSMENT = "governance-assessment"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(28)


@pytest.fixture
def here() -> People:
    return people()


def home(by: Acting) -> str:
    assert by.user is not None
    return client_for(by.user).get("/northmoor/").content.decode()


def test_a_challenge_waits_for_the_challenged_then_for_the_challenger_then_for_nobody(here: People) -> None:
    key = challenges(here.lead_member, topic="Late plans", on=TODAY, due=SOON)
    page = home(here.dcs)
    assert "1 challenge for you to answer" in page
    assert f"/northmoor/challenges/{key}/" in page
    assert "for you to answer" not in home(here.lead_member)
    actions.answer(by=here.dcs, key=key, words="Two posts are empty.", on=TODAY)
    assert "for you to answer" not in home(here.dcs)
    assert "1 answer to challenges of yours" not in home(here.dcs)
    page = home(here.lead_member)
    assert "1 answer to challenges of yours" in page
    assert "Late plans" in page
    actions.close(by=here.lead_member, key=key, words="Settled.", on=TODAY)
    assert "to challenges of yours" not in home(here.lead_member)


def test_who_neither_challenges_nor_answers_is_not_asked_to(here: People) -> None:
    challenges(here.lead_member, on=TODAY, due=SOON)
    assert "for you to answer" not in home(here.governance)


def test_the_monitoring_officer_is_told_of_a_release_that_is_asked_for(here: People) -> None:
    officer = member(here.authority, "monitoring-officer")
    page = client_for(officer).get("/northmoor/").content.decode()
    assert "asked for before an election" not in page
    by = here.democratic_services
    electing.set_election(by=by, election="Council elections", starts=TODAY, ends=SOON)
    about = "departure:2013-key-5"
    electing.want_release(by=by, about=about, why="It cannot wait.", on=TODAY, now=timezone.now())
    page = client_for(officer).get("/northmoor/").content.decode()
    assert "1 release asked for before an election" in page
    assert "asked for before an election" not in home(by)


def test_a_report_waits_for_its_reader_and_then_its_question_for_its_maker(here: People) -> None:
    assert "for you to read" not in home(here.lead_member)
    number = issued(here.authority, by=here.dcs)
    page = home(here.lead_member)
    assert "1 report for you to read" in page
    assert f"/northmoor/reports/{BRIEFING}/issued/{number}/" in page
    assert "for you to read" not in home(here.dcs)
    schedule.acknowledge(by=here.lead_member, contract=BRIEFING, number=number, now=timezone.now())
    assert "for you to read" not in home(here.lead_member)
    schedule.ask(by=here.lead_member, contract=BRIEFING, number=number, text="Why?", now=timezone.now())
    assert "1 question about a report of yours" in home(here.dcs)
    assert "about a report of yours" not in home(here.lead_member)


def test_a_test_of_assurance_waits_for_each_who_approves_it_until_they_have() -> None:
    people = team()
    key = sent(people)
    assert "1 test of assurance to approve" in home(people.lead_member)
    assert f"/northmoor/tests-of-assurance/of/{key}/" in home(people.lead_member)
    assert "of assurance to approve" not in home(people.leader), "the leader is not on the way of approval"
    decided(people, people.lead_member, key, "lead-member")
    assert "of assurance to approve" not in home(people.lead_member)
    assert "of assurance to approve" in home(people.dcs)


def test_a_draft_that_one_office_signed_waits_for_the_other_until_it_is_issued(here: People) -> None:
    executive, leader = (as_role(here.authority, role) for role in ("chief-executive", "leader"))
    assert "for you to sign" not in home(leader)
    for about in (f"pack:{ASSESSMENT}/{TODAY}", f"pack:gone/{TODAY}", "test:one"):
        sign(by=executive, about=about, content={}, title="It", office="chief-executive", on=TODAY, now=timezone.now())
    page = home(leader)
    assert "1 report for you to sign" in page
    assert f"/northmoor/reports/{ASSESSMENT}/?on={TODAY}" in page
    for by in (executive, here.dcs, here.governance):
        assert "for you to sign" not in home(by)
    issued(here.authority, ASSESSMENT, on=TODAY)
    assert "for you to sign" not in home(leader)
