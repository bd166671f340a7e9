"""A page of every series of a dataset is what answering each by itself gives."""

from pathlib import Path

import numpy as np
from small_store import A, B, C, D, add, add_neighbours, cells, dataset, store_of

from clearline.measures.asking.blocks import block, kept_block
from clearline.measures.asking.pages import page
from clearline.measures.asking.shelves import Shelf, Shelves
from clearline.measures.store import Store

MADE = dataset("made", "share", "score", group=True)


def shelf_of(root: Path) -> Shelf:
    """Return a shelf with two columns of two groups."""
    rows = [
        *cells("share", {A: {"2024": 1, "2025": 4}, B: {"2025": 2}, C: {"2025": 4}, D: {"2025": "c"}}, "boys"),
        *cells("share", {A: {"2024": 5, "2025": "c"}, B: {"2024": 9}, "E92000001": {"2024": 100}}, "girls"),
        *cells("score", {A: {"2024": 3}, B: {"2024": 3}}, "boys"),
        *cells("score", {B: {"2024": 3}}, "girls"),
    ]
    store = store_of(root, MADE, rows)
    add_neighbours(store, "2025", {"901": ["902", "903", "904"]})
    shelf = Shelves(store).shelf("made")
    assert shelf is not None
    return shelf


def test_every_series_that_has_a_number_for_the_place_is_on_its_page(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path)
    found = page(block(shelf), A, [B, C, D, "E06000099"], {"share": "low", "score": "high"})
    assert set(found.names) == {("score", "boys"), ("share", "boys"), ("share", "girls")}
    order = [found.names.index(name) for name in (("share", "boys"), ("share", "girls"), ("score", "boys"))]
    assert found.latest[order].tolist() == [4, 5, 3]
    assert found.period[order].tolist() == [1, 0, 0]
    assert found.before[order[0]] == 1
    assert np.isnan(found.before[order[1:]]).all()
    assert found.rank[order].tolist() == [2, 1, 1]
    assert found.of[order].tolist() == [3, 2, 2]
    assert [int(band) for band in found.band[order]] == [1, 0, 3]
    assert found.used[order].tolist() == [2, 1, 1]
    assert found.mean[order].tolist() == [3, 9, 3]


def test_without_polarity_and_neighbours_there_is_no_rank_and_no_mean(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path)
    found = page(block(shelf), B, [], {})
    assert set(found.rank.tolist()) == {0}
    assert set(found.band.tolist()) == {-1}
    assert np.isnan(found.mean).all()
    assert len(found.names) == 4


def test_a_block_is_kept_and_made_again_when_another_release_is_loaded(tmp_path: Path) -> None:
    shelf_of(tmp_path)
    store = Store(tmp_path)
    first = kept_block(Shelves(store), "made")
    again = kept_block(Shelves(store), "made")
    assert first.names == again.names
    assert isinstance(again.held, np.memmap)
    assert np.array_equal(first.held, again.held, equal_nan=True)
    files = sorted(path.name for path in (tmp_path / "national" / "blocks").iterdir())
    assert [name.split(".")[-1] for name in files] == ["json", "npy"]
    add(store, MADE, cells("share", {A: {"2025": 77}}, "boys"), label="second")
    assert 77 in kept_block(Shelves(store), "made").held
    assert len(list((tmp_path / "national" / "blocks").iterdir())) == 2
    assert files != sorted(path.name for path in (tmp_path / "national" / "blocks").iterdir())


def test_a_damaged_block_is_made_again_and_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    shelf_of(tmp_path)
    shelves = Shelves(Store(tmp_path))
    first = kept_block(shelves, "made")
    for path in (tmp_path / "national" / "blocks").iterdir():
        path.write_bytes(b"half")
    assert np.array_equal(kept_block(shelves, "made").held, first.held, equal_nan=True)
    for path in (tmp_path / "national" / "blocks").iterdir():
        path.unlink()
    (tmp_path / "national" / "blocks").rmdir()
    (tmp_path / "national" / "blocks").write_text("a file where the folder should be")
    assert np.array_equal(kept_block(shelves, "made").held, first.held, equal_nan=True)
