"""Home says what others wait for from the reader: answers, the end of a challenge, a release before an election."""

from datetime import timedelta

import pytest
from django.utils import timezone
from people import client_for, member
from world_challenges import People, challenges, people

from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions
from clearline.schedule import electing

pytestmark = pytest.mark.django_db

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
