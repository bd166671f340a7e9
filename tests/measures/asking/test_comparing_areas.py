"""Ranks, bands, means and medians against a slow twin in plain Python, and on cases worked by hand."""

from decimal import Decimal
from itertools import pairwise
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearline.measures.asking.comparing import band_letter, bands, mean_of, median_of, quartiles, ranks
from clearline.measures.vocabulary import Polarity

NAN = float("nan")
FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 12).map(lambda tenths: tenths / 10)), min_size=1, max_size=30)


def slow_rank(values: list[float | None], at: int, polarity: Polarity) -> int:
    """Return how many are better, and one more; 0 where there is no rank."""
    mine = values[at]
    if mine is None or polarity == "none":
        return 0
    return 1 + sum(other is not None and (other > mine if polarity == "high" else other < mine) for other in values)


def slow_band(values: list[float | None], at: int, polarity: Polarity) -> str:
    """Return the band by R's type 7 quantiles, in exact quarters."""
    mine = values[at]
    if mine is None or polarity == "none":
        return "-"
    there = sorted(Decimal(str(value)) for value in values if value is not None)
    bounds = []
    for quarter in (1, 2, 3):
        index = Decimal((len(there) - 1) * quarter) / 4
        low = floor(index)
        high = min(low + 1, len(there) - 1)
        bounds.append(there[low] + (index - low) * (there[high] - there[low]))
    above = sum(Decimal(str(mine)) > bound for bound in bounds)
    return "DCBA"[above] if polarity == "high" else "ABCD"[above]


@given(FIGURES, st.sampled_from(["high", "low", "none"]))
def test_rank_and_band_are_those_of_the_slow_twin(values: list[float | None], polarity: Polarity) -> None:
    held = np.array([NAN if value is None else value for value in values])
    assert ranks(held, polarity).tolist() == [slow_rank(values, at, polarity) for at in range(len(values))]
    letters = [band_letter(band) for band in bands(held, polarity)]
    assert letters == [slow_band(values, at, polarity) for at in range(len(values))]


@given(st.lists(FIGURES.filter(lambda one: len(one) >= 5).map(lambda one: one[:5]), min_size=1, max_size=6))
def test_many_series_at_once_are_ranked_as_one_by_one(rows: list[list[float | None]]) -> None:
    held = np.array([[NAN if value is None else value for value in row] for row in rows])
    assert np.array_equal(ranks(held, "high"), np.stack([ranks(row, "high") for row in held]))
    assert np.array_equal(bands(held, "low"), np.stack([bands(row, "low") for row in held]))


def test_ties_share_the_lower_number_and_the_next_is_left_out() -> None:
    held = np.array([3.0, 1.0, 2.0, 2.0, NAN, 5.0])
    assert ranks(held, "low").tolist() == [4, 1, 2, 2, 0, 5]
    assert ranks(held, "high").tolist() == [2, 5, 3, 3, 0, 1]
    assert ranks(held, "none").tolist() == [0] * 6


def test_a_bound_belongs_to_the_lower_quarter_for_either_polarity() -> None:
    held = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert quartiles(held).tolist() == [2, 3, 4]
    assert [band_letter(band) for band in bands(held, "low")] == list("AABCD")
    assert [band_letter(band) for band in bands(held, "high")] == list("DDCBA")
    assert [band_letter(band) for band in bands(held, "none")] == list("-----")


def test_quartiles_of_nothing_are_nothing() -> None:
    assert np.isnan(quartiles(np.array([NAN, NAN]))).all()
    assert [band_letter(band) for band in bands(np.array([NAN]), "low")] == ["-"]


def test_the_median_of_two_is_rounded_half_away_from_zero_not_to_even() -> None:
    assert median_of([Decimal("12.4"), Decimal("12.5")], 1) == Decimal("12.5")
    assert median_of([Decimal(1), Decimal(2)], 0) == Decimal(2)
    assert median_of([Decimal(2), Decimal(3)], 0) == Decimal(3)
    assert median_of([Decimal("-1"), Decimal("-2")], 0) == Decimal(-2)


def test_the_median_is_of_rounded_values_and_the_mean_of_values_as_they_are_held() -> None:
    values = [Decimal("10.44"), Decimal("10.46")]
    assert median_of(values, 1) == Decimal("10.5")
    assert mean_of(values, 1) == Decimal("10.5")
    assert mean_of([Decimal("0.04"), Decimal("0.04"), Decimal("0.05")], 1) == Decimal("0.0")
    assert median_of([Decimal("0.04"), Decimal("0.04"), Decimal("0.05")], 1) == Decimal("0.0")
    assert mean_of([Decimal("1.05"), Decimal("1.05")], 1) == Decimal("1.1")


@pytest.mark.parametrize("statistic", [mean_of, median_of])
def test_nobody_has_no_mean_and_no_median(statistic: object) -> None:
    assert callable(statistic)
    assert statistic([], 1) is None


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=10))
def test_a_mean_lies_among_its_values(values: list[int]) -> None:
    mean = mean_of([Decimal(value) for value in values], 2)
    assert mean is not None
    assert min(values) <= mean <= max(values)
    assert all(low <= high for low, high in pairwise(sorted(values)))
