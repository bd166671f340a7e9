"""Statements and evidence in a real browser: empty, both columns full with long text, in error, and the evidence."""

from datetime import timedelta

import pytest
from django.utils import timezone
from giving import add_file, add_link, add_place, settle_link, uses
from pages import check_all, sign_in_as
from people import make_authority, make_user, member
from playwright.sync_api import Page
from stating import ADDRESS, DUTY, as_, keep, say

from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements import actions, offering

pytestmark = pytest.mark.browser

LONG = "What we found goes on, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung. " * 6
OLD = ("dcs-lm", "2009", "dcs-ensures-protocols-for-functions")
TODAY = timezone.localdate()


def signed_in(page: Page, authority: Authority, role: Role) -> Page:
    sign_in_as(page, member(authority, role, user=make_user(name="Ann Heron")))
    return page


def fill(authority: Authority) -> str:
    """State in both columns, keep, record a voice, offer, and use evidence; return the key of the evidence."""
    first, second = as_(authority, "dcs"), as_(authority, "lead-member")
    officer = as_(authority, "governance-officer")
    say(first, "dcs", place=OLD, on=TODAY)
    say(second, "lead-member", "partly", place=OLD, on=TODAY)
    offering.offer(by=officer, from_edition="dcs-lm/2009", to_edition="dcs-lm/2013", on=TODAY, why="A new edition.")
    say(first, "dcs", on=TODAY, words=LONG, saw=LONG)
    say(second, "lead-member", "not-satisfied", on=TODAY, words=LONG)
    keep(officer, review=TODAY + timedelta(60), trigger=LONG[:300], on=TODAY)
    actions.record_voice(by=officer, place=DUTY, words=LONG, how="Survey", heard_on=TODAY, on=TODAY)
    actions.sign_off(by=first, place=DUTY, on=TODAY, now=timezone.now())
    key = add_file(officer, on=TODAY)
    uses(officer, key, f"duty:{'/'.join(DUTY)}", on=TODAY)
    return key


def visit(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        check_all(page)


def test_statements_where_nothing_is_said(page: Page) -> None:
    authority = make_authority()
    visit(signed_in(page, authority, "dcs"), "/northmoor/statements/", ADDRESS, f"{ADDRESS}say/")
    page.get_by_role("button", name="Save and go to the next").click()
    check_all(page)
    assert page.locator(".govuk-error-summary").count() == 1


def test_one_duty_after_the_other_is_stated_by_keyboard_alone(page: Page) -> None:
    authority = make_authority()
    say(as_(authority, "dcs"), "dcs", on=TODAY, words=LONG)
    visit(signed_in(page, authority, "lead-member"), "/northmoor/statements/")
    page.get_by_role("button", name="Begin with the first").press("Enter")
    page.get_by_text("The director has spoken, you have not.").wait_for()
    check_all(page)
    before = page.url
    page.get_by_label("Satisfied", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    for text in ("Visits are late.", "The minutes of the panel."):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    while page.locator(":focus").inner_text() != "Save and go to the next":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Your statement is kept.").wait_for()
    assert page.url != before
    assert page.get_by_role("button", name="Save", exact=True).count() == 1
    page.get_by_role("link", name="Leave this and go to the next").press("Enter")
    page.wait_for_load_state("networkidle")
    page.goto(before.removesuffix("say/"))
    page.get_by_text("Visits are late.").wait_for()
    page.get_by_text("Partly satisfied").first.wait_for()


def test_statements_where_all_is_said_and_long(page: Page) -> None:
    authority = make_authority()
    fill(authority)
    visit(
        signed_in(page, authority, "governance-officer"), "/northmoor/statements/", ADDRESS, f"{ADDRESS}keep/",
        "/northmoor/statements/offers/", "/northmoor/statements/offers/make/", f"{ADDRESS}voice/",
    )  # fmt: skip


def test_evidence_in_each_state(page: Page) -> None:
    authority = make_authority()
    visit(signed_in(page, authority, "governance-officer"), "/northmoor/evidence/", "/northmoor/evidence/use/")
    key, officer = fill(authority), as_(authority, "analyst")
    dead = add_link(officer, on=TODAY)
    settle_link(dead)
    add_place(officer, on=TODAY)
    use = f"/northmoor/evidence/use/?about=duty:{'/'.join(DUTY)}"
    visit(
        page, "/northmoor/evidence/", f"/northmoor/evidence/item/{key}/", f"/northmoor/evidence/item/{dead}/",
        "/northmoor/evidence/add/", "/northmoor/evidence/add/file/", f"/northmoor/evidence/item/{key}/version/", use,
    )  # fmt: skip
    page.get_by_role("button", name="Use it").click()
    check_all(page)
