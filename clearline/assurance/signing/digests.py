"""The digest that a signature binds to: of what was signed, whatever order or type its parts came in."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content as JSON with sorted keys: 64 hexadecimal digits.

    Content is text, numbers, days, yes and no, ``None``, frozen values, and lists and mappings of these. Raises
    ``TypeError`` for anything else, such as a row of a table.
    """
    return sha256(msgspec.json.encode(content, order="sorted")).hexdigest()
