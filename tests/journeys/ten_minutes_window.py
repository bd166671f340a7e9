"""What the people of Eastmere do in every step: sign in with a second factor, follow a link, press, give a date."""

import re
from datetime import date
from uuid import uuid4

from browsing import code
from django.core.cache import cache
from django.utils import timezone
from people import PASSWORD
from playwright.sync_api import Locator, Page
from steps import heading

from clearline.jobs.actions import take
from clearline.jobs.running import do

COUNCIL = "Eastmere Council"


def sign_in(page: Page, role: str) -> None:
    """Sign in as somebody at a machine of their own, by password and the code of their app; home is there then."""
    page.wait_for_load_state("networkidle")  # nothing of the page before is cut off
    page.context.clear_cookies()
    cache.clear()  # nobody else uses a code of the app within half a minute
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(f"{role}@eastmere.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Sign out").wait_for()
    assert heading(page) == COUNCIL


def follow(page: Page, *names: str) -> None:
    """Follow links by their names, one after the other: in the navigation first, where it has the name too."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()


def follow_here(page: Page, *names: str) -> None:
    """Follow links of the page itself, not of the navigation."""
    for name in names:
        page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    """Press a button, or a link that looks like one."""
    page.get_by_role("button", name=name, exact=True).first.click()


def text_of(page: Page) -> str:
    """Return what the page says, its parts apart by single spaces."""
    return re.sub(r"\s+", " ", page.get_by_role("main").inner_text())


def give_date(where: Page | Locator, day: date) -> None:
    """Fill in the three boxes of the one date there is."""
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        where.get_by_label(box, exact=True).fill(str(value))


def work_off(page: Page) -> None:
    """Do the work that waits, as the worker does, and look again at the page that shows how far it is."""
    page.get_by_text("Look again").wait_for()
    while job := take(lease=uuid4(), now=timezone.now()):
        do(job, timezone.now)
    page.get_by_text("Look again").click()
