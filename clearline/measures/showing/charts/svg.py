"""The parts of an SVG that every chart has: wrapped words, marks that differ in shape, the described page."""

import re
from collections.abc import Iterable, Sequence
from html import escape

INK, PAPER = "#0b0c0c", "#ffffff"
"""Text and axes, and what they stand on."""

AXIS = f'fill="none" stroke="{INK}" stroke-width="1.5"'
GRID = 'fill="none" stroke="#767676" stroke-width="0.5"'

WIDE = 760.0
"""The width of every chart in pixels."""

MARGIN = 20.0

BODY, SMALL, LARGE = 14.0, 12.0, 18.0
"""Sizes of text in pixels; nothing is smaller than the middle one."""

# Widths in thousandths of the size, of Helvetica and the fonts made to match it; the widest of them for the rest.
_NARROW = {**dict.fromkeys("ijl'|", 222), **dict.fromkeys(" fIt.,:;!/[]()-r`", 320)}
_BROAD = {**dict.fromkeys("mMW%@", 900), **dict.fromkeys("ABCDEGHKNOPQRSTUVwXYZ&", 710)}
_FALLBACK, _BOLD = 1.08, 1.1
"""How much wider a reader's replacement font may be, and how much wider bold is."""


def text_width(words: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in pixels, with room for a wider font than the one asked for."""
    return sum(_NARROW.get(c, _BROAD.get(c, 556)) for c in words) * size * _FALLBACK * (_BOLD if bold else 1) / 1000


def wrap(words: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return a text in lines of at most a width in pixels; a word that is wider is cut."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size, bold) <= width:
            lines[-1] = joined
            continue
        lines.append(word)
        while text_width(lines[-1], size, bold) > width and len(lines[-1]) > 1:
            fits = max(n for n in range(1, len(lines[-1])) if n == 1 or text_width(lines[-1][:n], size, bold) <= width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line] or [""]


def clean(words: str) -> str:
    """Return a text safe inside XML: escaped, and without the characters that XML cannot carry."""
    return escape(re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words))


def text(x: float, y: float, words: str, size: float = BODY, anchor: str = "start", bold: bool = False) -> str:
    """Return one line of text; ``anchor`` is start, middle or end."""
    more = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (' font-weight="bold"' if bold else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{clean(words)}</text>'


class Block:
    """Lines of text under one another, that know where they end."""

    def __init__(self, y: float) -> None:
        self.y = y
        self.parts: list[str] = []

    def add(self, words: str, size: float = BODY, bold: bool = False) -> None:
        """Write a paragraph below what is there."""
        for line in wrap(words, WIDE - 2 * MARGIN, size, bold):
            self.y += round(size * 1.35, 1)
            self.parts.append(text(MARGIN, self.y, line, size, bold=bold))


STROKES = (
    ("#12436d", 3.0, "", "circle"),
    ("#a8322d", 2.0, "8 4", "square"),
    ("#4d5156", 2.0, "2 3", "triangle"),
    ("#0f6e63", 2.0, "10 3 2 3", "diamond"),
)
"""Colour, width, dashes and marker of each line in turn; every one differs from the others in more than colour."""


def stroke(number: int) -> str:
    """Return the attributes of a line."""
    colour, width, dashes, _ = STROKES[number]
    return f'fill="none" stroke="{colour}" stroke-width="{width:g}"' + (
        f' stroke-dasharray="{dashes}"' if dashes else ""
    )


def marker(number: int, x: float, y: float) -> str:
    """Return the mark of a line's point: a circle, square, triangle or diamond."""
    colour, _, _, shape = STROKES[number]
    look = f'fill="{colour}" stroke="{PAPER}" stroke-width="1"'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {look}/>'
    corners: dict[str, Sequence[tuple[float, float]]] = {
        "square": ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        "triangle": ((0, -5), (5, 4), (-5, 4)),
        "diamond": ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
    }
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners[shape])
    return f'<polygon points="{points}" {look}/>'


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """Return a straight line."""
    return f'<path d="M{x1:.1f},{y1:.1f}L{x2:.1f},{y2:.1f}" {look}/>'


def page(key: str, title: str, desc: str, parts: Iterable[str], height: float) -> str:
    """Return the whole SVG. ``key`` keeps its identifiers apart from those of other charts on one page."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="en-GB" aria-labelledby="{key}-title {key}-desc" '
            f'viewBox="0 0 {WIDE:g} {height:.1f}" width="{WIDE:g}" height="{height:.1f}" '
            f'font-family="Arial, Helvetica, \'Liberation Sans\', sans-serif" fill="{INK}">',
            f'<title id="{key}-title">{clean(title)}</title>',
            f'<desc id="{key}-desc">{clean(desc)}</desc>',
            f'<rect width="{WIDE:g}" height="{height:.1f}" fill="{PAPER}"/>',
            *parts,
            "</svg>\n",
        )
    )
