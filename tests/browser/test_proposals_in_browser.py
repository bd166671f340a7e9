"""A proposal in a real browser: from nothing to its findings, in error and with long text."""

from pathlib import Path

import pytest
from pages import check_all, sign_in_as
from people import make_authority, make_user, member
from playwright.sync_api import Page

from clearline.accounts.acting import at_the_machine
from clearline.organisations.actions import replace_organisation
from clearline.organisations.files import read_organisation

pytestmark = pytest.mark.browser

WOKINGHAM = Path(__file__).parents[2] / "examples" / "wokingham-today.yaml"
LONG = "A reason that goes on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 8


@pytest.fixture
def officer(page: Page) -> Page:
    authority = make_authority("wokingham")
    replace_organisation(by=at_the_machine(authority), organisation=read_organisation(WOKINGHAM), why="a test")
    sign_in_as(page, member(authority, "governance-officer", user=make_user(name="Ann Heron")))
    return page


def make(page: Page, title: str) -> None:
    page.goto("/wokingham/proposals/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Reasons").fill(LONG)
    for box, value in (("Day", "1"), ("Month", "6"), ("Year", "2012")):
        page.get_by_label(box, exact=True).fill(value)
    page.get_by_role("button", name="Make a draft").click()


def test_a_new_user_tries_the_wokingham_overhaul(officer: Page) -> None:
    officer.goto("/wokingham/proposals/")
    check_all(officer)
    officer.get_by_role("button", name="Make a proposal").click()
    officer.get_by_role("button", name="Make a draft").click()
    assert officer.get_by_text("There is a problem").is_visible()
    check_all(officer)
    make(officer, "The overhaul of the senior management team, with a title that is long enough to be broken")
    check_all(officer)
    officer.get_by_role("link", name="Change a post, function").click()
    check_all(officer)
    officer.get_by_role("link", name="Posts", exact=True).click()
    check_all(officer)
    officer.get_by_role("link", name="Chief Executive").click()
    check_all(officer)
    officer.get_by_role("link", name="Add somebody").click()
    check_all(officer)
    officer.get_by_label("Person").select_option("person-dcs")
    officer.get_by_label("Interim").check()
    officer.get_by_role("button", name="Save in the proposal").click()
    officer.locator(".govuk-breadcrumbs a").nth(1).click()
    assert officer.get_by_text("The DCS would also be head of paid service.").is_visible()
    check_all(officer)


def test_text_that_cannot_be_proposed(officer: Page) -> None:
    make(officer, "By text")
    officer.get_by_role("link", name="Write or upload what changes").click()
    officer.get_by_label("What changes, as YAML").fill("extends: wokingham-today.yaml")
    officer.get_by_role("button", name="Save").click()
    assert officer.get_by_text("never reads a file").first.is_visible()
    check_all(officer)


def test_the_steps_to_a_decision_and_two_proposals_compared(officer: Page) -> None:
    for title in ("First", "Second"):
        make(officer, title)
        officer.get_by_role("link", name="Write or upload what changes").click()
        text = f"posts: {{chief-executive: {{title: {title} officer}}}}"
        officer.get_by_label("What changes, as YAML").fill(text)
        officer.get_by_role("button", name="Save").click()
    officer.get_by_label("Compare with another proposal").select_option("First")
    officer.get_by_role("button", name="Compare").click()
    check_all(officer)
    officer.goto("/wokingham/proposals/of/first/")
    officer.get_by_role("link", name="Send for decision").click()
    check_all(officer)
    officer.get_by_role("button", name="Send for decision").click()
    officer.goto("/wokingham/proposals/of/first/adopt/")
    check_all(officer)
    officer.goto("/wokingham/proposals/of/first/withdraw/")
    officer.get_by_role("button", name="Withdraw").click()
    check_all(officer)
    officer.goto("/wokingham/proposals/")
    check_all(officer)
