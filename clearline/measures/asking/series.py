"""The figures of one measure for every area and period, from the source that can answer, exactly as published.

A published figure is the figure; where its counts are published too, it is recomputed from them and any disagreement is
explained. A measure of which only counts are published is computed from them.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import isnan
from typing import Literal, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from clearline.measures.asking.shelves import Grid, Shelf
from clearline.measures.computing import figure_from_counts
from clearline.measures.exact import decimal_of, rounded, show_symbol, shown
from clearline.measures.figures import Meaning, Observation, Period, Status
from clearline.measures.vocabulary import Measure

Source = Literal["published", "lait", "returned", "local"]

JOINT = " / "
"""Stands between the codes of authorities that report together."""

_ABOVE_ONLY = re.compile(r"^The \w+ of England and of a region")
"""A reason that holds for England and its regions only."""


class Counts(NamedTuple):
    """Columns whose sum is a numerator or a denominator, perhaps of another dataset and year."""

    shelf: Shelf
    grids: tuple[Grid, ...]
    years_before: int = 0

    def at(self, period: Period, code: str) -> Decimal | None:
        """Return the sum for an area's code; ``None`` when a part of it is not known."""
        rows = self.rows(period, code)
        if not rows or None in rows:
            return None
        held = [self.shelf.held[row] for row in rows if row is not None]
        return None if any(isnan(number) for number in held) else sum(map(decimal_of, held), Decimal())

    def rows(self, period: Period, code: str) -> list[int | None]:
        """Return the row that each part comes from; empty when the area or the period is not there."""
        at = self._period(period)
        column = self.shelf.column_of.get(code)
        if at is None or column is None:
            return []
        found = [int(grid.row[at, column]) for grid in self.grids]
        return [row if row >= 0 else None for row in found]

    def _period(self, period: Period) -> int | None:
        """Return the place of the period, or of that of so many years before."""
        if not self.years_before:
            key = (period.ends, period.label)
            return self.shelf.periods.index(key) if key in self.shelf.periods else None
        year = period.ends.year - self.years_before
        return next((at for at, (ends, _) in enumerate(self.shelf.periods) if ends.year == year), None)


