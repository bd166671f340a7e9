"""The glossary, for help on pages. ``glossary.md`` is GLOSSARY.md of the repository, copied so that it is installed."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("glossary.md")


@cache
def glossary() -> dict[str, str]:
    """Return what each word means, by the word; words that share a row are each there."""
    rows = [line.strip("| ").split(" | ", 1) for line in FILE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return {word: means for words, means in rows[1:] for word in words.split(", ")}


def meaning(word: str) -> str:
    """Return what a word means; raise ``KeyError`` for one that the glossary has not."""
    return glossary()[word]
