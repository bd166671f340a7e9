"""Exact arithmetic: rounding half away from zero, spreadsheets' doubles, and how figures are shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearline.measures.exact import decimal_of, rounded, show_symbol, shown
from clearline.measures.vocabulary import Unit


@pytest.mark.parametrize(
    ("value", "places", "gives"),
    [
        (Decimal("2.5"), 0, "3"), (Decimal("-2.5"), 0, "-3"), (Decimal("0.125"), 2, "0.13"),
        (Decimal("1.005"), 2, "1.01"),
        (Decimal("-0.04"), 1, "0.0"), (Fraction(1, 3), 4, "0.3333"), (Fraction(-1, 2), 0, "-1"), (7, 2, "7.00"),
        (1235, -1, "1240"), (-15, -1, "-20"), (Decimal("1e30"), 1, "1" + "0" * 30 + ".0"),
    ],
)  # fmt: skip
def test_halves_go_away_from_zero(value: Decimal | Fraction | int, places: int, gives: str) -> None:
    assert str(rounded(value, places)) == gives


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 4))
def test_what_is_rounded_is_never_more_than_half_a_step_away(top: int, bottom: int, places: int) -> None:
    exact = Fraction(top, bottom)
    away = abs(Fraction(rounded(exact, places)) - exact)
    assert away <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("number", "gives"),
    [
        (15.531470000000001, "15.53147"), (9.8000000000000007, "9.8"), (0.1, "0.1"), (-0.0, "0"),
        (10530792576.0, "10530792576"),
        (4.7980000000000002e-2, "0.04798"), (-0.28999999999999998, "-0.29"),
    ],
)  # fmt: skip
def test_a_double_is_the_decimal_that_was_published(number: float, gives: str) -> None:
    assert str(decimal_of(number)) == gives


@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_published_decimal_survives_being_kept_as_a_double(published: Decimal) -> None:
    assert decimal_of(float(published)) == published


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        decimal_of(number)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "gives"),
    [
        (Decimal("1234.5"), "count", 0, "1,235"), (Decimal("12.45"), "per-cent", 1, "12.5"), (2, "grade", 0, "good"),
        (Decimal("2.4"), "grade", 1, "2.4"), (5, "grade", 0, "5"), (1235, "count", -1, "1,240"),
    ],
)  # fmt: skip
def test_a_figure_is_shown_as_people_write_it(value: Decimal | int, unit: Unit, decimals: int, gives: str) -> None:
    assert shown(value, unit, decimals) == gives


def test_a_symbol_is_shown_with_its_meaning() -> None:
    assert show_symbol("c", "suppressed") == "c (suppressed)"
    assert show_symbol("", "missing") == "missing"
    assert show_symbol("?", "") == "?"
    assert show_symbol("no overall judgement", "not available") == "no overall judgement"
