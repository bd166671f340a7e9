"""What a chart shows, before it is drawn: lines over periods, or bars for areas, with the same data as a table."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clearline.kit.values import Value


class Point(Value, frozen=True, kw_only=True):
    """One figure on a line."""

    period: str
    ends: date
    value: Decimal | None
    """``None`` is drawn as a gap."""
    shown: str
    """With its unit, or the symbol and what it means."""


class Line(Value, frozen=True, kw_only=True):
    """The figures of one area or group, oldest first."""

    name: str
    points: tuple[Point, ...]


class Bar(Value, frozen=True, kw_only=True):
    """The figure of one area."""

    name: str
    value: Decimal | None
    """``None`` has no bar, only words."""
    shown: str


class Chart(Value, frozen=True, kw_only=True):
    """What every chart says around its drawing."""

    key: str
    title: str
    subtitle: str
    """The unit, and the period where there is one."""
    start: Decimal = Decimal(0)
    """Where the axis begins."""
    notes: tuple[str, ...] = ()
    source: str


class LineChart(Chart, frozen=True, kw_only=True):
    """Lines over periods; the first is what the chart is about."""

    lines: tuple[Line, ...]

    def rows(self) -> Iterator[tuple[str, str, Decimal | None, str]]:
        """Yield every figure: name, period, value, shown."""
        for line in self.lines:
            for point in line.points:
                yield line.name, point.period, point.value, point.shown


class BarChart(Chart, frozen=True, kw_only=True):
    """Bars for areas of one period; the one named ``about`` is what the chart is about."""

    period: str
    about: str
    bars: tuple[Bar, ...]
    marks: tuple[Bar, ...] = ()
    """Drawn as lines across the bars: England, the region, the middle of the neighbours."""

    def rows(self) -> Iterator[tuple[str, str, Decimal | None, str]]:
        """Yield every figure: name, period, value, shown."""
        for bar in (*self.bars, *self.marks):
            yield bar.name, self.period, bar.value, bar.shown


COLUMNS = ("name", "period", "value", "shown")
"""The columns of a chart's data as a table."""
