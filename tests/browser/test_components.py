"""Every component, in a real browser, in four states, with scripts and without."""

import re

import pytest
from pages import check_all, picture
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("urls_for_components")]


@pytest.mark.parametrize("state", ["empty", "full", "long", "error"])
def test_every_component_meets_wcag_in_every_state(page: Page, state: str) -> None:
    page.goto(f"/{state}/")
    if state == "error":
        page.get_by_role("button", name="Save", exact=True).click()
    check_all(page)


@pytest.mark.parametrize("missing", ["missing", "refused", "broken"])
def test_pages_for_what_went_wrong_meet_wcag(page: Page, faults: list[str], missing: str) -> None:
    page.goto(f"/{missing}/")
    check_all(page)
    assert [fault[:3] for fault in faults] == [{"missing": "404", "refused": "403", "broken": "500"}[missing], "con"]
    faults.clear()


def test_the_error_summary_takes_the_focus_and_each_of_its_links_leads_to_the_field(page: Page) -> None:
    page.goto("/error/")
    page.get_by_role("textbox", name="Day").first.fill("31")
    page.get_by_role("textbox", name="Year").first.fill("2026")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    links = page.locator(".govuk-error-summary a")
    expect(links).to_have_count(10)
    for link in links.all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        expect(page.locator(f"#{target}")).to_be_focused()
    expect(page.get_by_role("link", name="Start date must include a month")).to_have_attribute("href", "#id_start_1")
    described = page.locator("#id_title").get_attribute("aria-describedby")
    assert described == "id_title_helptext id_title_error"


@pytest.mark.parametrize("window", ["page", "page_without_javascript"])
def test_a_table_is_searched_filtered_sorted_and_paged_with_scripts_and_without(
    request: pytest.FixtureRequest, window: str
) -> None:
    page: Page = request.getfixturevalue(window)
    page.goto("/full/?on=2026-03-31")
    page.get_by_label("Search").fill("post 1")
    page.get_by_label("Colour").first.select_option("Green")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("15 of 120")).to_be_visible()
    page.get_by_role("link", name="Children", exact=True).click()
    page.get_by_role("link", name="Children", exact=True).click()
    expect(page.locator("[aria-sort=descending]")).to_have_text("Children")
    expect(page.locator("tbody tr").first).to_contain_text("118,000")
    expect(page).to_have_url(re.compile(r"on=2026-03-31.*q=post\+1.*colour=green.*sort=-count"))
    page.get_by_role("link", name="Clear filters").click()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("120 in all, showing 51 to 100")).to_be_visible()
    expect(page.locator("[aria-sort=descending]")).to_have_text("Children")
    expect(page.get_by_text("As at 31 March 2026")).to_be_visible()


@pytest.mark.parametrize("window", ["page", "page_without_javascript"])
def test_another_date_can_be_chosen_and_today_shown_again(request: pytest.FixtureRequest, window: str) -> None:
    page: Page = request.getfixturevalue(window)
    page.goto("/full/?colour=red")
    page.get_by_text("Show another date").click()
    page.get_by_label("Date", exact=True).fill("2025-12-01")
    page.get_by_role("button", name="Show", exact=True).first.click()
    expect(page.get_by_text("As at 1 December 2025")).to_be_visible()
    expect(page).to_have_url(re.compile(r"colour=red&on=2025-12-01$"))
    page.get_by_role("link", name="show today").click()
    expect(page).to_have_url(re.compile(r"\?colour=red$"))


def test_a_date_that_is_none_is_an_error_of_the_page_and_today_is_shown(page: Page) -> None:
    page.goto("/full/?on=31+March+2026")
    check_all(page)
    page.get_by_role("link", name=re.compile("is not a date, so today is shown")).click()
    expect(page.get_by_label("Date", exact=True)).to_be_focused()


def test_without_scripts_every_component_is_there_and_a_form_can_be_sent(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/empty/")
    picture(page)
    expect(page.get_by_role("link", name="Full")).to_be_visible()  # the menu is not folded away
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def test_what_is_printed_has_no_navigation_and_whole_tables(page: Page) -> None:
    page.goto("/full/")
    page.emulate_media(media="print")
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.locator(".app-filters")).to_be_hidden()
    expect(page.get_by_text("As at")).to_be_visible()
    assert page.locator(".app-scroll").evaluate("region => getComputedStyle(region).overflowX") == "visible"
