"""A dataset laid out as a block, series x period x area, and kept beside the store so that it is laid out once."""

import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from clearline.measures.asking.shelves import Shelf, Shelves

Ints = NDArray[Any]


class Names(msgspec.Struct, frozen=True):
    """What the three axes of a block are."""

    series: tuple[tuple[str | None, ...], ...]
    """Of every series its column and the labels of its filters."""
    periods: tuple[tuple[date, str], ...]
    """The end and the label of each, oldest first."""
    areas: tuple[str, ...]

    def authorities(self) -> list[int]:
        """Return the places of the authorities among the areas, joint ones included."""
        return [at for at, code in enumerate(self.areas) if code.startswith(("E0", "E10"))]


class Block(NamedTuple):
    """All the figures of a dataset."""

    names: Names
    held: NDArray[np.float64]
    """The numbers as published, series x period x area; NaN where there is none."""


def block(shelf: Shelf) -> Block:
    """Return all the figures of a shelf. Later rows win where an area has two for a series and a period."""
    columns = [shelf.indicator, *shelf.filters.values()]
    series = np.zeros(len(shelf.held), np.int64)
    first: Ints = np.empty(0, np.int64)
    for column in columns:
        series, first = _numbered(series * (len(column.labels) + 1) + column.codes + 1)
    held = np.full((len(first), len(shelf.periods), len(shelf.areas)), np.nan)
    held[series, shelf.period_of, shelf.area_of] = shelf.held
    names = tuple(tuple(column.label(at) for column in columns) for at in first)
    return Block(Names(names, shelf.periods, shelf.areas), held)


def kept_block(shelves: Shelves, dataset: str) -> Block:
    """Return all the figures of a loaded dataset, from the file that keeps them, which is made when it is missing.

    The file is named after the releases and the areas that it was made of, so that it can never be out of date. A store
    that cannot be written is read all the same.
    """
    releases = shelves.store.releases(dataset)
    made_of = msgspec.json.encode([[one.part for one in releases], sorted(shelves.heirs.items())])
    folder = shelves.store.folder() / "blocks"
    path = folder / f"{dataset}.{sha256(made_of).hexdigest()[:12]}.npy"
    with suppress(OSError, ValueError, msgspec.DecodeError):
        names = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Names)
        return Block(names, np.load(path, mmap_mode="r"))
    made = block(shelves.of_releases(dataset, releases))
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        for old in folder.glob(f"{dataset}.*"):
            old.unlink(missing_ok=True)
        _write(path.with_suffix(".json"), msgspec.json.encode(made.names))
        _write(path, made.held)
    return made


def _write(path: Path, what: bytes | NDArray[np.float64]) -> None:
    """Write a file beside its place, and then put it there whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            if isinstance(what, bytes):
                file.write(what)
            else:
                np.save(file, what)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _numbered(key: Ints) -> tuple[Ints, Ints]:
    """Return whole numbers (small ones) replaced by their place among the different ones, and a row of each."""
    row = np.full(int(key.max(initial=-1)) + 1, -1, np.int64)
    row[key] = np.arange(len(key))
    there = row >= 0
    return (np.cumsum(there) - 1)[key], row[there]
