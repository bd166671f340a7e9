"""The day of a review or a decision is nobody's way around who may give it, and is a day here, not in Greenwich."""

from datetime import UTC, date, datetime

import pytest
from world_testing import DAY, Team, decided, opened, reviewed, team, written

from clearline.assurance.testing import actions, deciding, models
from clearline.assurance.testing.independence import why_not_independent
from clearline.kit.errors import BadInput
from clearline.organisations.actions import name_person
from clearline.organisations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Team:
    return team()


def test_a_reviewer_of_the_tested_structure_cannot_date_the_review_to_before_their_post(people: Team) -> None:
    row = models.Test.objects.select_related("authority").get(key=opened(people, tested=[]))
    name_person(by=people.governance, key="person-director", name="Ed Snipe")
    Person.objects.filter(authority=people.authority, key="person-director").update(individual=people.partner.person)
    before = date(2020, 1, 1)
    assert why_not_independent(people.partner, row, (), before, before) == ""
    assert "You hold a post in the tested structure" in why_not_independent(people.partner, row, (), before, DAY)


def test_no_review_is_older_than_its_test(people: Team) -> None:
    key = written(people)
    deciding.send_for_review(by=people.governance, key=key, on=DAY)
    with pytest.raises(BadInput, match="not before the test was opened"):
        actions.review(
            by=people.inspector, key=key, organisation="Inspectorate", capacity="Inspector", words="Clear.",
            recommendations="", on=date(2026, 5, 31), today=DAY, own=True,
        )  # fmt: skip


def test_a_test_that_was_sent_after_midnight_was_not_approved_the_day_before(people: Team) -> None:
    key = reviewed(people)
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight here, in summer
    today = date(2026, 6, 2)
    deciding.send_for_approval(by=people.governance, key=key, on=today, now=late)
    body = next(one.key for one in models.Step.objects.filter(test__key=key) if one.key == "audit")
    with pytest.raises(BadInput, match="on or after the day when it was sent"):
        decided(people, people.democratic, key, body, on=DAY, today=today, now=late)
    decided(people, people.democratic, key, body, on=today, today=today, now=late)
