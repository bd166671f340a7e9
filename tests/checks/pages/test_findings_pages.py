"""Findings in a browser: what the terminal finds, filtered and exported, each with its provisions and decisions."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from northmoor_whole import DOUBLE_LINE, departs, example, northmoor
from people import client_for, make_authority, member
from pytest_django.fixtures import DjangoAssertNumQueries

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.checks import queries
from clearline.checks.findings import Report, check
from clearline.guidance.content import load
from clearline.organisations.gaps import gaps
from clearline.transfer.importing import put_organisation

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)
ROOT = "/northmoor/findings/"


@pytest.fixture
def authority() -> Authority:
    return northmoor()


@pytest.fixture
def client(authority: Authority) -> Client:
    return client_for(member(authority, "governance-officer"))


def body(client: Client, address: str = "", status: int = 200, **asked: str) -> str:
    response = client.get(ROOT + address, {"on": str(ON), **asked})
    assert response.status_code == status, address
    return response.content.decode()


def rows(client: Client, table: str = "", **asked: str) -> list[dict[str, str]]:
    response = client.get(ROOT, {"on": str(ON), f"{table}format": "csv", **asked})
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def terminal(edition: str | None = None) -> Report:
    return check(example("northmoor"), load(), edition, ON, ON)


@pytest.mark.parametrize("edition", ["2009", "2012", "2013"])
def test_the_page_has_what_the_terminal_finds_under_each_edition(client: Client, edition: str) -> None:
    said = terminal(edition)
    asked = {"edition": edition}
    assert [row["What appears not to be met"] for row in rows(client, **asked)] == [f.message for f in said.findings]
    assert len(rows(client, "unknown-", **asked)) == len(said.not_stated)
    assert len(rows(client, "overtaken-", **asked)) == len(said.overtaken)
    assert len(rows(client, "text-", **asked)) == len(said.check_the_text)
    page = body(client, "", 200, **asked)
    assert ("this edition was replaced on" in page) == (edition != "2013")


def test_without_an_edition_the_one_in_force_is_chosen_and_shown(client: Client) -> None:
    page = body(client)
    assert '<option value="2013" selected>' in page
    assert "appears not to meet a provision" in page
    assert "breach" not in page.lower()


def test_a_superseded_edition_leads_to_the_day_on_which_it_came_into_force(client: Client) -> None:
    assert "?on=2009-07-01&amp;edition=2009" in body(client, edition="2009").replace(
        "?edition=2009&amp;on=2009-07-01", "?on=2009-07-01&amp;edition=2009"
    )


@pytest.mark.parametrize("asked", [{"edition": "1999"}, {"edition": "2005"}, {"on": "2004-01-01"}])
def test_what_cannot_be_judged_is_said_and_nothing_breaks(client: Client, asked: dict[str, str]) -> None:
    page = body(client, "", 200, **asked)
    assert "There is a problem" in page
    assert "table-findings" not in page


def test_each_filter_keeps_what_it_names(client: Client) -> None:
    every = terminal("2009").findings
    asked = {"edition": "2009"}
    assert len(rows(client, force="should", **asked)) == sum(f.force == "should" for f in every)
    assert len(rows(client, rule="line-unbroken", **asked)) == 1
    assert len(rows(client, paragraph="1.1", **asked)) == sum("1.1" in f.paragraphs for f in every)
    assert len(rows(client, explained="yes", **asked)) == 0
    assert len(rows(client, explained="no", **asked)) == len(every)
    bearers = rows(client, bearer="scrutiny", **asked)
    assert 0 < len(bearers) < len(every)
    assert all("Scrutiny" in row["Who must act"] for row in bearers)
    assert len(rows(client, q="hub", **asked)) == sum("hub" in f.message.lower() for f in every)
    ordered = [row["Force"] for row in rows(client, sort="-strength", **asked)]
    assert ordered == sorted(ordered, key=["Should", "Must"].index)


def test_a_departure_stands_beside_the_finding_that_it_explains(client: Client, authority: Authority) -> None:
    key = departs(authority)
    (row,) = rows(client, explained="yes")
    assert row["Rule"] == "line-unbroken"
    assert row["Departure"] == "Explained from “Summary and key points”"
    assert f"/northmoor/departures/{key}/" in body(client)


def test_an_idle_departure_is_shown_with_the_reason(client: Client, authority: Authority) -> None:
    assert "Departures that explain nothing" not in body(client)
    departs(authority, "dcs-2")
    (row,) = rows(client, "idle-")
    assert row["Provision"] == "dcs-2"
    assert "Departures that explain nothing" in body(client)
    departs(authority, "line-2", start=date(2025, 1, 1), review=date(2025, 12, 31))
    assert "It is not live on 1 June 2026: from 1 January 2025, review 31 December 2025" in body(client)


def test_a_finding_has_its_provisions_in_words_its_remedy_and_its_departures(
    client: Client, authority: Authority
) -> None:
    page = body(client, f"2013/{DOUBLE_LINE}/")
    for words in ("has more than one accountable superior", "To put it right", "None is on record",
                  "“Summary and key points”", "“Ensuring a clear line of accountability”", "What should be so:",
                  "None explains it"):  # fmt: skip
        assert words in page, words
    assert "departures/record/?on=2026-06-01&amp;edition=2013&amp;provision=key-5" in page
    departs(authority)
    departs(authority, "line-6", start=date(2025, 1, 1), review=date(2025, 12, 31))
    page = body(client, f"2013/{DOUBLE_LINE}/")
    assert "Record a departure with reasons" not in page
    assert "(review passed)" in page
    assert "(live)" in page


def test_a_finding_that_rests_on_law_offers_no_departure(client: Client) -> None:
    page = body(client, "2013/dcs-holds-functions/leaving-care/")
    assert "The law cannot be departed from" in page
    assert "departures/record" not in page


def test_the_page_of_what_is_no_longer_found_says_so(client: Client) -> None:
    assert "Nothing of the kind is found on this day." in body(client, "2013/dcs-appointed/director/")


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("2013/no-such-rule/x/", {}), ("1999/line-unbroken/x/", {}), ("2013/line-unbroken/x/", {"on": "2004-01-01"}),
    ],
)  # fmt: skip
def test_what_no_rule_or_edition_knows_is_not_found(client: Client, address: str, asked: dict[str, str]) -> None:
    body(client, address, 404, **asked)


def test_where_nothing_is_stated_the_page_says_what_to_do_first() -> None:
    authority = make_authority("southmoor")
    officer = client_for(member(authority, "governance-officer"))
    reader = client_for(member(authority, "auditor"))
    for address in ("/southmoor/findings/", "/southmoor/findings/not-stated/"):
        assert "Add the first post" in officer.get(address).content.decode()
    assert "The governance officer states" in reader.get("/southmoor/findings/").content.decode()
    assert reader.get(f"/southmoor/findings/2013/{DOUBLE_LINE}/").status_code == 404


def test_an_authority_without_functions_has_no_findings(client: Client, authority: Authority) -> None:
    page = body(client, on="1990-01-01")
    assert "There is a problem" in page
    district = make_authority("southmoor")
    from msgspec.structs import replace

    organisation = example("northmoor")
    organisation = replace(organisation, authority=replace(organisation.authority, kind="district"))
    put_organisation(by=at_the_machine(district), organisation=organisation, why="for a test")
    reader = client_for(member(district, "governance-officer"))
    assert "no children’s services functions on this day" in reader.get("/southmoor/findings/").content.decode()


def test_what_is_not_stated_is_listed_by_who_would_know(client: Client) -> None:
    wanted = gaps(example("northmoor"), ON)
    response = client.get(f"{ROOT}not-stated/?on={ON}&format=csv")
    listed = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(listed) == len(wanted)
    assert "Who would know" in body(client, "not-stated/", ask=wanted[0].ask)


def test_findings_are_worked_out_once_until_something_changes(client: Client, authority: Authority) -> None:
    queries._report.cache_clear()
    body(client)
    body(client)
    assert queries._report.cache_info().misses == 1
    departs(authority)
    body(client)
    assert queries._report.cache_info().misses == 2


def test_an_authority_without_a_trail_is_worked_out_each_time() -> None:
    authority = make_authority("southmoor")
    assert queries.organisation_of(authority) is None
    assert queries.report_of(authority, edition=None, on=ON, today=ON) is None


def test_the_number_of_queries_does_not_grow_with_the_findings(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body(client, edition="2009")
    with django_assert_max_num_queries(14):
        body(client, edition="2009")


def test_the_roll_call_is_offered_to_those_who_may_see_people(client: Client, authority: Authority) -> None:
    assert "/northmoor/registers/training/" in body(client)
    assert "/northmoor/registers/training/" not in body(client_for(member(authority, "auditor")))


def test_who_may_not_see_findings_is_refused(authority: Authority) -> None:
    for role in ("administrator", "partner", "scrutiny-member"):
        body(client_for(member(authority, role)), "", 403)
    body(client_for(member(make_authority("southmoor"), "dcs")), "", 404)
