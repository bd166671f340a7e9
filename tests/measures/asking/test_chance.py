"""Tests of chance against published worked examples and values worked out otherwise."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearline.measures.asking.chance import Counted, proportions_differ, rates_differ, trend, wilson, wilson_corrected


def test_wilson_gives_newcombes_published_interval() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), 857: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson_corrected(81, 263) == pytest.approx((0.2535, 0.3682), abs=5e-5)
    assert wilson_corrected(0, 20) == pytest.approx((0, 0.2005), abs=5e-5)
    assert wilson_corrected(20, 20) == pytest.approx((0.7995, 1), abs=5e-5)


def test_two_proportions_differ_as_newcombe_s_method_10_says() -> None:
    # The same author, 873: 56/70 and 48/80 differ by 0.0524 to 0.3339; 9/10 and 3/10 by 0.1705 to 0.8090.
    assert proportions_differ(Counted(56, 70), Counted(48, 80))
    assert proportions_differ(Counted(3, 10), Counted(9, 10))
    # 5/56 and 0/29 differ by -0.0381 to 0.1926.
    assert not proportions_differ(Counted(5, 56), Counted(0, 29))
    assert not proportions_differ(Counted(0, 10), Counted(0, 20))


def test_two_rates_differ_when_one_has_more_of_the_events_than_of_the_people() -> None:
    assert rates_differ(Counted(60, 10_000), Counted(30, 10_000))
    assert not rates_differ(Counted(33, 10_000), Counted(30, 10_000))
    assert not rates_differ(Counted(60, 20_000), Counted(30, 10_000))
    assert not rates_differ(Counted(0, 10_000), Counted(0, 10_000))
    assert rates_differ(Counted(10, 10_000), Counted(0, 10_000))
    assert not rates_differ(Counted(4, 10_000), Counted(0, 10_000))


@given(st.integers(0, 60), st.integers(0, 60))
def test_counts_are_judged_much_as_the_exact_binomial_judges_them(now: int, then: int) -> None:
    total = now + then
    tail = sum(comb(total, events) for events in range(max(now, then), total + 1)) / 2**total if total else 1
    if 2 * tail < 0.02:
        assert rates_differ(Counted(now, 1), Counted(then, 1))
    if 2 * tail > 0.12:
        assert not rates_differ(Counted(now, 1), Counted(then, 1))


def test_a_trend_in_proportions_is_the_cochran_armitage_test() -> None:
    # Agresti, Categorical Data Analysis, alcohol and malformation: z squared 6.57, p 0.0104.
    present = [48, 38, 5, 1, 1]
    absent = [17_066, 14_464, 788, 126, 37]
    points = [Counted(yes, yes + no) for yes, no in zip(present, absent, strict=True)]
    found = trend(points, [0, 0.5, 1.5, 4, 7], proportion=True)
    assert found.slope > 0
    assert found.probability == pytest.approx(0.0104, abs=0.0002)


def test_a_falling_trend_in_rates_and_a_flat_one() -> None:
    falling = trend([Counted(events, 10_000) for events in (90, 75, 60, 50, 40)], range(5), proportion=False)
    flat = trend([Counted(events, 10_000) for events in (50, 53, 49, 51, 50)], range(5), proportion=False)
    assert falling.slope < 0
    assert falling.probability < 0.001
    assert flat.probability > 0.5


@pytest.mark.parametrize("events", [0, 20])
def test_nothing_or_nothing_else_is_no_trend(events: int) -> None:
    assert trend([Counted(events, 20)] * 3, range(3), proportion=True).probability == 1


def test_a_trend_does_not_depend_on_where_time_begins() -> None:
    points = [Counted(events, 100 + events) for events in (5, 9, 20, 14)]
    first = trend(points, [0, 1, 2, 3], proportion=True)
    second = trend(points, [2022, 2023, 2024, 2025], proportion=True)
    assert first.probability == pytest.approx(second.probability)
