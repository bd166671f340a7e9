"""Refuses what could be kept in the database and not be written to a file and read back."""

import re
from collections.abc import Mapping
from typing import Any

from clearline.kit.errors import BadInput
from clearline.organisations.records import UNKNOWN_OR_EMPTY, is_mapping

LARGEST = 10**15
"""From here on a whole number is not read back from a file or shown by a spreadsheet as it is."""


def check_readable(section: str, key: str, facts: Any) -> None:
    """Raise ``BadInput`` for what could not be written to a file and read back."""
    needs_key = is_mapping(section) and not (section in UNKNOWN_OR_EMPTY and facts == {})
    if len(key) > 60 or (needs_key and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)):
        raise BadInput(f"'{key}' is not an id: write lower-case letters, digits and hyphens, at most 60.")
    waiting = [facts]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            if not all(name.isprintable() for name in one):
                raise BadInput("A name has a line break or another character that cannot be seen. Take it out.")
            waiting += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, str) and re.search("[\0\ud800-\udfff]", one):
            raise BadInput("There is a character that no text can hold. Take it out.")
        elif isinstance(one, int) and abs(one) >= LARGEST:
            raise BadInput(f"{one} is too large a number.")
