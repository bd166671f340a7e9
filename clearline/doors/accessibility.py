"""How accessible the pages are, as the tests in a real browser last found; the accessibility statement is made from it.

``tests/browser/noting.py`` writes the file. Without it nothing is claimed.
"""

from datetime import date
from pathlib import Path

import msgspec

from clearline.kit.values import Value

FILE = Path(__file__).with_name("accessibility.json")


class PageTested(Value, frozen=True, kw_only=True):
    """A page and what was found on it, in all the states in which it was tried."""

    page: str
    """The name of its address, such as ``guidance:duty``."""
    title: str
    states: int
    faults: tuple[str, ...] = ()


class Tested(Value, frozen=True, kw_only=True):
    """What the last run of the tests found."""

    on: date
    browser: str
    look: str = ""
    """SHA-256 of what shaped every page when it was tested, so that a test can tell when the results are stale."""
    checks: tuple[str, ...]
    """What each page was held to, each a sentence."""
    files: tuple[str, ...] = ()
    """Names of addresses that give a file and no page."""
    moved: tuple[str, ...] = ()
    """Names of those that led on to another page and were not seen by themselves."""
    pages: tuple[PageTested, ...]

    @property
    def states(self) -> int:
        """In how many states the pages were tried, all together."""
        return sum(page.states for page in self.pages)

    @property
    def parts(self) -> tuple[tuple[str, tuple[PageTested, ...]], ...]:
        """The pages by the part of the site that they belong to."""
        found: dict[str, list[PageTested]] = {}
        for page in self.pages:
            found.setdefault(page.title.partition(",")[0], []).append(page)
        return tuple((part, tuple(pages)) for part, pages in found.items())

    @property
    def faulty(self) -> tuple[PageTested, ...]:
        """The pages on which something is known not to work."""
        return tuple(page for page in self.pages if page.faults)


def statement(file: Path = FILE) -> Tested | None:
    """Return what the last run found; ``None`` when there is none on record."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Tested)
    except FileNotFoundError:
        return None
