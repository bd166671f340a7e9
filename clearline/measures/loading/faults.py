"""What can be wrong with one row of a tidy file, in words that quote nothing of it."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from clearline.measures.loading.cells import Symbols, read_cells
from clearline.measures.loading.explaining import Fault
from clearline.measures.loading.periods import When
from clearline.measures.loading.places import code_in, level_of

PERIOD = "has a period that is not known."
PLACE = "has no code for its area."


def of_periods(standard: Mapping[str, str], when: Callable[[str, str], When | None]) -> Fault:
    """Return what finds rows without a period that is known."""
    period, identifier = standard["time_period"], standard.get("time_identifier", "")

    def fault(row: Mapping[str, str]) -> str:
        fine = level_of(row.get(standard.get("geographic_level", ""), "national")) is None
        return "" if fine or when(row[period], row.get(identifier, "")) else PERIOD

    return fault


def of_places(standard: Mapping[str, str]) -> Fault:
    """Return what finds rows of a region or an authority without a code."""

    def fault(row: Mapping[str, str]) -> str:
        level = level_of(row[standard["geographic_level"]])
        names = {"region": ("region_code",), "authority": ("new_la_code", "old_la_code")}.get(level or "", ())
        fine = not names or any(code_in(name, row.get(standard.get(name, ""), "")) for name in names)
        return "" if fine else PLACE

    return fault


def of_figures(column: str, what: str, symbols: Symbols) -> Fault:
    """Return what finds rows with text in a column of figures."""
    known: dict[str, bool] = {}

    def fault(row: Mapping[str, str]) -> str:
        cell = row.get(column, "")
        if cell not in known:
            known[cell] = bool(read_cells(pa.array([cell]), symbols, True).symbols[0] >= 0)
        return "" if known[cell] else what

    return fault


def of_twins(
    standard: Mapping[str, str],
    when: Callable[[str, str], When | None],
    area: Callable[[Mapping[str, str]], str],
    columns: Mapping[str, Callable[[str], str]],
) -> Fault:
    """Return what finds the second of two rows with one period and area that say the same in all of these columns.

    ``area`` gives the code of a row's area, "" for a row that is left out; each column is read in its own way.
    """
    seen: set[tuple[object, ...]] = set()
    period, identifier = standard["time_period"], standard.get("time_identifier", "")

    def fault(row: Mapping[str, str]) -> str:
        code = area(row)
        if not code:
            return ""
        said = (read(row.get(column, "")) for column, read in columns.items())
        key = (when(row[period], row.get(identifier, "")), code, *said)
        if key in seen:
            return "is about the same group, area and period as a row above it."
        seen.add(key)
        return ""

    return fault
