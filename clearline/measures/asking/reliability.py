"""How far a figure can be relied on: where it is from, when, who checked it, and what is known to be wrong with it."""

import re
from collections.abc import Iterator, Sequence

from clearline.measures.asking.chance import SMALL
from clearline.measures.asking.series import JOINT, Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.figures import Area, Observation, Reliability
from clearline.measures.store import Release

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def reliability(shelves: Shelves, series: Series, area: Area, seen: Sequence[Observation]) -> Reliability:
    """Return the statement on the figures of one area, oldest first."""
    dataset = shelves.datasets.get(series.shelf.dataset)
    labels = [one.release for one in seen if one.release]
    release = _release(series, labels[-1]) if labels else series.shelf.releases[0]
    return Reliability(
        source=f"{dataset.publisher}, {dataset.title}" if dataset else series.shelf.dataset,
        release=release.label,
        published=release.published,
        loaded=release.loaded,
        audited=dataset.audited if dataset else "",
        faults=tuple(_faults(shelves, series, area, seen, release)),
    )


def _release(series: Series, label: str) -> Release:
    return next(release for release in series.shelf.releases if release.label == label)


def _faults(
    shelves: Shelves, series: Series, area: Area, seen: Sequence[Observation], release: Release
) -> Iterator[str]:
    """Yield what a reader must know, each a sentence, the most general first."""
    if shelves.on is not None and release.published is None:
        yield "The day of publication is not known: a figure is taken as known from the end of its period."
    dataset = shelves.datasets.get(series.shelf.dataset)
    years = {str(one.period.ends.year) for one in seen}
    if dataset:
        others = {other.name for other in shelves.areas.authorities()} - {area.name}
        yield from (fault for fault in dataset.faults if _touches(fault, area, others, years))
        if dataset.not_comparable_before:
            yield dataset.not_comparable_before
    if series.measure.note:
        yield series.measure.note
    yield from _under_other_codes(series, area)
    if before := _named(shelves, series, area.predecessors):
        yield f"{area.name} was made from {before}; figures of before are theirs, and are not joined to its own."
    if after := _named(shelves, series, area.successors):
        yield f"{area.name} has ended; its area is now served by {after}, whose figures are not joined to its own."
    if seen:
        yield from _of_figures(series, seen)
    else:
        yield f"Nothing was published for {area.name}."


def _touches(fault: str, area: Area, others: set[str], years: set[str]) -> bool:
    """Whether a known fault is about this area and these years: it names them, or none of their kind."""
    named = set(_YEAR.findall(fault))
    if named and not named & years:
        return False
    return area.level != "authority" or area.name in fault or not any(name in fault for name in others)


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


def _of_figures(series: Series, seen: Sequence[Observation]) -> Iterator[str]:
    """Yield what the figures themselves say of their worth."""
    latest, newest = seen[-1], series.periods[-1]
    if latest.period != newest:
        yield f"Nothing was published for the area after {latest.period.label}; the newest period is {newest.label}."
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
    missing = [one.period.label for one in seen if one.value is None]
    if missing:
        yield f"There is no number for {', '.join(missing)}."
