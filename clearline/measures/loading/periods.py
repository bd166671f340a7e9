"""Reads the period of a row: as Explore Education Statistics writes it, and as LAIT does."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from clearline.measures.figures import Status


class When(NamedTuple):
    """A period: what it is called, and the day on which it ends."""

    label: str
    ends: date


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_YEAR_ENDS = {
    "calendar year": (12, 31), "reporting year": (3, 31), "academic year": (8, 31), "financial year": (3, 31),
    "tax year": (4, 5),
}  # fmt: skip

_TERM_ENDS = {
    "autumn term": (0, 12, 31), "autumn and spring term": (1, 3, 31), "spring term": (1, 3, 31),
    "summer term": (1, 8, 31),
}  # fmt: skip
"""Years after the one in which the academic year begins, and the month and day by which the term has ended."""


def tidy_period(period: str, identifier: str, year_ends: str = "") -> When | None:
    """Return the period of a row of a tidy file; ``None`` when it is none that is known.

    ``202425`` with ``Academic year`` is 2024/25, ending on 31 August 2025; ``2025`` with ``Reporting year`` ends on 31
    March, unless ``year_ends`` (``MM-DD``) says otherwise.
    """
    kind = " ".join(identifier.split()).casefold()
    digits = re.sub(r"[/-]", "", period.strip())
    if not re.fullmatch(r"(19|20)[0-9]{2}([0-9]{2})?", digits):
        return None
    year = int(digits[:4])
    split = len(digits) == 6
    if split and int(digits[4:]) != (year + 1) % 100:
        return None
    if kind in _YEAR_ENDS:
        return _year(kind, year, split, year_ends)
    if kind in _TERM_ENDS and split:
        after, month, day = _TERM_ENDS[kind]
        return When(f"{_slash(year)} {kind}", date(year + after, month, day))
    month = next((at for at, name in enumerate(MONTHS, 1) if name.casefold() == kind), 0)
    if month and not split:
        return When(f"{MONTHS[month - 1]} {year}", month_end(year, month))
    quarter = re.fullmatch(r"(calendar|financial|academic) year q([1-4])|quarter ([1-4])", kind)
    return _quarter(quarter[1] or "calendar", int(quarter[2] or quarter[3]), year) if quarter else None


def _year(kind: str, year: int, split: bool, year_ends: str) -> When:
    ends = tuple(map(int, year_ends.split("-"))) if year_ends else _YEAR_ENDS[kind]
    last = year + 1 if split else year
    label = str(year) if not split else _slash(year) if kind == "academic year" else f"{year}-{last % 100:02}"
    return When(label, date(last, ends[0], ends[1]))


def _quarter(kind: str, quarter: int, year: int) -> When:
    """Return a quarter; the first of a financial year ends in June, of an academic year in November."""
    before_first = {"calendar": 0, "financial": 3, "academic": 8}[kind]
    months = before_first + quarter * 3 - 1
    label = f"{year} quarter {quarter}" if kind == "calendar" else f"{kind} year {_slash(year)} quarter {quarter}"
    return When(label, month_end(year + months // 12, months % 12 + 1))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _slash(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


_STATUS: dict[str, Status] = {"prov": "provisional", "rev": "revised", "final": "final", "ot": "final"}
"""LAIT's notes in brackets; OT is outturn, what was spent in the end."""

_ENDS_OF = {"calendar year": (12, 31), "annual - january": (1, 31), "annual (end of sept)": (9, 30)}
"""Where a single year of LAIT's year types ends; the others end on 31 March, and academic years on 31 August."""


_LAIT_YEARS = re.compile(
    r"(20[0-9]{2})(?:(?:/([0-9]{2}))?-(?:[0-9]{2}/)?([0-9]{2})|/([0-9]{2}))?(?: \((\w+)\))?"
)  # 2025, 2024-25, 2014-16, 2013/14-15/16, 2024/25, and a note in brackets


def lait_period(years: str, year_type: str) -> tuple[When, Status] | None:
    """Return LAIT's period and status; ``None`` for its odd ones, such as 0.

    A single year is named by its end: 2025 of an academic year is 2024/25. ``2014-16`` of a calendar year is three.
    """
    found = _LAIT_YEARS.fullmatch(years)
    if not found:
        return None
    start, slash, dash, single, note = found.groups()
    kind = year_type.casefold()
    first = int(start)
    last = 2000 + int(dash or single) if dash or single else first
    label = years.partition(" (")[0]
    if kind == "academic year":
        label = _slash(last - 1) if last - first <= 1 and not slash else label
        when = When(label, date(last, 8, 31))
    elif last - first == 1 and not slash:
        when = When(f"{first}-{last % 100:02}", date(last, 3, 31))
    else:
        ends = (3, 31) if slash else _ENDS_OF.get(kind, (3, 31))
        when = When(label, date(last, *ends))
    return when, _STATUS.get((note or "").casefold(), "")
