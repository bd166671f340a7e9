"""The calendar, contracts, receipts, pre-election periods and one's own mail in a real browser: empty, full, error."""

from datetime import date

import pytest
from pages import check_all, sign_in_as
from people import client_for, make_authority, make_user, member
from playwright.sync_api import Page, expect
from world_schedule import BRIEFING, as_role, at, complete, issued

from clearline.accounts.models import Authority
from clearline.schedule import actions, electing

pytestmark = pytest.mark.browser

LONG = "A reason that goes on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 6


def fill(authority: Authority) -> None:
    """Issue a late and incomplete report that was received and asked about; hold what is published."""
    contents = {**complete(BRIEFING), "gaps": False, "complaints": False}
    number = issued(authority, issued_on=date(2026, 4, 22), contents=contents)
    support = as_role(authority, "lead-member-support")
    now = at(date(2026, 4, 23))
    actions.acknowledge(by=support, contract=BRIEFING, number=number, now=now)
    for text in ("Why did it fall?", LONG):
        actions.ask(by=support, contract=BRIEFING, number=number, text=text, now=now)
    maker = as_role(authority, "dcs")
    actions.answer(by=maker, contract=BRIEFING, number=number, question=1, text=LONG, now=now)
    by = as_role(authority, "monitoring-officer")
    key = electing.set_election(by=by, election="Council", starts=date(2020, 3, 1), ends=date(2098, 5, 7))
    actions.release(by=by, about="departure:2013-key-5", election=key, why=LONG, now=now)
    electing.want_release(by=maker, about="report:comply-or-explain/2026-01", why=LONG, on=date(2026, 4, 1), now=now)


def visit(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(f"/northmoor/{address}")
        check_all(page)


def test_a_lead_member_sees_what_is_late_and_confirms_what_came(page: Page) -> None:
    authority = make_authority()
    fill(authority)
    sign_in_as(page, member(authority, "lead-member", user=make_user(name="Bea Marsh")))
    visit(page, "calendar/?on=2026-06-20", f"calendar/reports/{BRIEFING}/?on=2026-06-20")
    page.goto("/northmoor/calendar/")
    page.get_by_role("link", name="Lead member's briefing, 2026-01").first.click()
    expect(page.get_by_text("It was due 10 April 2026")).to_be_visible()
    expect(page.get_by_text("Gaps between groups of children")).to_be_visible()
    check_all(page)
    page.get_by_role("button", name="Confirm that it came").click()
    expect(page.get_by_text("You have confirmed that it came.")).to_be_visible()
    page.get_by_role("button", name="Ask about this report").click()
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your question")
    check_all(page)


def test_the_calendar_is_set_and_an_election_holds_what_is_published(page: Page) -> None:
    authority = make_authority()
    sign_in_as(page, member(authority, "monitoring-officer", user=make_user(name="Mo Brent")))
    visit(page, "calendar/pre-election-periods/")
    page.get_by_role("button", name="Set a pre-election period").click()
    check_all(page)
    fill(authority)
    visit(page, "calendar/pre-election-periods/")
    page.get_by_role("link", name="Release", exact=True).click()
    check_all(page)


def test_reports_one_by_one_and_ones_own_calendar(page: Page) -> None:
    authority = make_authority()
    user = member(authority, "governance-officer", user=make_user(name="Ivy Dunnock"))
    sign_in_as(page, user)
    visit(page, "calendar/reports/", "calendar/reports/governance-assessment/set/", "calendar/your-calendar/")
    page.get_by_role("button", name="Make an address").click()
    check_all(page)
    address = page.locator("code").inner_text()
    assert client_for(user).get("/" + address.partition("://")[2].partition("/")[2]).status_code == 200
