"""Who sees which figures: the council's own never reach those who may see published ones only."""

from pathlib import Path

import pytest
from django.test import Client
from own_figures import CANARIES, add_own, publish, text_of
from people import client_for, make_authority, member

from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS, ROLES, Role
from clearline.measures.pages.framing import RESTRICTED
from clearline.measures.urls import urlpatterns

OUTCOMES = "/northmoor/outcomes/"
CHANGES = {"target", "key", "key-remove", "upload", "loading", "targets", "template"}
"""Pages that outside readers may not open at all."""

PAGES = {
    "scorecard": ["", "?q=came", "?format=csv", "?format=xlsx", "?key-indicators-format=csv"],
    "worse": ["worse/", "worse/?worse-format=csv", "worse/?perhaps-worse-format=csv"],
    "measures": ["measures/", "measures/?name=came-back", "measures/?format=csv", "measures/?answered=yes&format=csv"],
    "measure": [
        "measures/came-back/", "measures/came-back/?source=local", "measures/came-back/?periods-format=csv",
        "measures/came-back/?source=local&series-format=csv", "measures/not-loaded/",
        "measures/not-loaded/?source=local",
        "measures/came-back/?comparators-format=xlsx", "measures/came-back/?neighbours-format=csv",
    ],
    "not-computed": ["not-computed/"],
    "compare": [
        "compare/", "compare/?measures=not-loaded&beside=neighbours",
        "compare/?measures=came-back%0Anot-loaded&beside=areas&areas=England&compare-1-format=csv",
    ],
    "gaps": ["gaps/", "gaps/?format=csv"],
    "gap": ["gaps/score-gap/", "gaps/score-gap/?gap-format=csv"],
    "releases": ["releases/", "releases/?format=csv"],
    "revisions": ["releases/local/revised/", "releases/made-referrals/revised/"],
    "publications": ["published/", "published/?format=csv"],
    "publication": ["published/1/", "published/1/?format=csv"],
}  # fmt: skip
OUTSIDE = sorted(PERMISSIONS["see published figures"] - PERMISSIONS["see figures"])
INSIDE = sorted(PERMISSIONS["see figures"])


@pytest.fixture(autouse=True)
def _own(figures: Path, northmoor: Authority) -> None:
    add_own(figures)
    publish(figures)


def told(client: Client, url: str) -> list[str]:
    """Return the values that a reader may not know and is told; fail when the page itself is not there."""
    response = client.get(url)
    assert response.status_code in ((404,) if "revised" in url else (200, 302)), url
    return [canary for canary in (*CANARIES, RESTRICTED) if canary in text_of(response.content)]


def test_the_pages_tried_here_are_all_that_there_are() -> None:
    assert {one.name for one in urlpatterns} == PAGES.keys() | CHANGES


def test_no_page_or_file_tells_an_outside_reader_the_councils_own_figures(scrutiny: Client) -> None:
    for page in (page for pages in PAGES.values() for page in pages):
        for day in ("", "on=2026-01-01"):
            url = OUTCOMES + page + ("&" if "?" in page else "?") + day
            assert not told(scrutiny, url), url


@pytest.mark.parametrize("role", OUTSIDE)
def test_every_role_that_is_not_restricted_is_such_a_reader(role: Role, northmoor: Authority) -> None:
    client = client_for(member(northmoor, role))
    for page in ("?format=csv", "measures/came-back/?source=local", "measures/not-loaded/", "releases/"):
        assert not told(client, OUTCOMES + page), page


@pytest.mark.parametrize("role", INSIDE)
def test_restricted_readers_see_own_figures_marked_as_restricted(role: Role, northmoor: Authority) -> None:
    client = client_for(member(northmoor, role))
    said = client.get(OUTCOMES + "measures/not-loaded/").content.decode()
    assert "31.3%" in said
    assert "31,337 out of 99,991" in said
    assert RESTRICTED in said
    card = client.get(OUTCOMES + "?format=csv")
    assert "-scorecard-restricted-" in card["Content-Disposition"]
    assert RESTRICTED in card.content.decode()


def test_a_page_of_published_figures_only_is_not_marked(analyst: Client) -> None:
    assert RESTRICTED not in analyst.get(OUTCOMES + "measures/referrals/").content.decode()


def test_an_outside_reader_sees_the_published_figure_the_target_and_that_it_is_a_key_one(scrutiny: Client) -> None:
    said = scrutiny.get(OUTCOMES + "measures/came-back/").content.decode()
    assert "A key indicator of this authority." in said
    assert "The target is 9.0 by 2027" in said
    assert 'value="local"' not in said


def test_what_went_out_through_the_ledger_is_seen_as_printed(scrutiny: Client) -> None:
    said = scrutiny.get(OUTCOMES + "published/1/").content.decode()
    assert "<td" in said
    assert ">c</td>" in said.replace("\n", "")
    assert "Head of safeguarding" in said


@pytest.mark.parametrize("role", ["administrator"])
def test_an_administrator_sees_no_figures(role: Role, northmoor: Authority) -> None:
    assert client_for(member(northmoor, role)).get(OUTCOMES).status_code == 403


@pytest.mark.parametrize("page", ["targets/came-back/", "key-indicators/came-back/", "upload/"])
def test_only_an_analyst_changes_figures(page: str, northmoor: Authority) -> None:
    for role in ROLES:
        client = client_for(member(northmoor, role))
        assert (client.get(OUTCOMES + page).status_code == 200) == (role == "analyst"), role
        if role != "analyst":
            assert client.post(OUTCOMES + page, {"reason": "x", "why": "x"}).status_code == 403, role


def test_another_authoritys_own_figures_are_not_seen_through_ones_own_pages(figures: Path) -> None:
    other = client_for(member(make_authority("southmoor", gss_code="E06000998"), "analyst"))
    for page in (page for pages in PAGES.values() for page in pages):
        response = other.get(f"/southmoor/outcomes/{page}")
        found = [canary for canary in CANARIES if canary in text_of(response.content)]
        assert not found, f"southmoor is told {found} by {page}"
    assert other.get(OUTCOMES).status_code == 404
