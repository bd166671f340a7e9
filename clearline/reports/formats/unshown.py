"""What to print in place of characters that no font at hand shows, such as a smiling face: their names."""

import json
import re
from collections.abc import Iterable
from unicodedata import category, name

_COMPLAINT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")


def unshown(complaint: str) -> list[str]:
    """Return the characters that typst says it cannot show; none when it complains of something else."""
    found = {_NUMBERED.sub(lambda one: chr(int(one[1], 16)), text) for text in _COMPLAINT.findall(complaint)}
    return sorted(found, key=lambda text: (-len(text), text))


def with_names(document: str, characters: Iterable[str]) -> str:
    """Return a document of JSON in which characters are replaced by their names: ``[grinning face]``."""
    for text in characters:
        document = document.replace(json.dumps(text, ensure_ascii=False)[1:-1], "".join(map(_named, text)))
    return document


def _named(character: str) -> str:
    """Return the name of a character in brackets; nothing for one that only joins or changes others."""
    if category(character) in ("Cc", "Cf"):
        return ""
    return f"[{name(character, f'U+{ord(character):04X}').lower()}]"
