"""Makes ids from titles."""

import re
import unicodedata


def as_key(text: str) -> str:
    """Return text as an id of lower-case letters, digits and hyphens, at most 60 long; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("&", " and "))[:60].strip("-")


def new_key(text: str, taken: set[str], otherwise: str) -> str:
    """Return an id for text that is not taken, and take it. ``otherwise`` is used where the text has no letters."""
    wanted = as_key(text) or otherwise
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    taken.add(key)
    return key
