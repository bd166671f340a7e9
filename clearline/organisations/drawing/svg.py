"""Puts boxes and lines on a page of SVG: shapes, wrapped words, legend, title and description."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from clearline.organisations.drawing.boxes import Box, Half, Shape, Style
from clearline.organisations.drawing.layout import Layout, Place, Stroke
from clearline.organisations.drawing.plan import WIDTH

INK, PALE, WARN = "#1b2a41", "#e4ecf5", "#fff3d6"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_MARGIN, _PAD = 10.0, 10.0
_LINES = 5
"""Lines of a title before it is cut short; the description has it whole."""

Words = tuple[str, float, str]
"""A line of text with its size in points and its SVG attributes."""

# Widths in thousandths of the size, of Helvetica and the fonts made to match it; the widest of them for the rest.
_NARROW = {**dict.fromkeys("ijl'|", 222), **dict.fromkeys(" fIt.,:;!/[]()-r`", 320)}
_WIDE = {**dict.fromkeys("mMW%@", 900), **dict.fromkeys("ABCDEGHKNOPQRSTUVwXYZ&", 710)}
_FALLBACK, _BOLD = 1.1, 1.14
"""How much wider a reader's replacement font may be, and how much wider bold is."""


def text_width(text: str, size: float) -> float:
    """Return the width of a text in points, with room for a wider font than the one asked for."""
    return sum(_NARROW.get(c, _WIDE.get(c, 556)) for c in text) * size * _FALLBACK / 1000


def wrap(text: str, width: float, size: float) -> list[str]:
    """Return a text in lines of at most a width in points; a word that is wider is cut."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size) <= width:
            lines[-1] = joined
            continue
        lines += [word]
        while text_width(lines[-1], size) > width:
            fits = max(n for n in range(1, len(lines[-1])) if n == 1 or text_width(lines[-1][:n], size) <= width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line] or [""]


def box_words(box: Box) -> list[Words]:
    """Return the lines of text in a box, from the top."""
    inner = WIDTH - 12
    bold = ' font-weight="bold"'
    title = wrap(box.title, inner / _BOLD if box.strong else inner, 10)
    if len(title) > _LINES:
        title = [*title[: _LINES - 1], f"{title[_LINES - 1][:-1]}…"]
    words: list[Words] = [(line, 10, bold if box.strong or box.shape == "note" else "") for line in title]
    words += [(line, 9, bold) for label in box.labels for line in wrap(label, inner / _BOLD, 9)]
    words += [(line, 9, ' font-style="italic"') for mark in box.marks for line in wrap(mark, inner, 9)]
    return words


def box_height(box: Box) -> float:
    """Return the height of a box in points."""
    return max(24.0, 9 + sum(size + 2 for _, size, _ in box_words(box)))


def clean(text: str) -> str:
    """Return a text safe inside XML: escaped, and without the characters that XML cannot carry."""
    return escape(re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))


def _text(x: float, y: float, words: str, size: float, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{clean(words)}</text>'


_LINE_ATTRIBUTES: dict[Style, str] = {
    "professional": f'stroke="{INK}" stroke-width="1.3"',
    "political": f'stroke="{INK}" stroke-width="3.6"',
    "direction": f'stroke="{INK}" stroke-width="1.3" stroke-dasharray="9 3 2 3"',
    "fault": f'stroke="{INK}" stroke-width="1.6" stroke-dasharray="5 3"',
    "hidden": "",
}


def lines(strokes: Sequence[Stroke]) -> Iterator[str]:
    """Yield the SVG of lines; political ones are double: wide lines with white ones on top of them all."""
    for stroke in strokes:
        yield f'<path d="{_path(stroke)}" fill="none" {_LINE_ATTRIBUTES[stroke.style]}/>'
    for stroke in strokes:
        if stroke.style == "political":
            yield f'<path d="{_path(stroke)}" fill="none" stroke="#ffffff" stroke-width="1.3"/>'


def _path(stroke: Stroke) -> str:
    (x, y), *rest = stroke.points
    return f"M{x:.1f},{y:.1f}L" + " ".join(f"{a:.1f},{b:.1f}" for a, b in rest)


_CORNERS: dict[Shape, float] = {"post": 0, "office": 12, "outside": 0, "note": 0}


def shape(box: Box, place: Place) -> Iterator[str]:
    """Yield the SVG of a box with its words."""
    yield from frame(box, place)
    words = box_words(box)
    y = place.y + (place.height - sum(size + 2 for _, size, _ in words)) / 2
    for text, size, more in words:
        y += size + 2
        yield _text(place.middle, y - 2.6, text, size, f'{more} text-anchor="middle"')


def frame(box: Box, place: Place) -> Iterator[str]:
    """Yield the SVG of a box's outline: square for posts, round for politicians, with bars for what is neither."""
    fill = WARN if box.shape == "note" else PALE if box.strong else "#ffffff"
    edge = f'stroke="{INK}" stroke-width="{2.6 if box.strong else 1.1}"'
    dashes = ' stroke-dasharray="5 3"' if box.vacant else ""
    where = f'x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}"'
    yield f'<rect {where} rx="{min(_CORNERS[box.shape], place.height / 2):g}" fill="{fill}" {edge}{dashes}/>'
    if box.shape == "outside":
        for x in (place.x + 3, place.x + place.width - 3):
            yield f'<path d="M{x:.1f},{place.y:.1f}V{place.bottom:.1f}" stroke="{INK}" stroke-width="1.1"/>'


