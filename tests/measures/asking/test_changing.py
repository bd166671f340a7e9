"""Change and trend: how big, which way, beyond chance or not, and never a judgement that nothing supports."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from small_store import A, cells, dataset, measure, store_of

from clearline.measures.asking.changing import change, direction, trend_of
from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.vocabulary import Measure, Published

MADE = dataset("made", "some", "all", "share")
COUNTED = Published(dataset="made", value="share", numerator=("some",), denominator=("all",))
SHARE = measure("the-share", COUNTED)
PLAIN = measure("plain", Published(dataset="made", value="share"))


def series_of(root: Path, asked: Measure, **columns: dict[str, Any]) -> Series:
    """Return the series of one authority."""
    rows = [cell for column, periods in columns.items() for cell in cells(column, {A: periods})]
    found = resolve(Shelves(store_of(root, MADE, rows)), asked, A)
    assert found is not None
    return found


def two(root: Path, asked: Measure, some: tuple[int, int], everybody: int) -> Series:
    """Return two years of a share."""
    shares = [round(100 * one / everybody, 1) for one in some]
    years = ("2024", "2025")
    return series_of(
        root,
        asked,
        some=dict(zip(years, some, strict=True)),
        all=dict.fromkeys(years, everybody),
        share=dict(zip(years, shares, strict=True)),
    )


def test_a_big_change_of_a_share_is_beyond_chance_and_says_how_it_was_judged(tmp_path: Path) -> None:
    found = change(two(tmp_path, SHARE, (100, 160), 400), 1, A)
    assert found is not None
    assert (found.difference, found.direction, found.beyond_chance) == (Decimal("15.0"), "worse", True)
    assert found.since.label == "2024"
    assert found.says == (
        "Up by 15.0 percentage points since 2024: worse, and by more than chance would "
        "(Newcombe's interval for the difference of two proportions, 95 per cent)."
    )


def test_the_same_change_of_a_few_children_is_not_beyond_chance_and_small_numbers_are_named(tmp_path: Path) -> None:
    found = change(two(tmp_path, SHARE, (5, 8), 20), 1, A)
    assert found is not None
    assert (found.difference, found.direction, found.beyond_chance) == (Decimal("15.0"), "worse", False)
    assert "no more than chance could do" in found.says
    assert "worse" not in found.says
    assert found.says.endswith("It rests on small numbers (fewer than 20), which move a great deal by chance.")


def test_a_rate_is_judged_as_poisson(tmp_path: Path) -> None:
    rate = measure("rate", COUNTED, "per-10,000", polarity="none")
    found = change(two(tmp_path, rate, (300, 200), 40_000), 1, A)
    assert found is not None
    assert (found.direction, found.beyond_chance) == ("down", True)
    assert found.says.startswith("Down by 0.3 since 2024, and by more than chance would (two Poisson rates by Wilson")


def test_without_counts_chance_is_not_judged(tmp_path: Path) -> None:
    found = change(two(tmp_path, PLAIN, (100, 160), 400), 1, A)
    assert found is not None
    assert (found.direction, found.beyond_chance) == ("worse", None)
    assert found.says == (
        "Up by 15.0 percentage points since 2024. Whether chance could do that cannot be judged: "
        "the source gives no counts that it rests on."
    )


def test_a_plain_count_is_judged_by_itself(tmp_path: Path) -> None:
    count = measure("how-many", Published(dataset="made", value="some"), "count", 0, denominator="")
    found = change(series_of(tmp_path, count, some={"2024": 100, "2025": 160}), 1, A)
    assert found is not None
    assert (found.difference, found.beyond_chance) == (Decimal(60), True)


def test_no_change_is_the_same(tmp_path: Path) -> None:
    found = change(two(tmp_path, SHARE, (100, 100), 400), 1, A)
    assert found is not None
    assert (found.difference, found.direction, found.beyond_chance) == (Decimal(0), "same", False)
    assert found.says.startswith("The same since 2024, which is no more")


def test_more_events_than_people_are_no_proportion(tmp_path: Path) -> None:
    found = change(two(tmp_path, SHARE, (450, 400), 400), 1, A)
    assert found is not None
    assert found.beyond_chance is None


def test_a_suppressed_figure_has_no_change_and_says_which_is_missing(tmp_path: Path) -> None:
    series = series_of(tmp_path, PLAIN, share={"2023": 5, "2024": "c", "2025": 7})
    now, then = change(series, 2, A), change(series, 1, A)
    assert now is not None
    assert then is not None
    assert (now.difference, now.direction, now.beyond_chance) == (None, "not known", None)
    assert now.says == "The change since 2024 is not known: there is no number for 2024."
    assert then.says == "The change since 2023 is not known: there is no number for 2024."
    assert change(series, 0, A) is None


def test_an_area_without_a_row_has_no_change(tmp_path: Path) -> None:
    found = change(series_of(tmp_path, PLAIN, share={"2024": 5, "2025": 7}), 1, "E06000099")
    assert found is not None
    assert found.difference is None


YEARS = ("2019", "2020", "2021", "2022", "2023", "2024", "2025")


def test_a_trend_is_of_the_last_five_periods(tmp_path: Path) -> None:
    some = (5, 5, 100, 110, 125, 140, 160)
    series = series_of(
        tmp_path,
        SHARE,
        some=dict(zip(YEARS, some, strict=True)),
        all=dict.fromkeys(YEARS, 400),
        share={year: one / 4 for year, one in zip(YEARS, some, strict=True)},
    )
    found = trend_of(series, 6, A)
    assert found is not None
    assert (found.since.label, found.difference) == ("2021", Decimal(15))
    assert (found.direction, found.beyond_chance) == ("worse", True)
    assert found.says.startswith("Up by 15.0 percentage points over 5 periods from 2021 to 2025: worse, and by more")
    assert "Cochran-Armitage" in found.says


def test_a_trend_of_rates_and_one_without_counts(tmp_path: Path) -> None:
    columns: dict[str, dict[str, Any]] = {
        "some": dict.fromkeys(YEARS, 100),
        "all": dict.fromkeys(YEARS, 10_000),
        "share": dict.fromkeys(YEARS, 100),
    }
    rate = measure("rate", COUNTED, "per-10,000")
    found = trend_of(series_of(tmp_path, rate, **columns), 6, A)
    assert found is not None
    assert (found.difference, found.direction, found.beyond_chance) == (Decimal(0), "same", False)
    assert "Poisson" in found.says
    without = trend_of(series_of(tmp_path / "other", PLAIN, share={"2023": 9, "2024": 7, "2025": 5}), 2, A)
    assert without is not None
    assert (without.difference, without.direction, without.beyond_chance) == (Decimal(-4), "better", None)


def test_two_numbers_are_no_trend(tmp_path: Path) -> None:
    assert trend_of(series_of(tmp_path, PLAIN, share={"2023": 9, "2024": "c", "2025": 5}), 2, A) is None


def test_better_and_worse_follow_polarity() -> None:
    assert [direction(Decimal(1), polarity) for polarity in ("high", "low", "none")] == ["better", "worse", "up"]
    assert [direction(Decimal(-1), polarity) for polarity in ("high", "low", "none")] == ["worse", "better", "down"]
    assert direction(Decimal("0.0"), "high") == "same"


def test_a_score_has_counts_but_no_test(tmp_path: Path) -> None:
    score = msgspec.structs.replace(SHARE, unit="score")
    found = change(two(tmp_path, score, (100, 160), 400), 1, A)
    assert found is not None
    assert found.beyond_chance is None
