"""Reads the columns of releases that many questions need, straight from their files, without a database.

The files are the store's own and never change. A question of one place reads a few of their columns whole, which takes
a fraction of the time that a database needs to hand them over. Their columns are taken as they lie in memory: asked in
its own ways, pyarrow would load its functions (7 MB), and pandas (half a second) wherever that is installed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store import Release

if TYPE_CHECKING:
    import pyarrow as pa

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
        self._names = [release.label for release in releases]
        self._kept: list[Ints | None] = []
        self._later: dict[tuple[str, int], tuple[Ints, Any]] = {}
        self.filters = tuple(dict.fromkeys(name for release in releases for name in release.filters))
        columns: list[dict[str, Codes]] = []
        values: list[NDArray[np.float64]] = []
        seen: set[tuple[Any, Any]] = set()
        for release, file in zip(releases, self._files, strict=True):
            labels = ("indicator", "period", "area", *release.filters)
            table = _read(file, ["ends", "value", *labels])
            part = {name: codes_of(table[name]) for name in labels} | {"ends": days_of(table["ends"])}
            pairs = _Pairs(part)
            kept = pairs.rows(indicators, seen, until)
            self._kept.append(kept)
            columns.append({name: _some(one, kept) for name, one in part.items()})
            held = numbers_of(table["value"].combine_chunks(), np.float64, np.nan)
            values.append(held if kept is None else held[kept])
            seen |= pairs.names()
        sizes = [len(one) for one in values]
        self._starts = np.cumsum([0, *sizes])
        self.values: NDArray[np.float64] = values[0] if len(values) == 1 else np.concatenate(values)
        """The numbers as they were published, NaN where there is none."""
        self.codes = {
            name: _joined([one.get(name) for one in columns], sizes)
            for name in ("indicator", "period", "area", "ends", *self.filters)
        }
        """The other columns."""

    def release(self, row: int) -> str:
        """Return the label of the release that a row is from."""
        return self._names[int(self._parts(row))]

    def cells(self, name: str, rows: Sequence[int] | Ints) -> list[str]:
        """Return some rows of a column of labels that few questions need, read when it is first asked for."""
        found = []
        for row, part in zip(rows, self._parts(rows), strict=True):
            codes, labels = self._column(name, part)
            code = codes[row - self._starts[part]]
            found.append(str(labels[code].as_py()) if code >= 0 else "")
        return found

    def _parts(self, rows: Any) -> Any:
        """Return from which file rows are, by its place."""
        return np.searchsorted(self._starts, rows, side="right") - 1

    def _column(self, name: str, part: int) -> tuple[Ints, Any]:
        if (name, part) not in self._later:
            codes, labels = _encoded(_read(self._files[part], [name])[name])
            kept = self._kept[part]
            self._later[name, part] = codes if kept is None else codes[kept], labels
        return self._later[name, part]


class _Pairs:
    """Which indicators a release has in which periods."""

    def __init__(self, columns: dict[str, Codes]) -> None:
        self.indicator, self.period, self.ends = (columns[name] for name in ("indicator", "period", "ends"))
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
            kept &= np.array([ends <= until for ends in self.ends.labels], bool)[self.ends.codes]
        return np.flatnonzero(kept)


def _some(column: Codes, rows: Ints | None) -> Codes:
    return column if rows is None else Codes(column.codes[rows], column.labels)


def _joined(parts: Sequence[Codes | None], sizes: Sequence[int]) -> Codes:
    """Return columns one after the other as one; ``None`` stands for so many rows without a label."""
    if len(parts) == 1 and parts[0]:
        return parts[0]
    place: dict[Any, int] = {}
    codes = []
    for part, size in zip(parts, sizes, strict=True):
        codes.append(np.full(size, -1, np.int32))
        if part:
            places = [place.setdefault(label, len(place)) for label in part.labels]
            codes[-1] = np.array([*places, -1], np.int32)[part.codes]  # the last is for rows without a label, -1
    return Codes(np.concatenate(codes), tuple(place))


def codes_of(column: "pa.ChunkedArray") -> Codes:
    """Return a column of labels, plain or as a dictionary, as codes."""
    codes, labels = _encoded(column)
    return Codes(codes, tuple(labels.to_pylist()))


def _encoded(column: "pa.ChunkedArray") -> tuple[Ints, Any]:
    whole = column.combine_chunks()
    if not hasattr(whole, "dictionary"):
        whole = whole.dictionary_encode()
    return numbers_of(whole.indices, np.int32, -1), whole.dictionary


def days_of(column: "pa.ChunkedArray") -> Codes:
    """Return a column of days, each of which many rows have, as codes."""
    days = numbers_of(column.combine_chunks(), np.int32, 0)
    first = days.min(initial=0)  # no later than Arrow's first day: so little room is not worth saving
    there = np.flatnonzero(np.bincount(days - first, minlength=1))
    place = np.zeros(int(there[-1]) + 1 if len(there) else 1, np.int32)
    place[there] = np.arange(len(there))
    return Codes(place[days - first], tuple(_DAY_0 + timedelta(days=int(first + at)) for at in there))


def numbers_of(array: "pa.Array", type_: type[Any], missing: float) -> Any:
    """Return the numbers of an Arrow array as NumPy has them, with ``missing`` where there is none."""
    if not len(array):
        return np.empty(0, type_)
    valid, held = array.buffers()
    numbers = np.frombuffer(held, type_)[array.offset : array.offset + len(array)]
    if not array.null_count:
        return numbers
    there = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")[array.offset : array.offset + len(array)]
    return np.where(there, numbers, missing).astype(type_)


def _read(file: Path, columns: list[str]) -> "pa.Table":
    """Return columns of one file; raise ``BadInput`` when it is gone or damaged."""
    import pyarrow as pa  # 28 MB with what reads files, so only for those who ask for figures
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as part:
            return part.read(columns, use_threads=False)
    except (OSError, pa.ArrowException):
        todo = "Load the published file again with --force."
        raise BadInput(Problem(file, None, "is listed in the manifest, and is gone or damaged.", todo)) from None
