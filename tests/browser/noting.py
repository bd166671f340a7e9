"""Notes what the pages were held to in a real browser, and makes of the notes what the accessibility statement says.

With ``CLEARLINE_ACCESSIBILITY`` set to a file each page that ``check_all`` is called for is noted there, faults too::

    CLEARLINE_ACCESSIBILITY=notes.jsonl pytest tests/browser -m browser
    python tests/browser/noting.py notes.jsonl clearline/doors/accessibility.json
"""

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
            place = resolve(urlsplit(page.url).path)
            name = ":".join((*place.namespaces, place.url_name or ""))
            browser = page.context.browser
            row = {
                "page": name, "fault": fault, "state": f"{page.url} {page.title()}",
                "browser": f"Chromium {browser.version}" if browser else "Chromium", "on": str(date.today()),
            }  # fmt: skip
            with Path(file).open("a", encoding="utf-8") as notes:
                notes.write(json.dumps(row) + "\n")


def tested(lines: list[dict[str, str]]) -> Tested:
    """Return what the notes of a run come to, page by page."""
    pages: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in lines:
        pages[line["page"]].append(line)
    return Tested(
        on=date.fromisoformat(max(line["on"] for line in lines)),
        browser=lines[-1]["browser"],
        checks=CHECKS,
        pages=tuple(_page(name, notes) for name, notes in sorted(pages.items())),
    )


def _page(name: str, notes: list[dict[str, str]]) -> PageTested:
    """Return what the notes of one page come to, called by its address: its title can name what is on it."""
    feature, _, page = name.rpartition(":")
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
