"""Who may read what: the page on which it is changed, and the headings of a committee's paper, in a browser."""

from datetime import date
from typing import Any

import pytest
from northmoor_whole import northmoor
from pages import check_all, sign_in_as
from people import make_user, member
from playwright.sync_api import Page
from stating import ADDRESS, as_, say

from clearline.assurance.statements.models import Statement

pytestmark = pytest.mark.browser
COMMITTEE = "/northmoor/reports/governance-assessment/committee/"


def test_a_statement_is_closed_from_the_page_on_which_it_stands(page: Page, tmp_path: Any, settings: Any) -> None:
    settings.ISSUED = tmp_path
    authority = northmoor()
    say(as_(authority, "dcs"), "dcs", words="Counsel says so.", on=date(2026, 6, 1))
    sign_in_as(page, member(authority, "monitoring-officer", user=make_user(name="Mo Brent")))
    page.goto(ADDRESS)
    page.get_by_role("link", name="Change who may read this").first.click()
    check_all(page)
    page.get_by_label("Who may read this").select_option("privileged")
    page.get_by_label("Why you change it").fill("It is legal advice.")
    page.get_by_role("button", name="Change who may read it").click()
    page.get_by_text("It is changed, here and wherever it stands.").wait_for()
    check_all(page)
    assert Statement.objects.get().access == "privileged"


def test_headings_of_a_committee_are_closed_one_by_one(page: Page, tmp_path: Any, settings: Any) -> None:
    settings.ISSUED = tmp_path
    sign_in_as(page, member(northmoor(), "governance-officer", user=make_user(name="Ivy Dunnock")))
    page.goto(COMMITTEE)
    check_all(page)
    page.get_by_label("Legal implications (optional)", exact=True).fill("Counsel doubts it.")
    page.get_by_text("Who may read legal implications").click()
    page.get_by_label("Who may read this: legal implications").select_option("exempt-5")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    check_all(page)
    page.get_by_label("Why the public interest favours keeping it exempt: legal implications").fill("It is advice.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("It stands in the report.").wait_for()
    check_all(page)
