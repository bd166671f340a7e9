"""Draws lines over periods: gaps stay gaps, and every line has dashes and marks of its own."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clearline.measures.showing.charts import svg
from clearline.measures.showing.charts.charts import Line, LineChart
from clearline.measures.showing.charts.scale import Scale, tick_text

MOST = len(svg.STROKES)
"""Lines that can be told apart without colour."""

_TALL, _LEGEND, _LEADING = 300.0, 190.0, 15.0
"""Pixels: the height of the plot, the width of the legend, and from one line of its text to the next."""


class _Plot(NamedTuple):
    """Where the drawing stands on the page."""

    left: float
    right: float
    top: float
    bottom: float
    axis: Scale
    across: dict[date, float]
    """Where the end of each period stands, in proportion to time."""

    def y(self, value: Decimal) -> float:
        return self.bottom - self.axis.along(value, _TALL)


def draw_lines(chart: LineChart, axis: Scale, top: float) -> tuple[list[str], float]:
    """Return the drawing of lines and where it ends."""
    top += 14
    left = svg.MARGIN + max(svg.text_width(tick_text(tick), svg.SMALL) for tick in axis.ticks) + 8
    right = svg.WIDE - svg.MARGIN - _LEGEND
    periods = dict(sorted((point.ends, point.period) for one in chart.lines for point in one.points))
    plot = _Plot(left, right, top, top + _TALL, axis, _across([*periods], left + 16, right - 16))
    parts = [*_steps(plot), *_period_words(plot, periods)]
    for number, one in reversed([*enumerate(chart.lines)]):  # the first line is drawn last, on top
        parts += _line(plot, one, number)
    return [*parts, *_symbols(plot, chart.lines[0]), *_legend(plot, chart.lines)], plot.bottom + 26


def _across(days: Sequence[date], left: float, right: float) -> dict[date, float]:
    span = (days[-1] - days[0]).days
    if not span:
        return {days[0]: (left + right) / 2}
    return {day: left + (right - left) * (day - days[0]).days / span for day in days}


def _steps(plot: _Plot) -> Iterator[str]:
    """Yield the lines and numbers of the upright axis."""
    for tick in plot.axis.ticks:
        y = plot.y(tick)
        yield svg.line(plot.left, y, plot.right, y, svg.AXIS if tick == plot.axis.low else svg.GRID)
        yield svg.text(plot.left - 6, y + 4, tick_text(tick), svg.SMALL, "end")


def _period_words(plot: _Plot, periods: dict[date, str]) -> Iterator[str]:
    """Yield the periods under the axis, from the latest back, leaving out those that would overlap."""
    clear = svg.WIDE
    for day, period in reversed(periods.items()):
        x = plot.across[day]
        yield svg.line(x, plot.bottom, x, plot.bottom + 4, svg.AXIS)
        half = svg.text_width(period, svg.SMALL) / 2
        if x + half <= clear:
            yield svg.text(x, plot.bottom + 18, period, svg.SMALL, "middle")
            clear = x - half - 8


def _line(plot: _Plot, one: Line, number: int) -> Iterator[str]:
    """Yield the stretches of a line without a gap, then its marks."""
    values = {point.ends: point.value for point in one.points}
    runs: list[list[tuple[float, float]]] = [[]]
    for day, x in plot.across.items():
        value = values.get(day)
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, plot.y(value)))
    for run in runs:
        if len(run) > 1:
            yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" {svg.stroke(number)}/>'
    for run in runs:
        yield from (svg.marker(number, x, y) for x, y in run)


def _symbols(plot: _Plot, one: Line) -> Iterator[str]:
    """Yield the symbol of every gap of the line that the chart is about, just above the axis."""
    for point in one.points:
        if point.value is None:
            word = point.shown.partition(" ")[0]
            yield svg.text(plot.across[point.ends], plot.bottom - 6, word, svg.SMALL, "middle", bold=True)


def _legend(plot: _Plot, lines: Sequence[Line]) -> Iterator[str]:
    """Yield the name of every line with a piece of it, as near its end as there is room."""
    x = plot.right + 14
    ends = []
    for number, one in enumerate(lines):
        last = next((point for point in reversed(one.points) if point.value is not None), None)
        said = f"{one.name}: {last.shown} ({last.period})" if last else f"{one.name}: no figure"
        y = plot.bottom if last is None or last.value is None else plot.y(last.value)
        ends.append((y, number, svg.wrap(said, svg.WIDE - svg.MARGIN - x - 40, svg.SMALL, bold=True)))
    ends.sort()
    ys = _spread([y for y, _, _ in ends], [len(words) * _LEADING + 8 for _, _, words in ends], plot.top, plot.bottom)
    for y, (_, number, words) in zip(ys, ends, strict=True):
        yield svg.line(x, y, x + 32, y, svg.stroke(number))
        yield svg.marker(number, x + 16, y)
        for at, row in enumerate(words):
            yield svg.text(x + 40, y + 4 + _LEADING * at, row, svg.SMALL, bold=number == 0)


def _spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return places near those wanted, in their order, that do not overlap and end above the bottom."""
    placed, clear = [], top
    for want, height in zip(wanted, heights, strict=True):
        placed.append(max(want, clear))
        clear = placed[-1] + height
    clear = bottom + _LEADING
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], clear - heights[at])
        clear = placed[at]
    return placed
