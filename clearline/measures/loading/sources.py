"""Opens a file of any kind far enough to know which dataset it is of. Nothing is read beyond that, or written."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.measures.loading.lookups import Record, wide_neighbours
from clearline.measures.loading.recognising import UNKNOWN, Recognised, of_columns, recognise, refuse_personal
from clearline.measures.loading.text_files import look
from clearline.measures.loading.workbooks import read_sheets
from clearline.measures.vocabulary import Dataset

_HEADING_ROWS = 20
_PLAIN_FORMATS = ("ofsted", "neighbours")
"""The formats that are read from workbooks; others are text or Parquet."""


class Source(NamedTuple):
    """A file whose dataset is known."""

    path: Path
    digest: str
    dataset: Dataset
    text: Recognised | None = None
    """For text: what was found out about it."""
    columns: tuple[str, ...] = ()
    rows: Sequence[Sequence[Any]] = ()
    """For a sheet with a heading: its columns, and the rows under them."""
    neighbours: Sequence[Record] = ()
    """For a sheet of neighbours without one heading: its records."""


def open_source(path: Path, known: Sequence[Dataset]) -> Source:
    """Return a file with its dataset; raise ``BadInput`` when it can't be read, is not known or is about children."""
    try:
        with path.open("rb") as file:
            first = file.read(4)
            if first in (b"PAR1", b"PK\x03\x04"):
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
    if first == b"PAR1":
        return _parquet(path, digest, known)
    if first == b"PK\x03\x04":
        return _workbook(path, digest, known)
    found = recognise(look(path), known)
    return Source(path, found.file.digest, found.dataset, text=found)


def _parquet(path: Path, digest: str, known: Sequence[Dataset]) -> Source:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        columns = pq.read_schema(path).names
    except (pa.ArrowException, OSError):
        raise BadInput(Problem(path, None, "is a damaged Parquet file.", "Fetch it again.")) from None
    refuse_personal(path, columns)
    found = of_columns(columns, [dataset for dataset in known if dataset.format == "lait"])
    if not found:
        raise BadInput(Problem(path, None, UNKNOWN, "Give published tables as CSV."))
    return Source(path, digest, found[0])


def _workbook(path: Path, digest: str, known: Sequence[Dataset]) -> Source:
    sheets = read_sheets(path)
    read_from_workbooks = [dataset for dataset in known if dataset.format in _PLAIN_FORMATS]
    for rows in sheets.values():
        for at, row in enumerate(rows[:_HEADING_ROWS]):
            columns = tuple(str(cell).strip() for cell in row)
            refuse_personal(path, columns)
            found = of_columns(columns, read_from_workbooks)
            if found:
                return Source(path, digest, found[0], columns=columns, rows=rows[at + 1 :])
    for name, rows in sheets.items():
        records = wide_neighbours(rows)
        if records:
            return Source(path, digest, _model(path, name, rows, read_from_workbooks), neighbours=records)
    raise BadInput(Problem(path, None, UNKNOWN, "Save the sheet that holds the table as CSV, and give that."))


def _model(path: Path, sheet: str, rows: Sequence[Sequence[Any]], known: Sequence[Dataset]) -> Dataset:
    """Return the neighbour model that the name of the workbook or sheet, or a title on it, gives the year of."""
    words = " ".join([path.stem, sheet, *(str(cell) for row in rows[:3] for cell in row)])
    models = [dataset for dataset in known if dataset.format == "neighbours"]
    found = [dataset for dataset in models if dataset.key.rpartition("-")[2] in words] if len(models) > 1 else models
    if len(found) != 1:
        keys = ", ".join(dataset.key for dataset in models)
        what = "has statistical neighbours and does not say of which model."
        raise BadInput(Problem(path, None, what, f"Say with --dataset which it is: {keys}."))
    return found[0]
