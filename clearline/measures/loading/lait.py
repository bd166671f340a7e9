"""Reads DfE's Local Authority Interactive Tool: one figure a row, areas by DfE's number, years written in many ways."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from clearline.kit.errors import BadInput, Problem
from clearline.measures.areas import Areas
from clearline.measures.loading.cells import Symbols, read_cells
from clearline.measures.loading.labels import codes_of, column_of
from clearline.measures.loading.periods import lait_period
from clearline.measures.store.writing import observation_schema

COLUMNS = ("Short Desc", "Years", "Values", "LA Number")

_GROUP = 65_536
"""Rows that are yielded at once, ordered by indicator, so that a question reads little of the file."""


class Lait:
    """LAIT's figures as they are read."""

    def __init__(self, path: Path, year_types: Mapping[str, str], areas: Areas) -> None:
        """Take the kind of year of each indicator, from LAIT's dictionary, and the areas that its numbers stand for."""
        self.path = path
        self.year_types = year_types
        self.known = areas
        self.notes: list[str] = []

    def batches(self) -> Iterator[Any]:
        """Yield the observations as Arrow record batches, ordered by indicator; raise ``BadInput`` for faults."""
        if not self.year_types:
            what = "needs LAIT's data dictionary, which says what kind of year each indicator has."
            raise BadInput(Problem(self.path, None, what, "Load lait_data_dictionary.csv with it."))
        table = self._table()
        indicator = table["Short Desc"]
        order = np.argsort(codes_of(pc.dictionary_encode(indicator.cast(pa.string()))), kind="stable")
        columns = {name: column.take(pa.array(order)) for name, column in table.items()}
        columns = self._read(columns)
        schema = observation_schema(())
        batch = pa.record_batch([columns[field.name] for field in schema], schema=schema)
        for start in range(0, batch.num_rows, _GROUP):
            yield batch.slice(start, _GROUP)

    def _table(self) -> dict[str, Any]:
        """Return the columns as labels, each different text once."""
        try:
            with self.path.open("rb") as file:
                is_parquet = file.read(4) == b"PAR1"
            if is_parquet:
                table = pq.read_table(self.path, columns=list(COLUMNS))
            else:
                table = pacsv.read_csv(self.path, convert_options=pacsv.ConvertOptions(include_columns=list(COLUMNS)))
            columns = {name: table[name].combine_chunks() for name in COLUMNS}
            columns["LA Number"] = columns["LA Number"].cast(pa.float64()).cast(pa.int64())  # 301.0
            texts = {name: column.cast(pa.string()) for name, column in columns.items()}
        except (pa.ArrowException, OSError):
            what = "is damaged, or its columns are not all LAIT's: short names, years and values, and numbers of areas."
            raise BadInput(Problem(self.path, None, what, "Fetch it again.")) from None
        if not table.num_rows:
            raise BadInput(Problem(self.path, None, "has a heading and no rows."))
        for name in ("Short Desc", "Years", "LA Number"):
            if texts[name].null_count:
                raise BadInput(Problem(self.path, None, f"has {texts[name].null_count:,} rows without '{name}'."))
        return {name: pc.fill_null(column, "").dictionary_encode() for name, column in texts.items()}

    def _read(self, columns: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of the observations, without the rows whose year is none."""
        period, ends, status = self._periods(columns["Short Desc"], columns["Years"])
        keep = pa.array(~np.isnat(ends))
        lost = len(ends) - int(np.sum(~np.isnat(ends)))
        if lost == len(ends):
            raise BadInput(Problem(self.path, None, "has no row with a year that is known."))
        if lost:
            self.notes.append(f"Rows without a year that is known were left out: {lost:,}.")
        area, level = self._areas(columns["LA Number"])
        symbols = Symbols(False)
        cells = read_cells(columns["Values"].dictionary, symbols, True)
        if (cells.symbols < 0).any():
            raise BadInput(Problem(self.path, None, "has values that are neither numbers nor symbols."))
        codes = codes_of(columns["Values"])
        numbers = cells.numbers[codes]
        found = {
            "indicator": columns["Short Desc"],
            "period": period,
            "ends": pa.array(ends),
            "level": level,
            "area": area,
            "value": pa.array(numbers, pa.float64(), mask=np.isnan(numbers)),
            "symbol": column_of(symbols.raw, cells.symbols[codes]),
            "meaning": column_of(symbols.means, cells.symbols[codes]),
            "status": status,
            "text": columns["Values"],
        }
        kept = {name: column.filter(keep) for name, column in found.items()}
        self._refuse_two(kept["indicator"], kept["period"], kept["area"])
        return kept

    def _refuse_two(self, *columns: Any) -> None:
        """Raise ``BadInput`` when two rows are about the same of all these: no question could be answered from them."""
        row = np.zeros(len(columns[0]), np.int64)
        for column in columns:
            row = row * len(column.dictionary) + codes_of(column)
        twice = len(row) - len(np.unique(row))
        if twice:
            what = f"has {twice:,} rows about the same indicator, year and area as another row."
            raise BadInput(Problem(self.path, None, what, "Fetch it again."))

    def _periods(self, indicator: Any, years: Any) -> tuple[Any, Any, Any]:
        """Return the period, its end (not a time where it is not known) and the status of each row."""
        pairs = codes_of(indicator).astype(np.int64) * len(years.dictionary) + codes_of(years)
        different, rows = np.unique(pairs, return_inverse=True)
        labels, ends, statuses = [], [], []
        for pair in different.tolist():
            code, year = divmod(pair, len(years.dictionary))
            kind = self.year_types.get(indicator.dictionary[code].as_py(), "")
            found = lait_period(years.dictionary[year].as_py(), kind)
            labels.append(found[0].label if found else "")
            ends.append(found[0].ends if found else None)
            statuses.append(found[1] if found else "")
        rows = rows.astype(np.int32)
        return column_of(labels, rows), np.array(ends, "datetime64[D]")[rows], column_of(statuses, rows)

    def _areas(self, numbers: Any) -> tuple[Any, Any]:
        """Return the code and level of each row's area; raise ``BadInput`` when a number is not known."""
        found = [self.known.of_number(number) for number in numbers.dictionary.to_pylist()]
        areas = [area for area in found if area]
        if len(areas) < len(found):
            what = f"has {len(found) - len(areas)} authority numbers whose codes are not known."
            raise BadInput(Problem(self.path, None, what, "Load the lookup of authorities (la_lookup.csv) with it."))
        codes = codes_of(numbers)
        return column_of([area.code for area in areas], codes), column_of([area.level for area in areas], codes)
