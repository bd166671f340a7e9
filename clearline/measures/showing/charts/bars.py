"""Draws bars for areas, the one that matters hatched, with lines across them for what it is compared with."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from clearline.measures.showing.charts import svg
from clearline.measures.showing.charts.charts import Bar, BarChart
from clearline.measures.showing.charts.scale import Scale, tick_text

_NAMES, _THICK, _LEADING = 190.0, 18.0, 17.0
"""Pixels: the width of the names, the height of a bar, and from one line of a name to the next."""

_PALE = "#c9d9ea"


class _Plot(NamedTuple):
    """Where the drawing stands on the page."""

    left: float
    right: float
    axis: Scale

    def x(self, value: Decimal) -> float:
        return self.left + self.axis.along(value, self.right - self.left)

    @property
    def zero(self) -> float:
        """Where every bar begins: at 0, or where the axis begins above it."""
        return self.x(max(Decimal(0), self.axis.low))


def draw_bars(chart: BarChart, axis: Scale, top: float) -> tuple[list[str], float]:
    """Return the drawing of bars and where it ends."""
    widest = max(svg.text_width(bar.shown, svg.BODY, bold=True) for bar in chart.bars)
    plot = _Plot(svg.MARGIN + _NAMES, svg.WIDE - svg.MARGIN - widest - 16, axis)
    first = y = top + 18 + 18 * len(chart.marks)
    bars: list[str] = []
    for bar in chart.bars:
        names = svg.wrap(bar.name, _NAMES - 12, svg.BODY, bold=True)
        tall = max(_THICK, _LEADING * len(names)) + 8
        bars += _bar(plot, bar, names, y + tall / 2, f"{chart.key}-hatch" if bar.name == chart.about else "")
        y += tall
    parts = [_hatch(f"{chart.key}-hatch"), *_marks(chart, top + 8), *_steps(plot, first, y), *bars]
    return [*parts, *_across(plot, chart, first, y)], y + 24


def _hatch(key: str) -> str:
    """Return the pattern of the bar that the chart is about."""
    return (
        f'<defs><pattern id="{key}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{svg.STROKES[0][0]}"/>'
        f'<path d="M0,0V6" stroke="{svg.PAPER}" stroke-width="2"/></pattern></defs>'
    )


def _steps(plot: _Plot, first: float, last: float) -> Iterator[str]:
    """Yield the lines and numbers of the level axis."""
    for tick in plot.axis.ticks:
        x = plot.x(tick)
        yield svg.line(x, first, x, last, svg.AXIS if x == plot.zero else svg.GRID)
        yield svg.text(x, last + 16, tick_text(tick), svg.SMALL, "middle")


def _bar(plot: _Plot, bar: Bar, names: list[str], middle: float, hatch: str) -> Iterator[str]:
    """Yield a bar with its name and figure; without a number there are only the words."""
    for at, name in enumerate(names):
        y = middle + 5 - _LEADING * (len(names) - 1) / 2 + _LEADING * at
        yield svg.text(plot.left - 8, y, name, svg.BODY, "end", bold=bool(hatch))
    if bar.value is not None:
        end = plot.x(bar.value)
        yield (
            f'<rect x="{min(plot.zero, end):.1f}" y="{middle - _THICK / 2:.1f}" width="{abs(end - plot.zero):.1f}" '
            f'height="{_THICK:g}" fill="{f"url(#{hatch})" if hatch else _PALE}" stroke="{svg.STROKES[0][0]}"/>'
        )
    yield svg.text(plot.right + 10, middle + 5, bar.shown, svg.BODY, bold=bool(hatch))


def _marks(chart: BarChart, y: float) -> Iterator[str]:
    """Yield the legend of the lines across the bars."""
    for number, mark in enumerate(chart.marks, start=1):
        y += 18
        yield svg.line(svg.MARGIN, y - 4, svg.MARGIN + 40, y - 4, svg.stroke(number))
        yield svg.text(svg.MARGIN + 48, y, f"{mark.name}: {mark.shown}", svg.SMALL)


def _across(plot: _Plot, chart: BarChart, first: float, last: float) -> Iterator[str]:
    """Yield the lines across the bars, each on a wider white one so that it is seen on the hatching too."""
    found = [(n, plot.x(mark.value)) for n, mark in enumerate(chart.marks, start=1) if mark.value is not None]
    for _, x in found:
        yield svg.line(x, first, x, last, f'stroke="{svg.PAPER}" stroke-width="5"')
    for number, x in found:
        yield svg.line(x, first, x, last, svg.stroke(number))
