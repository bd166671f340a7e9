"""What one printed cell tells a reader about a count: a number, a rounded number, or a symbol."""

import re

from clearline.measures.disclosure.profiles import Level, Profile
from clearline.measures.disclosure.table import Known

NOTHING = frozenset({"", "z", "x", "u", "-", ":", ".", "..", "low quality"})
"""Symbols that say that there is no number, and nothing of how many children there are."""

HIDDEN = frozenset({"c", "*"})
ROUNDS_TO_ZERO = frozenset({"low", "k", "~"})

_WHOLE = re.compile(r"\d+|\d{1,3}(,\d{3})+")
_FEWER = re.compile(r"<\s*(\d+)")

UNROUNDED = Profile(key="unrounded", follows="", limit=5, symbol="c")
"""How to read a table whose publisher hides 1 to 5 and rounds nothing."""


def number(text: str) -> int | None:
    """Return the whole number in a cell; ``None`` when there is none."""
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def rounding_of(level: Level, profile: Profile, texts: list[str]) -> int:
    """Return what the counts of a level are seen to be rounded to the nearest of; 1 when they are not.

    A level that has one count that is no multiple is not rounded, whatever the profile says.
    """
    base = profile.rounded_to.get(level, 1)
    found = [value for value in map(number, texts) if value is not None]
    return base if all(value % base == 0 for value in found) else 1


def known(text: str, profile: Profile, base: int, *, zero_hidden: bool, ours: bool = True) -> Known | None:
    """Return what a reader knows of a count from what is printed; ``None`` when it is no cell of a table of counts.

    Of our own tables a reader knows that zeros are shown and small counts hidden at every level. ``ours`` is false for
    others': the Department for Education hides some zeros to protect others, and shows a region's small counts.
    """
    zero_hidden = zero_hidden or not ours
    if text in NOTHING:
        return Known(0, None)
    if text in HIDDEN:
        return Known(0 if zero_hidden else 1, None, hidden=True, limit=profile.limit)
    if text in ROUNDS_TO_ZERO:
        return Known(1, max(1, (max(base, 10) - 1) // 2))
    if fewer := _FEWER.fullmatch(text):  # tells more than c does, and so which of two symbols is the small count
        return Known(0 if zero_hidden else 1, int(fewer.group(1)) - 1, hidden=True, limit=profile.limit)
    value = number(text)
    if value is None:
        return None
    if value == 0 or base == 1:
        return Known(value, value)
    least = max(value - base // 2, profile.limit + 1 if ours else 1)  # a smaller one would have been hidden
    return Known(least, value + (base - 1) // 2)


def shown(value: int, base: int) -> str:
    """Return a count as it is printed, to the nearest ``base``, half away from zero."""
    return str((2 * value + base) // (2 * base) * base)
