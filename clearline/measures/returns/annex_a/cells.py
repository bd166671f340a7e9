"""What the cells of a list mean: days, numbers, yes or no, and codes with labels that councils write differently."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from clearline.measures.returns.annex_a.layout import Column, Kind

EPOCH = date(1970, 1, 1).toordinal()
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A day before or after cannot be in a list."""

MOST = 999

WRONG: dict[Kind, str] = {
    "day": "not a date that can be: taken as blank",
    "dated": "not a date that can be: taken as blank",
    "worked": "not a date that can be: taken as blank",
    "number": f"not a whole number from 0 to {MOST}: taken as blank",
    "yes-no": "neither yes nor no: taken as not known",
    "code": "not a code of this column: taken as not known",
}

_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0{1,2}:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_SERIAL = re.compile(r"\d{5}")
_LETTER = re.compile(r"([a-z])\s*[).:]\s*(.*)")
_ACTIVITY = re.compile(r"([fpg][1-6])\b.*")

_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"n", "no", "false", "0"})
_UNKNOWN = frozenset({"u", "unknown", "not known", "not recorded", "not stated", "n/a", "na", "not applicable"})


def read(column: Column, cell: Any) -> int | None:
    """Return a cell's value as a whole number: a day counted from 1970, 1 or 0, or the place of a code's label.

    ``None`` when it is blank, or says that it is not known. Raises ``ValueError`` when it cannot be read.
    """
    if isinstance(cell, str):
        cell = " ".join(cell.split())
    if cell is None or cell == "":
        return None
    if column.kind == "yes-no":
        return _yes_no(cell)
    if column.kind == "number":
        return _number(cell)
    return _code(column.labels, cell) if column.kind == "code" else _day(cell)


def _day(cell: Any) -> int:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, str) and _SERIAL.fullmatch(cell):
        cell = int(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        if not 1 < cell < 73_051:  # to 2099; Excel's days are counted from 30 December 1899
            raise ValueError
        cell = date.fromordinal(int(cell) + date(1899, 12, 30).toordinal())
    if isinstance(cell, str):
        if match := _BRITISH.fullmatch(cell):
            cell = date(int(match[3]), int(match[2]), int(match[1]))
        elif match := _ISO.fullmatch(cell):
            cell = date(int(match[1]), int(match[2]), int(match[3]))
    if not isinstance(cell, date) or not FIRST_YEAR <= cell.year <= LAST_YEAR:
        raise ValueError
    return cell.toordinal() - EPOCH


def _number(cell: Any) -> int:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError
    number = float(cell)
    if not number.is_integer() or not 0 <= number <= MOST:
        raise ValueError
    return int(number)


def _plain(cell: Any) -> str:
    """Return a label in small letters, a whole number without its point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).casefold()


def _yes_no(cell: Any) -> int | None:
    text = _plain(cell)
    if match := _LETTER.fullmatch(text):
        text = match[2]
    if text in _UNKNOWN:
        return None
    if text not in _YES | _NO:
        raise ValueError
    return int(text in _YES)


def _code(labels: Sequence[str], cell: Any) -> int | None:
    """Return the place of a label: by its words, or where those have drifted by the letter before them."""
    text = _plain(cell)
    if match := _ACTIVITY.fullmatch(text):
        return labels.index(match[1].upper())  # raises ValueError when it is none
    letter = _LETTER.fullmatch(text)
    words = letter[2] if letter else text
    if words in labels:
        return labels.index(words)
    if words in _UNKNOWN:
        return None
    place = ord(letter[1]) - ord("a") if letter else len(labels)
    if place >= len(labels):
        raise ValueError
    return place
