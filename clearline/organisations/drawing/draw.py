"""Draws the two lines as SVG for a council paper: professional left, political right, the Council over both.

The drawing is ours; only the order and the x of the boxes are Graphviz's. Nothing is said by colour alone, and the
title and description say in words what is drawn. The same picture always gives the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clearline.kit.errors import BadInput
from clearline.organisations.drawing.boxes import Half, halves, neighbourhood
from clearline.organisations.drawing.layout import Layout, ask_graphviz, lay_out
from clearline.organisations.drawing.svg import Address, Page, box_height, page
from clearline.organisations.lines.report import LineReport
from clearline.organisations.lines.words import day_in_words, faults, prose
from clearline.organisations.picture import Picture

MOST = 100
"""Boxes. More cannot be read on one sheet of A3."""

SHEETS = (
    ("A4 landscape", 785.0, 538.0), ("A4 portrait", 538.0, 785.0),
    ("A3 landscape", 1134.0, 785.0), ("A3 portrait", 785.0, 1134.0),
)  # fmt: skip
"""Name, width and height in points inside margins of 10 mm and over; the first that can be read is taken."""

SMALLEST = 9.0
"""Points. The size of the smallest text before the drawing is fitted to a sheet."""

LEGIBLE = 7.0
"""Points. The smallest text that should be printed."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG and how it prints."""

    svg: str
    size: str
    """The sheet that it fits legibly."""
    smallest_text: float
    """Points, on that sheet."""


def draw(
    picture: Picture, report: LineReport, whole: bool, address: Address | None = None, *, quick: bool = False
) -> Drawing:
    """Return the drawing of the whole picture, or of the neighbourhood of what the report is about.

    ``address`` gives the page to which a box leads; without it nothing leads anywhere. ``quick``: a plain tree is laid
    out without Graphviz, whose start takes a second.

    Raises ``BadInput`` when there is too much for one sheet, nothing to draw, or no layout engine.
    """
    only = None if whole else neighbourhood(picture, report)
    both = halves(picture, report, only)
    check_count(picture, sum(len(half.boxes) for half in both), whole)
    title = _title(report, whole)
    words = prose(report, one=not whole)
    best = max(
        (
            _Fit(page(title, words, _sides(both, layouts), faults(report.subjects), address))
            for layouts in _layouts(both, quick)
        ),
        key=lambda fit: (fit.legible, -fit.order, fit.scale),
    )
    return Drawing(best.svg(), best.sheet, SMALLEST * best.scale)


def check_count(picture: Picture, count: int, whole: bool) -> None:
    """Raise ``BadInput`` when there is nothing to draw or too much for one sheet."""
    if not count:
        raise BadInput(f"There are no posts or offices on {picture.on} to draw.")
    if count > MOST:
        todo = "Draw a part of it with --from." if whole else "Draw it from a post lower down."
        raise BadInput(f"The drawing would have {count} boxes; more than {MOST} cannot be read on one sheet. {todo}")


def _title(report: LineReport, whole: bool) -> str:
    of = "" if whole else f": {' and '.join(dict.fromkeys(subject.title for subject in report.subjects))}"
    return f"{report.authority}, lines of accountability on {day_in_words(report.on)}{of}"


def _layouts(both: tuple[Half, Half], quick: bool) -> Iterator[tuple[Layout, Layout]]:
    """Yield ways to lay the picture out; the one that prints largest is taken."""
    tried = set()
    ask = cache(ask_graphviz)  # most of the ways ask it the same
    every = [{key: box_height(box) for key, box in half.boxes.items()} for half in both]
    for hang in (1, 2, 3):
        for longest in (6, 8, 10, 12, 14, 17):
            layouts = tuple(
                lay_out(heights, half.joints, half.apart, hang, longest, ask, quick=quick)
                for half, heights in zip(both, every, strict=True)
            )
            if (shape := repr(layouts)) not in tried:
                tried.add(shape)
                yield layouts[0], layouts[1]


def _sides(both: tuple[Half, Half], layouts: tuple[Layout, Layout]) -> tuple[tuple[Half, Layout], ...]:
    return tuple(zip(both, layouts, strict=True))


class _Fit:
    """A page fitted to the smallest sheet on which it is legible."""

    def __init__(self, drawn: Page) -> None:
        self.page = drawn
        scales = [min(1.0, wide / drawn.width, high / drawn.height) for _, wide, high in SHEETS]
        legible = [order for order, scale in enumerate(scales) if scale * SMALLEST >= LEGIBLE]
        self.order = legible[0] if legible else scales.index(max(scales))
        self.legible = bool(legible)
        self.scale, self.sheet = scales[self.order], SHEETS[self.order][0]

    def svg(self) -> str:
        return self.page.svg(self.scale)
