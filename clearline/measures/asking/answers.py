"""All that is known of one measure for one area, as of a day."""

from collections.abc import Mapping
from datetime import date

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.changing import change, trend_of
from clearline.measures.asking.comparators import comparators, rank
from clearline.measures.asking.key_indicators import key_indicators
from clearline.measures.asking.periods import period_among
from clearline.measures.asking.reliability import nothing_for, reliability
from clearline.measures.asking.revisions import with_revisions
from clearline.measures.asking.series import Series, Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.asking.targets import standing, target_for, targets
from clearline.measures.figures import Answer, Area, Target
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure


class Own(msgspec.Struct, frozen=True):
    """What an authority itself has said of its measures."""

    targets: tuple[Target, ...] = ()
    reasons: Mapping[str, str] = {}
    """Why a measure is a key one, by its key."""


def own(store: Store, area: Area) -> Own:
    """Return an area's targets and key indicators."""
    reasons = {one.measure: one.reason for one in key_indicators(store, area.code)}
    return Own(targets(store, area.code), reasons)


def answer(
    store: Store,
    measure: Measure,
    area: Area,
    *,
    on: date | None = None,
    period: str | None = None,
    model: str | None = None,
    source: Source | None = None,
) -> Answer:
    """Return all that is known of a measure for an area.

    ``on``: as of a day; what was published later is not known then. A release without a day of publication is taken
    as known from the end of each period. ``period``: the one that is asked for, as published (``2024/25``) or the year
    it ends in; ``None`` for the latest. ``model``: one neighbour model; ``None`` for all that are loaded. ``source``:
    the only one to be asked, such as the authority's ``local`` monthly figures; ``None`` for the preferred one.

    Raises ``BadInput`` when nothing that could answer is loaded, and for a period or model that is not there.
    """
    shelves = Shelves(store, on=on)
    area = shelves.today(area)
    found = answer_from(shelves, measure, area, own(store, area), period=period, model=model, source=source)
    if found is None:
        raise BadInput(Problem(None, None, f"No figures are loaded that answer '{measure.title}'.", _to_load(measure)))
    return found


def answer_from(
    shelves: Shelves,
    measure: Measure,
    area: Area,
    said: Own,
    *,
    period: str | None = None,
    model: str | None = None,
    source: Source | None = None,
) -> Answer | None:
    """Return all that is known of a measure for an area of today; ``None`` when nothing that could answer is loaded."""
    series = resolve(shelves, measure, area.code, period, source)
    if series is None:
        return None
    span = _span(series, area, period)
    seen = with_revisions(shelves, series, area.code, [series.observation(at, area.code) for at in span])
    at, latest = (span[-1], seen[-1]) if seen else (0, None)
    target = target_for(said.targets, measure.key, latest)
    return Answer(
        measure=measure.key,
        title=measure.title,
        outcome=measure.outcome,
        national_framework=measure.national_framework,
        unit=measure.unit,
        decimals=measure.decimals,
        polarity=measure.polarity,
        area=area,
        key_reason=said.reasons.get(measure.key, ""),
        latest=latest,
        no_latest="" if seen else nothing_for(area),
        series=seen,
        change=change(series, at, area.code) if len(seen) > 1 else None,
        trend=trend_of(series, at, area.code) if seen else None,
        comparators=comparators(series, shelves.areas, area, at, model) if seen else (),
        rank=rank(series, area, at) if seen else None,
        target=standing(target, measure, latest, shelves.on or date.today()) if target else None,
        reliability=reliability(shelves, series, area, seen),
    )


def _span(series: Series, area: Area, period: str | None) -> range:
    """Return the periods for which something was published for an area, up to the one that is asked for.

    Of an area that has ended, without the symbols that stand in the years after it.
    """
    span = series.span(area.code)
    if period is None:
        return _until_its_end(series, area, span)
    there = [series.periods[at] for at in span]
    return span[: period_among(there, period, series.measure.title) + 1]


def _until_its_end(series: Series, area: Area, span: range) -> range:
    """Return a span without the periods after its last number, for an area that has ended; others as they are."""
    if not area.successors and area.last_year is None:
        return span
    numbers = [at for at in span if series.observation(at, area.code).value is not None]
    return range(span.start, numbers[-1] + 1) if numbers else span


def _to_load(measure: Measure) -> str:
    """Return what to do so that a measure can be answered."""
    published, lait = measure.sources.published, measure.sources.lait
    wanted = [f"'{published.dataset}'"] if published else []
    wanted += ["'lait' (DfE's Local Authority Interactive Tool)"] if lait else []
    if wanted:
        return f"Load {' or '.join(wanted)} with `clearline figures load`."
    return "It is counted from a statutory return: see `clearline returns measure`."