@dataclass(frozen=True, slots=True)
class Page:
    """A drawing with its size in points before it is fitted to a sheet."""

    title: str
    words: str
    width: float
    height: float
    marks: tuple[str, ...]
    linked: bool = False
    """Whether boxes lead somewhere: then it is a group of links, and not one image."""

    def svg(self, scale: float) -> str:
        """Return the whole SVG document at a scale."""
        size = f'width="{self.width * scale:.1f}pt" height="{self.height * scale:.1f}pt"'
        view = f'viewBox="0 0 {self.width:.1f} {self.height:.1f}"'
        role = "group" if self.linked else "img"
        rows = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="{role}" lang="en-GB"'
            ' aria-labelledby="clearline-title clearline-desc">',
            f'<title id="clearline-title">{clean(self.title)}</title>',
            f'<desc id="clearline-desc">{clean(self.words)}</desc>',
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<g font-family="{FONT}" fill="{INK}">',
            *self.marks,
            "</g>",
            "</svg>",
        )
        return "\n".join(rows) + "\n"


Address = Callable[[str], str | None]
"""Where a box leads, by its key; ``None`` for nowhere."""


def page(
    title: str, words: str, sides: Sequence[tuple[Half, Layout]], wrong: Iterable[str], address: Address | None = None
) -> Page:
    """Return the page: the Council on top, the two sides under it, then the legend and what is wrong in words."""
    sheet = _Sheet(title, [side for side in sides if side[1].places], address)
    sheet.council()
    for half, layout, x in sheet.placed:
        sheet.side(half, layout, x)
    sheet.legend()
    sheet.wrong(list(wrong))
    return Page(title, words, sheet.width, sheet.y + _MARGIN, tuple(sheet.marks), linked=address is not None)


