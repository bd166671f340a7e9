"""The text of documents as pages of rows of cells: of PDF, by a process of its own, of DOCX and of PPTX."""

import json
import stat
import subprocess
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from clearline.assurance.evidence import pdf_rows
from clearline.kit.errors import BadInput, Problem
from clearline.measures.child_level import refuse_document, refuse_sheets
from clearline.measures.loading.workbooks import read_sheets

MOST_PARTS = 5_000
LARGEST_OPEN = 200_000_000
"""Bytes of all parts of a document, counted while they are read: what the archive says may be a lie."""
LARGEST_TEXT = 60_000_000
"""Bytes of one part that is text."""

_READ = ("word/", "ppt/")
_INSIDE = ("word/embeddings/", "ppt/embeddings/")
_AGAIN = "Save it again, or give a link to it."
_SAYS = {
    pdf_rows.UNREADABLE: ("cannot be opened: it is damaged, or it asks for a password.", _AGAIN),
    pdf_rows.TOO_LONG: (f"has more than {pdf_rows.MOST_PAGES:,} pages, or too much on them.", "Add a part of it."),
    pdf_rows.HAS_FILES: ("has files inside it, which are not looked through.", "Add each by itself."),
}


def refuse_pdf(path: Path) -> None:
    """Raise ``ChildLevel`` for a PDF with rows about children; ``BadInput`` for one that cannot be looked through.

    The words of pictures in it cannot be read.
    """
    command = [sys.executable, "-I", pdf_rows.__file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=2 * pdf_rows.SECONDS, check=False)
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, pdf_rows.TOO_LONG)
    if done.returncode:
        what, todo = _SAYS.get(done.returncode, _SAYS[pdf_rows.TOO_LONG])
        raise BadInput(Problem(path, None, what, todo))
    refuse_document(path, map(json.loads, done.stdout.splitlines()))


def refuse_office(path: Path) -> None:
    """Raise ``ChildLevel`` for a DOCX or PPTX, or a workbook inside it, that holds rows about children.

    Raises ``BadInput`` for one that is made to do harm, or that holds a file which cannot be looked through.
    """
    try:
        with ZipFile(path) as archive:
            parts = dict(_parts(path, archive))
        refuse_document(path, [rows_of(part) for name, part in parts.items() if name.endswith(".xml")])
    except (BadZipFile, zlib.error, EOFError, ElementTree.ParseError, RuntimeError, ValueError, OSError):
        raise BadInput(Problem(path, None, "is damaged.", _AGAIN)) from None
    for name, part in parts.items():
        if name.startswith(_INSIDE):
            _refuse_inside(path, name, part)


def rows_of(part: bytes) -> list[list[str]]:
    """Return the rows of a part: those of its tables with their cells, and each other paragraph as one cell.

    Each element is met once, and none within another: a part can be nested without end.
    """
    found: list[list[str]] = []
    waiting = [ElementTree.fromstring(part)]
    while waiting:
        element = waiting.pop()
        name = _name(element)
        if name == "tr":
            cells = [_gathered(cell, _TABLE) for cell in _gathered(element, _CELL)[1]]
            found.append([text for text, _ in cells])
            waiting += [table for _, tables in cells for table in tables]
        elif name == "p":
            text, left = _gathered(element, _TABLE | _PARAGRAPH)
            found.append([text])
            waiting += left
        else:
            waiting.extend(reversed(element))
    return found


_TABLE, _CELL, _PARAGRAPH = frozenset({"tbl"}), frozenset({"tc"}), frozenset({"p"})


def _gathered(element: ElementTree.Element, apart: frozenset[str]) -> tuple[str, list[ElementTree.Element]]:
    """Return the words within an element, and the elements of some names in it, whose words are not among them.

    A paragraph, a break or a tab parts words.
    """
    words: list[str] = []
    left, waiting = [], list(reversed(element))
    while waiting:
        each = waiting.pop()
        name = _name(each)
        if name in apart:
            left.append(each)
            continue
        if name == "t":
            words.append(each.text or "")
        elif name in ("p", "br", "tab"):
            words.append(" ")
        waiting.extend(reversed(each))
    return " ".join("".join(words).split()), left


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _parts(path: Path, archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that hold words or files. Raises ``BadInput`` for what no document has."""
    members = archive.infolist()
    if len(members) > MOST_PARTS or len({one.filename for one in members}) < len(members):
        raise _trap(path)
    left = LARGEST_OPEN
    for member in members:
        if not _is_plain(member):
            raise _trap(path)
        with archive.open(member) as file:
            part = file.read(left + 1)
        left -= len(part)
        is_text = member.filename.endswith(".xml")
        if left < 0 or (is_text and len(part) > LARGEST_TEXT):
            raise _trap(path)
        if is_text and (b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]):
            raise _trap(path)
        if member.filename.startswith(_READ) and (is_text or member.filename.startswith(_INSIDE)):
            yield member.filename, part


def _is_plain(member: ZipInfo) -> bool:
    """Return whether a part lies within the document, can be read and is packed as such documents are."""
    where = PurePosixPath(member.filename.replace("\\", "/"))
    outside = where.is_absolute() or ".." in where.parts or stat.S_ISLNK(member.external_attr >> 16)
    return not outside and not member.flag_bits & 1 and member.compress_type in (ZIP_STORED, ZIP_DEFLATED)


def _trap(path: Path) -> BadInput:
    return BadInput(Problem(path, None, "is not made as such documents are: it could do harm.", _AGAIN))


def _refuse_inside(path: Path, name: str, part: bytes) -> None:
    """Look through a workbook that a chart or a page was made of; raise ``BadInput`` for any other file inside."""
    if not (name.endswith(".xlsx") and _is_workbook(part)):
        what = "has a file inside it that cannot be looked through."
        raise BadInput(Problem(path, None, what, "Take it out, and add it by itself."))
    with TemporaryDirectory(prefix="clearline-inside-") as folder:
        inside = Path(folder) / "inside.xlsx"
        inside.write_bytes(part)
        refuse_sheets(inside, read_sheets(inside))


def _is_workbook(part: bytes) -> bool:
    try:
        with ZipFile(BytesIO(part)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except BadZipFile:
        return False
