"""Columns of a file that a page does not show: the same flat rows that the commands write as CSV."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from clearline.doors.columns import Column, Show
from clearline.measures.pages.framing import RESTRICTED

PREFIX = "file-"
"""Before the name of such a column in an address, so that it is not taken for one on the page."""


def flat(
    names: Sequence[str], row_of: Callable[[Any], Sequence[Any]], restricted: Callable[[Any], bool]
) -> list[Column]:
    """Return a column for each name, its cells from a row's flat form; and one that marks restricted rows."""
    return [*_flat(names, row_of), Column("mark", "restricted", _mark(restricted), on_page=False, sort=False)]


def _flat(names: Sequence[str], row_of: Callable[[Any], Sequence[Any]]) -> Iterator[Column]:
    for at, name in enumerate(names):
        yield Column(f"{PREFIX}{name}", name, cell(row_of, at), on_page=False, sort=False)


def cell(row_of: Callable[[Any], Sequence[Any]], at: int) -> Show:
    """Return what shows one cell of a row's flat form."""
    return lambda row: row_of(row)[at]


def _mark(restricted: Callable[[Any], bool]) -> Show:
    return lambda row: RESTRICTED if restricted(row) else ""
