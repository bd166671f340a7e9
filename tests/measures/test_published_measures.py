"""The measures reproduce what was published: over the real files, where they are, nothing is taken on trust."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve, want
from clearline.measures.computing import figure_from_counts
from clearline.measures.content import read_measures
from clearline.measures.exact import rounded
from clearline.measures.loading.load import load
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Published, PublishedDenominator, Sources

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
CONTENT = read_measures(ROOT / "content")
MEASURES = [m for m in CONTENT.measures if m.sources.published or m.sources.lait]

FEWEST = 50
"""Authorities that a measure must have a figure for; looked-after children of five have figures in 57."""

FOR_ENGLAND = {
    "ofsted-leadership-good",
    "ofsted-leadership-inadequate",
    "ofsted-leadership-outstanding",
    "ofsted-leadership-requires-improvement",
}
"""Measures that count authorities."""

HALVES = {
    "child-protection-persistent-absence",
    "children-in-need-gcse-english-and-maths",
    "children-in-need-persistent-absence",
}
"""Measures of which the Department rounded one authority's exact half down."""

FULL_TIME = {
    "social-worker-agency-rate",
    "social-worker-caseload",
    "social-worker-turnover",
    "social-worker-vacancies",
}
"""Measures computed from full-time equivalents that are published to one decimal place."""

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the published files are not here")


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Shelves:
    """Return a store with every published file."""
    store = Store(tmp_path_factory.mktemp("figures"))
    files = [path for folder in SHARED.iterdir() if folder.is_dir() for path in sorted(folder.iterdir())]
    load(files, store, known=CONTENT.datasets)
    shelves = Shelves(store)
    for measure in MEASURES:
        want(shelves, measure)
    return shelves


def series_of(shelves: Shelves, measure: Measure, source: Literal["published", "lait"]) -> Series:
    """Return the series of one source of a measure alone."""
    only = Sources(**{source: getattr(measure.sources, source)})
    series = resolve(shelves, replace(measure, sources=only), "E92000001")
    assert series is not None
    return series


def places(series: Series) -> Iterator[tuple[int, str]]:
    """Yield every period and authority of a series."""
    return product(range(len(series.periods)), series.authorities())


def test_every_source_of_every_measure_has_a_figure_for_many_authorities(shelves: Shelves) -> None:
    few = []
    for measure in MEASURES:
        for source in ("published", "lait"):
            if getattr(measure.sources, source):
                series = series_of(shelves, measure, source)
                there = {code for period, code in places(series) if series.figure(period, code) is not None}
                if len(there) < FEWEST and measure.key not in FOR_ENGLAND:
                    few.append((measure.key, source, len(there)))
    assert few == []


def test_a_measure_that_counts_authorities_has_a_figure_for_england(shelves: Shelves) -> None:
    for measure in MEASURES:
        if measure.key in FOR_ENGLAND:
            series = series_of(shelves, measure, "published")
            assert series.figure(len(series.periods) - 1, "E92000001"), measure.key


def test_every_column_and_every_group_that_a_measure_names_is_in_its_dataset(shelves: Shelves) -> None:
    for measure in MEASURES:
        source = measure.sources.published
        if source:
            series_of(shelves, measure, "published")
            shelf = shelves.shelf(source.dataset)
            assert shelf is not None
            assert columns(source) - set(shelf.rows) == set(), measure.key
            for name, label in {**source.where, **source.denominator_where}.items():
                assert label in shelf.filters[name].labels, (measure.key, name, label)


def columns(source: Published) -> set[str]:
    below = () if isinstance(source.denominator, PublishedDenominator) else source.denominator
    return {*source.numerator, *below, *([source.value] if source.value else [])}


def test_recomputing_gives_every_authority_its_published_figure_but_for_those_that_are_explained(
    shelves: Shelves,
) -> None:
    unlike = {}
    for measure in MEASURES:
        source = measure.sources.published
        if source and source.value and source.numerator:
            series = series_of(shelves, measure, "published")
            alike, others = compared(series, series.authorities())
            assert alike > FEWEST, measure.key
            assert bool(source.rounded_inputs) or not others, measure.key
            if others:
                unlike[measure.key] = others
    assert {key for key, others in unlike.items() if len(others) == 1} == HALVES
    assert {key for key, others in unlike.items() if len(others) > 1} == FULL_TIME


def test_a_figure_of_england_or_a_region_that_its_counts_do_not_give_is_explained(shelves: Shelves) -> None:
    explained = 0
    for measure in MEASURES:
        if measure.sources.published:
            series = series_of(shelves, measure, "published")
            wide = [code for code in series.shelf.areas if code not in series.authorities()]
            for period, code in product(range(len(series.periods)), wide):
                said = series.observation(period, code).disagreement
                assert "not known why" not in said, (measure.key, series.periods[period].label, code, said)
                explained += bool(said)
    assert explained > FEWEST


def compared(series: Series, areas: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many figures are what their counts give, and the period and area of those that are not."""
    alike, unlike = 0, []
    for period, code in product(range(len(series.periods)), areas):
        value = series.figure(period, code)
        figure = figure_from_counts(series.measure, *series.counts(period, code))
        if value is not None and figure is not None:
            alike += figure == value
            unlike += [(series.periods[period].label, code)] if figure != value else []
    return alike, unlike


def test_lait_and_the_published_file_say_the_same_wherever_both_have_a_figure(shelves: Shelves) -> None:
    for measure in MEASURES:
        if not (measure.sources.published and measure.sources.lait):
            continue
        published, lait = series_of(shelves, measure, "published"), series_of(shelves, measure, "lait")
        at = {(period.label, period.ends): place for place, period in enumerate(lait.periods)}
        alike, unlike = 0, []
        for place, code in places(published):
            period = published.periods[place]
            other = at.get((period.label, period.ends))
            value = published.figure(place, code)
            held = None if other is None else lait.figure(other, code)
            if value is not None and held is not None:
                same = rounded(value, measure.decimals) == rounded(held, measure.decimals)
                alike += same
                unlike += [] if same else [(period.label, code, value, held)]
        assert unlike == [], measure.key
        assert alike > FEWEST, measure.key


def test_a_measure_is_ranked_as_lait_s_only_where_lait_ranks_it(shelves: Shelves) -> None:
    rows = {row["code"]: row for row in shelves.store.table("lait-dictionary").to_pylist()}
    for measure in MEASURES:
        lait = measure.sources.lait
        if lait:
            ranks = rows[lait.code]["polarity"].casefold() in ("high", "low")
            assert lait.ranked == ranks or measure.polarity == "none", measure.key
            assert lait.banded == (rows[lait.code]["no_quartile"] != "N"), measure.key
