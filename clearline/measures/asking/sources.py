"""Finds what can answer a measure: a published dataset, an indicator of LAIT, or figures of the authority's own."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from clearline.measures.asking.periods import place_of
from clearline.measures.asking.series import Counts, Series, Source
from clearline.measures.asking.shelves import Grid, Shelf, Shelves
from clearline.measures.loading.own_names import PARTS, indicator
from clearline.measures.vocabulary import Measure, Published, PublishedDenominator, Where

OWN: tuple[Literal["returned", "local"], ...] = ("returned", "local")
"""The datasets that an authority keeps of its own: what was counted in its returns, and its own monthly table."""


def resolve(
    shelves: Shelves, measure: Measure, area: str, label: str | None = None, source: Source | None = None
) -> Series | None:
    """Return the first source of a measure that has something for an area (and a period), or else the first loaded.

    ``source``: the only one to look at; ``None`` for all. ``None`` comes back when nothing that could answer is loaded.
    """
    loaded = [series for series in _sources(shelves, measure, area) if series and source in (None, series.source)]
    for series in loaded:
        there = [series.periods[at] for at in series.span(area)]
        if there and (label is None or place_of(there, label) is not None):
            return series
    return loaded[0] if loaded else None


def want(shelves: Shelves, measure: Measure) -> None:
    """Say which columns a measure will ask for, so that those of many measures are taken from the store together."""
    published, lait = measure.sources.published, measure.sources.lait
    for dataset in OWN:
        shelves.want(dataset, [indicator(measure.key, part) for part in PARTS])
    if lait:
        shelves.want("lait", [lait.code])
    if published:
        columns = [*published.numerator, *([published.value] if published.value else [])]
        below = published.denominator
        if isinstance(below, PublishedDenominator):
            shelves.want(below.dataset, [below.column])
        else:
            columns += below
        shelves.want(published.dataset, columns)


def _sources(shelves: Shelves, measure: Measure, area: str) -> Iterator[Series | None]:
    """Yield each source of a measure that is loaded, in the order in which they are preferred."""
    want(shelves, measure)
    if measure.sources.published:
        yield _published(shelves, measure, measure.sources.published)
    if measure.sources.lait:
        shelf = shelves.shelf("lait")
        yield Series(measure, "lait", shelf, shelf.grid(measure.sources.lait.code, {})) if shelf else None
    for dataset in OWN:
        shelf = shelves.shelf(dataset, area)
        names = [indicator(measure.key, part) for part in PARTS]
        if shelf and names[0] in shelf.rows:
            where: Where = {"group": ""}
            counts = [Counts(shelf, (shelf.grid(name, where),)) for name in names]
            yield Series(measure, dataset, shelf, None, *counts)


def _published(shelves: Shelves, measure: Measure, source: Published) -> Series | None:
    shelf = shelves.shelf(source.dataset)
    if shelf is None:
        return None
    value = shelf.grid(source.value, source.where) if source.value else None
    above = Counts(shelf, tuple(_parts(shelf, source.numerator, source.where))) if source.numerator else None
    below = source.denominator
    counted: Counts | None = None
    if isinstance(below, PublishedDenominator):
        other = shelves.shelf(below.dataset)
        if other:
            counted = Counts(other, tuple(_parts(other, (below.column,), below.where)), below.years_before)
    elif below:
        counted = Counts(shelf, tuple(_parts(shelf, below, source.where | source.denominator_where)))
    return Series(measure, "published", shelf, value, above, counted)


def _parts(shelf: Shelf, columns: Sequence[str], where: Where) -> Iterator[Grid]:
    """Yield a grid for every column and every group that a condition names: their sum is the count."""
    several = {name: condition for name, condition in where.items() if isinstance(condition, tuple)}
    for column in columns:
        for labels in product(*several.values()):
            yield shelf.grid(column, where | dict(zip(several, labels, strict=True)))
