"""What people do in the journeys: sign in by the form, and reach a link or button with the Tab key alone."""

from playwright.sync_api import Page

STOPS = 150
"""Presses of the Tab key after which something counts as not to be reached."""


def sign_in(page: Page, role: str, passwords: dict[str, str]) -> None:
    """Sign in by an account of the demonstration; home is there then."""
    page.goto("/")
    page.get_by_label("Email address").fill(f"{role}@northmoor.example")
    page.get_by_label("Password", exact=True).fill(passwords[role])
    page.get_by_role("button", name="Sign in").click()
    assert heading(page) == "Northmoor Council"


def heading(page: Page) -> str:
    """Return the first heading of the page that is open."""
    return page.get_by_role("heading", level=1).inner_text()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has a name has the focus. Raises ``AssertionError`` when it is not reached."""
    said = "document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText"
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if (page.evaluate(said) or "").strip().startswith(name):
            return
    raise AssertionError(f"{STOPS} Tabs did not reach {name}")
