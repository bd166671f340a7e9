"""The page of a concluded test says that it is held before an election, and leads to its release; buttons that would
lead nowhere are not shown."""

from datetime import timedelta

import pytest
from django.utils import timezone
from people import client_for
from world_testing import Team, concluded, published, sent, team

from clearline.accounts.acting import Acting
from clearline.schedule import electing

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def here() -> Team:
    return team()


def page(by: Acting, key: str) -> str:
    assert by.user is not None
    return client_for(by.user).get(f"/northmoor/tests-of-assurance/of/{key}/").content.decode()


def election(here: Team) -> None:
    electing.set_election(
        by=here.democratic, election="By-election", starts=TODAY - timedelta(1), ends=TODAY + timedelta(20)
    )


def test_a_concluded_test_is_held_before_an_election_and_asked_out_from_its_page(here: Team) -> None:
    key = concluded(here)
    assert "Ask for its release" not in page(here.governance, key)
    election(here)
    assert f"ask/?about=test%3A{key}" in page(here.governance, key)
    assert "Release it" in page(here.monitoring, key)


def test_what_is_not_concluded_or_is_published_already_is_not_said_to_be_held(here: Team) -> None:
    draft, out = sent(here), published(here)
    election(here)
    assert "Ask for its release" not in page(here.governance, draft)
    assert "Ask for its release" not in page(here.governance, out)


def test_only_those_on_the_way_of_approval_are_led_to_approve(here: Team) -> None:
    key = sent(here)
    assert "Approve, defer or refuse" in page(here.lead_member, key)
    assert "Approve, defer or refuse" not in page(here.leader, key)


def test_who_recorded_a_decision_is_told_by_office_where_no_name_is_kept(here: Team) -> None:
    assert here.democratic.user is not None
    here.democratic.user.individual.name = ""
    here.democratic.user.individual.save()
    key = concluded(here)
    found = page(here.governance, key)
    assert "Democratic services officer" in found
    assert "Bea Marsh" in found
