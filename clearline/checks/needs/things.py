"""What a need is made of, and what is known when needs are looked for."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.checks.findings import Report
from clearline.checks.standings import Standings
from clearline.measures.figures import Answer, GapFigure
from clearline.organisations.organisation import Organisation

MOST = 5
"""Things that are named one by one; of the others only how many there are."""


class Place(NamedTuple):
    """A page: the name of its address, what the address takes, and its query."""

    name: str
    args: tuple[str, ...] = ()
    query: Mapping[str, str] = {}


class Named(NamedTuple):
    """One thing under a need, with its page if it has one."""

    text: str
    place: Place | None = None


class Need(NamedTuple):
    """Something that waits for the reader."""

    title: str
    todo: str
    place: Place
    named: tuple[Named, ...] = ()
    more: int = 0
    """How many there are beyond those that are named."""
    restricted: bool = False
    """Whether it names figures of the council's own that have not been through disclosure control."""


class Figures(NamedTuple):
    """What the figures say of the authority, as far as the reader may see them."""

    answers: tuple[Answer, ...]
    gaps: tuple[GapFigure, ...]
    newest: date | None
    """When the newest release was published; ``None`` when no release says."""


class Asked(NamedTuple):
    """Who asks, as at which day, and what is known."""

    by: Acting
    authority: Authority
    on: date
    today: date
    organisation: Organisation | None
    report: Report | None
    earlier: Report | None
    """The report of ``guidance.NEW`` before, by the same edition; ``None`` when there is none."""
    figures: Figures | None
    standings: Standings | None = None
    """How every duty stands; ``None`` when the reader may not see it, or nothing can be judged on the day."""


def need(title: str, todo: str, place: Place, each: list[Named], restricted: bool = False) -> Need:
    """Return a need with the first of its things named."""
    return Need(title, todo, place, tuple(each[:MOST]), max(0, len(each) - MOST), restricted)


def count(number: int, thing: str, things: str = "") -> str:
    """Return how many there are of something, in words: "1 finding", "3 findings"; ``things`` where no s is added."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"
