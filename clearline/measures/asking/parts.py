"""Reads the columns of releases that many questions need, straight from their files, without a database.

The files are the store's own and never change. A question of one place reads a few of their columns whole, which takes
a fraction of the time that a database needs to hand them over.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store import Release

Ints = NDArray[Any]

_DAY_0 = date(1970, 1, 1)
"""The day from which Arrow counts days."""


class Codes(NamedTuple):
    """A column of labels as whole numbers: ``labels[code]`` is the label, -1 is none."""

    codes: Ints
    labels: tuple[Any, ...]

    def label(self, row: int) -> Any:
        """Return the label of a row; ``None`` when it has none."""
        code = int(self.codes[row])
        return self.labels[code] if code >= 0 else None


class Rows:
    """The rows of some releases that answer: for each indicator and period those of the newest that has it."""

    def __init__(
        self, folder: Path, releases: Sequence[Release], indicators: frozenset[str], *, until: date | None = None
    ) -> None:
        """Take the folder of the files, the releases newest first, and the indicators that are wanted (none: all).

        ``until``: the last day on which a period may end; ``None`` for no limit.
        """
        self._files = [folder / release.part for release in releases]
        self._kept: list[Ints | None] = []
        self._later: dict[str, pa.ChunkedArray] = {}
        self.filters = tuple(dict.fromkeys(name for release in releases for name in release.filters))
        tables = []
        seen: set[tuple[Any, Any]] = set()
        for release, file in zip(releases, self._files, strict=True):
            columns = ["indicator", "period", "ends", "area", "value", *release.filters]
            table = _read(file, columns)
            pairs = _Pairs(table)
            kept = pairs.rows(indicators, seen, until)
            self._kept.append(kept)
            tables.append(table if kept is None else take(table, kept))
            seen |= pairs.names()
        self._starts = np.cumsum([0, *(table.num_rows for table in tables)])
        self._labels = [release.label for release in releases]
        self.table = pa.concat_tables(tables, promote_options="default")

    def release(self, row: int) -> str:
        """Return the label of the release that a row is from."""
        return self._labels[int(np.searchsorted(self._starts, row, side="right")) - 1]

    def column(self, name: str) -> pa.ChunkedArray:
        """Return a column that few questions need, read when it is first asked for."""
        if name not in self._later:
            parts = []
            for file, kept in zip(self._files, self._kept, strict=True):
                table = _read(file, [name])
                parts.append(table if kept is None else take(table, kept))
            self._later[name] = pa.concat_tables(parts)[name]
        return self._later[name]


class _Pairs:
    """Which indicators a release has in which periods."""

    def __init__(self, table: pa.Table) -> None:
        self.indicator, self.period = codes_of(table["indicator"]), codes_of(table["period"])
        self.ends = table["ends"]
        self.key = self.indicator.codes.astype(np.int64) * len(self.period.labels) + self.period.codes

    def names(self) -> set[tuple[Any, Any]]:
        """Return every indicator with every period that it is there for."""
        size = len(self.period.labels)
        there = np.flatnonzero(np.bincount(self.key, minlength=1))
        return {(self.indicator.labels[at // size], self.period.labels[at % size]) for at in there}

    def rows(self, wanted: frozenset[str], seen: set[tuple[Any, Any]], until: date | None) -> Ints | None:
        """Return the rows of the indicators wanted that newer releases did not have; ``None`` for all of them."""
        if not seen and until is None and (not wanted or wanted >= set(self.indicator.labels)):
            return None
        good = np.array(
            [
                (not wanted or indicator in wanted) and (indicator, period) not in seen
                for indicator in self.indicator.labels
                for period in self.period.labels
            ],
            bool,
        )
        kept = good[self.key]
        if until is not None:
            ends = numbers_of(self.ends.combine_chunks().cast(pa.int32()), np.int32, 0)
            kept &= ends <= (until - _DAY_0).days
        return np.flatnonzero(kept)


def codes_of(column: pa.ChunkedArray) -> Codes:
    """Return a column of labels, plain or as a dictionary, as codes."""
    whole = column.combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    return Codes(numbers_of(whole.indices, np.int32, -1), tuple(whole.dictionary.to_pylist()))


def numbers_of(array: pa.Array, type_: type[Any], missing: float) -> Any:
    """Return the numbers of an Arrow array as NumPy has them, with ``missing`` where there is none.

    They are taken, here and in ``take``, as they lie in memory. Asked in its own way, pyarrow would first look whether
    pandas' types are meant, and so load pandas (half a second) wherever that is installed.
    """
    if not len(array):
        return np.empty(0, type_)
    valid, held = array.buffers()
    numbers = np.frombuffer(held, type_)[array.offset : array.offset + len(array)]
    if not array.null_count:
        return numbers
    there = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")[array.offset : array.offset + len(array)]
    return np.where(there, numbers, missing).astype(type_)


def take(table: Any, rows: Ints) -> Any:
    """Return some rows of a table or a column."""
    whole = np.ascontiguousarray(rows, np.int64)
    return table.take(pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)]))


def _read(file: Path, columns: list[str]) -> pa.Table:
    """Return columns of one file; raise ``BadInput`` when it is gone or damaged."""
    try:
        with pq.ParquetFile(file) as part:
            return part.read(columns, use_threads=False)
    except (OSError, pa.ArrowException):
        todo = "Load the published file again with --force."
        raise BadInput(Problem(file, None, "is listed in the manifest, and is gone or damaged.", todo)) from None
