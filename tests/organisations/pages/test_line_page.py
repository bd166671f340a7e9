"""The page of the line of accountability: what is chosen, the words, the picture with its links, and the limits."""

import re
from typing import Any

import msgspec
import pytest
from django.test import Client
from northmoor import northmoor, put
from people import client_for, make_authority, member

from clearline.organisations.drawing.draw import Drawing, draw
from clearline.organisations.organisation import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    authority = make_authority()
    put(authority)
    return client_for(member(authority, "lead-member"))


def shown(client: Client, **query: str) -> str:
    response = client.get("/northmoor/organisation/line/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_post_shows_both_lines_and_a_picture_whose_boxes_lead_to_their_pages(client: Client) -> None:
    page = shown(client, of="social-worker-front-door", on="2026-06-01")
    assert page.index("Professional line") < page.index("Political line") < page.index("<svg")
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert '<title id="clearline-title">' in svg
    assert 'role="group"' in svg
    assert '<a href="/northmoor/organisation/posts/front-door-manager/?on=2026-06-01">' in svg
    assert '<a href="/northmoor/organisation/offices/lead-member/?on=2026-06-01">' in svg
    assert "style=" not in svg


def test_the_boxes_of_the_picture_come_in_reading_order(client: Client) -> None:
    page = shown(client, of="social-worker-front-door")
    svg = page[page.index("<svg") : page.index("</svg>")]
    posts = re.findall(r'<a href="/northmoor/organisation/posts/([^/]*)/', svg)
    wanted = ["chief-executive", "director-of-children", "assistant-director-care", "head-of-front-door"]
    assert [post for post in posts if post in wanted] == wanted


def test_without_a_choice_the_lines_that_matter_are_shown_with_what_is_at_fault(client: Client) -> None:
    page = shown(client)
    assert "Broken, forked or looping" in page
    assert "Line of: Leaving care; Personal Adviser (leaving care)" in page
    assert "<svg" in page


def test_a_service_that_there_is_not_is_told_as_an_error(client: Client) -> None:
    page = shown(client, of="housing-benifit")
    assert "There is a problem" in page
    assert "is called" in page or "valid choice" in page
    assert "--from" not in page


def test_where_there_are_many_the_title_is_written(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr("clearline.organisations.pages.line.FEW", 5)
    page = shown(client, of="Chief Executive")
    assert "Write its title or its id." in page
    assert 'value="Chief Executive"' in page
    assert "Professional line" in page


def test_a_picture_of_too_many_boxes_is_refused_and_the_words_stay() -> None:
    authority = make_authority()
    posts = {f"p-{n}": {"title": f"Worker {n}", "reports_to": "director-of-children"} for n in range(120)}
    base = msgspec.to_builtins(northmoor())
    put(authority, msgspec.convert({**base, "posts": {**base["posts"], **posts}}, Organisation))
    page = shown(client_for(member(authority, "dcs")))
    assert "more than 100 cannot be read on one sheet" in page
    assert "--from" not in page
    assert "Professional line" in page


def test_a_box_that_has_no_page_leads_nowhere() -> None:
    authority = make_authority()
    base = msgspec.to_builtins(northmoor())
    company = {
        "name": "Northmoor Children’s Trust",
        "functions": ["child-protection"],
        "answers_to": "director-of-children",
    }
    put(authority, msgspec.convert({**base, "authority": {**base["authority"], "company": company}}, Organisation))
    page = shown(client_for(member(authority, "dcs")), of="child-protection")
    assert "Northmoor Children’s Trust" in page[page.index("<svg") :]
    assert "/company/" not in page


def test_a_picture_is_drawn_once_for_one_state_and_day_and_anew_after_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    authority, drawn = make_authority(), []

    def counted(*given: Any) -> Drawing:
        drawn.append(given)
        return draw(*given)

    monkeypatch.setattr("clearline.organisations.drawing.draw.draw", counted)
    put(authority)
    client, other = (client_for(member(authority, role)) for role in ("lead-member", "governance-officer"))
    first = shown(client, of="front-door-manager", on="2026-06-01")
    assert shown(other, of="front-door-manager", on="2026-06-01").count("<svg") == 1
    assert len(drawn) == 1
    assert "on=2026-06-02" in shown(client, of="front-door-manager", on="2026-06-02")
    assert len(drawn) == 2
    base = msgspec.to_builtins(northmoor())
    base["posts"]["front-door-manager"]["title"] = "Manager of the Door"
    put(authority, msgspec.convert(base, Organisation))
    assert "Manager of the Door" in shown(client, of="front-door-manager", on="2026-06-01")
    assert "Manager of the Door" not in first
    assert len(drawn) == 3
