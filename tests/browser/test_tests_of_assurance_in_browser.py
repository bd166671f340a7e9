"""Tests of assurance in a real browser: from what calls for one to its opening, its writing and its approval."""

import pytest
from pages import check_all, sign_in_as
from playwright.sync_api import Page
from world_testing import Team, concluded, opened, published, sent, team, wrote

from clearline.accounts.acting import Acting

pytestmark = pytest.mark.browser

ROOT = "/northmoor/tests-of-assurance/"
LONG = "A gap that goes on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 6


@pytest.fixture
def people(site: str) -> Team:
    return team()


def signed_in(page: Page, by: Acting) -> Page:
    assert by.user is not None
    sign_in_as(page, by.user)
    return page


def test_a_change_on_record_leads_to_a_test_that_is_opened_and_written(page: Page, people: Team) -> None:
    officer = signed_in(page, people.governance)
    officer.goto(ROOT)
    check_all(officer)
    officer.get_by_role("link", name="Open a test of this change from 1 April 2025").click()
    officer.get_by_role("button", name="Open the test").click()
    assert officer.get_by_text("There is a problem").is_visible()
    check_all(officer)
    officer.get_by_label("Scope").fill(LONG)
    officer.get_by_role("button", name="Open the test").click()
    assert officer.get_by_text("The test of assurance is open.").is_visible()
    check_all(officer)
    officer.get_by_role("link", name="Child protection systems").click()
    check_all(officer)
    officer.get_by_role("button", name="Write what was found").click()
    officer.get_by_role("textbox", name="Gaps").fill(LONG)
    officer.get_by_label("Serious gaps").check()
    officer.get_by_role("button", name="Save").click()
    assert officer.get_by_text("What was found is saved.").is_visible()
    check_all(officer)


def test_the_forms_of_a_test(page: Page, people: Team) -> None:
    key = opened(people)
    wrote(people, key, gaps=LONG)
    officer = signed_in(page, people.governance)
    for form in ("edit", "comparison", "way-of-approval", "send", "withdraw", "elements/accountability/write"):
        officer.goto(f"{ROOT}of/{key}/{form}/")
        check_all(officer)


def test_a_member_sees_who_has_not_approved_and_signs(page: Page, people: Team) -> None:
    key = sent(people)
    member = signed_in(page, people.lead_member)
    member.goto(f"{ROOT}of/{key}/approve/")
    check_all(member)
    member.get_by_label("Approved", exact=True).check()
    member.get_by_role("button", name="Record the decision").click()
    assert member.get_by_text("Approved by: Lead member. Not approved by: Directorate management team").is_visible()
    check_all(member)
    member.get_by_role("link", name="Version 1").click()
    check_all(member)


def test_a_partner_reviews_and_the_public_reads(page: Page, people: Team) -> None:
    key = sent(people, title="Under approval")
    partner = signed_in(page, people.partner)
    partner.goto(f"{ROOT}of/{key}/review/")
    check_all(partner)
    concluded(people, title="Concluded")
    published(people, title="Published")
    partner.goto("/public/of/northmoor/tests-of-assurance/")
    check_all(partner)
