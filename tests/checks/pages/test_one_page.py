"""Both lines on one page, with what is statute, guidance, overtaken and not stated."""

from datetime import date

import pytest
from django.test import Client
from northmoor_whole import northmoor
from people import client_for, make_authority, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_for(member(northmoor(), "dcs"))


def body(client: Client, on: date | None = None) -> str:
    return client.get("/northmoor/one-page/", {"on": str(on)} if on else {}).content.decode()


def test_both_lines_stand_beside_the_duties_by_what_they_rest_on(client: Client) -> None:
    page = body(client)
    assert "Professional line" in page
    assert "Political line" in page
    for basis in ("Children Act 2004", "Statutory guidance"):
        assert f'<th scope="row" class="govuk-table__header">{basis}</th>' in page
    assert "/northmoor/standing/?standing=" in page, "each number leads to its duties"


def test_what_is_not_stated_names_who_would_know(client: Client) -> None:
    assert "ask " in body(client).partition("Not stated</h2>")[2].partition("</ul>")[0]


def test_under_the_edition_of_2009_on_a_day_after_its_bodies_ended_something_is_overtaken(client: Client) -> None:
    page = body(client, date(2012, 1, 10))
    assert "under the edition of 2009" in page
    assert "Show what is overtaken, and by what" in page


def test_a_day_before_the_act_says_so_and_shows_the_lines_still(client: Client) -> None:
    page = body(client, date(2003, 1, 1))
    assert "There is a problem" in page
    assert "Rests on" not in page


def test_without_an_organisation_the_page_says_what_to_do_first() -> None:
    client = client_for(member(make_authority("eastmere", gss_code=""), "dcs"))
    page = client.get("/eastmere/one-page/")
    assert page.status_code == 200
    assert "Rests on" not in page.content.decode()
