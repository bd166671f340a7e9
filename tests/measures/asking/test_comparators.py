"""What stands beside a figure: England, the region, neighbours both ways and by every model, and the rank."""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from small_store import (
    ENGLAND,
    INNER,
    LONDON,
    REGION,
    A,
    B,
    C,
    D,
    E,
    add,
    add_areas,
    add_neighbours,
    authority,
    cells,
    dataset,
    measure,
    store_of,
)

from clearline.kit.errors import BadInput
from clearline.measures.asking.comparators import comparators, rank
from clearline.measures.asking.series import Series
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.figures import Comparator, Rank
from clearline.measures.store import Store
from clearline.measures.vocabulary import Lait, Measure, Published

MADE = dataset("made", "share")
SHARE = measure("share", Published(dataset="made", value="share"))


def asked(store: Store, asked_for: Measure = SHARE, area: str = A) -> tuple[Shelves, Series]:
    """Return the series that answers, and where it is from."""
    shelves = Shelves(store)
    series = resolve(shelves, asked_for, area)
    assert series is not None
    return shelves, series


def beside(store: Store, area: str = A, model: str | None = None) -> list[Comparator]:
    """Return what stands beside an area's last figure."""
    shelves, series = asked(store, area=area)
    return list(comparators(series, shelves.areas, shelves.areas.find(area), len(series.periods) - 1, model))


def made(root: Path, **figures: object) -> Store:
    """Return a store with a figure for each of some areas and two neighbour models."""
    store = store_of(root, MADE, cells("share", {area: {"2025": figure} for area, figure in figures.items()}))
    add_neighbours(store, "2021", {"901": ["902", "903", "904", "905"]})
    add_neighbours(store, "2025", {"901": ["902", "903"]})
    return store


def test_both_conventions_and_both_models_stand_beside_a_figure(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 1, B: 2, C: 4.5, D: 9, E: "c", ENGLAND: 5, REGION: 6})
    found = [(one.kind, one.model, one.statistic, one.value, one.used, one.of) for one in beside(store)]
    assert found == [
        ("england", "", "", 5, None, None),
        ("region", "", "", 6, None, None),
        ("neighbours", "2025", "median", Decimal("3.3"), 2, 2),
        ("neighbours", "2025", "mean", Decimal("3.3"), 2, 2),
        ("neighbours", "2021", "median", Decimal("4.5"), 3, 4),
        ("neighbours", "2021", "mean", Decimal("5.2"), 3, 4),
    ]
    assert beside(store)[2].name == "statistical neighbours (2025 model)"


def test_one_model_can_be_asked_for_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 1, B: 2})
    assert {one.model for one in beside(store, model="2021")} == {"", "2021"}
    with pytest.raises(BadInput, match="no neighbour model '1999'"):
        beside(store, model="1999")


def test_neighbours_without_a_figure_have_none(tmp_path: Path) -> None:
    found = beside(made(tmp_path, **{A: 1, B: "c"}))
    assert [(one.value, one.shown, one.used) for one in found if one.model == "2025"] == [(None, "no figure", 0)] * 2


def test_a_figure_that_is_not_there_shows_its_symbol(tmp_path: Path) -> None:
    found = beside(made(tmp_path, **{A: 1, ENGLAND: "z"}))
    assert [(one.value, one.shown) for one in found[:2]] == [(None, "z (not applicable)"), (None, "not published")]


def test_a_joint_return_is_no_neighbours_own_figure(tmp_path: Path) -> None:
    found = beside(made(tmp_path, **{A: 1, B: 2, f"{C} / {D}": 50}))
    assert [one.value for one in found if one.model == "2025"] == [2, 2]


def test_inner_london_is_compared_with_london_where_it_has_no_figure(tmp_path: Path) -> None:
    for inner, name in ((3, "Inner London"), ("x", "London")):
        store = Store(tmp_path / name)
        add_areas(store, authority(A, "Place A", "201", INNER))
        add(store, MADE, cells("share", {A: {"2025": 1}, INNER: {"2025": inner}, LONDON: {"2025": 4}}))
        assert [one.name for one in beside(store) if one.kind == "region"] == [name]


def test_england_and_a_region_are_compared_with_what_is_above_them(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 1, ENGLAND: 5, REGION: 6})
    assert beside(store, ENGLAND) == []
    assert [one.kind for one in beside(store, REGION)] == ["england"]


