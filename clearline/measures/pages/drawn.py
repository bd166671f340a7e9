"""A chart on a page: the drawing, and the same as a table that can be had as a file."""

from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from clearline.accounts.page import Request
from clearline.doors.columns import Column
from clearline.doors.tables import Table
from clearline.kit.errors import BadInput
from clearline.measures import queries
from clearline.measures.asking.series import Source
from clearline.measures.pages.framing import said, subject
from clearline.measures.queries import Looking
from clearline.measures.showing.charts.charts import BarChart, LineChart
from clearline.measures.showing.charts.draw import draw


class Drawn(NamedTuple):
    """A chart that can be shown, or why there is none."""

    title: str
    svg: SafeString | None
    why_not: str


def drawn(
    request: Request, seen: Looking, name: str, kind: str, *, restricted: bool, period: str | None = None,
    model: str | None = None, source: Source | None = None,
) -> tuple[Drawn, Table | None]:  # fmt: skip
    """Return a chart and its table; ``None`` for the table where there is nothing to draw, and then why."""
    try:
        chart = queries.chart(seen, name, kind, period, model, source)
        picture = draw(chart)
    except BadInput as error:
        return Drawn("", None, " ".join(said(error))), None
    safe = mark_safe(picture)  # made of numbers, and of words that svg.text escapes
    return Drawn(chart.title, safe, ""), _table(request, kind, chart, restricted)


def _table(request: Request, kind: str, chart: LineChart | BarChart, restricted: bool) -> Table:
    columns = [
        Column("name", "Area" if kind != "gap" else "Group", lambda row: row[0]),
        Column("period", "Period", lambda row: row[1]),
        Column("shown", "Figure", lambda row: row[3], numeric=True, sort=lambda row: row[2]),
        Column("value", "value", lambda row: row[2], on_page=False),
    ]
    rows = list(chart.rows())
    name = subject(f"{kind}-of-{chart.key}"[:60], restricted)
    return Table(request, name, f"{chart.title}, figures", columns, rows, per_page=500, name=kind)
