"""Draws charts as SVG. The same chart always gives the same bytes, and nothing is said by colour alone."""

from collections.abc import Iterator

from clearline.kit.errors import BadInput
from clearline.measures.showing.charts.bars import draw_bars
from clearline.measures.showing.charts.charts import BarChart, LineChart
from clearline.measures.showing.charts.lines import draw_lines
from clearline.measures.showing.charts.scale import Scale, scale, tick_text
from clearline.measures.showing.charts.svg import LARGE, MARGIN, SMALL, Block, page


def draw(chart: LineChart | BarChart) -> str:
    """Return a chart as SVG. Raises ``BadInput`` when it holds no number at all."""
    values = [value for _, _, value, _ in chart.rows() if value is not None]
    if not values:
        raise BadInput(f"There is no figure to draw for {chart.title}: every value is a symbol or missing.")
    axis = scale(values, chart.start)
    head = Block(MARGIN)
    head.add(chart.title, LARGE, bold=True)
    head.add(chart.subtitle)
    drawn, y = draw_lines(chart, axis, head.y) if isinstance(chart, LineChart) else draw_bars(chart, axis, head.y)
    foot = Block(y + 6)
    for note in _notes(chart, axis):
        foot.add(note, SMALL)
    return page(chart.key, chart.title, description(chart), [*head.parts, *drawn, *foot.parts], foot.y + MARGIN)


def description(chart: LineChart | BarChart) -> str:
    """Return in words what is drawn, with every figure."""
    said: dict[str, list[str]] = {}
    for name, period, _, shown in chart.rows():
        said.setdefault(name, []).append(f"{period}: {shown}" if isinstance(chart, LineChart) else shown)
    kind = "Line chart" if isinstance(chart, LineChart) else "Bar chart"
    told = " ".join(f"{name}: {'; '.join(figures)}." for name, figures in said.items())
    return f"{kind}. {chart.subtitle}. {told} Source: {chart.source}"


def _notes(chart: LineChart | BarChart, axis: Scale) -> Iterator[str]:
    """Yield the sentences under a chart."""
    if axis.low > 0:
        yield f"The axis begins at {tick_text(axis.low)}, not at 0."
    for line in chart.lines if isinstance(chart, LineChart) else ():
        gaps = [f"{point.period}: {point.shown}" for point in line.points if point.value is None]
        if gaps:
            yield f"Gaps in {line.name}: {'; '.join(gaps)}."
    yield from chart.notes
    yield f"Source: {chart.source}"
