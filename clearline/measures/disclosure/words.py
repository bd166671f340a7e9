"""Says in words which count is meant and how it is broken, and never what it is."""

from collections.abc import Iterable, Sequence

from clearline.measures.disclosure.attack.breaches import Breach, Kind
from clearline.measures.disclosure.table import Name

HOW: dict[Kind, str] = {
    "exact": "can be worked out exactly",
    "small": "is proved to be a small count",
    "inside": "is proved to be one of a few small counts",
    "narrow": "can be worked out within a few",
    "derived": "is not printed, and is proved to be a small count",
    "insider": "is seen to be small by the only child in another count",
    "shown": "is small and is printed",
    "beside": "is hidden, and a figure beside it tells of it",
}

LIMITS = (
    "A reader is taken to know what is in the ledger and in the tables given with --facts, and nothing else: give the "
    "tables of the same figures that the Department for Education or others have published.",
    "What people know of a single child, and what stands in free text, must be judged by people.",
    "Two or more people who put together what each knows of themselves are not allowed for.",
)
"""What the gate cannot see."""

_SHOWN = 10


def say(name: Name) -> str:
    """Return which count is meant: ``children-looked-after (area E06000999, time 2024-04/2025-03)``."""
    return f"{name[0]} ({', '.join(f'{dimension} {code}' for dimension, code in name[1])})"


def reasons(breaches: Sequence[Breach]) -> list[str]:
    """Return a sentence for each broken count, and how many more there are."""
    return _first([f"{say(breach.name)} {HOW[breach.kind]}." for breach in breaches])


def contradictions(names: Iterable[Name]) -> list[str]:
    """Return a sentence for each count of which what is published cannot all be true."""
    return _first([f"{say(name)} cannot be what it is said to be in two places." for name in names])


def _first(sentences: list[str]) -> list[str]:
    more = len(sentences) - _SHOWN
    return sentences if more <= 0 else [*sentences[:_SHOWN], f"And {more} more."]
