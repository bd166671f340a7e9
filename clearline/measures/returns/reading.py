"""The values in which child-level returns are held while they are counted. They stay inside this feature.

Days are int32 counted from 1970-01-01, null when absent, so that the SQL of the derived tables is plain integer
arithmetic. A child is an int32 that stands for it within one ``Return``: identifiers stay in the reader.
"""

from pathlib import Path
from typing import Any, Literal

from clearline.kit.values import Value

Table = Any
"""A ``pyarrow.Table``; pyarrow has no types of its own, and importing it here would cost commands that need none."""

Collection = Literal["ssda903", "cin", "annex-a"]


class Fault(Value, frozen=True, kw_only=True):
    """Something in a file that could not be used as it stands. It never holds a cell's content."""

    file: Path
    table: str
    """The table, element or sheet; "" when the whole file is meant."""
    column: str
    """"" when the whole row or file is meant."""
    kind: str
    """What is wrong and what was done with it, in words, e.g. ``not a date: taken as blank``."""
    count: int
    first_row: int | None
    """Line in the file (1 is the heading of a CSV) of the first one; ``None`` when it is not about a row."""


class Cover(Value, frozen=True, kw_only=True):
    """One authority's return of one year, and which of its tables were supplied."""

    authority: str
    """Nine characters."""
    year: int
    """The collection year: 2025 is 1 April 2024 to 31 March 2025."""
    supplied: frozenset[str]
    """Names of the raw tables that were supplied, also when they have no rows."""
    files: tuple[Path, ...] = ()


class Return(Value, frozen=True, kw_only=True):
    """What was read of one collection: one or more years of one or more authorities."""

    collection: Collection
    covers: tuple[Cover, ...]
    tables: dict[str, Table]
    """Raw tables by name, each with ``la`` (text), ``year`` (int16) and the columns of the collection's schema.

    Dates are int32 days; a date of birth ``dob`` has also ``dob_year`` and ``dob_monthday`` (int16, 331 is 31 March).
    """
    faults: tuple[Fault, ...] = ()
