"""Reads the values of one kind of element: days, codes, numbers. Whatever cannot be read is absent, and marked."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearline.measures.returns.cin.elements import Values
from clearline.measures.returns.cin.layout import Codes
from clearline.measures.returns.cin.tokens import Words

Numbers = NDArray[np.int32]
Bools = NDArray[np.bool_]

ABSENT = np.iinfo(np.int32).min
"""Stands for a day or number that is not there, until the table is made."""

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A day before or after cannot be in a return."""

FIRST_DAY = int(np.datetime64(f"{FIRST_YEAR}-01-01").astype(int))
LAST_DAY = int(np.datetime64(f"{LAST_YEAR}-12-31").astype(int))

_MONTHS = np.arange(f"{FIRST_YEAR}-01", f"{LAST_YEAR + 1}-02", dtype="datetime64[M]")
_MONTH_STARTS = _MONTHS.astype("datetime64[D]").astype(np.int64)


class Read(NamedTuple):
    """The values of an element, read."""

    numbers: Numbers
    """A day counted from 1970-01-01, a whole number, or the place of a code in ``names``; ``ABSENT``."""
    wrong: Bools
    """Where something stands that cannot be read."""


def days(values: Values) -> Read:
    """Read days written as YYYY-MM-DD."""
    first, second = (_bytes(word) for word in values.words)
    digits = np.hstack([first[:, (0, 1, 2, 3, 5, 6)], second[:, (0, 1)]]).astype(np.int64) - ord("0")
    right = (values.length == 10) & ((digits >= 0) & (digits <= 9)).all(axis=1)
    right &= (first[:, 4] == ord("-")) & (first[:, 7] == ord("-"))
    year, month, day = (digits @ weights for weights in _WEIGHTS)
    right &= (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    at = np.where(right, (year - FIRST_YEAR) * 12 + month - 1, 0)
    found = _MONTH_STARTS[at] + day - 1
    right &= found < _MONTH_STARTS[at + 1]
    return _read(found, right, values)


_WEIGHTS = np.array(
    [[1000, 100, 10, 1, 0, 0, 0, 0], [0, 0, 0, 0, 10, 1, 0, 0], [0, 0, 0, 0, 0, 0, 10, 1]], np.int64
)  # fmt: skip
"""What each digit of a day counts towards its year, month and day."""


def ymd(found: Numbers) -> Numbers:
    """Return days as the numbers 20250331, whose difference is 20000 or more when two years are up."""
    absent = found == ABSENT
    day = np.where(absent, 0, found).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    months, days_before = month.astype(np.int64), (day - month).astype(np.int64)
    numbers: Numbers = np.where(
        absent, ABSENT, (months // 12 + 1970) * 10_000 + (months % 12 + 1) * 100 + days_before + 1
    )
    return numbers.astype(np.int32)


def numbers(values: Values) -> Read:
    """Read whole numbers of one to three digits."""
    digits = _bytes(values.words[0])[:, :3].astype(np.int64) - ord("0")
    there = np.arange(3) < values.length[:, None]
    right = (values.length > 0) & (values.length <= 3) & (~there | ((digits >= 0) & (digits <= 9))).all(axis=1)
    found = np.zeros(len(right), np.int64)
    for place in range(3):
        found = np.where(there[:, place], found * 10 + digits[:, place], found)
    return _read(found, right, values)


def codes(values: Values, known: Codes) -> Read:
    """Read codes, in upper or lower case, as their place in ``known``."""
    words = np.array([code.encode() for code in known], "S8").view(np.uint64)
    order = np.argsort(words)
    upper = _upper(values.words[0])
    place = order[np.minimum(np.searchsorted(words[order], upper), len(order) - 1)]
    return _read(place, (words[place] == upper) & (values.length <= 8), values)


def _upper(words: Words) -> Words:
    text = _bytes(words)
    small = (text >= ord("a")) & (text <= ord("z"))
    upper: Words = (text - small * np.uint8(32)).view(np.uint64)[:, 0] if small.any() else words
    return upper


def _bytes(words: Words) -> NDArray[np.uint8]:
    return words.view(np.uint8).reshape(-1, 8)


def _read(found: NDArray[np.int64], right: Bools, values: Values) -> Read:
    return Read(np.where(right, found, ABSENT).astype(np.int32), ~right & (values.length > 0))
