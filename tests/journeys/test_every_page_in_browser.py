"""Every page of the URLconf, as somebody who has every role sees it, is held to what all pages are held to.

With ``CLEARLINE_ACCESSIBILITY`` set each page is held to everything, which takes long, and noted for the accessibility
statement (tests/browser/noting.py).
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver
from pages import check_all, check_page, check_reflow, picture, sign_in_as
from people import make_user, member
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from test_matrix import ABSENT, OUTSIDE, TABLE, pages
from test_matrix import address as filled_in
from world import MINE, Place, figures_in, made

from clearline.accounts.permissions import ROLES

pytestmark = pytest.mark.browser

GONE = {name for name, _ in ABSENT} | {
    "accounts:invitation", "account_reset_password_from_key", "openid_connect_login", "openid_connect_callback",
    "public:release", "accounts:colours", "accounts:logo", "security-text",
}  # fmt: skip
"""Pages about what is not here, such as an invitation that was never sent; others see them with it."""


def address(page: str, place: Place) -> str:
    """Return the address of a page in the world of the tests."""
    things = place.things.get(page, OUTSIDE.get(page, {}))
    try:
        return filled_in(page, {"authority": MINE, **things})
    except NoReverseMatch:
        return filled_in(page, things)


def shown() -> list[str]:
    """Return the pages that are shown to whoever asks for them."""
    gets = {row.partition("#")[0] for row, (methods, _) in TABLE.items() if "GET" in methods}
    return sorted(gets & set(pages(get_resolver())) - GONE)


def is_page(window: Page, url: str) -> bool:
    """Return whether an address is a page and not a file."""
    return "text/html" in window.context.request.get(url).headers.get("content-type", "")


def test_every_page_is_accessible_and_loads_all_it_asks_for(
    page: Page, faults: list[str], settings: Settings, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        settings.FIGURES = figures_in(tmp_path, stack)
        place = made(MINE)
        everybody = make_user(name="Ann Heron")
        for role in ROLES:
            member(place.authority, role, user=everybody)
        sign_in_as(page, everybody)
        wrong: dict[str, str] = {}
        seen = 0
        for name in shown():
            url = address(name, place)
            if not is_page(page, url):
                continue
            seen += 1
            try:
                page.goto(url)
                hold(page)
            except AssertionError as error:
                wrong[name] = str(error)
            if faults:
                wrong[name] = wrong.get(name, "") + "; ".join(faults)
                faults.clear()
    assert not wrong, "\n".join(f"{name}: {fault}" for name, fault in wrong.items())
    assert seen > 80, f"only {seen} pages were seen"


def hold(page: Page) -> None:
    """Hold a page to what every page is held to; to everything when it is noted for the statement."""
    if os.environ.get("CLEARLINE_ACCESSIBILITY"):
        return check_all(page)
    picture(page)
    check_page(page)
    check_reflow(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    return None
