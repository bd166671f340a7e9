"""Writes a first description of a tidy file that no dataset describes: what is a filter, and what a figure."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from clearline.kit.errors import BadInput, Problem
from clearline.kit.identifiers import as_key
from clearline.kit.rows import read_rows
from clearline.measures.loading.cells import Symbols, read_cells
from clearline.measures.loading.columns import LONG, STANDARD, free_name, plain
from clearline.measures.loading.recognising import UNKNOWN, refuse_personal
from clearline.measures.loading.text_files import Heading, TextFile, headings, look
from clearline.measures.store.writing import LABEL
from clearline.measures.vocabulary import Column, Dataset, Filter, Unit

_UNITS: Mapping[str, Unit] = {"%": "per-cent", "pp": "percentage-points", "£": "pounds", "£m": "pounds"}
"""The units of DfE's metadata files that are units of ours."""

_STATUS = {"provisional", "revised", "final"}

_WHEN = ("time_period", "geographic_level")


def describe(path: Path) -> Dataset:
    """Return a dataset that reads a tidy file, to be completed by hand.

    Columns of text are filters and columns of numbers and symbols are figures, unless DfE's metadata file lies beside
    it (``NAME.meta.csv``), which says so. Raises ``BadInput`` when it is no tidy table or is about single children.
    """
    file = look(path)
    heading = _heading(file)
    meta = _meta(path)
    texts = _texts(file, heading)
    standard = {name for one, also in STANDARD.items() for name in (one, *also)}
    own = [name for name in heading.columns if plain(name) not in standard]
    status = next((name for name in own if _is_status(texts[name]) and name not in meta), None)
    figures = [name for name in own if name != status and _is_figure(name, texts[name], meta)]
    long = all(name in {plain(column) for column in own} for name in LONG)
    filters = [name for name in own if name != status and name not in figures and not (long and plain(name) in LONG)]
    return Dataset(
        key=as_key(path.stem) or "dataset",
        title=path.stem.replace("_", " ").capitalize(),
        publisher="Department for Education",
        recognised_by=tuple(own),
        filters=tuple(_filter(name) for name in filters),
        status_column=status,
        columns=tuple(
            Column(name=name, title=meta.get(name, {}).get("label", ""), unit=_unit(name, meta))
            for name in figures
            if not (long and plain(name) in LONG)
        ),
    )


def _filter(name: str) -> Filter:
    free = free_name(name)
    return Filter(name=free, also=() if free == name else (name,))


def _heading(file: TextFile) -> Heading:
    for heading in headings(file.head):
        refuse_personal(file.path, heading.columns)
        names = {plain(column) for column in heading.columns}
        if all(any(name in names for name in (one, *STANDARD[one])) for one in _WHEN):
            return heading
    todo = "A tidy table has columns time_period, time_identifier and geographic_level."
    raise BadInput(Problem(file.path, None, UNKNOWN, todo))


def _meta(path: Path) -> dict[str, Mapping[str, str]]:
    """Return what the metadata file beside a file says of each column; nothing when there is none."""
    beside = path.with_name(f"{path.stem}.meta.csv")
    if not beside.exists():
        return {}
    rows = read_rows(beside, ("col_name", "col_type"), ("label", "indicator_unit"))
    return {row.cells["col_name"]: row.cells for row in rows}


def _texts(file: TextFile, heading: Heading) -> dict[str, pa.Array]:
    """Return the different texts of each column of the whole file."""
    try:
        table = pacsv.read_csv(
            file.path,
            pacsv.ReadOptions(
                column_names=list(heading.columns),
                skip_rows=heading.lines_above,
                encoding=file.encoding.replace("-sig", ""),
            ),
            pacsv.ParseOptions(delimiter=heading.delimiter, newlines_in_values=file.quoted),
            pacsv.ConvertOptions(column_types=dict.fromkeys(heading.columns, LABEL)),
        )
    except pa.ArrowInvalid:
        raise BadInput(Problem(file.path, None, "is not CSV all the way through.")) from None
    return {name: table[name].unify_dictionaries().combine_chunks().dictionary for name in heading.columns}


def _is_status(texts: pa.Array) -> bool:
    return len(texts) > 0 and {text.strip().casefold() for text in texts.to_pylist()} <= _STATUS


def _is_figure(name: str, texts: pa.Array, meta: Mapping[str, Mapping[str, str]]) -> bool:
    if name in meta:
        return meta[name]["col_type"].casefold() == "indicator"
    return bool((read_cells(texts, Symbols(False), True).symbols >= 0).all())


def _unit(name: str, meta: Mapping[str, Mapping[str, str]]) -> Unit | None:
    return _UNITS.get(meta.get(name, {}).get("indicator_unit", ""))
