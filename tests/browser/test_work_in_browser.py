"""The page of background work holds what it promises in a browser, and work is begun again from it."""

import pytest
from northmoor_whole import acting
from pages import check_all, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page, expect
from world_jobs import SAYS, broken

pytestmark = pytest.mark.browser


def test_an_administrator_begins_work_again(page: Page, site: str) -> None:
    authority = make_authority()
    broken(acting(member(authority, "analyst"), authority, "analyst"))
    sign_in_as(page, member(authority, "administrator"))
    page.goto("/northmoor/background-work/")
    expect(page.get_by_role("table")).to_contain_text(SAYS)
    check_all(page)
    page.get_by_role("link", name="Try again").click()
    check_all(page)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table")).to_contain_text("Waiting")
