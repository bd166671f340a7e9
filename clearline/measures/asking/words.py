"""Names as they are compared, what officers write in many ways becoming one way; and labels as they are told."""

import re
from collections.abc import Sequence
from functools import cache

MOST = 8
"""Labels that a message tells."""

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12",
}  # fmt: skip

_SINGULAR = {"children": "child", "pupils": "pupil", "mathematics": "math", "avg": "average", "sw": "social worker"}

_LIKE: dict[str, tuple[str, ...]] = {
    "lookedafter child": (
        "child looked after", "looked after child", "child in care", "looked after", "in care", "cla", "lac",
    ),
    "lookedafter child 12 month": ("cla12",),
    "inneed child": ("child in need", "cin", "cino"),
    "protectionplan child protection plan": ("child protection plan", "cp plan", "cpp", "cppo"),
    "child protection": ("cp",),
    "ehcplan plan": ("education health and care plan", "ehc plan", "ehcp"),
    "sdq": ("strength and difficulty questionnaire", "strength and difficulty"),
    "neet": ("not in education employment or training",),
    "eet education employment training": (
        "eet", "education employment or training", "education employment and training", "work or learning",
    ),
    "uasc child unaccompanied": (
        "unaccompanied asylum seeking child", "unaccompanied asylum seeker", "unaccompanied child", "uasc",
    ),
    "icpc conference": (
        "icpc", "initial child protection conference", "first child protection conference", "initial cp conference",
    ),
    "s47": ("section 47", "s 47"),
    "sgo special guardianship": ("sgo", "special guardianship order", "special guardianship"),
    "cao": ("child arrangement order",),
    "fsm": ("free school meal",),
    "sen": ("special educational need", "send"),
    "gld": ("good level of development",),
    "ks1": ("key stage 1",),
    "ks2": ("key stage 2",),
    "ks4": ("key stage 4",),
    "attainment 8": ("att8", "attainment8"),
    "rereferral referral": ("re referral", "repeat referral"),
    "outofarea": ("out of area", "out of the area", "outside the area", "outside area", "out of borough"),
    "rate": ("per 1 000 child", "per 10 000 child", "per 100 000 child", "per 10 000", "per 100 000"),
    "number": ("how many",),
    "": ("per cent", "percent", "percentage", "proportion", "%", "31 march", "31st march"),
}  # fmt: skip
"""What is written in several ways, in the singular, by the one way in which it is compared. That way keeps the words
of the phrase that can ask for it alone, such as plan."""

_ONE_WAY = {phrase: way for way, phrases in _LIKE.items() for phrase in phrases}

_PHRASE = re.compile(
    rf"(?<!\S)(?:{'|'.join(re.escape(phrase) for phrase in sorted(_ONE_WAY, key=len, reverse=True))})(?!\S)"
)

_OR_MORE = re.compile(
    r"\b(?:longer than|more than|over|at least) (\d+)\b(?!\+)|\b(\d+)( year| month| week| day)? or (?:more|over)\b"
)

_STOP = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "being", "by", "during", "each", "for", "from", "had", "has",
    "have", "in", "is", "it", "its", "of", "on", "or", "per", "s", "that", "the", "their", "to", "was", "were", "which",
    "who", "whom", "with",
))  # fmt: skip
"""Words that tell no measure from another."""


def plain(text: str) -> str:
    """Return text in lower case, with one blank for all that is no letter or digit but % and +."""
    return " ".join(re.sub(r"[^a-z0-9%+]+", " ", text.casefold()).split())


def compact(text: str) -> str:
    """Return a reference without what people write it with: ``NF-45``, ``nf 45`` and ``NF45`` are all ``nf45``."""
    return plain(text).replace(" ", "")


def few(labels: Sequence[str], between: str) -> str:
    """Return the first few of some labels, and how many more there are."""
    more = f" and {len(labels) - MOST} more" if len(labels) > MOST else ""
    return between.join(labels[:MOST]) + more


@cache
def words(name: str) -> frozenset[str]:
    """Return the words that a name is known by, in one form each; none when it has only small words."""
    singular = " ".join(_singular(word) for word in plain(name.replace("%", " % ")).split())
    more = _OR_MORE.sub(lambda found: f"{found[1] or found[2]}+{found[3] or ''}", singular)
    return frozenset(_PHRASE.sub(lambda found: _ONE_WAY[found[0]], more).split()) - _STOP


def _singular(word: str) -> str:
    if word in _SINGULAR or word in _NUMBERS:
        return _SINGULAR.get(word) or _NUMBERS[word]
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
