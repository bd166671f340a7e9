"""Makes charts out of answers: a series, an area beside its neighbours, the two groups of a gap."""

import re
from collections.abc import Sequence
from decimal import Decimal

from clearline.measures.figures import Answer, Comparator, GapFigure, Observation
from clearline.measures.showing.charts.charts import Bar, BarChart, Line, LineChart, Point
from clearline.measures.showing.figure_words import RESTRICTED, UNITS, compared_with, restricted, with_unit
from clearline.measures.showing.side_by_side import SideBySide, ordered
from clearline.measures.vocabulary import Unit

_IN_FIGURE: tuple[Unit, ...] = ("per-cent", "pounds")
"""Units that stand beside every figure; the others are said once, under the title."""


def series_chart(answers: Sequence[Answer], start: Decimal) -> LineChart:
    """Return the series of a measure for the first area, which the chart is about, and of others that have a figure."""
    about = answers[0]
    beside = [one for one in answers[1:] if any(seen.value is not None for seen in one.series)]
    return LineChart(
        key=_key(about, "series"),
        title=f"{about.title}: {about.area.name}",
        subtitle=UNITS[about.unit],
        start=start,
        lines=tuple(Line(name=one.area.name, points=_points(one, one.series)) for one in (about, *beside)),
        notes=_notes(about),
        source=_source(about),
    )


def neighbours_chart(sides: SideBySide, model: str, start: Decimal) -> BarChart:
    """Return an area beside its neighbours of a model, from the highest figure to the lowest."""
    about = sides.about
    return BarChart(
        key=_key(about, "neighbours"),
        title=f"{about.title}: {about.area.name} and its statistical neighbours",
        subtitle=f"{UNITS[about.unit]}, {sides.period.label}; {model} model of neighbours",
        start=start,
        period=sides.period.label,
        about=about.area.name,
        bars=tuple(_bar(one.area.name, one.observation, about.unit) for one in ordered(sides)),
        marks=tuple(_bar(compared_with(one), one, about.unit) for one in about.comparators if _is_mark(one, model)),
        notes=_notes(about),
        source=_source(about),
    )


def gap_chart(gap: GapFigure, group: Answer, others: Answer, start: Decimal) -> LineChart:
    """Return the two groups of a gap over time."""
    return LineChart(
        key=f"{gap.key}-gap",
        title=f"{gap.title}: {gap.area.name}",
        subtitle=UNITS[group.unit],
        start=start,
        lines=tuple(Line(name=one.title, points=_points(one, one.series)) for one in (group, others) if one.series),
        notes=(gap.says, *_notes(group)),
        source=_source(group),
    )


def _key(answer: Answer, kind: str) -> str:
    """Return a name for the chart that can stand in an identifier, whatever the measure is called."""
    return re.sub(r"[^a-z0-9]+", "-", f"{answer.measure} {answer.area.code} {kind}".casefold()).strip("-")


def _points(answer: Answer, series: Sequence[Observation]) -> tuple[Point, ...]:
    return tuple(
        Point(
            period=one.period.label, ends=one.period.ends, value=one.value, shown=_shown(one, answer.unit)
        )
        for one in series
    )  # fmt: skip


def _bar(name: str, one: Observation | Comparator, unit: Unit) -> Bar:
    return Bar(name=name, value=one.value, shown=_shown(one, unit))


def _shown(one: Observation | Comparator, unit: Unit) -> str:
    return with_unit(one.shown, unit, one.value is not None) if unit in _IN_FIGURE else one.shown


def _is_mark(one: Comparator, model: str) -> bool:
    """Whether a chart of neighbours draws a line for it: England, the region, the median by the chart's own model."""
    return one.kind != "neighbours" or (one.statistic == "median" and one.model == model)


def _notes(answer: Answer) -> tuple[str, ...]:
    return (RESTRICTED,) if restricted(answer) else ()


def _source(answer: Answer) -> str:
    known = answer.reliability
    return f"{known.source}, {known.release}" + (f", published {known.published:%-d %B %Y}" if known.published else "")
