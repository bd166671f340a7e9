"""What a program changes: the same as a page would, with an entry in the trail that says it came by the API."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from northmoor_whole import departs, northmoor
from tokens_held import Program, program_as

from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.assurance.queries import departure_named
from clearline.organisations.models import Proposal

pytestmark = pytest.mark.django_db

DECIDED: dict[str, Any] = {
    "provision": "key-5", "edition": "2013", "reasons": "Two managers share the hub.", "decided_by": "Cabinet",
    "route": "executive", "from": "2026-01-01", "review": "2027-01-01",
}  # fmt: skip
LIBRARIES = {"posts": {"head-of-libraries": {"title": "Head of Books"}}}


@pytest.fixture
def council() -> Authority:
    return northmoor()


@pytest.fixture
def officer(council: Authority) -> Program:
    return program_as(council, "governance-officer")


def last_entry(council: Authority) -> Entry:
    found = Entry.objects.filter(authority=council).order_by("-sequence").first()
    assert found is not None
    return found


def test_a_departure_is_recorded_renewed_and_ended_with_entries_by_the_api(
    council: Authority, officer: Program
) -> None:
    made = officer.ask("POST", "/authorities/northmoor/departures", {**DECIDED, "minutes": "https://x.example/m"})
    assert made.status_code == 201, made.content
    assert made.json()["state"] == "live" or made.json()["departure"]["review"] == "2027-01-01"
    key = made.json()["key"]
    assert departure_named(council, key) is not None
    assert (last_entry(council).door, last_entry(council).did) == ("api", "departure recorded")
    there = f"/authorities/northmoor/departures/{key}"
    renewed = officer.ask("POST", f"{there}/renew", {"review": "2027-06-01", "why": "It still holds."})
    assert renewed.json()["departure"]["review"] == "2027-06-01", renewed.content
    ended = officer.ask("POST", f"{there}/end", {"last": "2026-12-01", "why": "The hub has one manager."})
    assert ended.json()["departure"]["to"] == "2026-12-01", ended.content
    assert (last_entry(council).door, last_entry(council).did) == ("api", "departure ended")


def test_a_departure_from_the_law_is_refused_in_words(officer: Program) -> None:
    answer = officer.ask("POST", "/authorities/northmoor/departures", {**DECIDED, "provision": "s18(1)"})
    assert answer.status_code == 422
    assert "law" in answer.json()["problems"][0]["what"]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"route": "nobody"}, "body.route"),
        ({"minutes": "javascript:alert(1)"}, "body.minutes"),
        ({"from": "yesterday"}, "body.from"),
        ({"unknown": 1}, "body"),
    ],
)
def test_what_is_ill_typed_is_refused_with_its_place(officer: Program, changed: dict[str, Any], where: str) -> None:
    answer = officer.ask("POST", "/authorities/northmoor/departures", {**DECIDED, **changed})
    assert answer.status_code == 422
    assert [one["where"].removesuffix(".") for one in answer.json()["problems"]] == [where], answer.content


def test_a_day_too_far_away_is_refused(officer: Program) -> None:
    answer = officer.ask("POST", "/authorities/northmoor/departures", {**DECIDED, "review": "9999-12-31"})
    assert (answer.status_code, answer.json()["problems"][0]["what"]) == (422, "A day must be from 1900 to 2199.")


def test_a_text_about_a_child_is_kept_only_with_a_word_and_the_trail_says_so(
    council: Authority, officer: Program
) -> None:
    text = {**DECIDED, "reasons": "For the child Sam Heron, born 3 May 2015, the hub has two managers."}
    refused = officer.ask("POST", "/authorities/northmoor/departures", text)
    assert refused.status_code == 422
    assert "save_anyway" in refused.json()["problems"][-1]["what"]
    kept = officer.ask("POST", "/authorities/northmoor/departures", {**text, "save_anyway": True})
    assert kept.status_code == 201
    assert last_entry(council).did == "warning of personal data ticked away"


def test_a_proposal_is_made_read_rewritten_and_judged(council: Authority, officer: Program) -> None:
    wanted = {"title": "One director", "takes_effect": "2027-04-01", "overlay": LIBRARIES}
    made = officer.ask("POST", "/authorities/northmoor/proposals", wanted)
    assert made.status_code == 201, made.content
    there = f"/authorities/northmoor/proposals/{made.json()['key']}"
    assert officer.get(there)["overlay"] == LIBRARIES
    assert last_entry(council).door == "api"
    assert [one["title"] for one in officer.get("/authorities/northmoor/proposals")] == ["One director"]
    other: dict[str, Any] = {"posts": {"director-of-children": {"roles": []}}}
    rewritten = officer.ask("PUT", f"{there}/overlay", {"overlay": other})
    assert rewritten.json()["overlay"] == other
    assert officer.get(f"{there}/findings")["appear"]


def test_a_proposal_that_does_not_fit_is_refused_and_nothing_is_kept(officer: Program) -> None:
    wanted = {"title": "X", "takes_effect": "2027-04-01", "overlay": {"departures": {}}}
    assert officer.ask("POST", "/authorities/northmoor/proposals", wanted).status_code == 422
    assert not Proposal.objects.exists()


def test_what_is_tried_out_is_judged_and_not_kept(council: Authority, officer: Program) -> None:
    before = Entry.objects.count()
    body = {"overlay": {"posts": {"director-of-children": {"roles": []}}}, "edition": "2013"}
    answer = officer.ask("POST", "/authorities/northmoor/what-if", body)
    assert answer.status_code == 200, answer.content
    assert answer.json()["appear"]
    assert Entry.objects.count() == before


def test_a_thing_is_stated_from_a_day_and_ended(council: Authority, officer: Program) -> None:
    there = "/authorities/northmoor/organisation/posts/head-of-libraries"
    seen = officer.get(there)
    change = {"facts": {**seen["facts"], "title": "Head of Books"}, "from": "2027-01-01", "seen": seen["mark"]}
    stated = officer.ask("PUT", there, change)
    assert stated.json()["facts"]["title"] == "Head of Books", stated.content
    assert officer.get(f"{there}?on=2026-12-31")["facts"]["title"] == seen["facts"]["title"]
    assert last_entry(council).door == "api"


def test_a_change_of_what_has_changed_meanwhile_is_a_conflict(officer: Program) -> None:
    there = "/authorities/northmoor/organisation/posts/head-of-libraries"
    facts = officer.get(there)["facts"]
    answer = officer.ask("PUT", there, {"facts": facts, "seen": "not what is there"})
    assert answer.status_code == 409, answer.content


def test_what_does_not_fit_is_no_conflict(officer: Program) -> None:
    there = "/authorities/northmoor/organisation/posts/head-of-libraries"
    answer = officer.ask("PUT", there, {"facts": {"title": "X", "reports_to": "nobody-there"}})
    assert answer.status_code == 422, answer.content


def test_a_team_is_ended_and_stays_on_record(council: Authority, officer: Program) -> None:
    there = "/authorities/northmoor/organisation/posts/new-post"
    facts = {"title": "New post", "reports_to": "director-of-children"}
    assert officer.ask("PUT", there, {"facts": facts}).status_code == 200
    last = (timezone.localdate() - timedelta(1)).isoformat()
    assert officer.ask("POST", f"{there}/end", {"last": last}).status_code == 204
    assert last_entry(council).did == "post ended"


def test_another_route_to_a_section_that_is_not_is_404(officer: Program) -> None:
    answer = officer.ask("PUT", "/authorities/northmoor/organisation/nonsense/x", {"facts": {}})
    assert answer.status_code == 404


def test_a_departure_that_is_not_there_cannot_be_ended(officer: Program) -> None:
    answer = officer.ask("POST", "/authorities/northmoor/departures/none/end", {"last": "2026-01-01", "why": "x"})
    assert answer.status_code == 404


def test_departures_are_read_as_at_a_day(council: Authority, officer: Program) -> None:
    key = departs(council, start=date(2026, 3, 1))
    found = {one["key"]: one["state"] for one in officer.get("/authorities/northmoor/departures?on=2026-02-01")}
    assert found[key] == "not begun"
    assert officer.get(f"/authorities/northmoor/departures/{key}?on=2026-04-01")["state"] == "live"


@pytest.mark.parametrize(
    "facts", [None, 1, "x", "holders", [], {}, {"title": None}, {"holders": 1}, {"title": "X", "from": []}]
)
def test_facts_that_are_none_of_a_thing_are_refused(officer: Program, facts: Any) -> None:
    for section in ("posts", "monitoring", "schools", "switched_on"):
        answer = officer.ask("PUT", f"/authorities/northmoor/organisation/{section}/new", {"facts": facts})
        assert answer.status_code in (200, 422), (section, answer.content)