class _Sheet:
    """A page as it is filled from the top."""

    def __init__(self, title: str, sides: Sequence[tuple[Half, Layout]], address: Address | None) -> None:
        self.address = address
        self.placed: list[tuple[Half, Layout, float]] = []
        x = _MARGIN
        for half, layout in sides:
            lead = self._lead(half, layout)
            self.placed.append((half, layout, x + _PAD + lead))
            x += lead + layout.width + 2 * _PAD + 14
        self.width = max(x - 14 + _MARGIN, 560.0)
        self.marks: list[str] = []
        self.y = _MARGIN
        for row in wrap(title, self.width - 2 * _MARGIN, 15):
            self.y += 18
            self.marks.append(_text(_MARGIN, self.y - 4, row, 15, ' font-weight="bold"'))
        self.y += 6

    @staticmethod
    def _lead(half: Half, layout: Layout) -> float:
        """Return how far a side moves right, so that its heading stands clear of its leftmost line to the Council."""
        first = min((layout.places[key].middle for key in half.to_council), default=WIDTH)
        return max(0.0, text_width(_heading(half), 10.5) * _BOLD + 6 - first)

    def council(self) -> None:
        """Draw the Council as a bar over all that answers to it, and a line down to each."""
        ends = [x + layout.places[key].middle for half, layout, x in self.placed for key in half.to_council]
        left, right = min(ends, default=self.width / 2) - WIDTH / 2, max(ends, default=self.width / 2) + WIDTH / 2
        top, self.y = self.y, self.y + 30
        bar = f'x="{left:.1f}" width="{right - left:.1f}" fill="#ffffff" stroke="{INK}"'
        self.marks.append(f'<rect y="{top:.1f}" height="30" {bar} stroke-width="4.5"/>')
        inner = f'x="{left:.1f}" width="{right - left:.1f}" fill="{PALE}" stroke="#ffffff" stroke-width="1.4"'
        self.marks.append(f'<rect y="{top:.1f}" height="30" {inner}/>')
        words = _text((left + right) / 2, top + 19.5, "The Council", 12, ' font-weight="bold" text-anchor="middle"')
        self.marks.append(words)
        self.bar = self.y
        self.y += 34

    def side(self, half: Half, layout: Layout, x: float) -> None:
        """Draw the frame and heading of a side, its lines and then its boxes, top-down."""
        top = self.y - 22
        left = x - _PAD - self._lead(half, layout)
        wide, high = layout.width + 2 * _PAD + self._lead(half, layout), layout.height + 22 + _PAD
        self.marks.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="none" stroke="#9aa5b1"'
            ' stroke-width="0.8"/>'
        )
        self.marks.append(_text(left + 6, top + 13.5, _heading(half), 10.5, ' font-weight="bold"'))
        strokes = [
            Stroke(
                (
                    (x + layout.places[key].middle, self.bar),
                    (x + layout.places[key].middle, self.y + layout.places[key].y),
                ),
                half.side,
            )
            for key in half.to_council
        ]
        strokes += [Stroke(tuple((x + a, self.y + b) for a, b in s.points), s.style) for s in layout.strokes]
        self.marks += lines(strokes)
        for key in sorted(layout.places, key=lambda key: (layout.places[key].y, layout.places[key].x)):
            place = layout.places[key]
            moved = Place(x + place.x, self.y + place.y, place.width, place.height)
            there = self.address(key) if self.address else None
            outer = ("<g>", "</g>") if there is None else (f'<a href="{clean(there)}">', "</a>")
            self.marks += [outer[0], *shape(half.boxes[key], moved), outer[1]]
        self.bottom = max(getattr(self, "bottom", 0.0), top + high)

    def legend(self) -> None:
        """Draw what the shapes and lines mean, each with its words."""
        self.y = self.bottom + 14
        x = _MARGIN
        kinds = _kinds(self.placed)
        for kind, words in LEGEND:
            if kind not in kinds:
                continue
            wide = 34 + text_width(words, 9) + 14
            if x + wide > self.width:
                x, self.y = _MARGIN, self.y + 18
            self.marks += [*_sample(kind, x, self.y), _text(x + 32, self.y + 10, words, 9)]
            x += wide
        self.y += 20

    def wrong(self, sentences: list[str]) -> None:
        """Say in words where lines break, fork or loop."""
        for number, sentence in enumerate(sentences):
            if not number:
                self.y += 12
                self.marks.append(
                    _text(_MARGIN, self.y, "Where the lines are broken, forked or looping", 10.5, ' font-weight="bold"')
                )
                self.y += 2
            for place, row in enumerate(wrap(sentence, self.width - 2 * _MARGIN - 14, 9.5)):
                self.y += 13
                self.marks.append(_text(_MARGIN + 14, self.y, row, 9.5))
                if not place:
                    self.marks.append(_text(_MARGIN, self.y, f"{number + 1}.", 9.5))


def _heading(half: Half) -> str:
    return f"{half.side.capitalize()} line"


LEGEND: tuple[tuple[str, str], ...] = (
    ("post", "officer's post"),
    ("office", "political office or committee"),
    ("outside", "company or commissioner"),
    ("strong", "DCS, lead member, head of paid service"),
    ("vacant", "vacant on the day"),
    ("note", "why a line goes no further"),
    ("professional", "is accountable to the one above"),
    ("political", "answers politically to the one above"),
    ("direction", "by direction"),
    ("fault", "line at fault, said in words"),
)


def _kinds(placed: Iterable[tuple[Half, Layout, float]]) -> set[str]:
    """Return the kinds of shapes and lines that are on the page, for the legend."""
    kinds: set[str] = set()
    for half, _, _ in placed:
        kinds |= {joint.style for joint in half.joints} | ({half.side} if half.to_council else set())
        for box in half.boxes.values():
            kinds |= {box.shape, *(["strong"] if box.strong else []), *(["vacant"] if box.vacant else [])}
    return kinds


def _sample(kind: str, x: float, y: float) -> Iterator[str]:
    """Yield a small sample of a shape or a line."""
    if kind in _LINE_ATTRIBUTES:
        yield from lines([Stroke(((x, y + 7), (x + 26, y + 7)), kind)])
        return
    like = kind if kind in _CORNERS else "post"
    box = Box(kind, like, "", strong=kind == "strong", vacant=kind == "vacant")
    yield from frame(box, Place(x, y, 26, 14))
