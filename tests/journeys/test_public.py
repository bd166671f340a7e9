"""Anybody sees who is accountable here, and nothing else."""

import pytest
from pages import check_all
from playwright.sync_api import Page
from steps import heading

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("passwords")]


@pytest.mark.parametrize("window", ["page", "page_without_javascript"])
def test_the_public_sees_who_is_accountable(request: pytest.FixtureRequest, window: str) -> None:
    page: Page = request.getfixturevalue(window)
    page.goto("/")
    assert heading(page) == "Sign in"
    page.get_by_role("link", name="Who is accountable here").click()
    page.get_by_role("link", name="Northmoor Council").click()
    assert heading(page) == "Who is accountable at Northmoor Council"
    said = page.get_by_role("main").inner_text()
    for name in ("Desmond Achterberg", "Councillor Priya Netherby", "Imogen Castlegate", "Councillor Tom Ravensworth"):
        assert name in said
    for name in ("Helen Okonjo-Firth", "Marcus Thistlewood"):
        assert name not in said, "only those named whom the council publishes"


def test_everything_else_asks_to_sign_in(page: Page) -> None:
    for address in ("", "organisation/", "findings/", "outcomes/", "proposals/", "trail/", "guidance/"):
        page.goto(f"/northmoor/{address}")
        assert heading(page) == "Sign in"
    check_all(page)
    page.goto("/public/of/northmoor/")
    page.get_by_role("link", name="Sign in").click()
    assert heading(page) == "Sign in"
