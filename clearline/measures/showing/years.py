"""Years as people and DfE's files write them: a year like another one, and the columns of time of a tidy file."""

import re

from clearline.kit.errors import BadInput
from clearline.measures.figures import Period

_SINGLE = re.compile(r"(?:19|20)[0-9]{2}")
_DOUBLE = re.compile(r"((?:19|20)[0-9]{2})([/-])([0-9]{2})")


def year_like(text: str, like: Period) -> Period:
    """Return the year that is written in ``text``, of the same kind as ``like``: it ends on the same day of its year.

    A year over two calendar years is written as published (``2027/28``) or by the year that it ends in. Raises
    ``BadInput`` when the text is no year, or ``like`` is none (a month, a quarter, several years).
    """
    model, wanted = _two_years(like.label), _two_years(text.strip())
    ends = None
    if model or _SINGLE.fullmatch(like.label):
        if _SINGLE.fullmatch(text.strip()):
            ends = int(text)
        elif model and wanted:
            ends = int(wanted[1]) + 1
    if ends is None:
        raise BadInput(f"'{text}' is no year of this measure; its latest is {like.label}. Write it the same way.")
    label = f"{ends - 1}{model[2]}{ends % 100:02}" if model else str(ends)
    return Period(label=label, ends=like.ends.replace(year=ends), year=like.year)


def tidy_year(period: Period) -> tuple[str, str] | None:
    """Return ``time_period`` and ``time_identifier``; ``None`` for a period that DfE's rules have no year for.

    A year in four figures that ends on 31 December is a calendar year; any other is a reporting year.
    """
    if _SINGLE.fullmatch(period.label):
        last_day = (period.ends.month, period.ends.day) == (12, 31)
        return period.label, "Calendar year" if last_day else "Reporting year"
    two = _two_years(period.label)
    return (two[1] + two[3], "Academic year" if two[2] == "/" else "Financial year") if two else None


def _two_years(label: str) -> re.Match[str] | None:
    """Return the parts of a label of two years that follow one another; ``None`` for any other."""
    found = _DOUBLE.fullmatch(label)
    return found if found and (int(found[1]) + 1) % 100 == int(found[3]) else None
