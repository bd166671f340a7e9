"""Notes what the pages were held to in a real browser, and makes of the notes what the accessibility statement says.

With ``CLEARLINE_ACCESSIBILITY`` set to a file each page that ``check_all`` is called for is noted there, faults too.
The walk opens every page once; add ``tests/browser`` for the other states of those that have tests of their own::

    CLEARLINE_ACCESSIBILITY=notes.jsonl pytest tests/journeys/test_every_page_in_browser.py -n0
    python tests/browser/noting.py notes.jsonl clearline/doors/accessibility.json
"""

import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from django.urls import resolve
from playwright.sync_api import Page

from clearline.doors.accessibility import PageTested, Tested

CLEARLINE = Path(__file__).parents[2] / "clearline"
SHAPES = ("web/static", "web/templates", "measures/static")
"""What shapes every page, or is laid round it."""

CHECKS = (
    "The program axe-core finds nothing against its rules for WCAG 2.2 level AA, on a wide and on a narrow screen.",
    "Every link, button and field is reached with the Tab key, in the order of the page, and focus is seen.",
    "At 320 pixels nothing but wide tables and drawings scrolls sideways.",
    "With text of twice the size and with wide spacing nothing is cut off.",
    "With the reader's own colours focus is still seen.",
)


@contextmanager
def noted(page: Page) -> Iterator[None]:
    """Note a page that is held to everything, and the first thing that is wrong with it."""
    file = os.environ.get("CLEARLINE_ACCESSIBILITY")
    fault = ""
    try:
        yield
    except AssertionError as error:
        fault = str(error).splitlines()[0][:200]
        raise
    finally:
        if file:
            browser = page.context.browser
            row = {
                "page": name_of(page.url), "fault": fault, "state": f"{page.url} {page.title()}",
                "browser": f"Chromium {browser.version}" if browser else "Chromium", "on": str(date.today()),
            }  # fmt: skip
            with Path(file).open("a", encoding="utf-8") as notes:
                notes.write(json.dumps(row) + "\n")


def note_other(kind: str, name: str) -> None:
    """Note that an address gives a file and no page (``file``), or leads on to another page (``moved``)."""
    file = os.environ.get("CLEARLINE_ACCESSIBILITY")
    if file:
        with Path(file).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps({kind: name}) + "\n")


def name_of(url: str) -> str:
    """Return the name of the page at an address."""
    place = resolve(urlsplit(url).path)
    return ":".join((*place.namespaces, place.url_name or ""))


def look() -> str:
    """Return the SHA-256 of what shapes every page: when it changes, what was found of the pages no longer holds."""
    files = sorted(path for folder in SHAPES for path in (CLEARLINE / folder).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(CLEARLINE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def tested(lines: list[dict[str, str]]) -> Tested:
    """Return what the notes of a run come to, page by page."""
    pages: dict[str, list[dict[str, str]]] = defaultdict(list)
    of_pages = [line for line in lines if "page" in line]
    for line in of_pages:
        pages[line["page"]].append(line)
    return Tested(
        on=date.fromisoformat(max(line["on"] for line in of_pages)),
        browser=of_pages[-1]["browser"],
        look=look(),
        checks=CHECKS,
        files=tuple(sorted({line["file"] for line in lines if "file" in line})),
        moved=tuple(sorted({line["moved"] for line in lines if "moved" in line} - set(pages))),
        pages=tuple(_page(name, notes) for name, notes in sorted(pages.items())),
    )


SIGNING_IN = {"account": "Signing in", "mfa": "Signing in with a second factor", "socialaccount": "Single sign-on"}


def _page(name: str, notes: list[dict[str, str]]) -> PageTested:
    """Return what the notes of one page come to, called by its address: its title can name what is on it."""
    feature, _, page = name.rpartition(":")
    begin, _, rest = page.partition("_")
    if begin in SIGNING_IN:  # the pages of the library that signs people in
        feature, page = SIGNING_IN[begin], rest.replace("_", " ")
    title = ", ".join(part.replace("-", " ") for part in (feature, page) if part)
    faults = tuple(dict.fromkeys(note["fault"] for note in notes if note["fault"]))
    states = len({note["state"] for note in notes})
    return PageTested(page=name, title=title[:1].upper() + title[1:], states=states, faults=faults)


def main(arguments: list[str]) -> int:
    """Make the statement's file of a file of notes."""
    notes, out = map(Path, arguments)
    lines = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
    out.write_bytes(msgspec.json.format(msgspec.json.encode(tested(lines)), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
