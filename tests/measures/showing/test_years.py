"""Years are read as published, and written as DfE's rules want them; what is no year is never made one."""

from datetime import date

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.figures import Period
from clearline.measures.showing.years import tidy_year, year_like


def period(label: str, ends: date = date(2025, 3, 31)) -> Period:
    return Period(label=label, ends=ends, year="reporting")


@pytest.mark.parametrize(
    ("text", "like", "label", "year"),
    [
        ("2027", "2025", "2027", 2027),
        (" 2027 ", "2025", "2027", 2027),
        ("2026/27", "2024/25", "2026/27", 2027),
        ("2027", "2024/25", "2026/27", 2027),
        ("2026-27", "2024/25", "2026/27", 2027),
        ("1999/00", "2024-25", "1999-00", 2000),
    ],
)
def test_a_year_is_of_the_kind_of_the_one_it_is_like(text: str, like: str, label: str, year: int) -> None:
    found = year_like(text, period(like, date(2025, 8, 31)))
    assert (found.label, found.ends) == (label, date(year, 8, 31))


@pytest.mark.parametrize(
    ("text", "like"),
    [("next year", "2025"), ("2026/27", "2025"), ("2026/28", "2024/25"), ("2027", "2014-16"), ("2027", "March 2025")],
)
def test_what_is_no_year_of_the_measure_is_refused(text: str, like: str) -> None:
    with pytest.raises(BadInput, match="is no year of this measure"):
        year_like(text, period(like))


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        (period("2025"), ("2025", "Reporting year")),
        (period("2025", date(2025, 12, 31)), ("2025", "Calendar year")),
        (period("2025", date(2025, 9, 30)), ("2025", "Reporting year")),
        (period("2024/25"), ("202425", "Academic year")),
        (period("2024-25"), ("202425", "Financial year")),
        (period("1999/00"), ("199900", "Academic year")),
        (period("2014-16"), None),
        (period("January 2025"), None),
    ],
)
def test_a_period_has_the_columns_of_time_that_the_rules_give_it(
    given: Period, columns: tuple[str, str] | None
) -> None:
    assert tidy_year(given) == columns
