"""Signing in and the pages of people and roles in a real browser: empty, full, in error, with long names."""

import re

import pytest
from browsing import code, give_app
from django.test import override_settings
from django.utils import timezone
from pages import check_all, sign_in_as
from people import PASSWORD, make_authority, make_user, member
from playwright.sync_api import Page, expect

from clearline.accounts import invitations
from clearline.accounts.models import User
from clearline.accounts.signing_in.second_factor import make_recovery_codes

pytestmark = pytest.mark.browser

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 3


def button(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def enter(page: Page, user: User) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    button(page, "Sign in")


def sign_in_and_set_up(page: Page) -> None:
    """Sign in for the first time, set up an app, see the recovery codes, and get to the start."""
    enter(page, make_user())
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    button(page, "Continue")
    found = re.search("[A-Z2-7 ]{39}", page.locator("code").inner_text())
    assert found
    page.get_by_label("Code from your app").fill(code(found[0].replace(" ", "")))
    button(page, "Set up")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    expect(page.locator("main code")).to_have_count(8)


def test_the_first_sign_in_from_the_password_to_the_start(page: Page) -> None:
    sign_in_and_set_up(page)
    check_all(page)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have no role yet")
    check_all(page)


def test_the_first_sign_in_without_javascript(page_without_javascript: Page) -> None:
    sign_in_and_set_up(page_without_javascript)


def test_the_pages_on_the_way_in(page: Page) -> None:
    councils = [{"name": LONG, "provider_id": "council-0123456789ab"}]
    with override_settings(COUNCIL_SIGN_INS=councils):
        for address in ("sign-in/", "password/forgotten/", "password/forgotten/sent/", "password/new/done/", "closed/",
                        "council/cancelled/", "password/new/1-abc-def/"):  # fmt: skip
            page.goto(f"/account/{address}")
            check_all(page)
    enter(page, give_app(make_user()))
    check_all(page)


def test_the_pages_on_the_way_in_with_errors(page: Page) -> None:
    page.goto("/account/sign-in/")
    button(page, "Sign in")
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    check_all(page)
    enter(page, give_app(make_user()))
    page.get_by_label("Code").fill("000000")
    button(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("The code is not right")
    check_all(page)
    user = make_user(password=None)
    User.objects.filter(pk=user.pk).update(invited_at=timezone.now())
    user.refresh_from_db()
    page.goto(invitations.link(user, ""))
    page.get_by_label("Password", exact=True).fill("short")
    button(page, "Choose this password")
    expect(page.get_by_role("alert")).to_contain_text("12 characters or more")
    check_all(page)


def test_setting_up_an_app_is_for_everybody(page: Page) -> None:
    enter(page, make_user())
    check_all(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    button(page, "Continue")
    check_all(page)


def test_ones_own_account(page: Page) -> None:
    user = give_app(member(make_authority(name=LONG), "dcs"))
    member(make_authority("southmoor"), "lead-member", user=user)
    make_recovery_codes(user)
    sign_in_as(page, user)
    for address in ("/", "/account/", "/account/password/change/", "/account/recovery-codes/", "/account/sign-out/",
                    "/account/password/again/", "/account/second-factor/again/"):  # fmt: skip
        page.goto(address)
        check_all(page)


def test_people_and_roles(page: Page) -> None:
    authority = make_authority()
    sign_in_as(page, member(authority, "administrator"))
    user = give_app(member(authority, "dcs", user=make_user(name=LONG)))
    member(authority, "inspector")
    row = user.memberships.get()
    for address in ("", "?q=nobody", "invite/", f"roles/{row.pk}/end/", f"{user.pk}/",
                    f"{user.pk}/close/", f"{user.pk}/same-person/"):  # fmt: skip
        page.goto(f"/northmoor/people/{address}")
        check_all(page)


def test_people_and_roles_with_errors(page: Page) -> None:
    authority = make_authority()
    sign_in_as(page, member(authority, "administrator"))
    row = member(authority, "dcs").memberships.get()
    page.goto("/northmoor/people/invite/")
    button(page, "Give the role")
    check_all(page)
    page.goto(f"/northmoor/people/roles/{row.pk}/end/")
    page.get_by_label("After a day that I choose").check()
    button(page, "End the role")
    expect(page.get_by_role("alert")).to_contain_text("Enter the last day")
    check_all(page)
