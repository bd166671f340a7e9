"""Finds the lines of a file that are at fault, once something is known to be wrong with it. It never quotes a cell."""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import MOST, first_of
from clearline.measures.loading.recognising import Recognised

Fault = Callable[[Mapping[str, str]], str]
"""Says what is wrong with a row, by the names of the file's columns; "" when nothing is."""


def explain(recognised: Recognised, fault: Fault, todo: str = "") -> BadInput | None:
    """Return the error that names each line with a fault; ``None`` when there is none."""
    path, columns = recognised.file.path, recognised.heading.columns
    found: list[Problem] = []
    for line, cells in _rows(recognised):
        what = fault(dict(zip(columns, (cell.strip() for cell in cells), strict=False)))
        if what:
            found.append(Problem(path, line, what, todo))
        if len(found) > MOST:
            break
    return BadInput(*first_of(found)) if found else None


def explain_ragged(recognised: Recognised) -> BadInput:
    """Return the error that names each line with too many or too few cells, or where the file stops being CSV."""
    path, wanted = recognised.file.path, len(recognised.heading.columns)
    todo = "Notes under the table must be deleted, and a cell that holds a comma must be in quotation marks."
    found: list[Problem] = []
    for line, cells in _rows(recognised):
        if len(cells) != wanted:
            what = f"has {len(cells)} cells, and the heading has {wanted}."
            found.append(Problem(path, line, what, todo))
        if len(found) > MOST:
            break
    return BadInput(*first_of(found or [Problem(path, None, "is not CSV all the way through.", todo)]))


def _rows(recognised: Recognised) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of figures that is not blank with the line that it ends on."""
    file, heading = recognised.file, recognised.heading
    with file.path.open(encoding=file.encoding, errors="replace", newline="") as text, suppress(csv.Error):
        reader = csv.reader(text, delimiter=heading.delimiter)
        for cells in reader:
            if reader.line_num > heading.lines_above and cells:
                yield reader.line_num, cells
