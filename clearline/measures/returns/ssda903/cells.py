"""What the text of a cell means: days, codes, numbers and identifiers. Each different text is looked at once."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from clearline.measures.returns.arrays import places
from clearline.measures.returns.ssda903.codes import ALSO, CODES, FIRST, LAST

ABSENT = np.iinfo(np.int32).min
"""Stands for a day or number that is not there, until the table is made."""

EPOCH = date(1970, 1, 1).toordinal()
EARLIEST, LATEST = 1900, 2100
"""Years: a day before or after cannot be in a return."""

_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0{1,2}:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")


class Column(NamedTuple):
    """A column of text: its different texts without blanks around them, and for each row which of them it has."""

    words: list[str]
    at: Any
    written: Any
    """Whether each different text is more than blanks (bool)."""


def column(array: Any) -> Column:
    """Return a column from a ``pyarrow.DictionaryArray``."""
    words = [word.strip() for word in array.dictionary.to_pylist()]
    return Column(words, places(array), np.array([word != "" for word in words], bool))


@lru_cache(maxsize=100_000)  # more days than can be in a return
def day(text: str) -> int:
    """Return a day as int, counted from 1970; ``ABSENT`` when the text is none that can be."""
    if match := _BRITISH.fullmatch(text):
        d, m, y = match.groups()
    elif match := _ISO.fullmatch(text):
        y, m, d = match.groups()
    else:
        return int(ABSENT)
    try:
        return date(int(y), int(m), int(d)).toordinal() - EPOCH if EARLIEST <= int(y) < LATEST else int(ABSENT)
    except ValueError:
        return int(ABSENT)


def days(words: Sequence[str]) -> Any:
    """Return the day of each text (int32)."""
    return np.array([day(word) if word else ABSENT for word in words], np.int32)


def numbers(words: Sequence[str], most: int) -> Any:
    """Return the whole number from 0 to ``most`` of each text (int32), or ``ABSENT``."""
    found = [int(word) if word.isdecimal() and len(word) < 4 else ABSENT for word in words]
    return np.array([number if number <= most else ABSENT for number in found], np.int32)


def codes(words: Sequence[str], name: str) -> Any:
    """Return for each text its place among the codes of a column (int8), -1 when it is none of them."""
    place = {code: index for index, code in enumerate(CODES[name])}
    also = ALSO.get(name, {})
    found = [word.upper() for word in words]
    return np.array([place.get(also.get(word, word), -1) for word in found], np.int8)


def holds(name: str, year: int) -> Any:
    """Return for each code of a column whether it is one in a collection year (bool)."""
    within = min(max(year, FIRST), LAST)
    return np.array([first <= within <= last for first, last in CODES[name].values()])
