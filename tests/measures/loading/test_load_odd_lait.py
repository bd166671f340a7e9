"""LAIT's figures with other types, holes or rows twice: refused in words, never a crash. All values are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_load_lookups import lait_files, store_with

from clearline.kit.errors import BadInput

ODD_TYPES: dict[str, tuple[str, list[Any], str]] = {
    "text for numbers of areas": ("LA Number", ["abc", "999"], "its columns are not all LAIT's"),
    "parts of a number": ("LA Number", [999.5, 999.0], "its columns are not all LAIT's"),
    "no number": ("LA Number", [None, 999.0], "has 1 rows without 'LA Number'"),
    "no year": ("Years", [None, "2024"], "has 1 rows without 'Years'"),
    "years of another kind": ("Years", [date(2024, 1, 1)] * 2, "has no row with a year that is known"),
    "lists": ("Values", [[1.0], [2.0]], "its columns are not all LAIT's"),
    "bytes that are no text": ("Values", [b"\xff\xfe", b"1"], "its columns are not all LAIT's"),
    "structures": ("Short Desc", [{"a": 1}, {"a": 2}], "its columns are not all LAIT's"),
    "the same twice": ("Years", ["2024", "2024"], "has 1 rows about the same indicator, year and area"),
}


@pytest.mark.parametrize("case", ODD_TYPES)
def test_lait_with_other_types_or_holes_is_refused_and_not_a_crash(tmp_path: Path, case: str) -> None:
    name, column, says = ODD_TYPES[case]
    figures, dictionary = lait_files(tmp_path, [("Rate", "2024", "1", 999.0), ("Rate", "2025", "2", 999.0)])
    table = pq.read_table(figures)
    pq.write_table(table.set_column(table.column_names.index(name), name, pa.array(column)), figures)
    with pytest.raises(BadInput, match=says):
        store_with(tmp_path, figures, dictionary)


def test_lait_without_rows_is_refused_and_a_blank_value_is_missing(tmp_path: Path) -> None:
    figures, dictionary = lait_files(tmp_path)
    table = pq.read_table(figures)
    pq.write_table(table.slice(0, 0), figures)
    with pytest.raises(BadInput, match="has a heading and no rows"):
        store_with(tmp_path, figures, dictionary)
    at = table.column_names.index("Values")
    pq.write_table(table.slice(0, 1).set_column(at, "Values", pa.array([None], pa.string())), figures)
    (one,) = store_with(tmp_path, figures, dictionary).observations("lait", {}, []).to_pylist()
    assert (one["value"], one["symbol"], one["meaning"], one["text"]) == (None, "", "missing", "")
