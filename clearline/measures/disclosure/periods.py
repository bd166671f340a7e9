"""Periods as months, so that quarters can be seen to make a year and two rolling years to differ by a month."""

import itertools
import re
from collections.abc import Iterable

_STARTS = {"reporting": 4, "financial": 4, "tax": 4, "academic": 9, "calendar": 1}
"""The month in which each kind of year begins."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_RANGE = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})(\d{2})?")


def months(period: str, identifier: str) -> tuple[int, int] | None:
    """Return the first and the last month of a period, each counted from the year 0; ``None`` when it is not known.

    ``period`` is DfE's ``time_period`` (``2025``, ``202425``) with its ``time_identifier`` (``Reporting year``,
    ``Academic year``, ``Financial year Q1``, ``March``), or months as ``2024-04/2025-03`` whatever the identifier.
    """
    if match := _RANGE.fullmatch(period):
        year, month, last_year, last_month = map(int, match.groups())
        return year * 12 + month - 1, last_year * 12 + last_month - 1
    match = _YEAR.fullmatch(period)
    words = identifier.casefold().split()
    if match is None or not words:
        return None
    year = int(match.group(1))
    if words[0] in _MONTHS:
        month = year * 12 + _MONTHS.index(words[0])
        return month, month
    if words[0] not in _STARTS:
        return None
    if words[0] == "reporting":  # named after the year in which it ends
        year -= 1
    first = year * 12 + _STARTS[words[0]] - 1
    quarter = re.search(r"q([1-4])\b", identifier.casefold())
    if quarter:
        first += 3 * (int(quarter.group(1)) - 1)
        return first, first + 2
    return first, first + 11


def code(first: int, last: int) -> str:
    """Return how a run of months is written in the name of a count that adds up over time."""
    return f"{_month(first)}/{_month(last)}"


def moment(last: int) -> str:
    """Return how the end of a period is written in the name of a count that does not."""
    return _month(last)


def _month(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def pieces(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, for every period that overlaps or touches others of its kind, the shortest pieces that make it up.

    A period that is a piece itself is left out.
    """
    spans = {}
    for text in codes:
        if match := _RANGE.fullmatch(text):
            year, month, last_year, last_month = map(int, match.groups())
            spans[text] = (year * 12 + month - 1, last_year * 12 + last_month)
    edges = sorted({edge for span in spans.values() for edge in span})
    result = {}
    for text, (first, end) in sorted(spans.items()):
        inner = [edge for edge in edges if first <= edge <= end]
        if len(inner) > 2:
            result[text] = tuple(code(a, b - 1) for a, b in itertools.pairwise(inner))
    return result
