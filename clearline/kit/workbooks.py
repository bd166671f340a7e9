"""Guards against workbooks that are a trap: a workbook is a zip archive, and is looked through before it is opened."""

import re
import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import read_bytes

LARGEST = 50_000_000
"""Bytes of a workbook."""

LARGEST_OPEN = 200_000_000
"""Bytes of all its parts, counted while they are read: what the archive itself says may be a lie."""

MOST_PARTS = 1_000
MOST_TIMES = 200
"""How many times larger a part of more than a million bytes may be than it is in the archive. Sheets are up to 30."""

MOST_CELLS = 5_000_000
"""Rows times columns of a sheet. A sheet is held as a full grid, however far apart its cells are."""

_CHUNK = 1_000_000
_TODO = "Save it as a plain .xlsx workbook, or its sheets as CSV."
_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^>]*?\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["']([0-9]{1,7})["']""")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Formulas(NamedTuple):
    """The formulas of a sheet."""

    number: int
    first_row: int | None
    """The row of the first; ``None`` when the sheet does not number its rows."""


class Workbook(NamedTuple):
    """A workbook that may be opened."""

    raw: bytes
    formulas: dict[str, Formulas]
    """By the name of the sheet; sheets without formulas are not in it."""


def checked(path: Path) -> Workbook | None:
    """Return a workbook that may be opened; ``None`` when the file is an archive of another kind.

    Raises ``BadInput`` when it cannot be read, or is made so that opening it could do harm.
    """
    raw = read_bytes(path, LARGEST, _TODO)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
            if _WORKBOOK not in {member.filename for member in members}:
                return None
            _check_members(path, members)
            parts = _read_parts(path, archive, members)
        return Workbook(raw, _formulas(parts))
    except (zipfile.BadZipFile, zlib.error, EOFError, ElementTree.ParseError, RuntimeError, ValueError, OSError):
        raise _refused(path, "is a damaged workbook.") from None


def _refused(path: Path, what: str) -> BadInput:
    return BadInput(Problem(path, None, what, _TODO))


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Raise ``BadInput`` for names and kinds of parts that no workbook has."""
    names = [member.filename for member in members]
    if len(members) > MOST_PARTS or len(set(names)) < len(names):
        raise _refused(path, f"is a workbook with more than {MOST_PARTS:,} parts or two of one name.")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise _refused(path, "is a workbook with a part that would lie outside it.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(path, "is a workbook with a link in it.")
        if member.flag_bits & 1:
            raise _refused(path, "is an encrypted workbook.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(path, "is a workbook packed in a way that no spreadsheet program uses.")


def _read_parts(path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the parts that matter, after reading all of them; raise ``BadInput`` when they are too large together."""
    kept, left = {}, LARGEST_OPEN
    for member in members:
        part = bytearray()
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                part += chunk
                left -= len(chunk)
                if left < 0 or len(part) > max(_CHUNK, MOST_TIMES * member.compress_size):
                    raise _refused(path, "is a workbook that unfolds to something far larger than it is.")
        if member.filename.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in part or bytes(part[:2]) in (b"\xff\xfe", b"\xfe\xff"):
                raise _refused(path, "is a workbook with a document type declaration, or not in UTF-8.")
            kept[member.filename] = bytes(part)
        _check_grid(path, part)  # any part can be named as a sheet
    return kept


def _check_grid(path: Path, sheet: bytes | bytearray) -> None:
    """Raise ``BadInput`` when the cells of a sheet lie so far apart that its grid would fill the memory."""
    last_row = last_column = 0
    for match in _PLACE.finditer(sheet):
        last_row = max(last_row, int(match[2]))
        column = 0
        for letter in match[1].upper():
            column = column * 26 + letter - 64
        last_column = max(last_column, column)
    if last_row * last_column > MOST_CELLS:
        raise _refused(path, f"is a workbook with a sheet of {last_row:,} rows by {last_column:,} columns.")


def _formulas(parts: dict[str, bytes]) -> dict[str, Formulas]:
    """Return the formulas of each sheet that has any."""
    targets = {
        relation.get("Id"): PurePosixPath("xl") / relation.get("Target", "")
        for relation in ElementTree.fromstring(parts.get(_RELATIONS, b""))
    }
    found = {}
    for element in ElementTree.fromstring(parts[_WORKBOOK]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            sheet = parts.get(str(targets.get(element.get(_RELATED), "")).removeprefix("/"), b"")
            places = [match.start() for match in _FORMULA.finditer(sheet)]
            if places:
                rows = [int(match[1]) for match in _ROW.finditer(sheet, 0, places[0])]
                found[element.get("name", "")] = Formulas(len(places), rows[-1] if rows else None)
    return found
