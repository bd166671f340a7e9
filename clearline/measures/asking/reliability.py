"""How far a figure can be relied on: where it is from, when, who checked it, and what is known to be wrong with it."""

from collections.abc import Iterator, Sequence

from clearline.measures.asking.chance import SMALL
from clearline.measures.asking.series import JOINT, Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.figures import Area, Observation, Reliability
from clearline.measures.store import Release
from clearline.measures.vocabulary import Dataset, KnownFault


def reliability(shelves: Shelves, series: Series, area: Area, seen: Sequence[Observation]) -> Reliability:
    """Return the statement on the figures of one area, oldest first."""
    dataset = shelves.described(series.shelf.dataset)
    labels = [one.release for one in seen if one.release]
    release = _release(series, labels[-1]) if labels else series.shelf.releases[0]
    return Reliability(
        source=_source(dataset) if dataset else series.shelf.dataset,
        release=release.label,
        published=release.published,
        loaded=release.loaded,
        audited=dataset.audited if dataset else "",
        faults=tuple(_faults(shelves, series, area, seen, release)),
    )


def _source(dataset: Dataset) -> str:
    """Return who published what; of the authority's own figures what they are, which says whose."""
    return dataset.title if dataset.format == "local" else f"{dataset.publisher}, {dataset.title}"


def _release(series: Series, label: str) -> Release:
    return next(release for release in series.shelf.releases if release.label == label)


def _faults(
    shelves: Shelves, series: Series, area: Area, seen: Sequence[Observation], release: Release
) -> Iterator[str]:
    """Yield what a reader must know, each a sentence, the most general first."""
    if shelves.on is not None and release.published is None:
        yield "The day of publication is not known: a figure is taken as known from the end of its period."
    dataset = shelves.described(series.shelf.dataset)
    codes = {*shelves.areas.codes(area.code), *area.code.split(JOINT)} if area.level == "authority" else None
    years, columns = {one.period.ends.year for one in seen}, _columns(series)
    for fault in dataset.faults if dataset else ():
        if isinstance(fault, str):
            yield fault
        elif _touches(fault, codes, years, columns):
            yield fault.text
    if dataset and dataset.not_comparable_before:
        yield dataset.not_comparable_before
    if series.measure.note:
        yield series.measure.note
    yield from _under_other_codes(series, area)
    if before := _named(shelves, series, area.predecessors):
        yield f"{area.name} was made from {before}; figures of before are theirs, and are not joined to its own."
    if after := _named(shelves, series, area.successors):
        yield f"{area.name} has ended; its area is now served by {after}, whose figures are not joined to its own."
    if seen:
        yield from _of_figures(series, area, seen)
    else:
        yield nothing_for(area)


def nothing_for(area: Area) -> str:
    """Return the sentence that says that there is no figure for an area at all."""
    return f"Nothing was published for {area.name}."


def _touches(fault: KnownFault, codes: set[str] | None, years: set[int], columns: set[str | None]) -> bool:
    """Whether a known fault is about an authority, these years and columns; England and regions have no ``codes``."""
    return (
        (codes is None or not fault.areas or not codes.isdisjoint(fault.areas))
        and (not fault.years or not years.isdisjoint(fault.years))
        and (not fault.columns or not columns.isdisjoint(fault.columns))
    )


def _columns(series: Series) -> set[str | None]:
    """Return the columns that a series is made of."""
    published, lait = series.measure.sources.published, series.measure.sources.lait
    if series.source == "lait" and lait:
        return {lait.code}
    if series.source != "published" or published is None:
        return set()
    below = published.denominator if isinstance(published.denominator, tuple) else ()
    return {published.value, *published.numerator, *below}


def _named(shelves: Shelves, series: Series, codes: Sequence[str]) -> str:
    """Return the areas that have figures of their own under one of the codes, by name and code; empty for none."""
    found = [other for code in codes if series.span(code) and (other := shelves.areas.get(code))]
    return ", ".join(f"{other.name} ({other.code})" for other in sorted(found, key=lambda other: other.name))


def _under_other_codes(series: Series, area: Area) -> Iterator[str]:
    """Yield what was published under another code than the area has today, or together with another authority."""
    earlier: dict[str, list[str]] = {}
    for at in series.span(area.code):
        code = series.code_for(area.code, at)
        if code is not None:
            published = series.shelf.published_under(series.row(at, code))
            if published != area.code:
                earlier.setdefault(published, []).append(series.periods[at].label)
    for code, labels in earlier.items():
        when = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
        if JOINT in code:
            yield f"For {when} the figure is one that {area.name} returned jointly with another authority ({code})."
        else:
            yield f"For {when} the figure was published under {code}: the same authority, by its earlier code."


def _of_figures(series: Series, area: Area, seen: Sequence[Observation]) -> Iterator[str]:
    """Yield what the figures themselves say of their worth."""
    latest, last, newest = seen[-1], series.periods[series.latest(area.code)], series.periods[-1]
    if last != newest and not series.stands:
        yield f"Nothing was published for the area after {last.label}; the newest period is {newest.label}."
    if latest.status == "provisional":
        yield f"The figure for {latest.period.label} is provisional."
    unlike = [one for one in seen if one.disagreement]
    for one in unlike[-1:]:
        many = f"{len(unlike)} of {len(seen)} periods"
        yield f"In {many} the published counts do not give the figure. {one.period.label}: {one.disagreement}"
    revised = [one for one in seen if one.revised_from is not None]
    for one in revised[-1:]:
        many = f"{len(revised)} of {len(seen)} periods"
        yield f"Figures of {many} were revised: {one.period.label} was {one.revised_from} in an earlier release."
    if latest.numerator is not None and 0 < latest.numerator < SMALL:
        yield f"The latest figure rests on fewer than {SMALL}, and moves a great deal by chance."
    withdrawn = [one for one in seen if one.withdrawn]
    if withdrawn:
        labels = ", ".join(f"{one.period.label} (now {one.meaning})" for one in withdrawn)
        yield f"An earlier release had a figure that has since been withdrawn: {labels}."
    missing = [one.period.label for one in seen if one.value is None]
    if missing:
        yield f"There is no number for {', '.join(missing)}."
