"""Which pages the walk through every page opens, and at which addresses."""

from django.urls import NoReverseMatch, get_resolver
from playwright.sync_api import Page
from test_matrix import ABSENT, OUTSIDE, TABLE, pages
from test_matrix import address as filled_in
from world import MINE, Place

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


def asked_for() -> set[str]:
    """Return the names of all addresses that can be asked for, pages and files."""
    gets = {row.partition("#")[0] for row, (methods, _) in TABLE.items() if "GET" in methods}
    return gets & set(pages(get_resolver()))


def shown() -> list[str]:
    """Return those that are there in the world of the tests."""
    return sorted(asked_for() - GONE)


def is_page(window: Page, url: str) -> bool:
    """Return whether an address is a page and not a file."""
    return "text/html" in window.context.request.get(url).headers.get("content-type", "")
