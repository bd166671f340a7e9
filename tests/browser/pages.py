"""What every page is held to in a real browser. A test opens a page by the fixture ``page`` and calls ``check_all``.

The states in which a page is tried are empty, full, error and long text. With ``CLEARLINE_SCREENSHOTS`` set to a folder
every page checked is pictured there at desktop and at phone width, to be looked at.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from noting import noted
from people import client_for
from playwright.sync_api import Page, ViewportSize

from clearline.accounts.models import User

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PRESSES_A_STOP = 6
"""A date has four stops of its own; whoever has not left the page by so many Tabs for each stop is trapped."""

_FOCUSABLE = """() => {
  const groups = new Set();
  const query = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(query)].filter(element => {
    if (element.disabled || !element.checkVisibility()) return false;
    if (element.type !== 'radio') return true;
    const group = [...document.getElementsByName(element.name)];
    const checked = group.find(each => each.checked) || group[0];
    return element === checked && !groups.has(element.name) && groups.add(element.name);
  });
}"""
_NAME = """element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '')
  + ' ' + (element.textContent || element.name || '').trim().replace(/\\s+/g, ' ').slice(0, 40)"""
_SHOWN = """(element, forced) => {
  const label = element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`);
  const looks = [getComputedStyle(element)];
  if (['radio', 'checkbox'].includes(element.type) && label) looks.push(getComputedStyle(label, '::before'));
  const clear = colour => /rgba\\(.*, 0\\)|transparent/.test(colour);
  const drawn = look => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
  const outlined = look => drawn(look) && !clear(look.outlineColor);
  return looks.some(look => outlined(look) || (!forced && look.boxShadow !== 'none'));
}"""
_STOP = f"""() => {{
  const element = document.activeElement;
  if (element === document.body) return null;
  return {{at: window.stops.indexOf(element), name: ({_NAME})(element), shown: ({_SHOWN})(element, false)}};
}}"""
_CLIPPED = """() => [...document.querySelectorAll('body *')].filter(element => {
  const look = getComputedStyle(element);
  const hidden = ['hidden', 'clip'].includes(look.overflowY) || ['hidden', 'clip'].includes(look.overflowX);
  const unseen = element.clientWidth <= 1 || !element.checkVisibility() || element.closest('.govuk-visually-hidden');
  const grown = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
  return hidden && !unseen && grown && element.innerText;
}).map(element => element.outerHTML.slice(0, 120))"""
_NOWHERE = """() => [...document.querySelectorAll('a')].filter(link => {
  const target = link.getAttribute('href');
  if (!target || target === '#') return true;
  return link.hash && link.pathname === location.pathname && link.search === location.search
    && !document.getElementById(decodeURIComponent(link.hash.slice(1)));
}).map(link => link.outerHTML.slice(0, 120))"""
_REPEATED = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""


def sign_in_as(page: Page, user: User) -> None:
    """Give the browser the session of an account, its second factor passed."""
    cookie = client_for(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}])


def check_all(page: Page) -> None:
    """Hold the page that is open to everything here; it is left as it was, at desktop width."""
    page.wait_for_load_state()  # a click returns once the next page has begun; axe needs the whole of it
    page.locator("body").wait_for()
    picture(page)
    with noted(page):
        check_page(page)
        check_keyboard(page)
        check_reflow(page)
        check_axe(page)  # at the width of a phone, at which menus fold
        check_text_200(page)
        check_text_spacing(page)
        check_forced_colours(page)
    page.set_viewport_size(DESKTOP)


def check_page(page: Page) -> None:
    """Hold a page to axe-core, one first heading, a title, a language, no repeated id and no link to nowhere."""
    check_axe(page)
    assert page.locator("h1").count() == 1, "a page has one first heading"
    assert page.title().strip(" –"), "a page has a title"
    in_error = page.locator(".govuk-error-summary").count() > 0
    assert page.title().startswith("Error: ") == in_error, f"an error is in the title: {page.title()}"
    assert page.locator("html").get_attribute("lang") == "en-GB", "the language is not British English"
    repeated, nowhere = page.evaluate(_REPEATED), page.evaluate(_NOWHERE)
    assert not repeated, f"an id is there twice: {repeated}"
    assert not nowhere, f"a link leads nowhere: {nowhere}"


def check_axe(page: Page) -> None:
    """Hold a page to axe-core's rules for WCAG 2.2 AA and its best practice."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    faults = [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    assert not faults, "\n".join(faults)


def check_reflow(page: Page) -> None:
    """Hold a page to 320 pixels: it scrolls downwards only (WCAG 1.4.10)."""
    page.set_viewport_size(PHONE)
    assert _overflow(page) <= 0, f"{_overflow(page)} pixels too wide at 320: {_widest(page)}"


def check_text_200(page: Page) -> None:
    """Hold a page to text of twice the size: nothing is cut off, nothing scrolls sideways (WCAG 1.4.4)."""
    page.set_viewport_size(DESKTOP)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    try:
        assert _overflow(page) <= 0, f"too wide with text of twice the size: {_widest(page)}"
        clipped = page.evaluate(_CLIPPED)
        assert not clipped, f"text is cut off when it is twice the size: {clipped}"
    finally:
        page.evaluate("document.documentElement.style.fontSize = ''")


def check_text_spacing(page: Page) -> None:
    """Hold a page to wide spacing of lines, words and letters: nothing is cut off (WCAG 1.4.12)."""
    with _style(page, "* {line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em} p {margin-bottom: 2em}"):
        clipped = page.evaluate(_CLIPPED)
        assert not clipped, f"text is cut off when it is spaced widely: {clipped}"


def check_keyboard(page: Page) -> None:
    """Hold a page to the Tab key: every stop in the order of the page, focus seen at each, and a way out."""
    page.set_viewport_size(DESKTOP)
    names: list[str] = page.evaluate(f"() => (window.stops = ({_FOCUSABLE})()).map({_NAME})")
    assert names, "nothing on the page can be reached"
    page.evaluate("window.stops[0].focus()")
    at = -1
    for _ in range(len(names) * PRESSES_A_STOP):
        stop = page.evaluate(_STOP)
        if stop is None or (stop["at"] == 0 and at == len(names) - 1):
            break
        if stop["at"] != at:  # a date chooser has several stops of its own
            wanted = names[at + 1] if at + 1 < len(names) else "the end"
            assert stop["at"] == at + 1, f"Tab left the order of the page: it reached {stop['name']}, not {wanted}"
            assert stop["shown"], f"focus cannot be seen on {stop['name']}"
            at += 1
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"Tab did not leave the page; the last stop was {names[at]}")
    assert at == len(names) - 1, f"Tab left the order of the page: it never reached {names[at + 1]}"


def check_forced_colours(page: Page) -> None:
    """Hold a page to colours that the reader's system has set: focus is still seen at each stop, by an outline."""
    page.emulate_media(forced_colors="active")
    try:
        unseen = page.evaluate(f"""() => ({_FOCUSABLE})().filter(element => {{
          element.focus();
          return !({_SHOWN})(element, true);
        }}).map({_NAME})""")
        assert not unseen, f"focus cannot be seen in the reader's own colours on {unseen}"
    finally:
        page.emulate_media(forced_colors="none")


def picture(page: Page) -> None:
    """Keep pictures of a page at desktop and phone width, where ``CLEARLINE_SCREENSHOTS`` says; nowhere if unset."""
    folder = os.environ.get("CLEARLINE_SCREENSHOTS")
    if not folder:
        return
    test = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
    name = re.sub(r"[^a-z0-9]+", "-", f"{test} {page.title()}".lower()).strip("-")[:120]
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(DESKTOP)


@contextmanager
def _style(page: Page, rules: str) -> Iterator[None]:
    """Lay a reader's own style over a page, which the page's policy cannot forbid."""
    rules = rules.replace(";", " !important;").replace("}", " !important}")
    page.evaluate(
        """rules => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }""",
        rules,
    )
    try:
        yield
    finally:
        page.evaluate("document.adoptedStyleSheets = []")


def _overflow(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def _widest(page: Page) -> Any:
    return page.evaluate("""() => [...document.querySelectorAll('body *')]
      .filter(element => element.getBoundingClientRect().right > innerWidth && !element.closest('.app-scroll'))
      .slice(0, 3).map(element => element.outerHTML.slice(0, 120))""")
