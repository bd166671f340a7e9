"""Series: the published figure, the recomputed one, why they differ, and what stands where a figure is not."""

from decimal import Decimal
from math import isnan
from pathlib import Path

import msgspec
import pytest
from small_store import ENGLAND, A, B, C, Cell, add, cells, dataset, measure, store_of

from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.figures import Observation
from clearline.measures.store import Store
from clearline.measures.vocabulary import Lait, Measure, Published, PublishedDenominator, Sources

MADE = dataset("made", "some", "all", "share", group=True)
SHARE = measure("the-share", Published(dataset="made", value="share", numerator=("some",), denominator=("all",)))
JOINT = f"{A} / {B}"


def series_of(store: Store, asked: Measure, area: str = A) -> Series:
    """Return the series that answers."""
    found = resolve(Shelves(store), asked, area)
    assert found is not None
    return found


def seen(store: Store, asked: Measure, area: str = A, at: int = -1) -> Observation:
    """Return one observation, the last unless said."""
    series = series_of(store, asked, area)
    return series.observation(range(len(series.periods))[at], area)


def counts(area: str, some: object, everybody: object, share: object, period: str = "2025") -> list[Cell]:
    """Return one row of the dataset."""
    return [
        *cells("some", {area: {period: some}}),
        *cells("all", {area: {period: everybody}}),
        *cells("share", {area: {period: share}}),
    ]


def test_a_published_figure_is_the_figure_and_its_counts_give_it(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, counts(A, 1, 8, 12.5)), SHARE)
    assert (one.value, one.shown, one.numerator, one.denominator) == (Decimal("12.5"), "12.5", Decimal(1), Decimal(8))
    assert (one.recomputed, one.disagreement, one.source, one.release) == (Decimal("12.5"), "", "published", "first")
    assert (one.period.label, one.meaning, one.symbol) == ("2025", "", "")


def test_half_is_rounded_away_from_zero_when_recomputed(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, counts(A, 1, 800, 0.1)), SHARE)
    assert one.recomputed == Decimal("0.1")
    whole = measure("whole", Published(dataset="made", numerator=("some",), denominator=("all",)), decimals=0)
    assert seen(store_of(tmp_path / "other", MADE, counts(A, 5, 200, "x")), whole).value == 3


def test_a_disagreement_is_explained_by_the_measure(tmp_path: Path) -> None:
    source = Published(
        dataset="made", value="share", numerator=("some",), denominator=("all",), rounded_inputs="counts are to 5."
    )
    one = seen(store_of(tmp_path, MADE, counts(A, 5, 40, 12.9)), measure("the-share", source))
    assert one.value == Decimal("12.9")
    assert one.disagreement == "The published counts give 12.5, the publisher 12.9: counts are to 5."


def test_a_disagreement_of_england_is_explained_by_counts_to_the_nearest_ten(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, counts(ENGLAND, 50, 400, 12.6)), SHARE, ENGLAND)
    assert one.disagreement.endswith("published to the nearest 10.")
    other = seen(store_of(tmp_path / "other", MADE, counts(ENGLAND, 51, 408, 12.6)), SHARE, ENGLAND)
    assert other.disagreement.endswith("it is not known why.")


def test_a_disagreement_of_an_authority_without_a_reason_says_so(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, counts(A, 50, 400, 12.6)), SHARE)
    assert one.disagreement == "The published counts give 12.5, the publisher 12.6: it is not known why."


def test_a_symbol_stands_with_its_meaning_and_no_number(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, counts(A, "c", 8, "c")), SHARE)
    assert (one.value, one.symbol, one.meaning, one.shown) == (None, "c", "suppressed", "c (suppressed)")
    assert (one.numerator, one.denominator, one.recomputed, one.disagreement) == (None, Decimal(8), None, "")


def test_a_blank_cell_is_missing(tmp_path: Path) -> None:
    one = seen(store_of(tmp_path, MADE, cells("share", {A: {"2025": ""}})), SHARE)
    assert (one.value, one.symbol, one.meaning, one.shown) == (None, "", "missing", "missing")


def test_a_period_without_a_row_between_two_that_have_one_is_not_published(tmp_path: Path) -> None:
    rows = cells("share", {A: {"2023": 1, "2025": 2}, B: {"2022": 1, "2024": 5}})
    series = series_of(store_of(tmp_path, MADE, rows), SHARE)
    assert [series.observation(at, A).shown for at in series.span(A)] == ["1.0", "not published", "2.0"]
    assert series.observation(2, A).meaning == "not published"
    assert series.figure(0, "E06000099") is None


def test_a_rate_is_computed_from_counts_of_another_dataset_of_the_year_before(tmp_path: Path) -> None:
    people = dataset("people", "there", group=True)
    store = store_of(tmp_path, dataset("made", "some"), cells("some", {A: {"2024": 9, "2025": 327, "2026": 5}}))
    add(store, people, [*cells("there", {A: {"2024": 10_000}}, "young"), *cells("there", {A: {"2024": 7}}, "old")])
    below = PublishedDenominator(dataset="people", column="there", where={"group": "young"}, years_before=1)
    rate = measure("rate", Published(dataset="made", numerator=("some",), denominator=below), "per-10,000", 0)
    one = seen(store, rate, at=1)
    assert [one.value, one.numerator, one.denominator, one.recomputed] == [327, 327, 10_000, 327]
    earlier, later = seen(store, rate, at=0), seen(store, rate, at=2)
    assert (earlier.value, earlier.denominator, earlier.meaning) == (None, None, "not available")
    assert later.value is None


