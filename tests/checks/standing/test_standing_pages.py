"""The pages of how duties stand: counts first, what is not known with who would know it, and every duty a link away."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from people import client_for, make_authority, member
from standing_world import JUDGED, asked, by_role, world

from clearline.accounts.models import Authority

pytestmark = pytest.mark.django_db

DAY = {"on": "2026-06-01"}


@pytest.fixture
def authority() -> Authority:
    return world()


@pytest.fixture
def client(authority: Authority) -> Client:
    return client_for(member(authority, "dcs"))


def page(client: Client, path: str = "", **query: str) -> str:
    """Return a page below standing/ as its HTML, as at June 2026."""
    response = client.get(f"/northmoor/standing/{path}", {**DAY, **query})
    assert response.status_code == 200
    return unescape(response.content.decode())


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]))


def test_the_counts_are_those_of_the_duties_and_lead_to_them(client: Client, authority: Authority) -> None:
    counts = asked(authority, by=by_role(authority, "dcs")).counts
    text = words_of(page(client))
    for word in ("Appears not to be met", "Not known", "Never looked at", "Appears to be met"):
        assert f"{word} {counts[word]} " in text
        shown = page(client, standing=word)
        assert f"{counts[word]} of " in shown
    assert "Binds nobody" not in text


def test_what_asks_nothing_on_the_day_is_shown_when_it_is_asked_for(client: Client, authority: Authority) -> None:
    every = len(asked(authority).duties)
    assert f"{every} in all" not in page(client)
    shown = page(client, all="yes")
    assert f"{every} in all" in shown
    assert "Binds nobody" in shown
    assert "Show only what binds the council" in shown


def test_each_duty_leads_to_its_page_and_is_found_by_bearer_theme_force_and_proof(client: Client) -> None:
    assert f'href="/northmoor/guidance/{JUDGED[0]}/{JUDGED[1]}/duty/{JUDGED[2]}/?on=2026-06-01"' in page(
        client, page="1"
    )
    for query in ({"bearer": "dcs"}, {"theme": "3"}, {"force": "must"}, {"proof": "register"}, {"shows": "fails"},
                  {"document": "2004 Act"}, {"ask": "Analyst"}, {"q": "effective systems"}):  # fmt: skip
        shown = page(client, **query)
        assert re.search(r"\d+ of \d+", shown), query
        assert "Nothing matches" not in shown, query


def test_who_would_know_is_counted_and_leads_to_what_they_would(client: Client) -> None:
    shown = page(client)
    assert "Duties by who would know" in shown
    there = re.search(r'href="(/northmoor/standing/\?[^"]*ask=[^"]*)">(\d+)', shown)
    assert there is not None
    assert f"{there[2]} of " in unescape(client.get(there[1]).content.decode())


def test_duties_are_ordered_by_force_the_strongest_first(client: Client) -> None:
    rows = client.get("/northmoor/standing/", {**DAY, "sort": "force", "format": "csv"}).content.decode()
    forces = [row["Force"] for row in csv.DictReader(io.StringIO(rows.removeprefix("\ufeff")))]
    assert forces == sorted(forces, key=["Must", "Should", "Presumption"].index)
    assert len(set(forces)) > 1


def test_the_file_holds_what_the_proofs_show_and_whom_to_ask(client: Client) -> None:
    text = client.get("/northmoor/standing/", {**DAY, "format": "csv"}).content.decode()
    head = text.splitlines()[0]
    assert "Who would know" in head
    assert "What they show" in head


@pytest.mark.parametrize("by", ["bearer", "theme", "force", "document"])
def test_duties_are_counted_by_group_and_each_number_leads_to_those_duties(by: str, client: Client) -> None:
    shown = page(client, f"by/{by}/")
    there = re.search(rf'href="(/northmoor/standing/\?[^"]*standing=[^"]*{by}=[^"]*)">([1-9]\d*)', shown)
    assert there is not None
    assert f"{there[2]} of " in unescape(client.get(there[1]).content.decode())


def test_there_is_no_other_way_to_group_them(client: Client) -> None:
    assert client.get("/northmoor/standing/by/colour/").status_code == 404


def test_a_superseded_edition_says_so_and_leads_to_its_first_day(client: Client) -> None:
    shown = page(client, edition="2009")
    assert "Historical: replaced on" in shown
    assert "on=2009-07-01" in shown
    then = page(client, edition="2009", on="2009-07-01")
    assert "Show the day on which" not in then


@pytest.mark.parametrize("path", ["", "by/bearer/", "changes/", "editions/"])
def test_an_edition_that_there_is_not_is_a_problem_on_the_page(path: str, client: Client) -> None:
    query = {"later": "1999"} if path == "editions/" else {"edition": "1999", "since": "2026-01-01"}
    assert "There is no edition '1999'" in page(client, path, **query)


def test_what_changed_asks_for_a_day_and_then_tells_each_duty_and_proof(client: Client) -> None:
    assert 'value="2025-06-01"' in page(client, "changes/")
    shown = page(client, "changes/", since="2026-01-01")
    assert "From 1 January 2026 to 1 June 2026" in shown
    assert "never looked at > passes" in shown
    assert "since=2026-01-01" in shown
    assert "Nothing matches" in page(client, "changes/", since="2026-01-01", q="no such words")
    for nonsense in ("tomorrow", "2030-01-01"):
        assert "There is a problem" in page(client, "changes/", since=nonsense)


def test_another_edition_is_held_against_the_one_before_and_statements_can_be_offered(
    client: Client, authority: Authority
) -> None:
    shown = page(client, "editions/")
    assert "The 2012 edition as on 7 April 2013, the 2013 edition as on 1 June 2026" in shown
    assert "/northmoor/statements/offers/" in shown
    assert "offer them" not in shown
    officer = client_for(member(authority, "governance-officer"))
    assert "offer them" in page(officer, "editions/", earlier="2009", later="2012")
    assert "No edition before 2009 is held" in page(client, "editions/", later="2009")
    assert "Nothing matches" not in page(client, "editions/", turned="yes")


def test_a_new_council_is_told_that_nobody_has_looked() -> None:
    bare = make_authority("bare")
    text = client_for(member(bare, "dcs")).get("/bare/standing/", DAY).content.decode()
    assert "Never looked at" in text
    assert "Governance officer" in text


def test_whoever_sees_no_findings_may_not_come_in(authority: Authority) -> None:
    for role in ("partner", "scrutiny-member", "administrator"):
        client = client_for(member(authority, role))
        for path in ("", "by/bearer/", "changes/", "editions/"):
            assert client.get(f"/northmoor/standing/{path}").status_code == 403
    assert date(2026, 6, 1).isoformat() == DAY["on"]
