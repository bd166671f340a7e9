"""A lead member reads where outcomes are worse than the neighbours', at a desk and on a phone."""

import pytest
from pages import PHONE, check_all
from playwright.sync_api import Page, expect
from steps import heading, sign_in

pytestmark = pytest.mark.browser

MEASURE = "Looked-after children with three or more placements in the year"


def test_home_leads_to_what_is_worse_and_to_each_figure_with_its_neighbours(
    page: Page, passwords: dict[str, str]
) -> None:
    sign_in(page, "lead-member", passwords)
    page.get_by_role("link", name="other measures worse than the neighbours").first.click()
    assert heading(page) == "Outcomes for children in Northmoor"
    rows = page.locator("tbody").last.locator("tr")  # below the council's own key indicators
    assert rows.count() == 18, "only those that are worse"
    rows.filter(has_text=MEASURE).get_by_role("link").first.click()
    assert heading(page) == MEASURE
    expect(page.get_by_role("img").first).to_be_visible()
    beside = page.locator("#table-comparators").locator("xpath=following::table[1]").inner_text()
    assert "England" in beside
    assert "neighbours" in beside.lower()
    check_all(page)


def test_the_same_way_on_a_phone(page: Page, passwords: dict[str, str]) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, "lead-member", passwords)
    assert page.get_by_role("link", name="Outcomes", exact=True).is_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Outcomes", exact=True).click()
    page.get_by_role("link", name="See these with their figures").click()
    assert heading(page) == "Worse than the neighbours and getting worse"
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Beside others")).to_be_visible()
