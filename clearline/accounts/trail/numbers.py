"""Recognises the numbers by which a child is known: unique pupil number and NHS number."""

import re

_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b", re.IGNORECASE)
_TEN = re.compile(r"(?<![\da-f])\d{3}([ -]?)\d{3}\1\d{4}(?![\da-f])", re.IGNORECASE)
"""Ten digits, but not amid the hexadecimal digits of a hash or an id."""

WITHHELD = "[number withheld]"


def without_numbers(text: str) -> str:
    """Return text without the numbers of children."""
    return _TEN.sub(lambda ten: WITHHELD if _is_nhs(ten.group()) else ten.group(), _UPN.sub(WITHHELD, text))


def names_a_child(text: str) -> bool:
    """Return whether a text holds what looks like the number of a child."""
    return without_numbers(text) != text


def _is_nhs(ten: str) -> bool:
    """Return whether the last of ten digits is the check digit of the others, as in every NHS number (modulus 11)."""
    digits = [int(digit) for digit in ten if digit.isdigit()]
    weighted = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - weighted % 11) % 11 == digits[9]
