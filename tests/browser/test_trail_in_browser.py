"""The pages of the trail in a real browser: empty, full and with long text."""

import pytest
from django.db import transaction
from pages import check_all, sign_in_as
from people import make_authority, make_user, member
from playwright.sync_api import Page, expect

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.actions import record, record_refusal

pytestmark = pytest.mark.browser

LONG = "a reason that goes on and on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung, " * 6


def fill(authority: Authority) -> None:
    """Let more have been done than a page shows, and one thing be refused."""
    user = member(authority, "dcs", user=make_user(name="Ann Heron"))
    by = Acting(user, authority, frozenset({"dcs", "chief-executive"}), "page")
    with transaction.atomic():
        for number in range(60):
            record(
                by=by, did="appoint to post", about=f"post:assistant-director-{number % 4}", why="agreed by council",
                before={"holder": None, "grade": 1}, after={"holder": "Bea Marsh", "grade": 2, "notes": LONG.split()},
                personal=("holder",),
            )  # fmt: skip
        record(by=at_the_machine(authority), did="import organisation", about="authority:northmoor", why=LONG)
    record_refusal(by=by, did="adopt proposal", about="proposal:1", why="Your roles here do not allow this.")


def test_an_empty_trail(page: Page) -> None:
    sign_in_as(page, member(make_authority(), "governance-officer"))
    page.goto("/northmoor/trail/")
    expect(page.get_by_text("Nothing has been done here yet.")).to_be_visible()
    check_all(page)


def test_a_full_trail_and_an_entry_of_long_text(page: Page) -> None:
    authority = make_authority()
    fill(authority)
    sign_in_as(page, member(authority, "governance-officer"))
    page.goto("/northmoor/trail/")
    check_all(page)
    page.goto("/northmoor/trail/3/")
    assert page.get_by_role("heading", level=1).inner_text() == "Entry 3: appoint to post"
    check_all(page)
    page.goto("/northmoor/trail/61/")
    check_all(page)


def test_the_trail_is_filtered_without_javascript(page_without_javascript: Page) -> None:
    page, authority = page_without_javascript, make_authority()
    fill(authority)
    sign_in_as(page, member(authority, "governance-officer"))
    page.goto("/northmoor/trail/")
    page.get_by_label("Outcome").select_option("Refused")
    page.get_by_role("button", name="Apply filters").click()
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("link", name="62").click()
    page.get_by_role("link", name="proposal:1").click()
    assert page.locator("tbody tr").count() == 1
