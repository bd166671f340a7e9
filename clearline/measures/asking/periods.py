"""Finds the period that somebody means among those that there are."""

import re
from collections.abc import Sequence

from clearline.kit.errors import BadInput, Problem
from clearline.measures.figures import Period

_NOT_DIGITS = re.compile(r"\D+")

_STATUS = re.compile(r" *\((rev|prov|final|ot)\)$")
"""What LAIT writes after a year: revised, provisional, final, outturn."""


def place_of(periods: Sequence[Period], text: str) -> int | None:
    """Return the place of a period that is named as published, in digits only, or by the year that it ends in."""
    wanted = _STATUS.sub("", text.strip().casefold())
    exact = [at for at, one in enumerate(periods) if one.label.casefold() == wanted]
    digits = [at for at, one in enumerate(periods) if _full(one.label) == _full(wanted) != ""]
    ends = [at for at, one in enumerate(periods) if str(one.ends.year) == wanted]
    return next((found[0] for found in (exact, digits, ends) if len(found) == 1), None)


def period_among(periods: Sequence[Period], text: str, title: str) -> int:
    """Return the place of a period that is named; raise ``BadInput`` with those there are when it is none of them."""
    at = place_of(periods, text)
    if at is None:
        there = ", ".join(one.label for one in periods) or "none"
        raise BadInput(Problem(None, None, f"'{title}' has no figures for '{text}'.", f"It has: {there}."))
    return at


def _full(label: str) -> str:
    """Return a label's digits, with a second year in two figures: 2024/25, 2024-2025 and 202425 are all 202425."""
    digits = _NOT_DIGITS.sub("", label)
    return digits[:4] + digits[6:] if len(digits) == 8 else digits
