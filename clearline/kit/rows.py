"""Reads a CSV table as text, with the line that each row begins on, and refuses what is not a table."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.reading import LARGEST, read_bytes

_COMMAS = "Is it separated by commas?"


class Row(NamedTuple):
    """One row of a table. Every cell is text without blanks around it, a formula like any other; "" when empty."""

    line: int
    cells: dict[str, str]


def read_rows(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), *, closed: bool = False,
    sparse: bool = False, largest: int = LARGEST,
) -> list[Row]:  # fmt: skip
    """Return the rows of a CSV file, with the columns asked for; an optional column that is not there is empty.

    Headings are found whatever their case and blanks. ``closed`` refuses other columns; else they are left out.
    ``sparse``: an optional column that is not there is not in the cells, so that it is told from an empty one.

    The text may be UTF-8 or, as older spreadsheets save it, Windows-1252. Raises ``BadInput`` naming every line that
    has more or fewer cells than the heading, and for files that cannot be read, are too large or are no CSV.
    """
    lines = _lines(path, _text(path, largest))
    first, heading = next(lines, (0, []))
    if not heading:
        raise BadInput(Problem(path, None, "is empty."))
    at = _columns((path, first), heading, required, optional, closed)
    rows, problems = [], []
    for line, cells in lines:
        if len(cells) != len(heading) and (len(cells) < len(heading) or any(cells[len(heading) :])):
            problems.append(Problem(path, line, f"has {len(cells)} cells, and the heading has {len(heading)}."))
        else:
            there = {name: cells[index].strip() if index >= 0 else "" for name, index in at.items()}
            rows.append(Row(line, {name: cell for name, cell in there.items() if at[name] >= 0 or not sparse}))
    if problems:
        raise BadInput(*first_of(problems))
    return rows


def _text(path: Path, largest: int) -> str:
    """Return the text of a file in one of the two encodings that spreadsheets write."""
    raw = read_bytes(path, largest, "Give a part of it.")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise BadInput(Problem(path, line, "is not CSV text: it has NUL bytes.", "Save it as CSV in UTF-8."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = "is neither UTF-8 nor Windows-1252 text."
        raise BadInput(Problem(path, line, what, "Save it as CSV in UTF-8.")) from None


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        todo = "A quotation mark may be missing or in the wrong place."
        raise BadInput(Problem(path, line, f"is not CSV: {error}.", todo)) from None


def _columns(
    place: tuple[Path, int], heading: list[str], required: Sequence[str], optional: Sequence[str], closed: bool
) -> dict[str, int]:
    """Return where each column stands, -1 for an optional one that is not there."""
    there = [_plain(name) for name in heading]
    wanted = {_plain(name): name for name in (*required, *optional)}
    missing = [name for name in required if _plain(name) not in there]
    if missing:
        what = f"has no column {', '.join(repr(name) for name in missing)}."
        raise BadInput(Problem(*place, what, _COMMAS if len(heading) < 2 else f"It has: {', '.join(heading)[:500]}."))
    twice = [name for plain, name in wanted.items() if there.count(plain) > 1]
    if twice:
        raise BadInput(Problem(*place, f"has the column '{twice[0]}' twice.", "Keep one of them."))
    unknown = [name for name, plain in zip(heading, there, strict=True) if plain and plain not in wanted]
    if closed and unknown:
        raise BadInput(Problem(*place, f"has a column '{unknown[0]}'.", f"It can have: {', '.join(wanted.values())}."))
    return {name: there.index(plain) if plain in there else -1 for plain, name in wanted.items()}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
