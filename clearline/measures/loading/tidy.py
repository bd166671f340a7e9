"""Reads a tidy table of published figures into observations, block by block, without a step of Python for each row.

Every column is read as text with each different text once; what a text means is worked out once for each, and rows are
numbers that point to the answers.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NoReturn

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from clearline.kit.errors import BadInput, Problem
from clearline.measures.figures import Area
from clearline.measures.loading import faults
from clearline.measures.loading.cells import Cells, Symbols, read_cells
from clearline.measures.loading.columns import canonical_names, free_name, plain, plan
from clearline.measures.loading.explaining import Fault, explain, explain_ragged
from clearline.measures.loading.labels import Keys, codes_of, column_of, constant, mapped, used
from clearline.measures.loading.periods import When, tidy_period
from clearline.measures.loading.places import NumberToCode, Places, other_level
from clearline.measures.loading.recognising import Recognised, refuse_single_rows
from clearline.measures.store.writing import LABEL, observation_schema

BLOCK = 4 << 20
"""Bytes that are read at once: larger blocks cost memory and save no time."""

_STATUS = {"provisional": "provisional", "revised": "revised", "final": "final"}


class Tidy:
    """One tidy file as it is read. What was found in it is known when its batches have all been taken."""

    def __init__(
        self, recognised: Recognised, *, old_symbols: bool = False, of_number: NumberToCode = lambda number: None
    ) -> None:
        """Prepare to read a file. Raises ``BadInput`` when it lacks a column that it must have.

        ``old_symbols`` reads symbols as they were used up to 2017; ``of_number`` finds authorities that have no code.
        """
        self.recognised = recognised
        self.dataset = recognised.dataset
        self.plan = plan(recognised.file.path, recognised.dataset, recognised.heading)
        self.left_out: dict[str, int] = {}
        """How many rows of other geographic levels were left out, by level."""
        self._names = canonical_names(self.dataset)
        self._labels = {one.name: {old: new for new, also in one.values.items() for old in also}
                        for one in self.dataset.filters}  # fmt: skip
        self._defaults = {one.name: one.default or "" for one in self.dataset.filters}
        self._not_months = {one.name for one in self.dataset.columns if one.unit not in (None, "months")}
        self._symbols = Symbols(old_symbols)
        self._places = Places(self.plan.standard, of_number)
        self._keys = Keys()
        self._filters = dict(self.plan.filters)
        self._figures = dict(self.plan.figures)
        self._kept = 0
        self._constant: dict[str, set[str]] = {}

    @property
    def areas(self) -> list[Area]:
        """The areas that were met, but for England and its regions."""
        return list(self._places.areas.values())

    def batches(self) -> Iterator[Any]:
        """Yield the observations of the file as Arrow record batches; raise ``BadInput`` for what cannot be read."""
        rows = 0
        for block in self._blocks():
            if not rows:
                self._settle(block)
            rows += block.num_rows
            yield from self._observations(block)
        if not self._kept:
            what = "has no rows for England, a region or an authority." if rows else "has a heading and no rows."
            raise BadInput(Problem(self.recognised.file.path, None, what))
        self._refuse_single_rows()
        if self._keys.any_twice():
            self._look_for_twins()

    def _blocks(self) -> Iterator[Any]:
        """Yield blocks of rows, every column as labels."""
        file, heading = self.recognised.file, self.recognised.heading
        skipped = {self.plan.standard.get("country_name")}
        wanted = [column for column in heading.columns if column not in skipped]
        try:
            reader = pacsv.open_csv(
                file.path,
                pacsv.ReadOptions(
                    block_size=BLOCK,
                    column_names=list(heading.columns),
                    skip_rows=heading.lines_above,
                    encoding=file.encoding.replace("-sig", ""),
                ),
                pacsv.ParseOptions(delimiter=heading.delimiter, newlines_in_values=file.quoted),
                pacsv.ConvertOptions(column_types=dict.fromkeys(wanted, LABEL), include_columns=wanted),
            )
            yield from reader
        except (pa.ArrowInvalid, UnicodeDecodeError):
            raise explain_ragged(self.recognised) from None

    def _refuse_single_rows(self) -> None:
        """Raise ``BadInput`` when a column tells nearly every row from all others: it names children or people."""
        columns = ["", "", *self._filters] if self.plan.long is None else [self.plan.long[0], "", "", *self._filters]
        for at, name in enumerate(columns):
            if name:
                refuse_single_rows(self.recognised.file.path, name, self._keys.labels(at), self._kept)

    def _look_for_twins(self) -> None:
        """Raise ``BadInput`` when two rows of the file really are about the same group, area and period.

        An area is compared by its code alone: its name and region may be written in two ways.
        """
        columns: dict[str, Callable[[str], str]] = {}
        columns |= {column: partial(self._label, name) for name, column in self._filters.items() if column}
        if self.plan.long:
            columns[self.plan.long[0]] = self._indicator
        todo = "Keep one of them, or add the filter that tells them apart to the description of the dataset."
        fault = faults.of_twins(self.plan.standard, self._when, self._places.code_of, columns)
        error = explain(self.recognised, fault, todo)
        if error:
            raise error

    def _settle(self, block: Any) -> None:
        """Decide what the columns are that the description does not name: figures, or text that never changes."""
        for column in self.plan.unknown:
            cells = read_cells(block.column(column).dictionary, Symbols(False), True)
            if (cells.symbols < 0).any():
                self._filters[free_name(column)] = column
                self._constant[free_name(column)] = set()
            elif self.plan.long is None:
                self._figures[column] = column
        if not self._figures and self.plan.long is None:
            raise BadInput(Problem(self.recognised.file.path, None, "has no column of figures."))
        self._schema = observation_schema(tuple(self._filters))

    def _observations(self, block: Any) -> Iterator[Any]:
        levels = self._places.levels(block)
        if (levels < 0).any():
            self._leave_out(block, levels)
            block = block.filter(pa.array(levels >= 0))
            levels = levels[levels >= 0]
        self._kept += len(levels)
        base = self._base(block, levels)
        if not self.plan.long:
            self._keys.add([base[name] for name in ("period", "area", *self._filters)])
            for name, column in self._figures.items():
                base["indicator"] = constant(name, block.num_rows)
                yield self._batch(base, name, column, block)
            return
        which, column = self.plan.long
        base["indicator"] = mapped(block.column(which), self._indicator)
        self._keys.add([base[name] for name in ("indicator", "period", "area", *self._filters)])
        yield self._batch(base, "", column, block)

    def _base(self, block: Any, levels: Any) -> dict[str, Any]:
        """Return the columns that the figures of a row share."""
        base: dict[str, Any] = {}
        standard = self.plan.standard
        base["period"], base["ends"] = self._periods(block)
        base["level"], base["area"] = self._places.read(block, levels)
        if "" in used(base["area"]):
            todo = "Give each region its region_code, and each authority its new_la_code or old_la_code."
            self._refuse(faults.PLACE, faults.of_places(standard), todo)
        for name, column in self._filters.items():
            base[name] = self._filter(block, name, column)
        status = self.plan.status
        base["status"] = (
            mapped(block.column(status), lambda label: _STATUS.get(label.strip().casefold(), ""))
            if status
            else constant("", block.num_rows)
        )
        return base

    def _filter(self, block: Any, name: str, column: str | None) -> Any:
        if column is None:
            return constant(self._defaults[name], block.num_rows)
        labels = mapped(block.column(column), partial(self._label, name))
        if name in self._constant:
            self._constant[name] |= set(used(labels))
            if len(self._constant[name]) > 1:
                what = f"has a column '{name}' of text that its description does not name."
                todo = f"Add it to the filters of '{self.dataset.key}', with the label that other releases are about."
                raise BadInput(Problem(self.recognised.file.path, self.recognised.heading.lines_above, what, todo))
        return labels

    def _label(self, name: str, label: str) -> str:
        """Return today's label of a filter for the label in a file."""
        return self._labels.get(name, {}).get(label.strip(), label.strip())

    def _indicator(self, name: str) -> str:
        """Return today's name of a column of figures for the name in a file."""
        return self._names.get(plain(name), name.strip())

    def _periods(self, block: Any) -> tuple[Any, Any]:
        """Return the period of each row as labels, and the day it ends."""
        standard = self.plan.standard
        years = block.column(standard["time_period"])
        kinds = block.column(standard["time_identifier"]) if "time_identifier" in standard else None
        kinds = constant("", block.num_rows) if kinds is None else kinds
        pairs = codes_of(years) * len(kinds.dictionary) + codes_of(kinds)
        labels: list[str] = []
        ends = []
        place = np.zeros(len(years.dictionary) * len(kinds.dictionary), np.int32)
        for pair in np.flatnonzero(np.bincount(pairs)):
            year, kind = divmod(int(pair), len(kinds.dictionary))
            when = self._when(years.dictionary[year].as_py(), kinds.dictionary[kind].as_py())
            if when is None:
                todo = "Write 2025 with 'Reporting year', or 202425 with 'Academic year'."
                self._refuse(faults.PERIOD, faults.of_periods(standard, self._when), todo)
            place[pair] = len(labels)
            labels.append(when.label)
            ends.append(when.ends)
        rows = place[pairs]
        return column_of(labels, rows), pc.take(pa.array(ends, pa.date32()), pa.array(rows))

    def _when(self, year: str, kind: str) -> When | None:
        """Return the period; a file without a time identifier has academic years when they are written 202425."""
        identifier = kind or ("Academic year" if len(year.strip()) > 4 else "Reporting year")
        return tidy_period(year, identifier, self.dataset.year_ends)

    def _batch(self, base: dict[str, Any], name: str, column: str, block: Any) -> Any:
        """Return the observations of one column of figures."""
        figures = block.column(column)
        cells = read_cells(figures.dictionary, self._symbols, name not in self._not_months)
        codes = codes_of(figures)
        symbols = cells.symbols[codes] if len(cells.symbols) else np.zeros(0, np.int32)
        if (symbols < 0).any():
            what = f"has text in the column '{column}' that is neither a number nor a symbol."
            self._refuse(what, faults.of_figures(column, what, self._symbols), "")
        columns = base | {
            "value": _values(cells, codes),
            "symbol": column_of(self._symbols.raw, symbols),
            "meaning": column_of(self._symbols.means, symbols),
            "text": _texts(figures, cells),
        }
        return pa.record_batch([columns[field.name] for field in self._schema], schema=self._schema)

    def _leave_out(self, block: Any, levels: Any) -> None:
        """Count the rows of other levels; rows with nothing in them are no rows."""
        rows = block.filter(pa.array(levels < 0)).column(self.plan.standard["geographic_level"])
        counts = np.bincount(codes_of(rows), minlength=len(rows.dictionary))
        for label, count in zip(rows.dictionary.to_pylist(), counts.tolist(), strict=True):
            if label.strip() and count:
                name = other_level(label)
                self.left_out[name] = self.left_out.get(name, 0) + count

    def _refuse(self, otherwise: str, fault: Fault, todo: str) -> NoReturn:
        """Raise ``BadInput`` that names the lines with a fault; when none is found, says ``otherwise`` of the file."""
        path = self.recognised.file.path
        raise explain(self.recognised, fault, todo) or BadInput(Problem(path, None, otherwise, todo))


def _values(cells: Cells, codes: Any) -> Any:
    numbers = cells.numbers[codes] if len(cells.numbers) else np.zeros(0)
    return pa.array(numbers, pa.float64(), mask=np.isnan(numbers))


def _texts(figures: Any, cells: Cells) -> Any:
    """Return the column as published, without blanks around its cells."""
    return figures if cells.texts.equals(figures.dictionary) else column_of(cells.texts.to_pylist(), codes_of(figures))
