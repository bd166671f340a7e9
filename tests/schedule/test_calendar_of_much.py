"""The calendar asks no more of the database for much than for little, and shows a long list by its beginning."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from people import client_for, member
from world_challenges import DAY, People, people
from world_challenges import challenges as challenged
from world_schedule import BRIEFING, as_role, at, issued

from clearline.accounts.access_class import Access
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.challenges.actions import answer, escalate, open_action
from clearline.assurance.challenges.queries import challenges
from clearline.assurance.challenges.waiting import waiting
from clearline.schedule import actions
from clearline.schedule.pages import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = DAY + timedelta(days=10)


@pytest.fixture
def here() -> People:
    return people()


def test_what_waits_is_what_each_reader_sees_of_the_challenges(here: People) -> None:
    challenged(here.lead_member)
    answer(by=here.dcs, key=challenged(here.lead_member), words="So.", on=DAY)
    up = challenged(here.lead_member, access=Access(kind="confidential"))
    escalate(
        by=here.lead_member, key=up, to="office:chief-executive", words="Still waiting.", due=ON + timedelta(days=20),
        on=ON,
    )  # fmt: skip
    nobody = Acting(None, here.authority, frozenset(), "page")
    seen = set()
    for by in (here.lead_member, here.dcs, here.police, here.governance, here.scrutiny, nobody):
        every = challenges(here.authority, by, ON)
        told = [(one.key, one.challenger, one.challenged_name, one.answerers[-1], one.due) for one in every if one.due]
        assert [tuple(one) for one in waiting(here.authority, by, ON)] == told
        seen.add(len(told))
    assert seen == {0, 1, 2}, "readers of all, of what is open, and of nothing"


def much(here: People, many: int) -> None:
    for number in range(many):
        challenged(here.lead_member)
        open_action(
            by=here.governance, title=f"Do {number}", source="challenge:2026-1", owner="director-of-children",
            due=ON, on=DAY,
        )  # fmt: skip
        asked(here.authority, date(2026, 1, 1) + timedelta(days=number))


def asked(authority: Authority, day: date) -> None:
    """Issue a report for a day, with a question that nobody answers."""
    number = issued(authority, on=day, issued_on=day, says=f"of {day}")
    reader = as_role(authority, "lead-member")
    actions.ask(by=reader, contract=BRIEFING, number=number, text=f"Why on {day}?", now=at(day))


def queries(here: People) -> int:
    client = client_for(member(here.authority, "governance-officer"))
    client.get(f"/northmoor/calendar/?on={ON}")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/northmoor/calendar/?on={ON}").status_code == 200
    return len(found)


def test_the_number_of_queries_does_not_grow_with_what_there_is(here: People) -> None:
    much(here, 1)
    few = queries(here)
    much(here, 3)
    assert queries(here) == few


def test_a_long_list_of_questions_is_shown_by_its_oldest(here: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "MOST", 2)
    for number in range(3):
        asked(here.authority, date(2026, 1, 1) + timedelta(days=number))
    page = client_for(member(here.authority, "governance-officer")).get(f"/northmoor/calendar/?on={ON}").text
    assert "Why on 2026-01-02?" in page
    assert "Why on 2026-01-03?" not in page
    assert "1 more wait" in page
