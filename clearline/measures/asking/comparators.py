"""What an area's figure is compared with: England, its region, its statistical neighbours, and all authorities."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import numpy as np

from clearline.measures.areas import ENGLAND, Areas
from clearline.measures.asking.comparing import band_letter, bands, mean_of, median_of, ranks
from clearline.measures.asking.series import JOINT, Series
from clearline.measures.asking.sources import OWN
from clearline.measures.exact import shown
from clearline.measures.figures import Area, Comparator, Rank

NONE = "no figure"

LONDON = "E12000007"
LONDON_PARTS = ("E13000001", "E13000002")


def comparators(
    series: Series, areas: Areas, area: Area, period: int, model: str | None = None
) -> tuple[Comparator, ...]:
    """Return what stands beside an area's figure in a period, as far as it is published.

    Neighbours are given by both of DfE's conventions, for one model or for every model that is loaded. An authority's
    own figures have nothing beside them.
    """
    if series.source in OWN:
        return ()
    period = _as_of(series, area, period)
    found = []
    if area.level != "england":
        found.append(_of_area(series, ENGLAND, period))
    region = _region(series, areas, area, period)
    if region:
        found.append(_of_area(series, region, period))
    if area.level == "authority":
        for one in (model,) if model else areas.models():
            found += of_neighbours(series, areas.neighbours(area.code, one), one, period)
    return tuple(found)


def rank(series: Series, area: Area, period: int) -> Rank | None:
    """Return an authority's rank and band among those that have a figure in a period; ``None`` for other areas."""
    if area.level != "authority" or series.source in OWN:
        return None
    codes = series.authorities()
    held = series.held(_as_of(series, area, period), codes)
    code = series.code_for(area.code, period)
    of = int(np.sum(~np.isnan(held)))
    lait = series.measure.sources.lait if series.source == "lait" else None
    if code is None or (lait and not lait.ranked):
        return Rank(rank=None, of=of, quartile="-")
    at, polarity = codes.index(code), series.measure.polarity
    place = int(ranks(held, polarity)[at])
    banded = lait is None or lait.banded
    band = int(bands(held, polarity)[at]) if banded else -1
    return Rank(rank=place or None, of=of, quartile=band_letter(band))


def _as_of(series: Series, area: Area, period: int) -> int:
    """Return the period in which others are looked at: for an area's latest judgement, what stands now everywhere."""
    latest = series.stands and period == series.latest(area.code)
    return len(series.periods) - 1 if latest else period


def _region(series: Series, areas: Areas, area: Area, period: int) -> Area | None:
    """Return the region that an authority is compared with: London where its part has no figure, as LAIT does."""
    if area.level == "authority" and area.region is None and JOINT in area.code:
        parts = {part.region for code in area.code.split(JOINT) if (part := areas.get(code))}
        return areas.get(parts.pop() or "") if len(parts) == 1 else None
    if area.level != "authority" or area.region is None:
        return None
    if area.region in LONDON_PARTS and series.figure(period, area.region) is None:
        return areas.get(LONDON)
    return areas.get(area.region)


def _of_area(series: Series, area: Area, period: int) -> Comparator:
    seen = series.observation(period, area.code)
    kind: Literal["england", "region"] = "england" if area.level == "england" else "region"
    return Comparator(kind=kind, name=area.name, value=seen.value, shown=seen.shown)


def of_neighbours(series: Series, codes: tuple[str, ...], model: str, period: int) -> Iterator[Comparator]:
    """Yield the median and the mean of the neighbours that have a figure.

    A neighbour is matched by its own number, as DfE does: the figure of a joint return is no neighbour's own.
    """
    measure = series.measure
    figures = [figure for figure in (series.figure(period, code) for code in codes) if figure is not None]
    ways: tuple[tuple[Literal["median", "mean"], Decimal | None], ...] = (
        ("median", median_of(figures, measure.decimals)),
        ("mean", mean_of(figures, measure.decimals)),
    )
    for statistic, value in ways:
        yield Comparator(
            kind="neighbours",
            name=f"statistical neighbours ({model} model)",
            value=value,
            shown=NONE if value is None else shown(value, measure.unit, measure.decimals),
            statistic=statistic,
            model=model,
            used=len(figures),
            of=len(codes),
        )
