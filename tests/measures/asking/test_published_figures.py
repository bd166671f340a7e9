"""Reproduces DfE's own figures from the published files: rates, comparisons, ranks and bands, LAIT against EES."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from published_files import Figures, column, half_up, lait, median, neighbours

from clearline.measures.asking.answers import answer
from clearline.measures.asking.comparators import of_neighbours, rank
from clearline.measures.asking.finding import find_measure
from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure

LEEDS = "E08000035"


@pytest.fixture(scope="module")
def shelves(real: Store) -> Shelves:
    """Return the real figures."""
    return Shelves(real)


def published(shelves: Shelves, measure: Measure) -> Series:
    """Return a measure's series from Explore Education Statistics."""
    series = resolve(shelves, measure, LEEDS, source="published")
    assert series is not None
    return series


def figures(shelves: Shelves, series: Series) -> Figures:
    """Return every figure of an authority, by its number and the digits of the year."""
    found = {}
    for code in series.shelf.areas:
        area = shelves.areas.get(code)
        if area is None or area.level != "authority" or area.old_code is None:
            continue
        for at, period in enumerate(series.periods):
            figure = series.figure(at, code)
            if figure is not None:
                found[area.old_code, period.label.replace("/", "")] = figure
    return found


def test_the_children_in_need_rate_is_lait_s_for_every_authority_and_year(
    shelves: Shelves, measures: dict[str, Measure]
) -> None:
    ours = figures(shelves, published(shelves, measures["children-in-need-rate"]))
    theirs = {place: half_up(Decimal(repr(figure)), 1) for place, figure in lait("CIN").items()}
    assert len(theirs) > 1_500
    assert {place: (ours.get(place), figure) for place, figure in theirs.items() if ours.get(place) != figure} == {}


def test_the_children_in_need_rate_is_the_count_over_the_population_of_the_year_before(
    shelves: Shelves, measures: dict[str, Measure]
) -> None:
    ours = figures(shelves, published(shelves, measures["children-in-need-rate"]))
    counts = column("b1_children_in_need_2013_to_2025.csv", "At31_episodes")
    people = column("ons_mid-year_population_estimates_2012_to_2024.csv", "population_estimate")
    slow = {
        (number, year): half_up(count * 10_000 / people[number, str(int(year) - 1)], 1)
        for (number, year), count in counts.items()
        if (number, str(int(year) - 1)) in people
    }
    assert len(slow) > 1_900
    assert {place: figure for place, figure in slow.items() if ours.get(place) != figure} == {}


@pytest.mark.parametrize(
    ("key", "at_least"),
    [
        ("referrals-repeated-within-12-months", 1_900),
        ("referrals-with-no-further-action", 1_800),
        ("child-protection-second-plans", 1_900),
        ("child-protection-plans-open-2-years", 1_200),
    ],
)
def test_percentages_of_every_authority_and_year_are_recomputed_from_their_counts(
    shelves: Shelves, measures: dict[str, Measure], key: str, at_least: int
) -> None:
    series = published(shelves, measures[key])
    seen = [series.observation(at, code) for code in series.authorities() for at in range(len(series.periods))]
    compared = [one for one in seen if one.value is not None and one.recomputed is not None]
    assert len(compared) > at_least
    assert [one for one in compared if one.value != one.recomputed or one.disagreement] == []


def test_the_looked_after_rate_is_recomputed_for_authorities_and_england(
    shelves: Shelves, measures: dict[str, Measure]
) -> None:
    series = published(shelves, measures["looked-after-rate"])
    codes = [*series.authorities(), "E92000001"]
    seen = [series.observation(at, code) for code in codes for at in range(len(series.periods))]
    compared = [one for one in seen if one.value is not None and one.recomputed is not None]
    assert len(compared) > 750
    assert [one for one in compared if one.disagreement] == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("referrals-repeated-within-12-months", "ReReferral"),
        ("child-protection-second-plans", "PrevRegCPR"),
        ("child-protection-plans-open-2-years", "CPPlans2yrsActive"),
        ("looked-after-rate", "LAC"),
    ],
)
def test_lait_and_explore_education_statistics_say_the_same(
    shelves: Shelves, measures: dict[str, Measure], key: str, code: str
) -> None:
    series = published(shelves, measures[key])
    ours = figures(shelves, series)
    theirs = {place: half_up(Decimal(repr(figure)), measures[key].decimals) for place, figure in lait(code).items()}
    both = {place: (figure, theirs[place]) for place, figure in ours.items() if place in theirs}
    assert len(both) > 700
    assert {place: pair for place, pair in both.items() if pair[0] != pair[1]} == {}


