"""A governance officer tries the proposal that Wokingham made, and records a departure: with the mouse, with keys."""

import pytest
from pages import check_all
from playwright.sync_api import Page, expect
from steps import heading, sign_in, tab_to

pytestmark = pytest.mark.browser

PROPOSAL = "One director for children and adults, and education to Place"
FINDING = "The Family Practitioner has more than one accountable superior"
REASONS = "The hub and the front door share this post until the new team is staffed."


def test_the_proposal_brings_its_findings_beside_today(page: Page, passwords: dict[str, str]) -> None:
    sign_in(page, "governance-officer", passwords)
    page.get_by_role("link", name="Proposals").click()
    page.get_by_role("link", name=PROPOSAL).click()
    assert heading(page) == PROPOSAL
    expect(page.get_by_text("The line passes the DCS by: Assistant Director, Education")).to_be_visible()
    expect(page.get_by_text("This calls for a test of assurance before it takes effect")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Head of School Improvement")
    today, then = row.get_by_role("cell").all_inner_texts()
    assert "Executive Director of Children and Learning" in today
    assert "Executive Director of Place" in then
    check_all(page)


def test_a_departure_recorded_by_the_keyboard_alone_explains_its_finding(page: Page, passwords: dict[str, str]) -> None:
    sign_in(page, "governance-officer", passwords)
    tab_to(page, FINDING)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=FINDING).wait_for()
    tab_to(page, "Record a departure with reasons")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Record a departure").wait_for()
    assert page.get_by_label("Paragraph").input_value(), "the finding has filled in its paragraph"
    tab_to(page, "Record the departure")
    page.keyboard.press("Enter")
    page.get_by_text("There is a problem").wait_for()
    for label, value in (("Reasons", REASONS), ("Who decided", "Cabinet")):
        tab_to(page, label)
        page.keyboard.type(value)
    tab_to(page, "An officer, under delegated powers")
    page.keyboard.press("ArrowDown")
    for _ in range(4):  # past the start and the last day, whose parts are one stop each
        tab_to(page, "Day")
        if page.locator("[name=review_0]:focus").count():
            break
    for part in ("1", "4", "2099"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    tab_to(page, "Record the departure")
    page.keyboard.press("Enter")
    page.get_by_text(REASONS).first.wait_for()
    page.goto("/northmoor/findings/")
    row = page.get_by_role("row").filter(has_text=FINDING)
    assert "Not explained" not in row.inner_text()
