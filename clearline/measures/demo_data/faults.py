"""Plants known faults in demonstration returns, so that what reports faults can be tried. Each is listed."""

import re
from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from clearline.kit.values import Value
from clearline.measures.demo_data.days import Whole
from clearline.measures.demo_data.ssda903 import Table

EACH = 3
"""Rows, or children, that each fault is planted in; fewer where a table has fewer."""


class Planted(Value, frozen=True, kw_only=True):
    """A fault that was planted in a file."""

    file: str
    kind: str
    count: int


def _set(column: str, value: str) -> Callable[[Table, Whole], Table]:
    def changed(table: Table, rows: Whole) -> Table:
        cells = table[column].astype("U32")
        cells[rows] = value
        return table | {column: cells}

    return changed


def _before(end: str, start: str) -> Callable[[Table, Whole], Table]:
    def changed(table: Table, rows: Whole) -> Table:
        ends, starts = table[end].astype("U32"), table[start].astype("U32")
        later = starts[rows].copy()
        ends[rows], starts[rows] = np.char.replace(later, "/20", "/19"), later
        return table | {end: ends}

    return changed


def _repeated(table: Table, rows: Whole) -> Table:
    return {name: np.r_[cells, cells[rows]] for name, cells in table.items()}


TABLES: dict[str, tuple[tuple[str, Callable[[Table, Whole], Table]], ...]] = {
    "header": (
        ("a date of birth that is blank", _set("DOB", "")),
        ("a child twice", _repeated),
        ("a sex that is no code", _set("SEX", "9")),
    ),
    "episodes": (
        ("an episode twice", _repeated),
        ("a placement that is no code", _set("PLACE", "QQ")),
        ("a day that no month has", _set("DECOM", "31/02/2020")),
        ("an end before its beginning", _before("DEC", "DECOM")),
    ),
    "reviews": (("a review in words instead of a date", _set("REVIEW", "in the summer")),),
    "oc2": (("a score out of range", _set("SDQ_SCORE", "99")),),
    "missing": (("an end before its beginning", _before("MIS_END", "MIS_START")),),
}
"""The faults of each table of SSDA903, in the order in which they are planted."""


def in_table(rng: Generator, file: str, name: str, table: Table, planted: list[Planted]) -> Table:
    """Return a table of SSDA903 with faults in it, and add them to ``planted``."""
    for kind, change in TABLES.get(name, ()):
        rows = len(next(iter(table.values())))
        chosen = rng.choice(rows, min(EACH, rows), replace=False)
        if len(chosen):
            table = change(table, chosen)
            planted.append(Planted(file=file, kind=kind, count=len(chosen)))
    return table


ELEMENTS: tuple[tuple[str, str, str], ...] = (
    ("a referral on a day that no month has", r"<CINreferralDate>[^<]*", "<CINreferralDate>2020-02-31"),
    ("an ethnicity that is no code", r"<Ethnicity>[^<]*", "<Ethnicity>QQQQ"),
    (
        "a block that the census does not have",
        r"(?=      <CINdetails>)",
        "      <Unexpected><Part>1</Part></Unexpected>\n",
    ),
    ("a child without a number", r" *<LAchildID>[^<]*</LAchildID>\n", ""),
)
"""The faults of a child in the CIN census: what, and what takes whose place."""


def in_census(parts: Iterator[str], file: str, planted: list[Planted]) -> Iterator[str]:
    """Give the text of a census with faults in its first children, and add them to ``planted``."""
    yield next(parts)  # the header
    for kind, old, new in ELEMENTS:
        for _ in range(EACH):
            yield re.sub(old, new, next(parts), count=1)
        planted.append(Planted(file=file, kind=kind, count=EACH))
    for _ in range(EACH):
        child = next(parts)
        yield child
        yield child
    planted.append(Planted(file=file, kind="a child twice", count=EACH))
    yield from parts
