"""What a table is made of: its columns and its filters."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

Row = Any
Show = Callable[[Row], Any]


def found(row: Row, key: str) -> Any:
    """Return what a row has under a name: the entry of a mapping, else the attribute."""
    return row[key] if isinstance(row, Mapping) else getattr(row, key)


class Column(NamedTuple):
    """A column of a table."""

    key: str
    """Its name in the address (``?sort=key``); also where its value is found, unless ``show`` says."""
    title: str
    show: Show | None = None
    """Row to value: text, number, day, ``Tag``, ``Linked``, a list of these, or ``None``."""
    link: Callable[[Row], str | None] | None = None
    """Row to the address that its value leads to; ``None`` for no link."""
    numeric: bool = False
    sort: str | Show | bool = True
    """For a queryset the field (``post__title``), for values a function; ``False`` where sorting makes no sense."""
    missing: str = ""
    """What is shown where there is no value."""
    exported: bool = True
    on_page: bool = True
    """``False`` for what is only in the file."""

    def value(self, row: Row) -> Any:
        """Return the value of a row: by ``show``, by key, or by attribute."""
        if self.show is not None:
            return self.show(row)
        return found(row, self.key)


class Filter(NamedTuple):
    """A choice of rows, ``?key=value``."""

    key: str
    title: str
    choices: Sequence[tuple[str, str]]
    """Value in the address and words for it."""
    match: str | Callable[[Row, str], bool] | None = None
    """For a queryset a lookup (``force``, the key when not given); for values whether a row has the value chosen."""

    def holds(self, row: Row, value: str) -> bool:
        """Return whether a row of values is chosen."""
        if callable(self.match):
            return self.match(row, value)
        there = found(row, self.match or self.key)
        return value in there if isinstance(there, list | tuple | set | frozenset) else str(there) == value
