"""The CIN census: the yearly return of children in need, XML of the collection years from 2019."""

import re
from pathlib import Path

_COLLECTION = re.compile(rb"<(?:[\w.-]+:)?Collection\s*>\s*CIN\s*<", re.IGNORECASE)


def recognise(path: Path, head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is a CIN census return, by what its header says it is."""
    return bool(_COLLECTION.search(head.replace(b"\0", b"")))  # UTF-16 has a zero byte beside each letter
