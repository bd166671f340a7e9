"""The checks of pages are tried on pages with one planted fault each: a check that cannot fail protects nothing."""

from collections.abc import Callable

import pytest
from pages import (
    check_forced_colours,
    check_keyboard,
    check_page,
    check_reflow,
    check_text_200,
    check_text_spacing,
    sign_in_as,
)
from people import make_authority, member
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.urls("urls_for_components")]

_NO_OUTLINE = """const link = document.querySelector('main a');
  link.style.setProperty('outline', 'none', 'important');"""
_BOX = """const box = document.createElement('p');
  box.textContent = 'Words of a council that is proud of them';
  document.querySelector('main').append(box);
  box.style.overflow = 'hidden';"""
PLANTED: list[tuple[str, Callable[[Page], None], str, str]] = [
    (
        "two first headings",
        check_page,
        "document.querySelector('main h2').outerHTML = '<h1>Again</h1>'",
        "first heading",
    ),
    ("no title", check_page, "document.title = ' – '", "title"),
    (
        "an error not in the title",
        check_page,
        "document.querySelector('h1').className = 'govuk-error-summary'",
        "error",
    ),
    ("another language", check_page, "document.documentElement.lang = 'fr'", "language"),
    ("an id twice", check_page, "document.querySelector('h1').id = 'main-content'", "twice"),
    ("a link to nowhere", check_page, "document.querySelector('main a').setAttribute('href', '#lost')", "nowhere"),
    ("no words for a picture", check_page, "document.querySelector('main').append(new Image())", "image-alt"),
    ("too wide", check_reflow, "document.querySelector('h1').style.width = '600px'", "too wide"),
    ("cut off when large", check_text_200, _BOX + "box.style.height = '25px'", "cut off"),
    ("cut off when spaced", check_text_spacing, _BOX + "box.style.height = box.clientHeight + 'px'", "cut off"),
    ("focus unseen", check_keyboard, _NO_OUTLINE + "link.style.setProperty('box-shadow', 'none', 'important')", "seen"),
    ("focus by shadow only", check_forced_colours, _NO_OUTLINE, "cannot be seen"),
    ("another order", check_keyboard, "document.querySelector('main button').tabIndex = 1", "left the order"),
    ("out of reach", check_keyboard, "document.querySelector('main button').tabIndex = -1", "left the order"),
    (
        "a trap",
        check_keyboard,
        "document.querySelector('main a').onkeydown = event => event.preventDefault()",
        "did not leave",
    ),
]


@pytest.mark.parametrize(("check", "plant", "said"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_a_planted_fault_is_found(page: Page, check: Callable[[Page], None], plant: str, said: str) -> None:
    page.goto("/empty/")
    check(page)
    page.evaluate(f"() => {{ {plant} }}")
    with pytest.raises(AssertionError, match=said):
        check(page)


def test_a_browser_is_signed_in_as_the_account_that_is_asked_for(page: Page) -> None:
    director = member(make_authority(), "dcs")
    sign_in_as(page, director)
    page.goto("/who/")
    assert page.inner_text("main li") == director.email


def test_a_page_that_breaks_the_policy_or_loads_nothing_is_found(page: Page, faults: list[str]) -> None:
    page.goto("/empty/")
    assert faults == []
    page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = '1';
      document.body.append(script);
    }""")
    page.evaluate("fetch('/static/clearline/not-there.css')")
    page.wait_for_timeout(200)
    assert any("Content Security Policy" in fault for fault in faults)
    assert any(fault.startswith("404") for fault in faults)
    faults.clear()
