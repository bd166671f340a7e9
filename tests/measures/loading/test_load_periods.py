"""The periods of published figures: how Explore Education Statistics writes them, and how LAIT does."""

from datetime import date

import pytest

from clearline.measures.loading.periods import lait_period, tidy_period


@pytest.mark.parametrize(
    ("period", "identifier", "label", "ends"),
    [
        ("2025", "Calendar year", "2025", date(2025, 12, 31)),
        ("202526", "Tax year", "2025-26", date(2026, 4, 5)),
        ("199900", "Academic year", "1999/00", date(2000, 8, 31)),
        ("202425", "Autumn term", "2024/25 autumn term", date(2024, 12, 31)),
        ("202425", "Autumn and spring term", "2024/25 autumn and spring term", date(2025, 3, 31)),
        ("202425", "Summer term", "2024/25 summer term", date(2025, 8, 31)),
        ("2024", "February", "February 2024", date(2024, 2, 29)),
        ("2025", "Calendar year Q4", "2025 quarter 4", date(2025, 12, 31)),
        ("2025", "Quarter 1", "2025 quarter 1", date(2025, 3, 31)),
        ("2025", "Financial year Q1", "financial year 2025/26 quarter 1", date(2025, 6, 30)),
        ("2025", "Financial year Q4", "financial year 2025/26 quarter 4", date(2026, 3, 31)),
        ("202526", "Academic year Q1", "academic year 2025/26 quarter 1", date(2025, 11, 30)),
    ],
)
def test_a_tidy_period_has_its_label_and_its_last_day(period: str, identifier: str, label: str, ends: date) -> None:
    assert tidy_period(period, identifier) == (label, ends)


@pytest.mark.parametrize(
    ("period", "identifier"),
    [
        ("2025", "Autumn term"), ("202425", "February"), ("202426", "Academic year"), ("25", "Reporting year"),
        ("", "Reporting year"), ("2025", "Quarter 5"), ("3025", "Calendar year"), ("2025", "Week 9"),
    ],
)  # fmt: skip
def test_a_period_that_is_not_known_is_none_and_never_guessed(period: str, identifier: str) -> None:
    assert tidy_period(period, identifier) is None


@pytest.mark.parametrize(
    ("years", "kind", "label", "ends", "status"),
    [
        ("2025", "Financial Year", "2025", date(2025, 3, 31), ""),
        ("2025", "Annual", "2025", date(2025, 3, 31), ""),
        ("2025", "", "2025", date(2025, 3, 31), ""),
        ("2025", "Academic Year", "2024/25", date(2025, 8, 31), ""),
        ("2015-16", "Academic Year", "2015/16", date(2016, 8, 31), ""),
        ("2023/24", "Academic Year", "2023/24", date(2024, 8, 31), ""),
        ("2025 (prov)", "Academic Year", "2024/25", date(2025, 8, 31), "provisional"),
        ("2025 (Rev)", "Academic Year", "2024/25", date(2025, 8, 31), "revised"),
        ("2021 (Final)", "Academic Year", "2020/21", date(2021, 8, 31), "final"),
        ("2016-17 (OT)", "Financial Year", "2016-17", date(2017, 3, 31), "final"),
        ("2025", "Annual (end of Sept)", "2025", date(2025, 9, 30), ""),
        ("2025", "Annual - January", "2025", date(2025, 1, 31), ""),
        ("2025", "Calendar Year", "2025", date(2025, 12, 31), ""),
        ("2014-16", "Calendar Year", "2014-16", date(2016, 12, 31), ""),
        ("2013/14-15/16", "Financial Year", "2013/14-15/16", date(2016, 3, 31), ""),
    ],
)
def test_a_year_of_lait_has_its_label_last_day_and_status(
    years: str, kind: str, label: str, ends: date, status: str
) -> None:
    assert lait_period(years, kind) == ((label, ends), status)


@pytest.mark.parametrize("years", ["0", "", "201", "2025 and 2026", "1999"])
def test_an_odd_year_of_lait_is_none(years: str) -> None:
    assert lait_period(years, "Academic Year") is None
