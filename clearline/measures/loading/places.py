"""Reads where each row is: England, a region or an authority, by the column of codes that its level makes count."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearline.measures.areas import ENGLAND, REGIONS
from clearline.measures.figures import Area, Level
from clearline.measures.loading.labels import codes_of, column_of, constant, used

LEVELS: dict[str, Level] = {
    "national": "england", "country": "england", "england": "england", "regional": "region", "region": "region",
    "local authority": "authority", "la": "authority",
}  # fmt: skip
"""What geographic levels are called, in lower case. Rows of other levels, such as schools, are left out."""

_ORDER: tuple[Level, ...] = ("england", "region", "authority")
_CODE = re.compile(r"E[0-9]{8}( / E[0-9]{8})*")
_CONSTANT = {area.code for area in (ENGLAND, *REGIONS)}

NumberToCode = Callable[[str], str | None]
"""The code of the authority that has one of DfE's numbers; ``None`` when it is not known."""


def level_of(label: str) -> Level | None:
    """Return the level that a file calls so; ``None`` for a level that is not kept."""
    return LEVELS.get(" ".join(label.split()).casefold())


def _level_by_codes(cells: Mapping[str, str]) -> Level:
    """Return the level of a row of a file that does not state it: of the smallest area that it has a code of."""
    if cells.get("new_la_code") or cells.get("old_la_code"):
        return "authority"
    return "region" if cells.get("region_code") else "england"


_OTHER_LEVELS = frozenset((
    "school", "local authority district", "parliamentary constituency", "ward", "mat", "multi-academy trust", "sponsor",
    "provider", "institution", "opportunity area", "rsc region", "local enterprise partnership", "planning area",
    "local skills improvement plan area", "english devolved area", "mayoral combined authority", "police force area",
    "lower super output area", "middle super output area",
))  # fmt: skip


def other_level(label: str) -> str:
    """Return what a level that is not kept is called; one that nobody knows could be anything, and is not repeated."""
    name = " ".join(label.split())
    return name if name.casefold() in _OTHER_LEVELS else "other"


def code_in(column: str, label: str) -> str:
    """Return the code in a cell of ``region_code``, ``new_la_code`` or ``old_la_code``; "" where there is none."""
    return label if column == "old_la_code" or _CODE.fullmatch(label) else ""


class Places:
    """Reads the places of a file's rows and collects its areas."""

    def __init__(self, columns: dict[str, str], of_number: NumberToCode) -> None:
        """Take the file's columns by their standard names."""
        self.columns = columns
        self.areas: dict[str, Area] = {}
        self._of_number = of_number
        self._code_of = cache(self._code)  # every block of a file has the same cells again

    def levels(self, block: Any) -> NDArray[np.int32]:
        """Return the level of each row as a place in england, region, authority; -1 for any other level."""
        column = self._column(block, "geographic_level")
        if column is not None:
            labels = [level_of(label) for label in column.dictionary.to_pylist()]
            places = np.array([_ORDER.index(label) if label else -1 for label in labels] or [-1], np.int32)
            return places[codes_of(column)]
        found = np.zeros(block.num_rows, np.int32)
        for level, names in (1, ("region_code",)), (2, ("new_la_code", "old_la_code")):
            for name in names:
                there = self._column(block, name)
                if there is not None:
                    filled = np.array([bool(label.strip()) for label in there.dictionary.to_pylist()] or [False])
                    found[filled[codes_of(there)]] = level
        return found

    def read(self, block: Any, levels: NDArray[np.int32]) -> tuple[Any, Any]:
        """Return the level and the code of each row's area as columns of labels; the code is "" where it has none."""
        labels: list[str] = []
        starts, codes = [], []
        for name in "country_code", "region_code", "new_la_code", "old_la_code":
            column = self._column(block, name)
            column = constant("", block.num_rows) if column is None else column
            starts.append(len(labels))
            labels += [self._code_of(name, label.strip()) for label in column.dictionary.to_pylist()]
            codes.append(codes_of(column) + starts[-1])
        nameless = np.array([not label for label in labels])
        authority = np.where(nameless[codes[2]], codes[3], codes[2])
        area = column_of(labels, np.choose(levels, [codes[0], codes[1], authority]).astype(np.int32))
        self._collect(block, levels, area)
        return column_of(_ORDER, levels), area

    def code_of(self, row: Mapping[str, str]) -> str:
        """Return the code of the area of one row, by the file's columns; "" for a row of a level that is not kept."""
        cells = {name: row.get(column, "").strip() for name, column in self.columns.items()}
        level = level_of(cells["geographic_level"]) if "geographic_level" in cells else _level_by_codes(cells)
        names = {"england": ("country_code",), "region": ("region_code",), "authority": ("new_la_code", "old_la_code")}
        found = (self._code(name, cells.get(name, "")) for name in names.get(level or "", ()))
        return next(filter(None, found), "")

    def _code(self, column: str, label: str) -> str:
        """Return the area's code for a cell of one of the columns of codes; "" where it has none."""
        if column == "country_code":
            return label or ENGLAND.code
        code = code_in(column, label)
        return self._of_number(code) or code if column == "old_la_code" else code

    def _collect(self, block: Any, levels: NDArray[np.int32], area: Any) -> None:
        """Note the name, number and region of every area that was not met before."""
        if not any(self._is_new(label) for label in used(area)):
            return
        for code, row in zip(*np.unique(codes_of(area), return_index=True), strict=True):
            label = area.dictionary[int(code)].as_py()
            if self._is_new(label):
                self.areas[label] = self._area(block, int(row), label, _ORDER[levels[row]])

    def _is_new(self, label: str) -> bool:
        return bool(label) and label not in self.areas and label not in _CONSTANT

    def _area(self, block: Any, row: int, code: str, level: Level) -> Area:
        def cell(name: str) -> str:
            column = self._column(block, name)
            return "" if column is None else str(column[row].as_py()).strip()

        if level != "authority":
            return Area(code=code, name=cell("region_name") or code, level=level)
        return Area(
            code=code,
            name=cell("la_name") or code,
            level=level,
            region=cell("region_code") or None,
            old_code=cell("old_la_code") or None,
        )

    def _column(self, block: Any, name: str) -> Any:
        return block.column(self.columns[name]) if name in self.columns else None
