"""One Chromium and one server for all tests of pages. A page that fails to load anything fails its test."""

from collections.abc import Iterator

import pytest
from pages import DESKTOP
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from system_packages import program

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)

GIVEN_UP = "net::ERR_ABORTED"
"""The browser itself let a request go: it left for another page, or keeps the answer as a file. Nothing is wrong."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests."""
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=_ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[LiveServer]:
    """The site on this machine, once for all tests."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def site(_server: LiveServer, transactional_db: None) -> str:
    """The address of the site. What a test puts into the database is there, and every table is emptied after it."""
    return _server.url


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the browser. A test that means something to go wrong looks at it and clears it."""
    return []


@pytest.fixture
def page(chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """A browser window in which any failed request, error of a script or breach of the policy fails the test."""
    context = chromium.new_context(base_url=site, viewport=DESKTOP, locale="en-GB")
    yield from _watched(context, faults)


@pytest.fixture
def page_without_javascript(chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """The same for a browser that runs no scripts."""
    context = chromium.new_context(base_url=site, viewport=DESKTOP, locale="en-GB", java_script_enabled=False)
    yield from _watched(context, faults)


def _watched(context: BrowserContext, faults: list[str]) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("requestfailed", lambda asked: _note(faults, asked.failure != GIVEN_UP, f"{asked.failure}: {asked.url}"))
    page.on("response", lambda answer: _note(faults, answer.status >= 400, f"{answer.status}: {answer.url}"))
    page.on("console", lambda said: _note(faults, said.type == "error", f"console: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    yield page
    context.close()
    assert faults == []


def _note(faults: list[str], wrong: bool, words: str) -> None:
    if wrong:
        faults.append(words)
