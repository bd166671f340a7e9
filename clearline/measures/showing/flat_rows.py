"""Answers and gaps as flat rows, for CSV."""

from collections.abc import Iterator, Sequence
from typing import Any

from clearline.measures.figures import Answer, GapFigure, Observation

SERIES_COLUMNS = (
    "measure", "title", "area_code", "area", "period", "ends", "value", "shown", "unit", "symbol", "meaning",
    "numerator", "denominator", "status", "source", "release", "recomputed", "disagreement", "revised_from",
)  # fmt: skip

ANSWER_COLUMNS = (
    "measure", "title", "key_reason", "outcome", "area_code", "area", "period", "value", "shown", "unit", "polarity",
    "england", "region", "neighbours_median", "neighbours_model", "rank", "of", "quartile", "change", "beyond_chance",
    "target", "target_by", "target_status", "source", "release",
)  # fmt: skip

GAP_COLUMNS = (
    "gap", "title", "area_code", "area", "period", "group", "others", "points", "ratio", "period_before",
    "points_before", "narrowed", "how",
)  # fmt: skip


def series_row(answer: Answer, one: Observation) -> Sequence[Any]:
    """Return one period of a series."""
    return (
        answer.measure, answer.title, answer.area.code, answer.area.name, one.period.label, one.period.ends, one.value,
        one.shown, answer.unit, one.symbol, one.meaning, one.numerator, one.denominator, one.status, one.source,
        one.release, one.recomputed, one.disagreement, one.revised_from,
    )  # fmt: skip


def answer_row(answer: Answer) -> Sequence[Any]:
    """Return one row of a scorecard; the neighbours are those of the newest model."""
    by_kind = {one.kind: one.value for one in answer.comparators}
    median = next((one for one in answer.comparators if one.statistic == "median"), None)
    return (*_answer_cells(answer), by_kind.get("england"), by_kind.get("region"),
            median.value if median else None, median.model if median else "", *_judgement_cells(answer))  # fmt: skip


def _answer_cells(answer: Answer) -> Iterator[Any]:
    latest = answer.latest
    yield from (answer.measure, answer.title, answer.key_reason, answer.outcome, answer.area.code, answer.area.name)
    yield from (latest.period.label, latest.value, latest.shown) if latest else (None, None, None)
    yield from (answer.unit, answer.polarity)


def _judgement_cells(answer: Answer) -> Iterator[Any]:
    rank, change, standing = answer.rank, answer.change, answer.target
    yield from (rank.rank, rank.of, rank.quartile) if rank else (None, None, "-")
    yield from (change.difference, change.beyond_chance) if change else (None, None)
    yield from (standing.target.value, standing.target.by.label, standing.status) if standing else (None, None, "")
    yield from (answer.latest.source if answer.latest else "", answer.reliability.release)


def gap_row(gap: GapFigure) -> Sequence[Any]:
    """Return one gap."""
    return (
        gap.key, gap.title, gap.area.code, gap.area.name, gap.period.label if gap.period else None,
        gap.group.value if gap.group else None, gap.others.value if gap.others else None, gap.points, gap.ratio,
        gap.period_before.label if gap.period_before else None, gap.points_before, gap.narrowed, gap.how,
    )  # fmt: skip
