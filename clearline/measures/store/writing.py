"""Writes one release as an immutable Parquet file, as its rows come, and sums up what is in it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearline.kit.errors import BadInput, Problem
from clearline.measures.store.catalogue import sync

LABEL = pa.dictionary(pa.int32(), pa.string())
"""Text that repeats: each different one once, and an index a row."""

FIXED = (
    ("indicator", LABEL), ("period", LABEL), ("ends", pa.date32()), ("level", LABEL), ("area", LABEL),
    ("value", pa.float64()), ("symbol", LABEL), ("meaning", LABEL), ("status", LABEL), ("text", LABEL),
)  # fmt: skip
"""The columns of every table of observations; its filters are columns of their own between the first and the second."""

_GROUP = 32_768
"""Rows below which batches are gathered before they are written, so that small files are not crumbs."""


def observation_schema(filters: tuple[str, ...]) -> Any:
    """Return the Arrow schema of observations with these filters."""
    first, *rest = FIXED
    return pa.schema([first, *((name, LABEL) for name in filters), *rest])


class PartFile:
    """A Parquet file that is being written beside its place. It is gone unless it is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        self.rows = 0
        self.counts: dict[str, dict[str, int]] = {}
        """How many rows have each label, for every column of labels but the published text."""
        self.ends: dict[str, Any] = {}
        """The day on which each period ends."""
        self._writer: Any = None
        self._waiting: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._writer is not None:
            self._writer.close()
        with suppress(OSError):
            self.beside.unlink(missing_ok=True)

    def write(self, batches: Iterator[Any]) -> None:
        """Write batches of rows, all of one schema; raise ``BadInput`` when the disk refuses."""
        try:
            self.beside.parent.mkdir(parents=True, exist_ok=True)
            for batch in batches:
                self.rows += batch.num_rows
                self._count(batch)
                self._waiting.append(batch)
                if sum(waiting.num_rows for waiting in self._waiting) >= _GROUP:
                    self._flush()
            self._flush()
        except OSError as error:
            why = error.strerror or error
            raise BadInput(Problem(self.beside.parent, None, f"cannot be written: {why}.")) from None

    def keep(self) -> None:
        """Give the finished file its place. What is there already is the same, so it does not matter who was first."""
        self._writer.close()
        self._writer = None
        sync(self.beside)
        self.beside.replace(self.path)
        sync(self.path.parent)

    def _flush(self) -> None:
        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        if len(self._waiting) > 1:
            table = table.unify_dictionaries().combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.beside, table.schema, compression="zstd", compression_level=1)
        self._writer.write_table(table)
        self._waiting = []

    def _count(self, batch: Any) -> None:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if column.type == LABEL and name != "text":
                self._add(name, column)
        if "ends" in batch.schema.names:
            self._note_ends(batch.column("period"), batch.column("ends"))

    def _add(self, name: str, column: Any) -> None:
        found = np.bincount(column.indices.to_numpy(), minlength=len(column.dictionary))
        counts = self.counts.setdefault(name, {})
        for label, count in zip(column.dictionary.to_pylist(), found.tolist(), strict=True):
            if count:
                counts[label] = counts.get(label, 0) + count

    def _note_ends(self, period: Any, ends: Any) -> None:
        first = np.unique(period.indices.to_numpy(), return_index=True)[1]
        if len(first) and any(label not in self.ends for label in period.dictionary.to_pylist()):
            self.ends |= zip(pc.take(period, first).to_pylist(), pc.take(ends, first).to_pylist(), strict=True)
