"""What every pack makes its blocks from: cells, days in words, and blocks kept apart by who may read them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from clearline.accounts.access_class import KINDS, SEEN_BY, Access, may_see
from clearline.accounts.permissions import PERMISSIONS
from clearline.assurance.naming import called
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Section

T = TypeVar("T")


def day(on: date | None) -> str:
    """Return a day in words; what is not dated says so."""
    return f"{on:%-d %B %Y}" if on else "no date"


def words(text: str, source: str = "") -> Cell:
    """Return a cell of words."""
    return Cell(text=text, source=source)


def number(value: int, source: str = "") -> Cell:
    """Return a cell of a number that tells of no child: how many findings, duties, reports."""
    return Cell(text=f"{value:,}", value=value, source=source)


def count(value: int, thing: str) -> str:
    """Return how many there are of something: "1 duty", "3 duties"."""
    if value == 1:
        return f"1 {thing}"
    return f"{value} {thing[:-1]}ies" if thing.endswith("ty") else f"{value} {thing}s"


def by_access(
    asked: Asked, things: Iterable[T], access: Callable[[T], Access], make: Callable[[list[T], Access], AnyBlock]
) -> Iterator[AnyBlock]:
    """Yield one block for each access class among things that may be seen: what is not open never stands with what is.

    ``make`` is given the things of one class, and the class for the block.
    """
    grouped: dict[Access, list[T]] = {}
    for one in things:
        if may_see(asked.by, access(one)):
            grouped.setdefault(access(one), []).append(one)
    for kind in sorted(grouped, key=lambda one: one.kind != "open"):
        yield make(grouped[kind], kind)


def names_of(asked: Asked, abouts: Iterable[str]) -> Mapping[str, str]:
    """Return what some things are called in a table that everybody may read: what is not open is told by its key.

    Whoever makes a report may see more than its readers, so this does not go by what they may see.
    """
    closed = frozenset(one for one in SEEN_BY.values() if one is not None)
    anybody = asked.by._replace(only=(frozenset(PERMISSIONS) if asked.by.only is None else asked.by.only) - closed)
    return called(anybody, abouts, asked.on)


def strictest(*accesses: Access) -> Access:
    """Return the class of what belongs to several things: that which the fewest may read."""
    return max(accesses, key=lambda one: KINDS.index(one.kind))


def short(text: str, most: int = 90) -> str:
    """Return a text cut at a word where it is longer than some letters."""
    if len(text) <= most:
        return text.rstrip(".")
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(',;')} …"


def section(asked: Asked, key: str, *blocks: AnyBlock) -> Section:
    """Return the section that answers an item of the contract's contents, under its title.

    What named people say of all of it stands first. Raises ``KeyError`` for an item that the contract has not.
    """
    titles = {one.key: one.title for one in asked.contract.contents}
    return Section(key=key, title=titles[key], blocks=(*asked.commentary(key), *blocks))
