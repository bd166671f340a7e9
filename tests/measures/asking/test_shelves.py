"""Shelves: what is taken from the store, as of which day, and which row stands for an area and a period."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from small_store import A, B, add, add_areas, authority, cells, dataset, store_of

from clearline.kit.errors import BadInput
from clearline.measures.asking.parts import codes_of, numbers_of
from clearline.measures.asking.shelves import Shelves, meets
from clearline.measures.store import Store
from clearline.measures.vocabulary import Within

MADE = dataset("made", "share", group=True)


def held(shelves: Shelves, column: str = "share", where: dict[str, str] | None = None) -> dict[tuple[str, str], float]:
    """Return every number by period and area."""
    shelf = shelves.shelf("made")
    assert shelf is not None
    grid = shelf.grid(column, where or {})  # type: ignore[arg-type]
    return {
        (shelf.periods[p][1], shelf.areas[a]): float(grid.held[p, a])
        for p, a in zip(*np.nonzero(~np.isnan(grid.held)), strict=True)
    }


def shelves_of(store: Store, on: date | None = None) -> Shelves:
    """Return shelves of which the column has been wanted."""
    shelves = Shelves(store, on=on)
    shelves.want("made", ["share"])
    return shelves


def test_periods_are_in_the_order_of_their_ends_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 3, "2013": 1, "2024": 2}}))
    shelf = shelves_of(store).shelf("made")
    assert shelf is not None
    assert shelf.periods == ((date(2013, 3, 31), "2013"), (date(2024, 3, 31), "2024"), (date(2025, 3, 31), "2025"))


def test_only_the_group_that_is_asked_for_is_read(tmp_path: Path) -> None:
    rows = [*cells("share", {A: {"2025": 1}}, "boys"), *cells("share", {A: {"2025": 2}, B: {"2025": 4}}, "girls")]
    shelves = shelves_of(store_of(tmp_path, MADE, rows))
    assert held(shelves, where={"group": "girls"}) == {("2025", A): 2, ("2025", B): 4}


def test_two_rows_for_an_area_and_a_year_are_refused_with_the_filter_to_state(tmp_path: Path) -> None:
    rows = [*cells("share", {A: {"2025": 1}}, "boys"), *cells("share", {A: {"2025": 2}}, "girls")]
    with pytest.raises(BadInput, match=r"more than one figure .* Say which it is: group=boys\|girls"):
        held(shelves_of(store_of(tmp_path, MADE, rows)))


def test_the_same_row_twice_is_refused_though_no_filter_tells_them_apart(tmp_path: Path) -> None:
    rows = cells("share", {A: {"2025": 1}}) * 2
    with pytest.raises(BadInput, match=r"more than one figure for an area and a year\.$"):
        held(shelves_of(store_of(tmp_path, MADE, rows)))


def test_a_filter_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    shelves = shelves_of(store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}})))
    with pytest.raises(BadInput, match="has no filter 'age'; its filters are: group"):
        held(shelves, where={"age": "5"})


def test_a_label_that_is_not_there_answers_nothing(tmp_path: Path) -> None:
    shelves = shelves_of(store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}}, "boys")))
    assert held(shelves, where={"group": "nobody"}) == {}
    assert held(shelves, column="other") == {}


def test_a_dataset_that_is_not_loaded_is_none(tmp_path: Path) -> None:
    shelves = shelves_of(store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}})))
    assert shelves.shelf("other") is None
    assert shelves.shelf("other") is None


def test_a_code_that_changed_without_the_boundary_is_one_series_and_its_own_numbers_win(tmp_path: Path) -> None:
    old, new = "E10000002", "E06000060"
    store = Store(tmp_path)
    add_areas(store, authority(old, "Bucks", "825", last_year=2020), authority(new, "Bucks", "825"))
    rows = cells("share", {old: {"2019": 1, "2020": 2, "2021": "z"}, new: {"2019": "z", "2020": 3, "2021": 4}})
    add(store, MADE, rows)
    assert held(shelves_of(store)) == {("2019", new): 1, ("2020", new): 3, ("2021", new): 4}


def test_what_was_published_later_is_not_known_on_an_earlier_day(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 1}}), published=date(2024, 11, 1))
    later = cells("share", {A: {"2024": 5, "2025": 6}})
    add(store, MADE, later, label="second", published=date(2025, 11, 1))
    assert held(shelves_of(store)) == {("2024", A): 5, ("2025", A): 6}
    assert held(shelves_of(store, date(2025, 6, 1))) == {("2024", A): 1}
    assert shelves_of(store, date(2024, 6, 1)).shelf("made") is None


def test_of_several_releases_that_were_out_the_newest_answers_each_period(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2022": 1, "2023": 2}}), published=date(2023, 11, 1))
    add(store, MADE, cells("share", {A: {"2023": 3, "2024": 4}}), label="second", published=date(2024, 11, 1))
    add(store, MADE, cells("share", {A: {"2025": 9}}), label="third", published=date(2025, 11, 1))
    assert held(shelves_of(store, date(2025, 6, 1))) == {("2022", A): 1, ("2023", A): 3, ("2024", A): 4}


def test_a_release_without_a_date_answers_for_the_periods_that_had_ended(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 1, "2025": 2}}))
    assert held(shelves_of(store, date(2024, 12, 1))) == {("2024", A): 1}


def test_a_release_without_a_filter_that_another_has_stands_beside_it(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 1}, B: {"2024": 2}}, "boys"))
    add(store, dataset("made", "share"), cells("share", {B: {"2025": 3}}), label="second")
    assert held(shelves_of(store)) == {("2024", A): 1, ("2024", B): 2, ("2025", B): 3}
    assert held(shelves_of(store), where={"group": "boys"}) == {("2024", A): 1, ("2024", B): 2}


def test_a_shelf_is_taken_again_only_when_more_of_it_is_wanted(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, [*cells("share", {A: {"2025": 1}}), *cells("count", {A: {"2025": 7}})])
    shelves = shelves_of(store)
    first = shelves.shelf("made")
    assert shelves.shelf("made") is first
    shelves.want("made", ["count"])
    assert shelves.shelf("made") is not first
    assert held(shelves, "count") == {("2025", A): 7}
    assert held(shelves) == {("2025", A): 1}


def test_plain_text_is_read_as_text_that_is_kept_as_a_dictionary_is() -> None:
    plain = pa.chunked_array([["b", "a"], ["b", None]])
    first, second = codes_of(plain), codes_of(plain.dictionary_encode())
    assert [first.label(row) for row in range(4)] == [second.label(row) for row in range(4)] == ["b", "a", "b", None]


def test_numbers_are_read_as_they_lie_with_what_is_missing() -> None:
    array = pa.array([1.5, None, 3.0, None, 5.0])
    assert numbers_of(array, np.float64, -1).tolist() == [1.5, -1, 3, -1, 5]
    assert numbers_of(array.slice(2, 3), np.float64, -1).tolist() == [3, -1, 5]
    assert numbers_of(pa.array([7, 8, 9], pa.int32()).slice(1), np.int32, -1).tolist() == [8, 9]
    assert numbers_of(pa.array([], pa.int32()), np.int32, -1).tolist() == []


def test_a_file_that_is_gone_or_damaged_is_said_with_what_to_do(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2025": 1}}))
    [file] = (tmp_path / "national" / "releases" / "made").iterdir()
    for damage in (lambda: file.write_bytes(b"PAR1 no"), file.unlink):
        damage()
        with pytest.raises(BadInput, match=r"is gone or damaged\. Load the published file again with --force"):
            shelves_of(store).shelf("made")


def test_what_few_questions_need_is_read_later_and_of_the_same_rows(tmp_path: Path) -> None:
    rows = [*cells("other", {A: {"2024": 8}}), *cells("share", {A: {"2024": "c", "2025": 1}})]
    store = store_of(tmp_path, MADE, rows)
    add(store, MADE, cells("share", {A: {"2025": "z"}}), label="second")
    shelf = shelves_of(store).shelf("made")
    assert shelf is not None
    grid = shelf.grid("share", {})
    seen = [int(grid.row[at, shelf.column_of[A]]) for at in (0, 1)]
    assert [shelf.cell(row, "symbol") for row in seen] == ["c", "z"]
    assert [shelf.release(row) for row in seen] == ["first", "second"]
    assert shelf.texts(np.array(seen)) == ["c", "z"]


def test_figures_are_read_without_the_functions_of_pyarrow_a_database_or_pandas(tmp_path: Path) -> None:
    store = store_of(tmp_path, MADE, cells("share", {A: {"2024": 8}}))
    add(store, MADE, cells("share", {A: {"2025": 1}}), label="second")
    code = (
        "import sys; from datetime import date; from pathlib import Path; from clearline.measures.store import Store; "
        "from clearline.measures.asking.shelves import Shelves; "
        f"shelf = Shelves(Store(Path({str(tmp_path)!r})), on=date(2025, 6, 1)).shelf('made'); "
        "assert shelf.texts([0]) == ['1'], shelf.texts([0]); assert 'pyarrow' in sys.modules; "
        "sys.exit(sum(name in sys.modules for name in ('pyarrow.compute', 'duckdb', 'pandas')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_conditions_on_a_label() -> None:
    assert meets("5", 5)
    assert meets("boys", ("girls", "boys"))
    assert not meets(None, "boys")
    assert meets("boys", Within(is_not=("girls",)))
    assert not meets("girls", Within(is_not=("girls",)))
    assert meets(None, Within(is_not=("girls",)))
    assert not meets(None, Within(known=True))
    assert meets(None, Within(known=False))
