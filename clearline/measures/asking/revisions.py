"""Finds what an earlier release said where a later one says otherwise."""

from collections.abc import Sequence
from decimal import Decimal
from math import isnan

import msgspec

from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelf, Shelves
from clearline.measures.exact import decimal_of, rounded
from clearline.measures.figures import Observation
from clearline.measures.vocabulary import Where


def with_revisions(shelves: Shelves, series: Series, area: str, seen: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return published figures with what the release before said of them, where it said otherwise."""
    releases = series.shelf.releases
    if series.value is None or len(releases) < 2:
        return tuple(seen)
    column, where = asked(series)
    shelves_of = {release.label: shelves.of_releases(series.shelf.dataset, [release]) for release in releases}
    labels = list(shelves_of)
    found = []
    for one in seen:
        earlier = labels[labels.index(one.release) + 1 :] if one.release in labels else []
        said = [_said(shelves_of[label], column, where, area, one) for label in earlier]
        before = next((figure for figure in said if figure is not None), None)
        found.append(one if before is None else _revised(one, rounded(before, series.measure.decimals)))
    return tuple(found)


def _revised(one: Observation, before: Decimal) -> Observation:
    """Return a figure with what was said of it before; what has been withdrawn since is not said again."""
    if one.value is None:
        return msgspec.structs.replace(one, withdrawn=True)
    return msgspec.structs.replace(one, revised_from=before if before != one.value else None)


def asked(series: Series) -> tuple[str, Where]:
    """Return the column and the conditions that the figures of a series come from."""
    published, lait = series.measure.sources.published, series.measure.sources.lait
    if series.source == "published" and published and published.value:
        return published.value, published.where
    assert lait is not None
    return lait.code, {}


def _said(shelf: Shelf, column: str, where: Where, area: str, one: Observation) -> Decimal | None:
    """Return what a release said of an area in a period; ``None`` when it said nothing."""
    when = (one.period.ends, one.period.label)
    if when not in shelf.periods or area not in shelf.areas:
        return None
    held = float(shelf.grid(column, where).held[shelf.periods.index(when), shelf.column_of[area]])
    return None if isnan(held) else decimal_of(held)
