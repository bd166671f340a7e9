"""What the calendar shows besides reports: reviews, statements, answers, actions and tests, to who may see each."""

from datetime import date, timedelta
from typing import Any

import pytest
import stating
import world_testing
from northmoor_whole import departs
from people import client_for, make_authority
from world_challenges import DAY, DUE, challenges, people, somebody

from clearline.accounts.acting import Acting
from clearline.assurance.challenges import actions as challenging
from clearline.checks.dated import dated
from clearline.organisations.models import Recorded
from clearline.schedule.items import Item

pytestmark = pytest.mark.django_db

YEAR = timedelta(366)


def found(by: Acting, on: date = DAY, kind: str = "") -> list[Item]:
    return [one for one in dated(by, on, on + YEAR) if not kind or one.kind == kind]


def test_the_review_of_a_departure_is_due_until_it_is_over_and_late_after_its_day() -> None:
    authority = make_authority()
    by = stating.as_(authority, "governance-officer")
    key = departs(authority, review=date(2026, 7, 1))
    departs(authority, "key-4", start=date(2026, 7, 15), review=date(2027, 6, 1))
    (one,) = found(by, kind="Review")
    assert (one.due, one.late, one.owner) == (date(2026, 7, 1), 0, "governance-officer")
    assert one.address == f"/northmoor/departures/{key}/"
    late = {one.key: one.late for one in found(by, date(2026, 7, 4), "Review")}
    assert late == {f"departure:{key}": 3}


def test_a_statement_is_due_from_each_of_the_two_until_they_have_spoken_anew() -> None:
    authority = make_authority()
    first, _ = stating.both(authority)
    officer = stating.as_(authority, "governance-officer")
    stating.keep(officer, review=date(2026, 9, 1))
    items = found(officer, kind="Statement")
    assert [(one.owner, one.due, one.late) for one in items] == [
        ("dcs", date(2026, 9, 1), 0), ("lead-member", date(2026, 9, 1), 0)
    ]  # fmt: skip
    assert items[0].title.startswith("Statement of the director of children’s services (DCS): ")
    stating.say(first, "dcs", on=date(2026, 9, 2))
    assert [(one.owner, one.late) for one in found(officer, date(2026, 9, 3), "Statement")] == [("lead-member", 2)]


def test_what_is_due_later_than_asked_for_is_left_out() -> None:
    authority = make_authority()
    stating.both(authority)
    officer = stating.as_(authority, "governance-officer")
    assert list(dated(officer, DAY, DAY + timedelta(300))) == []
    assert len(list(dated(officer, DAY, DAY + timedelta(366)))) == 2


def test_an_answer_is_due_from_whom_the_challenge_went_to_last() -> None:
    here = people()
    key = challenges(here.lead_member)
    (one,) = found(here.governance, kind="Challenge")
    assert (one.owner, one.readers, one.due) == ("dcs", ("lead-member",), DUE)
    assert one.title == f"Challenge {key}: answer from Director of children’s services"
    assert "plan" not in one.title  # what it is about is for its own page
    challenging.answer(by=here.dcs, key=key, words="There were too few.", on=DAY)
    assert found(here.governance, kind="Challenge") == []


def test_a_challenge_of_a_body_has_no_office_to_read_the_answer() -> None:
    here = people()
    challenges(here.scrutiny, challenger="body:children-scrutiny", challenged="office:lead-member")
    (one,) = found(here.governance, kind="Challenge")
    assert (one.owner, one.readers) == ("lead-member", ())


def test_an_answer_of_a_partner_is_due_from_it_by_name() -> None:
    here = people()
    challenges(here.lead_member, challenged="partner:police")
    (one,) = found(here.governance, kind="Challenge")
    assert (one.owner, one.owner_words) == (None, "Police")


@pytest.mark.parametrize(("owner", "role"), [("dcs", "dcs"), ("leader", "leader"), ("head-of-libraries", None)])
def test_an_action_is_due_from_its_post_by_the_role_that_the_post_has(owner: str, role: str | None) -> None:
    here = people()
    source = f"challenge:{challenges(here.lead_member)}"
    key = challenging.open_action(
        by=here.governance, title="Fill two posts", source=source, owner=post(here.governance, owner), due=DUE, on=DAY
    )
    (one,) = found(here.governance, DUE + timedelta(1), "Action")
    assert (one.key, one.owner, one.late) == (f"action:{key}", role, 1)
    assert one.title.startswith("Fill two posts (")
    assert role or one.owner_words == "Head of Libraries", "the post itself acts where no role of the product has it"
    challenging.finish_action(by=here.governance, key=key, outcome="Both are filled.", on=DUE)
    assert found(here.governance, DUE + timedelta(1), "Action") == []


def post(by: Acting, role: str) -> str:
    """Return the id of a post that has a role; else the name as it is."""
    rows = Recorded.objects.filter(authority=by.authority, section="posts")
    return next((row.key for row in rows if role in (row.facts or {}).get("roles", ())), role)


def test_an_action_without_an_organisation_is_nobodys() -> None:
    here = people()
    source = f"challenge:{challenges(here.lead_member)}"
    challenging.open_action(
        by=here.governance, title="Fill it", source=source, owner="head-of-libraries", due=DUE, on=DAY
    )
    Recorded.objects.filter(authority=here.authority).delete()
    assert [one.owner for one in found(here.governance, kind="Action")] == [None]


def test_the_next_test_of_assurance_is_due_until_another_is_opened() -> None:
    team = world_testing.team()
    key = world_testing.concluded(team)
    (one,) = found(team.governance, kind="Test of assurance")
    assert (one.about, one.owner) == (f"test:{key}", "chief-executive")
    assert one.address == f"/northmoor/tests-of-assurance/of/{key}/"
    assert found(team.governance, one.due + timedelta(5), "Test of assurance")[0].late == 5
    world_testing.opened(team, title="Another")
    assert found(team.governance, kind="Test of assurance") == []


def test_who_may_not_see_a_thing_does_not_see_its_day() -> None:
    here = people()
    source = f"challenge:{challenges(here.lead_member)}"
    challenging.open_action(
        by=here.governance, title="Fill it", source=source, owner="head-of-libraries", due=DUE, on=DAY
    )
    departs(here.authority)
    stating.both(here.authority)
    assert {one.kind for one in found(here.governance)} == {"Action", "Challenge", "Review", "Statement"}
    assert {one.kind for one in found(somebody(here.authority, "administrator"))} == set()
    assert {one.kind for one in found(here.police)} == {"Challenge", "Review"}


def test_the_page_and_the_feed_show_them(django_assert_max_num_queries: Any) -> None:
    here = people()
    assert here.dcs.user is not None
    key = departs(here.authority, review=date.today() + timedelta(20))
    client = client_for(here.dcs.user)
    with django_assert_max_num_queries(60):
        text = client.get("/northmoor/calendar/").text
    assert f"/northmoor/departures/{key}/" in text
    made = client.post("/northmoor/calendar/your-calendar/", {"do": "make"}).text
    path = made.partition("<code>")[2].partition("</code>")[0].partition("/northmoor/")[2]
    feed = client.get(f"/northmoor/{path}").content.decode().replace("\r\n ", "")
    assert "SUMMARY:Review of the departure from key-5" in feed
    assert f"URL:http://127.0.0.1:8000/northmoor/departures/{key}/" in feed
