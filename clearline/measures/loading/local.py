"""Reads a council's own month-by-month table: measure, period, numerator, denominator, owner, provisional."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.reading import read_bytes
from clearline.kit.rows import Row, read_rows
from clearline.kit.writing import csv_text
from clearline.measures.content import load as load_content
from clearline.measures.figures import Area
from clearline.measures.loading.own import OwnFigure, keep_own
from clearline.measures.loading.periods import MONTHS, month_end
from clearline.measures.loading.recognising import refuse_personal
from clearline.measures.loading.text_files import rows_of
from clearline.measures.store import Release, Store
from clearline.measures.vocabulary import Measure

COLUMNS = ("measure", "period", "numerator", "denominator", "owner", "provisional")

_HEAD = 1 << 16
"""Bytes that hold the heading."""

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False, "": False}


class LocalLoad(NamedTuple):
    """What became of a council's table."""

    release: Release
    already: bool
    """Whether the very same table had been loaded before."""
    figures: tuple[OwnFigure, ...]


def load_local(path: Path, store: Store, area: Area, today: date) -> LocalLoad:
    """Load a council's monthly table into its own folder of the store.

    Raises ``BadInput`` with every line that is wrong, and then nothing is loaded.
    """
    digest = hashlib.sha256(read_bytes(path)).hexdigest()
    figures = read_local(path, today)
    release, was_there = keep_own(store, area, "local", figures, path.name, digest)
    return LocalLoad(release, was_there, figures)


def read_local(path: Path, today: date) -> tuple[OwnFigure, ...]:
    """Return the figures of a monthly table, in its order; raise ``BadInput`` with every line that is wrong."""
    measures = {measure.key: measure for measure in load_content().measures}
    figures: dict[tuple[str, str], OwnFigure] = {}
    problems: list[Problem] = []
    _refuse_others(path)
    for row in read_rows(path, COLUMNS[:3], COLUMNS[3:], closed=True):
        if not row.cells["numerator"] and not row.cells["denominator"]:
            continue  # a line of the template that is not filled in yet
        try:
            figure = _figure(path, row, measures, today)
        except BadInput as error:
            problems += error.problems
            continue
        if (figure.measure, figure.period) in figures:
            what = f"gives '{figure.measure}' for {figure.period} again."
            problems.append(Problem(path, row.line, what, "Keep one of the lines."))
        figures[figure.measure, figure.period] = figure
    if problems:
        raise BadInput(*first_of(problems))
    if not figures:
        raise BadInput(Problem(path, None, "has no figures below its heading."))
    return tuple(figures.values())


def _refuse_others(path: Path) -> None:
    """Raise ``BadInput``, quoting nothing, when a table is no council's own: its first row may be about a child."""
    head = read_bytes(path)[:_HEAD].decode("utf-8", "replace").lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    first = next((cells for _, cells in rows_of(head, ",") if any(cell.strip() for cell in cells)), [])
    refuse_personal(path, first)
    there = {cell.strip().casefold() for cell in first}
    if first and there.isdisjoint(COLUMNS):
        todo = "Start from the table of `clearline figures measures --template`."
        raise BadInput(Problem(path, None, "has none of the columns of a council's own table.", todo))


def template(measure: Measure, year: int) -> str:
    """Return a table to fill in for one measure: a line for each month from April of ``year`` to March."""
    months = [f"{year + (month > 12)}-{(month - 1) % 12 + 1:02}" for month in range(4, 16)]
    return csv_text(COLUMNS, [(measure.key, month, "", "", "", "yes") for month in months])


def _figure(path: Path, row: Row, measures: dict[str, Measure], today: date) -> OwnFigure:
    """Return one line's figure; raise ``BadInput`` with everything that is wrong with it."""
    cells = row.cells
    problems: list[Problem] = []

    def wrong(what: str, todo: str) -> None:
        problems.append(Problem(path, row.line, what, todo))

    measure = measures.get(cells["measure"])
    if measure is None:
        near = get_close_matches(cells["measure"], measures, 3)
        hint = f"Did you mean {', '.join(near)}?" if near else "`clearline figures measures` lists them."
        wrong(f"names the measure '{cells['measure']}', which is not there.", hint)
    month = _MONTH.fullmatch(cells["period"])
    ends = month_end(int(month[1]), int(month[2])) if month else None
    if ends is None:
        wrong(f"has the period '{cells['period']}'.", "Write a month as 2025-04.")
    elif ends.replace(day=1) > today:
        wrong(f"is about {cells['period']}, which is still to come.", "Leave it out until the month has begun.")
    for name in ("numerator", "denominator"):
        if not _NUMBER.fullmatch(cells[name]) and (cells[name] or name == "numerator"):
            wrong(f"has the {name} '{cells[name]}'.", "Write a number without a comma, e.g. 1234.")
    provisional = _YES_NO.get(cells["provisional"].casefold())
    if provisional is None:
        wrong(f"has '{cells['provisional']}' under provisional.", "Write yes or no.")
    if not problems and measure:
        problems += _counts(path, row, measure)
    if problems or not measure or not month or not ends:
        raise BadInput(*problems)
    return OwnFigure(
        measure=measure.key,
        period=f"{MONTHS[ends.month - 1]} {ends.year}",
        ends=ends,
        numerator=Decimal(cells["numerator"]),
        denominator=Decimal(cells["denominator"]) if cells["denominator"] else None,
        owner=cells["owner"],
        status="provisional" if provisional else "final",
    )


def _counts(path: Path, row: Row, measure: Measure) -> Sequence[Problem]:
    """Return what is wrong with two counts that are numbers."""
    numerator, denominator = row.cells["numerator"], row.cells["denominator"]
    if measure.denominator and not denominator:
        return [Problem(path, row.line, "has no denominator.", f"It is: {measure.denominator}.")]
    if not measure.denominator and denominator:
        return [Problem(path, row.line, f"has a denominator; '{measure.key}' is a count.", "Leave it empty.")]
    if measure.unit == "per-cent" and Decimal(numerator) > Decimal(denominator):
        return [
            Problem(path, row.line, "has a numerator above its denominator.", "A part cannot be more than the whole.")
        ]
    return []
