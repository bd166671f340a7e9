"""Puts the files of one authority and year together, and tells which year they are the return of."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.recognising import Given
from clearline.measures.returns.ssda903.cells import EARLIEST, LATEST

LATE = 0.2
"""The least share of a return's days after the year its folder is named by which it is of a later year."""

SHARE = 0.01
"""The least share of a return's days that its last year has; a year that fewer days reach was mistyped."""

_YEAR = re.compile(r"(?:20\d\d[-_ ])?(?:20)?(\d\d)")


_FIRST_DAY = (date(EARLIEST, 1, 1) - date(1970, 1, 1)).days
_YEAR_OF = np.repeat(
    np.arange(LATEST + 1 - EARLIEST),
    np.diff([date(EARLIEST, 1, 1).toordinal(), *(date(y, 4, 1).toordinal() for y in range(EARLIEST, LATEST + 1))]),
)
"""For each day from the earliest on, the collection year it lies in (to 31 March), less ``EARLIEST``."""


class Part(NamedTuple):
    """One return: the files of one authority in one folder."""

    authority: str
    folder: Path
    files: list[Path]


def parts_of(given: Sequence[Given]) -> list[Part]:
    """Return the files by authority and folder, in their order."""
    parts: dict[tuple[str, Path], Part] = {}
    for file in given:
        key = (file.authority, file.path.parent)
        parts.setdefault(key, Part(*key, [])).files.append(file.path)
    return list(parts.values())


def years_of(parts: list[Part], dated: Sequence[tuple[Any, Any]], year: int | None) -> list[int]:
    """Return the collection year of each part: the latest that its days reach, or a later one that its folder is named.

    ``dated`` has, for each table, the part and the day of each row. ``year`` is the year of an authority's only part.
    Raises ``BadInput`` when a year cannot be told, or two parts of an authority are of the same year.
    """
    reached = _reached(len(parts), dated)
    alone = [sum(other.authority == part.authority for other in parts) == 1 for part in parts]
    years = [
        year if year is not None and only else _year(found, late, _named(part.folder))
        for part, only, (found, late) in zip(parts, alone, reached, strict=True)
    ]
    problems = []
    before: dict[tuple[str, int], Path] = {}
    for part, found in zip(parts, years, strict=True):
        if not found:
            problems.append(Problem(part.folder, None, "has no days that tell its year.", "Give it with --year."))
        elif (other := before.setdefault((part.authority, found), part.folder)) is not part.folder:
            what = f"holds a return of {found} for {part.authority}, and so does {other}."
            problems.append(Problem(part.folder, None, what, "Keep one of them."))
    if problems:
        raise BadInput(*problems)
    return years


def _year(found: int, late: float, named: int) -> int:
    """Return the year of a part: its folder's, unless too many days lie after it for its name to be true."""
    return named if named and (found <= named or late < LATE) else found


def _reached(parts: int, dated: Sequence[tuple[Any, Any]]) -> list[tuple[int, float]]:
    """Return for each part the latest year that enough of its days lie in, 0 when it has none, and their share."""
    counts = np.zeros((parts, LATEST + 1 - EARLIEST), np.int64)
    for part, days in dated:
        years = _YEAR_OF[days - _FIRST_DAY]
        counts += np.bincount(part * counts.shape[1] + years, minlength=counts.size).reshape(counts.shape)
    enough = (counts > 0) & (counts >= SHARE * counts.sum(axis=1, keepdims=True))
    last = [int(np.flatnonzero(row)[-1]) if row.any() else 0 for row in enough]
    return [
        (EARLIEST + at, float(count[at] / count.sum())) if at else (0, 0.0)
        for at, count in zip(last, counts, strict=True)
    ]


def _named(folder: Path) -> int:
    """Return the year that a folder is named after, as ``2025`` or ``2024-25``; 0 when it is named otherwise."""
    year = _YEAR.fullmatch(folder.name)
    return 2000 + int(year[1]) if year and len(folder.name) > 2 else 0
