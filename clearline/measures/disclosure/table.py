"""A table of counts: every count by name, what a reader can know of it, how counts add up, and the rates beside them.

The one thing that what hides and what attacks share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from clearline.measures.disclosure.about import About
from clearline.measures.disclosure.profiles import Level

Name = tuple[str, tuple[tuple[str, str], ...]]
"""What is counted, and of whom, where and when: sorted pairs of a dimension and a code. A total lacks the dimension.

Two tables that print the same name print the same count.
"""

TIME, AREA = "time", "area"
"""The dimensions that every count has."""


class Known(NamedTuple):
    """What a reader can know of one count from one printed cell."""

    least: int
    most: int | None
    """``None``: there is no telling."""
    hidden: bool = False
    """Whether a symbol for a hidden count stands there."""
    limit: int = 0
    """Counts of up to this are what hiding is for; 0 when it is not hidden."""


class Sum(NamedTuple):
    """A count that is the sum of others. A part that nobody prints, such as a complement, has a name as well."""

    total: Name
    parts: tuple[Name, ...]


class Rate(NamedTuple):
    """A percentage or rate as printed, and the counts that it was computed from."""

    numerator: Name
    denominator: Name
    per: int
    decimals: int
    complement: bool
    """Whether it is the share of those who are not in the numerator."""
    text: str


class Row(NamedTuple):
    """One row: the line it stands on, its cells by column, and whom it counts."""

    line: int
    cells: dict[str, str]
    level: Level
    depth: int
    """How far below the country it stands."""
    pairs: tuple[tuple[str, str], ...]
    parent: str | None
    """The code of the next larger area; ``None`` at the top."""


class Place(NamedTuple):
    """Where a count is printed, and how far up it stands."""

    row: int
    column: str
    level: Level


@dataclass(frozen=True)
class Table:
    """A table as read: its text, and what the text says. No count has a say in the order of its rows."""

    about: About
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    counts: dict[Name, tuple[Place, ...]]
    """Every count of children with the places where it is printed; nearly always one."""
    known: dict[Name, Known]
    """What a reader knows of each count, those that everybody may know among them."""
    sums: tuple[Sum, ...]
    rates: dict[tuple[int, str], Rate]
    """By row and column."""


class Contradiction(Exception):
    """What is published cannot all be true of these counts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(sorted(names))
        super().__init__("what is published contradicts itself")


def leave_out(name: Name, dimension: str) -> Name:
    """Return the name of the total over one dimension."""
    return name[0], tuple(pair for pair in name[1] if pair[0] != dimension)


def put_in(name: Name, dimension: str, code: str) -> Name:
    """Return a name with one dimension set to a code."""
    pairs = [pair for pair in name[1] if pair[0] != dimension]
    return name[0], tuple(sorted([*pairs, (dimension, code)]))


def part(name: Name, dimension: str) -> str | None:
    """Return the code of a name in one dimension; ``None`` when it is a total there."""
    return next((code for found, code in name[1] if found == dimension), None)
