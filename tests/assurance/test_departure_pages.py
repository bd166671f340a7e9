"""Departures in a browser: listed, read with their history, recorded, renewed, ended, published."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from northmoor_whole import departs, northmoor
from people import client_for, make_authority, member

from clearline.accounts.models import Authority
from clearline.assurance.models import Departure
from clearline.assurance.queries import departures

pytestmark = pytest.mark.django_db

GIVEN = {
    "edition": "2013", "provision": "key-5", "reasons": "Two managers share the hub.", "alternatives": "",
    "consulted": "", "decided_by": "Cabinet", "route": "executive", "start_0": "1", "start_1": "1", "start_2": "2026",
    "end_0": "", "end_1": "", "end_2": "", "review_0": "1", "review_1": "January", "review_2": "2099", "minutes": "https://northmoor.example/12",
}  # fmt: skip


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def client(authority: Authority) -> Client:
    return client_for(member(authority, "governance-officer"))


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"/northmoor/departures/{address}")
    assert response.status_code == status, address
    return response.content.decode()


def test_without_a_departure_the_list_says_so_and_leads_to_the_form(client: Client) -> None:
    page = body(client, "")
    assert "No departure is on record." in page
    assert "/northmoor/departures/record/" in page


def test_a_departure_is_recorded_and_its_page_shows_all_of_it(client: Client, authority: Authority) -> None:
    response = client.post("/northmoor/departures/record/", GIVEN, follow=True)
    assert response.redirect_chain == [("/northmoor/departures/2013-key-5/", 302)]
    page = response.content.decode()
    for words in ("The departure is recorded.", "Two managers share the hub.", "Cabinet", "Live", "1 January 2099",
                  "https://northmoor.example/12", "departure recorded"):  # fmt: skip
        assert words in page, words
    assert departures(authority)["2013-key-5"].alternatives is None


def test_the_form_begins_with_the_paragraph_of_the_finding_and_the_edition_in_force(client: Client) -> None:
    page = body(client, "record/?provision=key-5")
    assert 'value="key-5"' in page
    assert '<option value="2013" selected>' in page
    assert '<option value="2009" selected>' in body(client, "record/?edition=2009")
    assert "selected" not in body(client, "record/?on=2004-12-01").split('id="id_edition"')[1].split("</select>")[0]


def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client) -> None:
    page = client.post("/northmoor/departures/record/", {**GIVEN, "provision": "sum-1"}).content.decode()
    assert "There is a problem" in page
    assert "The law cannot be departed from, whatever the reasons." in page
    page = client.post("/northmoor/departures/record/", {**GIVEN, "reasons": "", "review_2": "99"}).content.decode()
    assert "Enter reasons" in page
    assert "must have a year of 4 numbers" in page
    assert not Departure.objects.exists()


def test_the_list_filters_by_state_on_the_day_and_goes_out_as_a_file(client: Client, authority: Authority) -> None:
    departs(authority, "key-5")
    departs(authority, "line-6", start=date(2030, 1, 1), review=date(2031, 1, 1))

    def listed(query: str) -> list[str]:
        response = client.get(f"/northmoor/departures/?format=csv&on=2026-06-01{query}")
        return [row["Paragraph"] for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]

    assert listed("") == ["key-5", "line-6"]
    assert listed("&state=live") == ["key-5"]
    assert listed("&published=no") == ["key-5", "line-6"]
    assert listed("&published=yes") == []


def test_a_paragraph_that_is_partly_law_is_shown_with_the_law_that_stands(client: Client, authority: Authority) -> None:
    key = departs(authority, "1.2", "2009")
    assert "cannot be departed from and still stands" in body(client, f"{key}/")


def test_renewing_and_ending_ask_why_and_go_back_to_the_departure(client: Client, authority: Authority) -> None:
    key = departs(authority, review=timezone.localdate() + timedelta(30))
    address = f"/northmoor/departures/{key}/"
    later = {"review_0": "1", "review_1": "2", "review_2": "2098"}
    assert "Enter why the departure still holds" in client.post(f"{address}renew/", later).content.decode()
    assert client.post(f"{address}renew/", {**later, "why": "It still holds."}).headers["Location"] == address
    assert departures(authority)[key].review == date(2098, 2, 1)
    early = {"last_0": "1", "last_1": "2", "last_2": "2020", "why": "No longer needed."}
    assert "same as or after the first" in client.post(f"{address}end/", early).content.decode()
    client.post(f"{address}end/", {**early, "last_2": "2026"})
    page = body(client, f"{key}/?on=2026-02-02")
    assert "Ended" in page
    assert f"{address}end/" not in page
    assert f"{address}renew/" not in page


def test_publishing_and_taking_back_are_asked_for_by_turns(client: Client, authority: Authority) -> None:
    key = departs(authority)
    address = f"/northmoor/departures/{key}/publish/"
    assert "The public will read" in body(client, f"{key}/publish/")
    client.post(address, {"why": "Comply or explain."})
    assert "Yes, the public may read it" in body(client, f"{key}/")
    assert "will no longer read it" in body(client, f"{key}/publish/")
    client.post(address, {"why": "It names a person."})
    assert not Departure.objects.get().published


def test_who_may_only_read_sees_no_buttons_and_no_forms(authority: Authority) -> None:
    key = departs(authority)
    partner = client_for(member(authority, "partner"))
    page = body(partner, f"{key}/")
    assert "Two managers share the hub." in page
    for name in ("renew", "end", "publish"):
        assert f"/{name}/" not in page
        body(partner, f"{key}/{name}/", 403)
    assert "/record/" not in body(partner, "")
    assert "See the findings" not in page
    body(client_for(member(authority, "administrator")), "", 403)


def test_a_departure_of_another_authority_is_not_found(client: Client) -> None:
    key = departs(northmoor("southmoor"), "line-6")
    for name in ("", "renew/", "end/", "publish/"):
        body(client, f"{key}/{name}", 404)
