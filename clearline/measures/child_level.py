"""Finds what shows that a file is about single children, by its headings and by its cells. It never quotes a cell."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.loading.columns import plain, plan
from clearline.measures.loading.recognising import Recognised, of_columns, refuse_personal
from clearline.measures.loading.text_files import Heading, TextFile, headings, rows_of
from clearline.measures.returns import annex_a
from clearline.measures.vocabulary import Dataset

EXPLAINED = (
    "Clearline keeps figures and never a row about a child, so nothing of this file was kept. Measure a statutory "
    "return on your own machine with `clearline returns measure`, and upload figures only."
)

HEADING_ROWS = 20
"""Rows of a sheet in which a heading is looked for."""

ENOUGH = 3
"""Valid NHS numbers in one column, and nothing else of ten digits there, that are no chance."""

_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_TEN = re.compile(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}")
_FIGURE = re.compile(r"[-+]?[£]?[0-9][0-9,]*(\.[0-9]+)?%?|.{0,3}")
"""A number or a symbol: what a column of figures holds."""


_OF_A_CHILD = re.compile(
    r"((la_)?child|pupil|learner|young_person|service_user)('?s)?_?((unique_)?(id|ref|reference|no|num|number|identifier|code)"
    r"|(full_|fore|sur|first_?|last_?|family_)?name|initials|d_?o_?b|date_of_birth)"
    r"|d_?o_?b|(child_?s_?)?(date_of_birth|birth_?date)|(unique_)?(pupil|learner)_number|uln|upn|nhs_?(no|num|number)"
)
"""Headings of a table in a document that name a child; a bare name there is of those who attended."""

_IN_WORDS = re.compile(r"(?<![\w-])(?:[A-Za-z][0-9]{11}[0-9A-Za-z]|[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![\w-])")
"""What can be the number of a pupil or an NHS number, within running text."""


class ChildLevel(BadInput):
    """A file looks as if its rows were about single children or people."""


def is_upn(text: str) -> bool:
    """Return whether text is a unique pupil number, permanent or temporary, whose check letter is right."""
    if not _UPN.fullmatch(text):
        return False
    upn = text.upper()
    total = sum(weight * (int(c) if c.isdigit() else _UPN_LETTERS.index(c)) for weight, c in enumerate(upn[1:], 2))
    return _UPN_LETTERS[total % 23] == upn[0]


def is_nhs_number(text: str) -> bool:
    """Return whether text has the ten digits of an NHS number with the right check digit."""
    if not _TEN.fullmatch(text):
        return False
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9] and any(digits)


def refuse_headings(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Raise ``ChildLevel`` when a row names a column about one child or person, as every statutory return's does."""
    for columns in rows:
        try:
            refuse_personal(path, columns)
        except BadInput:
            raise _refused(path, None, "has columns about single children or people.") from None


def refuse_cells(path: Path, rows: Iterable[tuple[int, Sequence[Any]]]) -> None:
    """Raise ``ChildLevel`` when a cell is a pupil's number, or a column holds NHS numbers.

    Rows come with their line.
    """
    ten: dict[int, list[int]] = {}
    for line, cells in rows:
        for at, cell in enumerate(cells):
            text = _text(cell)
            if is_upn(text):
                raise _refused(path, line, "has what looks like a unique pupil number.")
            if _TEN.fullmatch(text):
                ten.setdefault(at, [0, 0])[is_nhs_number(text)] += 1
    if any(right >= ENOUGH and not wrong for wrong, right in ten.values()):
        raise _refused(path, None, "has a column of what look like NHS numbers.")


def refuse_text(file: TextFile, known: Sequence[Dataset]) -> None:
    """Raise ``ChildLevel`` when a file of text is, or looks like, one with a row for each child.

    Rows are looked at as headings down to the one of a known dataset; below it stand labels, which can be any word.
    """
    if file.head.lstrip("\ufeff \t\r\n").startswith("<"):
        raise _refused(file.path, None, "is XML, as the CIN census is.")
    for one in headings(file.head):
        refuse_headings(file.path, [one.columns])
        if of_columns(one.columns, known):
            break
    refuse_cells(file.path, _rows(file))


def refuse_unknown_text(found: Recognised) -> None:
    """Raise ``ChildLevel`` when a column of a published table that nobody described holds words of many kinds.

    Such a column names children or people; published groups are described, or the same in every row.
    """
    unknown = plan(found.file.path, found.dataset, found.heading).unknown
    places = [(at, name) for at, name in enumerate(found.heading.columns) if name in unknown]
    labels: dict[str, set[str]] = {name: set() for _, name in places}
    for line, cells in _rows(found.file, found.heading):
        if line > found.heading.lines_above and len(cells) == len(found.heading.columns):
            for at, name in places:
                if not _FIGURE.fullmatch(cells[at].strip()) and len(labels[name]) < ENOUGH:
                    labels[name].add(cells[at].strip())
    for name, words in labels.items():
        if len(words) > 1:
            what = f"has a column '{name}' that no published table has, with different words in its rows."
            raise _refused(found.file.path, None, what)


def refuse_sheets(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    """Raise ``ChildLevel`` when any sheet, seen or hidden, is or looks like one with a row for each child."""
    if annex_a.recognise(path, b"PK"):
        raise _refused(path, None, "has the lists of Annex A, with a row for each child.")
    for rows in sheets.values():
        texts = ([_text(cell) for cell in row] for row in rows[:HEADING_ROWS])
        refuse_headings(path, ([cell for cell in row if cell] for row in texts))
        refuse_cells(path, enumerate(rows, 1))


def refuse_document(path: Path, pages: Iterable[Iterable[Sequence[str]]]) -> None:
    """Raise ``ChildLevel`` when a document has a table with a row for each child, or the numbers of pupils or patients.

    A page is its rows, and a row its cells; running text is rows of one cell. Numbers are compared page by page.
    """
    for page in pages:
        rows = list(page)
        for cells in rows:
            if len(cells) > 1 and any(_OF_A_CHILD.fullmatch(_heading(cell)) for cell in cells):
                raise _refused(path, None, "has a table about single children or people.")
        lines = (" ".join(cells) for cells in rows)
        refuse_cells(path, ((0, [found]) for found in {one for line in lines for one in _IN_WORDS.findall(line)}))


def _heading(cell: str) -> str:
    """Return a heading as they are compared, whatever its dots and its apostrophe."""
    return plain(cell.replace("’", "'").replace(".", "").strip(" :"))


def _refused(path: Path, line: int | None, what: str) -> ChildLevel:
    return ChildLevel(Problem(path, line, what, EXPLAINED))


def _text(cell: Any) -> str:
    """Return a cell as text; a whole number that a workbook holds as one with decimals is written whole."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _rows(file: TextFile, heading: Heading | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of a file of text with its line."""
    delimiter = heading.delimiter if heading else _delimiter(file)
    with file.path.open(encoding=file.encoding, errors="replace", newline="") as text, suppress(csv.Error):
        reader = csv.reader(text, delimiter=delimiter)
        for cells in reader:
            yield reader.line_num, cells


def _delimiter(file: TextFile) -> str:
    """Return what separates the most cells near the top."""
    return max(",\t;", key=lambda sign: sum(len(cells) for _, cells in rows_of(file.head, sign)))