class Series:
    """One measure for every area and period."""

    def __init__(
        self,
        measure: Measure,
        source: Source,
        shelf: Shelf,
        value: Grid | None,
        numerator: Counts | None = None,
        denominator: Counts | None = None,
    ) -> None:
        self.measure = measure
        self.source: Source = source
        self.shelf = shelf
        self.numerator = numerator
        self.denominator = denominator
        first = value or (numerator.grids[0] if numerator else None)
        kept = [int(at) for at in np.flatnonzero((first.row >= 0).any(axis=1))] if first else []
        self.first = Grid(first.held[kept], first.row[kept]) if first else None
        """What says whether there is a figure and what stands in its place: its own column, or that of a count."""
        self.stands = measure.year == "snapshot"
        """Whether what was said of an area stands until something else is, as a judgement does."""
        self.value = None
        if value and self.first:
            self.value = _carried(self.first) if self.stands else self.first
        self.periods = tuple(
            Period(label=label, ends=ends, year=measure.year) for ends, label in (shelf.periods[at] for at in kept)
        )
        """Those in which the column is there for any area; the shelf may have others."""
        self._codes: dict[str, list[str | None]] = {}

    def code_for(self, area: str, period: int) -> str | None:
        """Return the code that an area's figure stands under: its own, or that of a joint return; ``None`` for none."""
        return self._codes_for(area)[period]

    def _codes_for(self, area: str) -> list[str | None]:
        """Return the code that an area's figure stands under in every period. A number beats a symbol, and its own
        code that of a joint return."""
        if area not in self._codes:
            joint = [code for code in self.shelf.areas if JOINT in code and area in code.split(JOINT)]
            self._codes[area] = [self._best([area, *joint], at) for at in range(len(self.periods))]
        return self._codes[area]

    def _best(self, codes: Sequence[str], period: int) -> str | None:
        there = [code for code in codes if self.row(period, code) >= 0]
        return min(there, key=lambda code: isnan(self.shelf.held[self.row(period, code)]), default=None)

    def row(self, period: int, code: str) -> int:
        """Return the row of the shelf that says what stands for an area; -1 when nothing was published."""
        column = self.shelf.column_of.get(code)
        return -1 if self.first is None or column is None else int(self.first.row[period, column])

    def figure(self, period: int, code: str) -> Decimal | None:
        """Return an area's figure as published, not rounded further, or computed and rounded; ``None`` for none."""
        if self.value is None:
            return figure_from_counts(self.measure, *self.counts(period, code))
        if code not in self.shelf.column_of:
            return None
        held = float(self.value.held[period, self.shelf.column_of[code]])
        return None if isnan(held) else decimal_of(held)

    def counts(self, period: int, code: str) -> tuple[Decimal | None, Decimal | None]:
        """Return the numerator and the denominator, each ``None`` when it is not published."""
        when = self.periods[period]
        above, below = self.numerator, self.denominator
        return above.at(when, code) if above else None, below.at(when, code) if below else None

    def held(self, period: int, codes: Sequence[str]) -> NDArray[np.float64]:
        """Return the numbers of some areas in the order given, NaN where there is none, for putting in order.

        LAIT orders its numbers with the noise that a spreadsheet left in their last digits, and so do we.
        """
        if self.value is None:
            figures = [self.figure(period, code) for code in codes]
            return np.array([np.nan if figure is None else float(figure) for figure in figures])
        columns = [self.shelf.column_of[code] for code in codes]
        held = self.value.held[period, columns]
        if self.source == "lait":
            there = ~np.isnan(held)
            texts = self.shelf.texts(self.value.row[period, columns][there])
            held[there] = [float(text.replace(",", "")) for text in texts]
        return held

    def authorities(self) -> list[str]:
        """Return the codes of authorities, joint ones included."""
        return [code for code in self.shelf.areas if code[:3] in ("E06", "E07", "E08", "E09", "E10")]

    def span(self, area: str) -> range:
        """Return the periods from the first to the last for which something was published for an area."""
        there = [at for at in range(len(self.periods)) if self.code_for(area, at)]
        return range(there[0], there[-1] + 1) if there else range(0)

    def latest(self, area: str) -> int:
        """Return the last period for which something was published for an area, or the last of all."""
        span = self.span(area)
        return span[-1] if span else len(self.periods) - 1

    def observation(self, period: int, area: str) -> Observation:
        """Return what was published or computed for an area, with its symbol, counts and any disagreement."""
        code = self.code_for(area, period)
        when = self.periods[period]
        if code is None:
            return Observation(period=when, value=None, shown="not published", meaning="not published")
        measure, row = self.measure, self.row(period, code)
        figure = self.figure(period, code)
        above, below = self.counts(period, code)
        value = None if figure is None else rounded(figure, measure.decimals)
        recomputed = figure_from_counts(measure, above, below) if self.numerator else None
        symbol, meaning = self._symbol(period, code) if value is None else ("", "")
        return Observation(
            period=when,
            value=value,
            shown=show_symbol(symbol, meaning) if value is None else shown(value, measure.unit, measure.decimals),
            symbol=symbol,
            meaning=meaning,
            numerator=above,
            denominator=below,
            status=cast(Status, self.shelf.cell(row, "status")),
            release=self.shelf.release(row),
            source=self.source,
            recomputed=recomputed,
            disagreement=why_unlike(self, period, code, value, recomputed) if self.value else "",
        )

    def _symbol(self, period: int, code: str) -> tuple[str, Meaning]:
        """Return the symbol that stands where the figure is not, and what it means."""
        parts = [(self.shelf, self.row(period, code))]
        for counts in (self.numerator, self.denominator):
            rows = counts.rows(self.periods[period], code) if counts else []
            parts += [(counts.shelf, row) for row in rows if counts and row is not None]
        for shelf, row in parts:
            if isnan(shelf.held[row]):
                return shelf.cell(row, "symbol"), cast(Meaning, shelf.cell(row, "meaning") or "missing")
        return "", "not available"


def _carried(grid: Grid) -> Grid:
    """Return a grid in which what was last said of an area stands until something else is."""
    at = np.maximum.accumulate(np.where(grid.row >= 0, np.arange(len(grid.row))[:, None], 0), axis=0)
    return Grid(np.take_along_axis(grid.held, at, axis=0), np.take_along_axis(grid.row, at, axis=0))


def why_unlike(series: Series, period: int, code: str, value: Decimal | None, recomputed: Decimal | None) -> str:
    """Return why the published counts do not give the published figure; empty when they do, or one is not known."""
    if value is None or recomputed is None or value == recomputed:
        return ""
    difference = f"The published counts give {recomputed}, the publisher {value}: "
    published = series.measure.sources.published
    above = code[:3] in ("E92", "E12", "E13")
    if published and published.rounded_inputs and (above or not _ABOVE_ONLY.search(published.rounded_inputs)):
        return difference + published.rounded_inputs
    counts = [count for count in series.counts(period, code) if count is not None]
    if above and all(count % 10 == 0 for count in counts):
        return difference + "the counts of England and its regions are published to the nearest 10."
    return difference + "it is not known why."
