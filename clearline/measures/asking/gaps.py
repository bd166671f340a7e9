"""Gaps between two groups of children, and whether they narrowed because one group rose or because the other fell."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve, want
from clearline.measures.exact import rounded
from clearline.measures.figures import Area, GapFigure, Observation, Period
from clearline.measures.store import Store
from clearline.measures.vocabulary import Gap, Measure, Polarity

How = Literal["", "levelling up", "levelling down", "both moved", "no change"]

WAYS: dict[How, str] = {
    "levelling up": "the group that is behind did better",
    "levelling down": "the group that is ahead did worse",
    "both moved": "the group that was behind did better and the other did worse",
}


class Pair(NamedTuple):
    """Both groups in one period."""

    period: Period
    group: Observation
    others: Observation


class Width(NamedTuple):
    """A gap of which both numbers are known."""

    period: Period
    group: Decimal
    others: Decimal
    points: Decimal
    """By how much the group is behind; less than 0 when it is ahead."""


def gap(store: Store, gap: Gap, area: Area, on: date | None, measures: dict[str, Measure]) -> GapFigure:
    """Return a gap in one area, now and at the last time before that it is known, as of a day.

    ``measures`` has both of its measures by key. Raises ``BadInput`` when nothing that could answer is loaded.
    """
    shelves = Shelves(store, on=on)
    found = gap_from(shelves, gap, shelves.today(area), measures)
    if found is None:
        raise BadInput(Problem(None, None, f"No figures are loaded that answer '{gap.title}'."))
    return found


def gap_from(shelves: Shelves, gap: Gap, area: Area, measures: dict[str, Measure]) -> GapFigure | None:
    """Return a gap in one area; ``None`` when nothing that could answer is loaded."""
    group, others = measures[gap.group], measures[gap.others]
    for measure in (group, others):
        want(shelves, measure)
    mine, theirs = resolve(shelves, group, area.code), resolve(shelves, others, area.code)
    if mine is None or theirs is None:
        return None
    pairs = _pairs(mine, theirs, area.code)
    now = pairs[-1] if pairs else None
    widths = [width for pair in pairs if (width := _width(pair, group.polarity))]
    width = widths.pop() if widths and now and widths[-1].period == now.period else None
    before = widths[-1] if widths else None
    how = _how(width, before, group.polarity) if width and before else ""
    return GapFigure(
        key=gap.key,
        title=gap.title,
        area=area,
        period=now.period if now else None,
        group=now.group if now else None,
        others=now.others if now else None,
        points=width.points if width else None,
        ratio=rounded(Fraction(width.group) / Fraction(width.others), 2) if width and width.others else None,
        points_before=before.points if before else None,
        period_before=before.period if before else None,
        narrowed=abs(width.points) < abs(before.points) if width and before else None,
        how=how,
        says=_says(now, width, before, how),
    )


def _pairs(group: Series, others: Series, area: str) -> list[Pair]:
    """Return both groups in every period that both have, oldest first."""
    places = {others.periods[at]: at for at in others.span(area)}
    return [
        Pair(period, group.observation(at, area), others.observation(places[period], area))
        for at in group.span(area)
        if (period := group.periods[at]) in places
    ]


def _width(pair: Pair, polarity: Polarity) -> Width | None:
    """Return how wide the gap is; ``None`` when a number is missing."""
    group, others = pair.group.value, pair.others.value
    if group is None or others is None:
        return None
    return Width(pair.period, group, others, group - others if polarity == "low" else others - group)


def _how(now: Width, before: Width, polarity: Polarity) -> How:
    """Return how a gap narrowed: by the one that was behind, by the other, or by both; empty when it widened."""
    if abs(now.points) == abs(before.points):
        return "no change"
    if abs(now.points) > abs(before.points):
        return ""
    behind, ahead = now.group - before.group, now.others - before.others
    if before.points < 0:
        behind, ahead = ahead, behind
    if polarity == "low":
        behind, ahead = -behind, -ahead
    if ahead >= 0:
        return "levelling up"
    return "both moved" if behind > 0 else "levelling down"


def _says(now: Pair | None, width: Width | None, before: Width | None, how: How) -> str:
    """Return the gap in words."""
    if now is None:
        return "The two groups have no period in common."
    if width is None:
        return f"The gap in {now.period.label} is not known: there is no number for one of the groups."
    first = f"The gap in {now.period.label} is {width.points}"
    if before is None:
        return f"{first}; no earlier gap is known."
    if how == "no change":
        return f"{first}, as wide as in {before.period.label}."
    if not how:
        return f"{first}, wider than {before.points} in {before.period.label}."
    return f"{first}, narrower than {before.points} in {before.period.label}: {WAYS[how]} ({how})."
