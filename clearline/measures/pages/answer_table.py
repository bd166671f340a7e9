"""Answers as a table: on the page what a reader compares, in the file what the command writes."""

from collections.abc import Callable, Sequence
from typing import Any

from clearline.accounts.page import Request
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.measures.asking.scorecards import is_overdue, is_worse
from clearline.measures.figures import Answer, Comparator
from clearline.measures.pages.flat import flat
from clearline.measures.pages.framing import subject
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import OUTCOMES, figure, judged, restricted
from clearline.measures.showing.flat_rows import ANSWER_COLUMNS, answer_row

COLOURS = {"better": "green", "worse": "red", "met": "green", "near": "yellow", "missed": "red", "not met yet": "red"}
"""Of the judgements that have one; the words carry the meaning."""


def judgement(words: str) -> Tag:
    """Return a judgement as a tag."""
    return Tag(words[:1].upper() + words[1:], COLOURS.get(words, "grey"))


def compared(answer: Answer, kind: str) -> Comparator | None:
    """Return England, the region, or the median of the neighbours by the newest model."""
    found = [one for one in answer.comparators if one.kind == kind and one.statistic in ("", "median")]
    return max(found, key=lambda one: one.model, default=None)


def _compared(kind: str) -> Callable[[Answer], str]:
    def show(answer: Answer) -> str:
        found = compared(answer, kind)
        return figure(found, answer.unit) if found else ""

    return show


def _value(kind: str) -> Callable[[Answer], Any]:
    def value(answer: Answer) -> Any:
        found = compared(answer, kind)
        return found.value if found else None

    return value


def columns(request: Request) -> list[Column]:
    """Return the columns that a page shows."""
    return [
        Column("title", "Measure", link=lambda one: link(request, "measures:measure", one.measure), exported=False),
        Column("period", "Period", lambda one: one.latest.period.label, exported=False),
        Column("figure", "Figure", lambda one: figure(one.latest, one.unit), numeric=True, exported=False,
               sort=lambda one: one.latest.value),
        Column("england", "England", _compared("england"), numeric=True, exported=False, sort=_value("england")),
        Column("neighbours", "Neighbours", _compared("neighbours"), numeric=True, exported=False,
               sort=_value("neighbours")),
        Column("band", "Band", lambda one: one.rank.quartile if one.rank else "-", exported=False),
        Column("change", "Change", lambda one: judgement(judged(one.change)), exported=False,
               sort=lambda one: judged(one.change)),
        Column("target", "Target", lambda one: judgement(one.target.word) if one.target else None, exported=False,
               sort=lambda one: one.target.status if one.target else None),
    ]  # fmt: skip


def filters(seen: Looking, answers: Sequence[Answer]) -> list[Filter]:
    """Return what answers can be chosen by: theme, band, change, beside the neighbours, overdue."""
    themes = [(key or "none", words) for key, words in OUTCOMES.items() if any(one.outcome == key for one in answers)]
    changes = sorted({judged(one.change) for one in answers})
    return [
        Filter("theme", "Theme", themes, lambda one, value: (one.outcome or "none") == value),
        Filter("band", "Band", [*zip("ABCD", ("A, the best quarter", "B", "C", "D, the worst quarter"), strict=True)],
               lambda one, value: bool(one.rank) and one.rank.quartile == value),
        Filter("direction", "Change", [(one, one.capitalize()) for one in changes],
               lambda one, value: judged(one.change) == value),
        Filter("beside", "Beside neighbours", [("worse", "Worse than the neighbours")],
               lambda one, value: is_worse(one)),
        Filter("overdue", "Overdue", [("yes", "Target or figure overdue")],
               lambda one, value: is_overdue(one, seen.day)),
    ]  # fmt: skip


def answer_table(
    request: Request, seen: Looking, name: str, caption: str, answers: Sequence[Answer], *, whole: bool, empty: str
) -> Table:
    """Return a table of answers; ``whole`` is the one of all of them, with filters and a search."""
    marked = any(restricted(one) for one in answers)
    given = columns(request)
    if not any(one.target for one in answers):
        given = given[:-1]
    return Table(
        request, subject(name, marked), caption, [*given, *flat(ANSWER_COLUMNS, answer_row, restricted)], answers,
        filters=filters(seen, answers) if whole else (), search=("title", "file-measure") if whole else (),
        empty=empty, per_page=50 if whole else 500, name="" if whole else name,
    )  # fmt: skip
