"""The pages of the calendar, of contracts, of what was issued, of pre-election periods, and the feed."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from northmoor_whole import departs
from people import browser, client_for, make_authority, make_user, member
from world_schedule import BRIEFING, as_role, at, complete, issued

from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.permissions import Role
from clearline.schedule import actions, electing, elections, queries, subscribing
from clearline.schedule.content import contract_named, contracts
from clearline.schedule.due import Own, plan_for
from clearline.schedule.models import Feed, Issue
from clearline.schedule.pages.contracts import fixed_by
from clearline.schedule.subscribing import Wanted

pytestmark = pytest.mark.django_db

ROOT = "/northmoor/calendar"
ISSUE = f"/northmoor/reports/{BRIEFING}/issued/2026-01/"
CAME = f"{ROOT}/issued/{BRIEFING}/2026-01/"


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def visitor(authority: Authority, role: Role) -> tuple[User, Client]:
    user = member(authority, role, user=make_user(name=f"A {role}"))
    return user, client_for(user)


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, response.status_code
    return str(response.text)


def posted(client: Client, address: str, **given: Any) -> Any:
    return client.post(address, given, follow=True)


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def test_the_calendar_shows_what_is_late_first_and_who_owes_it_to_whom(authority: Authority) -> None:
    issued(authority, on=date(2026, 2, 28), issued_on=date(2026, 3, 5))
    _, client = visitor(authority, "dcs")
    rows = list(csv.DictReader(io.StringIO(page(client, f"{ROOT}/", on="2026-06-20", format="csv").lstrip("\ufeff"))))
    briefings = [row for row in rows if row["What"].startswith("Lead member's briefing")]
    assert briefings[0]["Due"] == "2026-06-10"
    assert briefings[0]["Standing"] == "Late by 10 days; 2 before it never made"
    assert (briefings[0]["From"], briefings[0]["To"]) == (
        "Director of children’s services (DCS)", "Lead member; Lead member support"
    )  # fmt: skip
    late = [row["Standing"].startswith("Late") for row in rows]
    assert late == sorted(late, reverse=True)
    assert {row["Day fixed by"] for row in rows if "inspectorate" in row["What"]} == {"Suggested, local"}
    Authority.objects.update(since=date(2009, 7, 1))
    then = csv.DictReader(io.StringIO(page(client, f"{ROOT}/", on="2010-06-20", format="csv").lstrip("\ufeff")))
    by_guidance = {row["What"].partition(" (")[0] for row in then if row["Day fixed by"] == "Law or guidance"}
    assert by_guidance == {contracts()[key].title for key in ("governance-assessment", "safeguarding-assurance")}


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"from": "monitoring-officer"}, "Comply-or-explain", "Annual governance digest"),
        ({"to": "auditor"}, "How far the data can be relied on", "Comply-or-explain"),
        ({"kind": "Report"}, "Comply-or-explain", "Nothing is due in"),
        ({"when": "soon"}, "Lead member&#x27;s briefing", "27 May"),
        ({"when": "late"}, "Late by", '<strong class="govuk-tag govuk-tag--grey">Due<'),
    ],
)
def test_the_calendar_is_filtered(authority: Authority, query: dict[str, str], there: str, not_there: str) -> None:
    issued(authority, on=date(2026, 2, 28), issued_on=date(2026, 3, 5))
    _, client = visitor(authority, "governance-officer")
    text = page(client, f"{ROOT}/", on="2026-06-09", **query).partition("<tbody")[2]
    assert there in text
    assert not_there not in text


def test_scrutiny_sees_what_is_for_scrutiny_and_no_more(authority: Authority) -> None:
    _, client = visitor(authority, "scrutiny-member")
    text = page(client, f"{ROOT}/", on="2026-06-20")
    assert "Annual governance digest" in text
    assert "Lead member&#x27;s briefing" not in text


def test_the_calendar_says_what_is_to_be_confirmed_and_answered(authority: Authority) -> None:
    issued(authority)
    _, reader = visitor(authority, "lead-member")
    assert "Issued to you and not yet confirmed" in page(reader, f"{ROOT}/")
    by = as_role(authority, "lead-member")
    actions.ask(by=by, contract=BRIEFING, number="2026-01", text="Why so late?", now=at(date(2026, 4, 9)))
    _, maker = visitor(authority, "dcs")
    text = page(maker, f"{ROOT}/")
    assert "Questions that wait for an answer" in text
    assert "Why so late?" in text


def test_nothing_due_is_said_so(authority: Authority) -> None:
    _, client = visitor(authority, "scrutiny-member")
    assert "Nothing is due in the next twelve months." in page(client, f"{ROOT}/", on="2010-01-01", kind="Report")


def test_each_report_says_what_fixes_how_often_it_is_due(authority: Authority) -> None:
    actions.set_cadence(
        by=as_role(authority, "governance-officer"), contract="standing-report", own=Own("year"), why="So.",
        on=date(2026, 6, 1),
    )  # fmt: skip
    _, client = visitor(authority, "lead-member")
    text = page(client, f"{ROOT}/reports/", format="csv")
    rows = {row["Report"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}
    fixed = {name: row["Fixed by"] for name, row in rows.items()}
    assert fixed["Self-evaluation for the inspectorate"] == "Suggested, local"
    assert fixed["Lead member's briefing"] == "Suggested, local"
    assert fixed["Chief executive's and leader's yearly assessment"] == "Local practice"
    assert fixed["Standing of every duty"] == "Set by this council"
    assert (rows["Test of assurance"]["Fixed by"], rows["Test of assurance"]["How often"]) == (
        "No interval", "When something happens"
    )  # fmt: skip
    assert "Standing of every duty" not in page(client, f"{ROOT}/reports/", **{"from": "dcs"})


def test_a_contract_says_to_whom_of_what_and_what_of_it_is_late(authority: Authority) -> None:
    issued(authority, issued_on=date(2026, 4, 20), contents={**complete(BRIEFING), "gaps": False})
    _, client = visitor(authority, "lead-member")
    text = page(client, f"{ROOT}/reports/{BRIEFING}/", on="2026-07-11")
    assert "Late by 1 day:" in text
    assert "2 before it were never made" in text
    assert "Next due: 10 August 2026" in text
    assert "When an inspection or a scrutiny inquiry has reported" in text
    assert "May be there" in page(client, f"{ROOT}/reports/corporate-parenting-report/")
    for words in ("2026-01", "Late by 10 days", "Incomplete", "Not confirmed"):
        assert words in text
    assert "No day is fixed" in page(client, f"{ROOT}/reports/test-of-assurance/")
    assert client.get(f"{ROOT}/reports/nothing/").status_code == 404


def test_a_setting_is_refused_where_it_makes_longer_what_the_guidance_fixes(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_2010 = date(2010, 6, 1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: in_2010)
    client = client_for(member(authority, "democratic-services-officer", starts=in_2010))
    refused = posted(
        client, f"{ROOT}/reports/governance-assessment/set/", every="none", deadline="", why="Less work."
    )  # fmt: skip
    assert "It cannot be due less often" in refused.text
    assert queries.own_settings(authority) == {}


def test_a_setting_is_asked_for_with_its_reason(authority: Authority) -> None:
    _, client = visitor(authority, "democratic-services-officer")
    address = f"{ROOT}/reports/annual-conversation/set/"
    assert "As suggested: every year, 90 days after the period" in page(client, address)
    assert "As suggested: no interval" in page(client, f"{ROOT}/reports/test-of-assurance/set/")
    kept = posted(
        client, address, every="half-year", deadline="30", why="Agreed.", **day("first_due", date(2026, 9, 1))
    )
    assert "The calendar is set." in kept.text
    assert "Agreed." in kept.text
    assert queries.own_settings(authority) == {"annual-conversation": Own("half-year", 30, date(2026, 9, 1))}
    assert "Enter why" in posted(client, address, every="year").text


def test_a_reader_sees_that_a_report_is_late_and_what_it_lacks(authority: Authority) -> None:
    contents = {**complete(BRIEFING), "gaps": False, "complaints": False}
    issued(authority, issued_on=date(2026, 4, 11), contents=contents)
    _, client = visitor(authority, "lead-member")
    text = page(client, ISSUE)
    assert "<strong>late by 1 day</strong>" in text
    assert "<li>Gaps between groups of children</li>" in text
    assert "<li>Complaints</li>" in text
    assert "Not confirmed by: Lead member, Lead member support." in text


def test_a_reader_confirms_asks_and_reads_the_answer(authority: Authority) -> None:
    issued(authority)
    (_, reader), (_, maker) = visitor(authority, "lead-member"), visitor(authority, "dcs")
    assert "Confirm that it came" in page(reader, ISSUE)
    done = posted(reader, f"{CAME}received/").text
    assert "You have confirmed that it came." in done
    assert "Lead member (A lead-member)" in done
    assert "Confirm that it came</button>" not in done
    assert "Enter your question" in posted(reader, f"{CAME}ask/").text
    assert "Your question is sent." in posted(reader, f"{CAME}ask/", text="Why did it fall?").text
    assert "Answer question 1" in page(maker, ISSUE)
    assert "Why did it fall?" in page(maker, f"{CAME}questions/1/")
    assert "Your answer is sent." in posted(maker, f"{CAME}questions/1/", text="Two schools closed.").text
    assert "Two schools closed." in page(reader, ISSUE)
    assert "has its answer" in posted(maker, f"{CAME}questions/1/", text="More.").text


def test_who_only_looks_on_sees_that_a_question_waits(authority: Authority) -> None:
    issued(authority)
    by = as_role(authority, "lead-member")
    actions.ask(by=by, contract=BRIEFING, number="2026-01", text="Why?", now=at(date(2026, 4, 9)))
    _, client = visitor(authority, "analyst")
    text = page(client, ISSUE)
    assert "Not answered" in text
    assert "Ask about this report" not in text


def test_pages_of_a_report_are_for_those_it_concerns(authority: Authority) -> None:
    issued(authority)
    (_, outside), (_, maker) = visitor(authority, "partner"), visitor(authority, "dcs")
    assert outside.get(ISSUE).status_code == 403
    assert outside.post(f"{CAME}received/").status_code == 403
    assert outside.get(f"{CAME}ask/").status_code == 403
    assert maker.get(f"{CAME}ask/").status_code == 403
    assert visitor(authority, "analyst")[1].get(f"{CAME}questions/1/").status_code == 403
    assert maker.get(f"{CAME}questions/1/").status_code == 404
    assert maker.get(CAME.replace("2026-01", "2026-09") + "ask/").status_code == 404
    assert maker.post(f"{ROOT}/issued/nothing/2026-01/received/").status_code == 404


def test_an_amended_report_leads_to_what_puts_it_right(authority: Authority) -> None:
    first = issued(authority)
    issued(authority, says="right", amends=first, why="A figure was wrong.")
    _, client = visitor(authority, "lead-member")
    assert "Issue 2026-02 puts this one right" in page(client, ISSUE)
    assert "Issue 2026-01: A figure was wrong." in page(client, ISSUE.replace("2026-01", "2026-02"))
    assert "Amended by 2026-02" in page(client, f"{ROOT}/reports/{BRIEFING}/")


def test_a_report_that_was_never_due_says_so(authority: Authority) -> None:
    issued(authority, "test-of-assurance", by=as_role(authority, "governance-officer"))
    _, client = visitor(authority, "lead-member")
    text = page(client, "/northmoor/reports/test-of-assurance/issued/2026-01/")
    assert "No day was fixed" in text
    assert Issue.objects.get().due is None


def test_a_pre_election_period_is_set_changed_released_in_and_removed(authority: Authority) -> None:
    _, officer = visitor(authority, "democratic-services-officer")
    address = f"{ROOT}/pre-election-periods/"
    assert "No pre-election period is set." in page(officer, address)
    days = {**day("starts", date(2020, 1, 1)), **day("ends", date(2098, 5, 7))}
    wrong = {**days, **day("ends", date(2019, 1, 1))}
    assert "The last day must be" in posted(officer, f"{address}set/", election="Council", **wrong).text
    text = posted(officer, f"{address}set/", election="Council", **days).text
    assert "The pre-election period is set." in text
    assert "Publishing is held." in text
    assert "Release something" not in text
    changed = posted(officer, f"{address}council/change/", election="Council 2098", why="Name.", **days).text
    assert "Council 2098" in changed
    assert officer.get(f"{address}council/release/").status_code == 403
    _, lawyer = visitor(authority, "monitoring-officer")
    assert "Departure: a b" in page(lawyer, f"{address}council/release/", about="departure:a-b")
    assert lawyer.get(f"{address}council/release/").status_code == 404, "what is released comes from its page"
    released = posted(lawyer, f"{address}council/release/", about="departure:a", why="It is urgent.").text
    assert "It is released" in released
    assert "It is urgent." in released
    assert "stays on record" in posted(officer, f"{address}council/remove/", why="Mistake.").text
    posted(officer, f"{address}set/", election="Other", **days)
    assert "is removed" in posted(officer, f"{address}other/remove/", why="Mistake.").text
    assert [one.key for one in elections.elections(authority)] == ["council"]
    assert officer.get(f"{address}nothing/change/").status_code == 404


def test_periods_that_are_over_or_to_come_hold_nothing(authority: Authority) -> None:
    by = as_role(authority, "monitoring-officer")
    for name, year in (("Past", 2021), ("Future", 2097)):
        electing.set_election(by=by, election=name, starts=date(year, 3, 1), ends=date(year, 5, 1))
    _, client = visitor(authority, "lead-member")
    text = page(client, f"{ROOT}/pre-election-periods/")
    assert "nothing is held" in text
    assert {"Over", "To come"} <= set(text.replace(">", "<").split("<"))
    assert "Change" not in text.partition("<table")[2].partition("</table>")[0]


def test_what_is_held_is_asked_for_and_released_from_its_own_page(authority: Authority) -> None:
    key = departs(authority)
    address = f"/northmoor/departures/{key}/"
    (_, officer), (_, lawyer) = visitor(authority, "governance-officer"), visitor(authority, "monitoring-officer")
    assert "Ask for its release" not in page(officer, address)
    by = as_role(authority, "monitoring-officer")
    electing.set_election(by=by, election="Council", starts=date(2020, 1, 1), ends=date(2098, 5, 7))
    assert "Ask for its release" in page(officer, address)
    asked = posted(officer, f"{ROOT}/pre-election-periods/ask/?about=departure:{key}", why="A court asked.").text
    assert "The monitoring officer sees that you asked." in asked
    assert "A court asked." in asked
    assert "Release</a>" not in asked
    listed = page(lawyer, f"{ROOT}/pre-election-periods/")
    way = f"{ROOT}/pre-election-periods/council/release/?about=departure%3A{key}"
    assert way in listed
    assert way in page(lawyer, address)
    posted(lawyer, way, about=f"departure:{key}", why="It is not political.")
    assert "Held" not in page(officer, address)
    assert "Nobody has asked for a release." in page(lawyer, f"{ROOT}/pre-election-periods/")


def test_mail_is_chosen(authority: Authority) -> None:
    user, client = visitor(authority, "lead-member")
    assert subscribing.wanted(user, authority) == Wanted(reminders=True, digest=False)
    assert "Your choice of mail is saved." in posted(client, f"{ROOT}/your-calendar/", do="mail", mail=["digest"]).text
    assert subscribing.wanted(user, authority) == Wanted(reminders=False, digest=True)
    assert "Select a valid choice" in posted(client, f"{ROOT}/your-calendar/", do="mail", mail=["fax"]).text


def feed_address(client: Client) -> str:
    text = posted(client, f"{ROOT}/your-calendar/", do="make").text
    return str(text.partition("<code>http")[2].partition("://")[2].partition("<")[0].partition("/")[2])


def test_a_feed_is_shown_once_and_gives_what_its_owner_may_see(authority: Authority) -> None:
    user, client = visitor(authority, "scrutiny-member")
    address = f"/{feed_address(client)}"
    assert "/feed/" not in page(client, f"{ROOT}/your-calendar/")
    answer = browser().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    text = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Annual governance digest" in text
    assert "briefing" not in text.casefold()
    assert Feed.objects.get().digest not in address
    Membership.objects.filter(user=user).update(ends=date(2020, 6, 1))
    assert browser().get(address).status_code == 404


def test_a_feed_that_was_ended_or_made_anew_or_is_anothers_leads_nowhere(authority: Authority) -> None:
    make_authority("southmoor")
    _, client = visitor(authority, "dcs")
    first = f"/{feed_address(client)}"
    second = f"/{feed_address(client)}"
    assert [browser().get(each).status_code for each in (first, second)] == [404, 200]
    assert browser().get(second.replace("northmoor", "southmoor")).status_code == 404
    assert browser().get(f"{ROOT}/feed/none.ics").status_code == 404
    for _ in range(2):
        assert "The address no longer works." in posted(client, f"{ROOT}/your-calendar/", do="end").text
    assert browser().get(second).status_code == 404


def test_only_a_person_has_a_feed(authority: Authority) -> None:
    from clearline.accounts.acting import Refused, at_the_machine

    with pytest.raises(Refused, match="Only a person"):
        subscribing.make_feed(by=at_the_machine(authority), now=at(date(2026, 6, 1)))


def test_what_the_guidance_fixes_is_told_from_local_practice() -> None:
    contract = contract_named("governance-assessment")
    fixed = {
        edition: fixed_by(plan_for(contract, None, edition, date(2026, 6, 1), date(2020, 1, 1))).text
        for edition in ("2009", "2013")
    }
    assert fixed["2009"] == "Law or guidance"
    assert fixed["2013"] != "Law or guidance"
