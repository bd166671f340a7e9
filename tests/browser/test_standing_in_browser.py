"""How duties stand, in a real browser: the lists, the groups, what moved, another edition, and one duty."""

import sys
from pathlib import Path

import pytest
from pages import check_all, sign_in_as
from people import make_authority, member
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1] / "checks" / "standing"))

from standing_world import JUDGED, world

pytestmark = pytest.mark.browser

HERE = "/northmoor/standing/"
ON = "on=2026-06-01"


def test_the_standing_of_every_duty_is_counted_listed_and_leads_to_the_duty(page: Page) -> None:
    sign_in_as(page, member(world(), "lead-member"))
    page.goto(f"{HERE}?{ON}")
    check_all(page)
    page.get_by_label("How it stands").select_option("Never looked at")
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**standing=Never**", wait_until="networkidle")
    page.goto(f"{HERE}?{ON}&q=effective+systems")
    page.locator("#table-standing ~ .app-scroll tbody th a").first.click()
    page.wait_for_url("**/duty/**", wait_until="networkidle")
    page.goto(f"/northmoor/guidance/{JUDGED[0]}/{JUDGED[1]}/duty/{JUDGED[2]}/?{ON}&since=2026-01-01")
    assert page.get_by_text("never looked at > passes").count() == 1
    check_all(page)


def test_groups_changes_and_editions_hold_at_every_width(page: Page) -> None:
    sign_in_as(page, member(world(), "governance-officer"))
    for path in ("by/bearer/?", "changes/?since=2026-01-01&", "editions/?"):
        page.goto(f"{HERE}{path}{ON}")
        check_all(page)


def test_a_new_council_and_a_wrong_day_are_shown_plainly(page: Page) -> None:
    sign_in_as(page, member(make_authority(), "dcs"))
    page.goto(HERE)
    assert page.get_by_text("Never looked at").count()
    page.goto(f"{HERE}changes/?since=2030-01-01")
    assert page.get_by_text("give an earlier day").count()
    check_all(page)
