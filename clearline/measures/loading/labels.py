"""Columns of labels as numbers: each different label once, and a number a row that points to it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Codes = NDArray[np.int32]


def column_of(labels: Sequence[str], codes: Codes) -> Any:
    """Return a column of labels in which no label stands twice, from labels that may and the number of each row."""
    places: dict[str, int] = {}
    new = np.array([places.setdefault(label, len(places)) for label in labels], np.int32)
    dictionary = pa.array(list(places), pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(new[codes] if len(new) else codes), dictionary)


def codes_of(column: Any) -> Codes:
    """Return the number of each row of a column of labels."""
    codes: Codes = column.indices.to_numpy()
    return codes


def mapped(column: Any, how: Callable[[str], str]) -> Any:
    """Return a column of labels with every label written as ``how`` says."""
    return column_of([how(label) for label in column.dictionary.to_pylist()], codes_of(column))


def constant(label: str, rows: int) -> Any:
    """Return a column that says the same in every row."""
    return column_of([label], np.zeros(rows, np.int32))


def used(column: Any) -> list[str]:
    """Return the labels that at least one row has."""
    counts = np.bincount(codes_of(column), minlength=len(column.dictionary))
    return [label for label, count in zip(column.dictionary.to_pylist(), counts, strict=True) if count]


_SLICE = 1 << 20
"""Rows, roughly, that are sorted at once."""


class Keys:
    """Finds out whether two rows of a file have the same labels in every column that tells rows apart.

    A row is kept as one number of 64 bits made of its labels. Two rows that differ could share it, about once in a
    million files of a million rows, so what is found must be checked.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, dict[str, int]] = {}
        self._random = np.random.default_rng(20_090_901)
        self._factors: list[np.uint64] = []
        """Of each column an odd number of 64 bits, so that no two labels of it give the same."""
        self._rows: list[NDArray[np.uint64]] = []

    def add(self, columns: Sequence[Any]) -> None:
        """Note the rows of a block by these columns of labels."""
        rows = np.zeros(len(columns[0]), np.uint64)
        while len(self._factors) < len(columns):
            self._factors.append(self._random.integers(1, 2**63, dtype=np.uint64) | np.uint64(1))
        for at, column in enumerate(columns):
            known = self._numbers.setdefault(at, {})
            labels = column.dictionary.to_pylist()
            numbers = np.array([known.setdefault(label, len(known) + 1) for label in labels] or [0], np.uint64)
            rows += (numbers * self._factors[at])[codes_of(column)]
        self._rows.append(rows)

    def labels(self, at: int) -> int:
        """Return how many different labels a column has had."""
        return len(self._numbers.get(at, ()))

    def any_twice(self) -> bool:
        """Return whether two rows seem to be the same."""
        slices = sum(map(len, self._rows)) // _SLICE + 1
        return any(self._twice_in(np.uint64(slice_), np.uint64(slices)) for slice_ in range(slices))

    def _twice_in(self, slice_: np.uint64, slices: np.uint64) -> bool:
        """Look at one slice of the rows, so that those of a large file are never all sorted at once."""
        rows = np.concatenate([rows[rows % slices == slice_] for rows in self._rows])
        rows.sort()
        return bool((rows[1:] == rows[:-1]).any())