DASHBOARD = [
    ("child-protection-second-plans", "d3_cpps_subsequent_plan_2013_to_2025.csv", "CPP_subsequent_percent", {}),
    (
        "referrals-repeated-within-12-months",
        "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
        "rereferral_percent",
        {},
    ),
    ("social-worker-agency-rate", "csww_indicators_2017_to_2025.csv", "agency_rate_fte", {}),
    ("social-worker-caseload", "csww_indicators_2017_to_2025.csv", "caseload_fte", {}),
    (
        "looked-after-rate",
        "cla_number_and_rate_per_10k_children.csv",
        "rate_per_10000",
        {"population_type": "Children looked after on 31 March each year"},
    ),
    ("looked-after-attainment-8", "ks4_la.csv", "avg_att8", {"social_care_group": "CLA 12 months at 31 March"}),
]


@pytest.mark.parametrize("model", ["2021", "2025"])
@pytest.mark.parametrize(("key", "file", "name", "where"), DASHBOARD, ids=[row[0] for row in DASHBOARD])
def test_the_dashboard_s_medians_of_neighbours_and_lait_s_means(
    shelves: Shelves,
    measures: dict[str, Measure],
    key: str,
    file: str,
    name: str,
    where: dict[str, str],
    model: str,
) -> None:
    series = published(shelves, measures[key])
    raw, places = column(file, name, **where), measures[key].decimals
    compared = 0
    for number, near in neighbours(model).items():
        area = shelves.areas.of_number(number)
        assert area is not None
        codes = shelves.areas.neighbours(area.code, model)
        for at, period in enumerate(series.periods):
            values = [
                raw[other, period.label.replace("/", "")]
                for other in near
                if (other, period.label.replace("/", "")) in raw
            ]
            first, second = of_neighbours(series, codes, model, at)
            assert first.used == second.used == len(values)
            if values:
                assert first.value == median(values, places)
                mean = sum(map(Fraction, values)) / len(values) * 10**places
                assert second.value is not None
                assert Fraction(second.value) * 10**places == floor(mean + Fraction(1, 2))
                compared += 1
    assert compared > 700


CODES = ["InfMort", "LAC", "ReReferral", "LAC_KS4_AVG_Attain8", "2yr_Ofsted_rating", "LACFinance", "LACSubstance"]


@pytest.mark.parametrize("code", CODES)
def test_rank_and_band_are_those_of_lait(real: Store, shelves: Shelves, code: str) -> None:
    measure = find_measure(f"lait-{code}", real, ())
    series = resolve(shelves, measure, LEEDS)
    assert series is not None
    raw = lait(code)
    year = max(year for _, year in raw)
    held = {number: figure for (number, when), figure in raw.items() if when == year}
    assert len(held) > 100
    for number, mine in held.items():
        area = shelves.areas.of_number(number)
        assert area is not None
        found = rank(series, area, len(series.periods) - 1)
        assert found is not None
        better = [one for one in held.values() if (one > mine if measure.polarity == "high" else one < mine)]
        wanted = len(better) + 1 if measure.polarity != "none" else None
        assert (found.rank, found.of, found.quartile) == (wanted, len(held), slow_band(held, mine, measure.polarity))


def slow_band(held: dict[str, float], mine: float, polarity: str) -> str:
    """Return LAIT's band: its bounds are R's quantiles, and each belongs to the quarter below it."""
    if polarity == "none":
        return "-"
    ordered = sorted(held.values())
    above = 0
    for quarter in (1, 2, 3):
        index = (len(ordered) - 1) * quarter / 4
        low = floor(index)
        high = min(low + 1, len(ordered) - 1)
        bound = ordered[low]
        if ordered[high] != bound:
            bound = (1 - (index - low)) * bound + (index - low) * ordered[high]
        above += mine > bound
    return "DCBA"[above] if polarity == "high" else "ABCD"[above]


def test_any_indicator_of_lait_is_answered_for_any_area(real: Store) -> None:
    areas = real.areas()
    found = answer(real, find_measure("Infant Mortality", real, ()), areas.find("Leeds"))
    assert found.latest is not None
    assert found.latest.value is not None
    assert {one.kind for one in found.comparators} == {"england", "region", "neighbours"}
