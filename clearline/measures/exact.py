"""Exact arithmetic: decimals as published, rounded half away from zero, never a float compared.

DfE rounds half up (its ``dfeR::round_five_up``); Python's own ``round`` rounds half to even and differs in about half
of the medians of two values.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from clearline.measures.vocabulary import Unit

Exact = Decimal | int | Fraction

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
"""More digits than any published figure has, so that nothing is rounded before it is meant to be."""

_SIGNIFICANT = 15
"""Digits that a double holds whatever the number; spreadsheets show no more, and write noise after them."""

GRADES = {1: "outstanding", 2: "good", 3: "requires improvement", 4: "inadequate"}
"""Ofsted's four grades, by the number that they are kept as."""


def rounded(value: Exact, places: int) -> Decimal:
    """Return a number rounded half away from zero to so many decimal places. Minus nought becomes nought."""
    scaled = Fraction(value) * Fraction(10) ** places
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (scaled.denominator * 2)
    signed = Decimal(-whole if scaled < 0 else whole)
    return signed.scaleb(-places, _WIDE) if places > 0 else signed * 10**-places


def decimal_of(number: float) -> Decimal:
    """Return a float as the decimal that was published: its shortest form of at most 15 significant digits.

    A spreadsheet's 15.531470000000001 is 15.53147. Raises ``ValueError`` for what is no finite number.
    """
    found = Decimal(f"{number:.{_SIGNIFICANT}g}")
    if not found.is_finite():
        raise ValueError("is no finite number")
    return abs(found) if found == 0 else found


def shown(value: Exact, unit: Unit, decimals: int) -> str:
    """Return a figure for people, without its unit: ``1,234``, ``12.5``; a grade in Ofsted's words."""
    figure = rounded(value, decimals)
    if unit == "grade" and figure in GRADES:
        return GRADES[int(figure)]
    return f"{figure:,.{max(decimals, 0)}f}"


def show_symbol(symbol: str, meaning: str) -> str:
    """Return what stands where a number is not, for people: ``c (suppressed)``; the meaning alone without a symbol.

    What stands there in several words says itself what it means.
    """
    return f"{symbol} ({meaning})" if symbol and meaning and " " not in symbol else symbol or meaning
