"""The officer's work where no script runs: filter, another day, a form refused and sent, a file."""

import pytest
from playwright.sync_api import Page, expect
from steps import heading, sign_in

pytestmark = pytest.mark.browser


def test_an_officer_works_without_scripts(page_without_javascript: Page, passwords: dict[str, str]) -> None:
    page = page_without_javascript
    sign_in(page, "governance-officer", passwords)
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_label("Force").first.select_option("Must")
    page.get_by_role("button", name="Apply filters").first.click()
    expect(page.get_by_text("2 of 4")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    assert download.value.path().read_text("utf-8-sig").count("Must") == 2
    page.get_by_text("Show another date").click()
    page.get_by_label("Date", exact=True).fill("2024-06-01")
    page.get_by_role("button", name="Show", exact=True).first.click()
    expect(page.get_by_text("As at 1 June 2024")).to_be_visible()
    page.get_by_role("link", name="Organisation", exact=True).click()
    assert "on=2024-06-01" in page.url
    page.get_by_role("link", name="show today").click()
    assert "on=" not in page.url


def test_a_proposal_is_made_without_scripts(page_without_javascript: Page, passwords: dict[str, str]) -> None:
    page = page_without_javascript
    sign_in(page, "governance-officer", passwords)
    page.get_by_role("link", name="Proposals", exact=True).click()
    page.get_by_role("button", name="Make a proposal").click()
    page.get_by_role("button", name="Make a draft").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Title").fill("Libraries to Place")
    page.get_by_label("Reasons").fill("So that the director answers for children alone.")
    for box, value in (("Day", "1"), ("Month", "6"), ("Year", "2027")):
        page.get_by_label(box, exact=True).fill(value)
    page.get_by_role("button", name="Make a draft").click()
    page.get_by_role("link", name="Write or upload what changes").click()
    page.get_by_label("What changes, as YAML").fill("posts: {head-of-libraries: {reports_to: director-of-place}}")
    page.get_by_role("button", name="Save").click()
    assert heading(page) == "Libraries to Place"
    expect(page.get_by_role("heading", name="Findings that disappear")).to_be_visible()
