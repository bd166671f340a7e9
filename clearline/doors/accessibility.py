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
    checks: tuple[str, ...]
    """What each page was held to, each a sentence."""
    pages: tuple[PageTested, ...]

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
