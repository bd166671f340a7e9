"""Every page of the URLconf, as somebody who has every role sees it, is held to what all pages are held to.

With ``CLEARLINE_ACCESSIBILITY`` set each page is held to everything, which takes long, and noted for the accessibility
statement (tests/browser/noting.py); test_results_of_accessibility refuses a statement that the pages have outgrown.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from noting import name_of, note_other
from pages import check_all, check_page, check_reflow, picture, sign_in_as
from people import make_user, member
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from walked import address, is_page, shown
from world import MINE, figures_in, made

from clearline.accounts.permissions import ROLES

pytestmark = pytest.mark.browser


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
                note_other("file", name)
                continue
            seen += 1
            try:
                page.goto(url)
                if name_of(page.url) != name:
                    note_other("moved", name)
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