def test_an_authority_of_no_known_region_has_no_region(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_areas(store, authority(A, "Place A", "901", ""))
    add(store, MADE, cells("share", {A: {"2025": 1}}))
    assert [one.kind for one in beside(store)] == ["england"]


def ranked(store: Store, area: str = A, asked_for: Measure = SHARE) -> tuple[int | None, int, str] | None:
    """Return an area's rank, of how many, and band in the last period."""
    shelves, series = asked(store, asked_for, area)
    found = rank(series, shelves.areas.find(area), len(series.periods) - 1)
    return (found.rank, found.of, found.quartile) if found else None


def test_rank_and_band_are_among_authorities_with_a_figure(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 3, B: 2, C: 3, D: 1, E: "c", ENGLAND: 0, REGION: 0})
    assert [ranked(store, area) for area in (A, B, C, D, E)] == [
        (3, 4, "C"), (2, 4, "B"), (3, 4, "C"), (1, 4, "A"), (None, 4, "-"),
    ]  # fmt: skip
    assert ranked(store, ENGLAND) is None


def test_a_joint_return_is_ranked_once_and_for_both(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 3, f"{B} / {C}": 1})
    assert [ranked(store, area) for area in (A, B, C)] == [(2, 2, "D"), (1, 2, "A"), (1, 2, "A")]


def test_without_a_better_end_nobody_is_ranked(tmp_path: Path) -> None:
    store = made(tmp_path, **{A: 3, B: 2})
    neither = measure("share", Published(dataset="made", value="share"), polarity="none")
    assert ranked(store, A, neither) == (None, 2, "-")


def test_an_authority_without_a_row_has_no_rank(tmp_path: Path) -> None:
    assert ranked(made(tmp_path, **{B: 2}), A) == (None, 1, "-")


def test_computed_figures_are_ranked_too(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 3}, B: {"2025": 2}, C: {"2025": "c"}}))
    count = measure("count", Published(dataset="made", numerator=("share",)), "count", 0, "high", denominator="")
    assert ranked(store, A, count) == (1, 2, "A")


def test_a_judgement_is_compared_with_what_stands_elsewhere_now_and_an_earlier_year_with_that_year(
    tmp_path: Path,
) -> None:
    judged = measure(
        "judged", Published(dataset="made", value="share"), unit="grade", decimals=0, denominator="", year="snapshot"
    )
    rows = cells("share", {A: {"2023": 2}, B: {"2022": 1}, C: {"2025": 3}, D: {"2023": 4, "2025": 1}})
    store = store_of(tmp_path, MADE, rows)
    add_neighbours(store, "2025", {"901": ["902", "903", "904", "905"]})
    shelves, series = asked(store, judged)
    area = shelves.areas.find(A)
    at = series.latest(A)
    median, _ = comparators(series, shelves.areas, area, at)[-2:]
    assert (series.periods[at].label, median.value, median.used) == ("2023", Decimal(1), 3)
    assert rank(series, area, at) == Rank(rank=3, of=4, quartile="C")
    before = comparators(series, shelves.areas, shelves.areas.find(D), 1)  # 2023, and D has been judged since
    assert [one.used for one in before] == [None, None, 0, 0]
    assert series.latest(E) == len(series.periods) - 1


def test_a_joint_return_stands_beside_the_region_that_its_authorities_share(tmp_path: Path) -> None:
    store = Store(tmp_path)
    same, apart = f"{A} / {B}", f"{A} / {C}"
    joint = [authority(code, code, number, region="") for code, number in ((same, "901 / 902"), (apart, "901 / 903"))]
    joint = [msgspec.structs.replace(one, region=None) for one in joint]
    add_areas(store, authority(A, "A", "901"), authority(B, "B", "902"), authority(C, "C", "903", LONDON), *joint)
    add(store, MADE, cells("share", {same: {"2025": 1}, apart: {"2025": 2}, REGION: {"2025": 6}, LONDON: {"2025": 7}}))
    assert [one.value for one in beside(store, same) if one.kind == "region"] == [6]
    assert [one for one in beside(store, apart) if one.kind == "region"] == []


def test_what_lait_does_not_rank_is_not_ranked_though_one_end_is_better(tmp_path: Path) -> None:
    store = store_of(tmp_path, dataset("lait", "Short"), cells("Short", {A: {"2025": 1}, B: {"2025": 2}}))
    for ranked, found in ((False, (None, 2, "-")), (True, (1, 2, "A"))):
        one = measure("short", Published(dataset="none"), lait=Lait(code="Short", ranked=ranked))
        shelves, series = asked(store, one)
        place = rank(series, shelves.areas.find(A), 0)
        assert place is not None
        assert (place.rank, place.of, place.quartile) == found