def test_without_the_other_dataset_a_rate_cannot_be_computed(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "some"), cells("some", {A: {"2025": 327}}))
    below = PublishedDenominator(dataset="people", column="there")
    rate = measure("rate", Published(dataset="made", numerator=("some",), denominator=below), "per-10,000", 0)
    assert seen(store, rate).shown == "not available"


def test_an_area_that_the_other_dataset_does_not_have_has_no_rate(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("made", "some"), cells("some", {A: {"2025": 327}}))
    add(store, dataset("people", "there"), cells("there", {B: {"2025": 5}}))
    below = PublishedDenominator(dataset="people", column="there")
    rate = measure("rate", Published(dataset="made", numerator=("some",), denominator=below), "per-10,000", 0)
    assert seen(store, rate).denominator is None


def test_groups_and_columns_are_added_up_and_one_unknown_makes_the_sum_unknown(tmp_path: Path) -> None:
    rows = [
        *cells("some", {A: {"2025": 1}, B: {"2025": 1}}, "boys"),
        *cells("some", {A: {"2025": 2}, B: {"2025": "c"}}, "girls"),
        *cells("some", {A: {"2025": 100}}, "Total"),
        *cells("all", {A: {"2025": 20}, B: {"2025": 20}}, "Total"),
    ]
    source = Published(
        dataset="made",
        numerator=("some",),
        denominator=("all",),
        where={"group": ("boys", "girls")},
        denominator_where={"group": "Total"},
    )
    store = store_of(tmp_path, MADE, rows)
    assert seen(store, measure("share", source)).value == 15
    other = seen(store, measure("share", source), B)
    assert (other.value, other.symbol, other.meaning) == (None, "c", "suppressed")


def test_a_joint_return_answers_for_both_and_only_where_there_is_no_own_figure(tmp_path: Path) -> None:
    rows = cells("share", {JOINT: {"2024": 7, "2025": 8}, B: {"2024": 3, "2025": "x"}})
    store = store_of(tmp_path, MADE, rows)
    assert [seen(store, SHARE, A, at).value for at in (0, 1)] == [7, 8]
    assert [seen(store, SHARE, B, at).value for at in (0, 1)] == [3, 8]
    series = series_of(store, SHARE)
    assert series.code_for(A, 1) == JOINT
    assert series.authorities() == [A + " / " + B, B] or series.authorities() == [B, JOINT]


def test_lait_answers_where_the_dataset_has_nothing_for_the_area(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {B: {"2025": 5}}))
    add(store, dataset("lait", "Short"), cells("Short", {A: {"2025": 6.25}}))
    both = measure("the-share", Published(dataset="made", value="share"), lait=Lait(code="Short"))
    one, other = seen(store, both, A), seen(store, both, B)
    assert (one.value, one.source) == (Decimal("6.3"), "lait")
    assert (other.value, other.source) == (Decimal(5), "published")


def test_lait_answers_for_a_period_that_the_dataset_does_not_have(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 5}}))
    add(store, dataset("lait", "Short"), cells("Short", {A: {"2020": 6}}))
    both = measure("the-share", Published(dataset="made", value="share"), lait=Lait(code="Short"))
    shelves = Shelves(store)
    answers = [resolve(shelves, both, A, label) for label in (None, "2025", "2020", "1999")]
    assert [one.source for one in answers if one] == ["published", "published", "lait", "published"]


def test_lait_numbers_are_put_in_order_with_the_noise_that_it_holds(tmp_path: Path) -> None:
    rows = cells("Short", {A: {"2025": "97.600000000000009"}, B: {"2025": "97.6"}, C: {"2025": "-"}})
    store = store_of(tmp_path, dataset("lait", "Short"), rows)
    series = series_of(store, msgspec.structs.replace(SHARE, sources=Sources(lait=Lait(code="Short"))))
    first, second, third = series.held(0, [A, B, C])
    assert first > second
    assert isnan(third)
    assert series.figure(0, A) == Decimal("97.6")


def test_nothing_loaded_answers_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("other", "share"), cells("share", {A: {"2025": 5}}))
    assert resolve(Shelves(store), SHARE, A) is None
    assert resolve(Shelves(store), msgspec.structs.replace(SHARE, sources=Sources()), A) is None


@pytest.mark.parametrize("text", ["1,480", "1480"])
def test_a_count_is_its_numerator(tmp_path: Path, text: str) -> None:
    store = store_of(tmp_path, MADE, cells("some", {A: {"2025": text}}))
    how_many = measure("how-many", Published(dataset="made", numerator=("some",)), "count", 0, denominator="")
    assert seen(store, how_many).shown == "1,480"


def test_a_reason_that_holds_for_england_and_regions_is_not_given_for_an_authority(tmp_path: Path) -> None:
    said = "The counts of England and of a region are published to the nearest 10."
    source = Published(dataset="made", value="share", numerator=("some",), denominator=("all",), rounded_inputs=said)
    one = measure("the-share", source)
    store = store_of(tmp_path, MADE, [*counts(A, 50, 400, 12.6), *counts(ENGLAND, 51, 408, 12.6)])
    assert seen(store, one).disagreement.endswith("it is not known why.")
    assert seen(store, one, ENGLAND).disagreement.endswith(said)
