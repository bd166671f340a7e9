"""Takes in a file as evidence: looked through first, and never what looks like rows about children."""

import os
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from clearline.assurance.evidence.documents import refuse_office, refuse_pdf
from clearline.kit.errors import BadInput, Problem
from clearline.measures import content as measures
from clearline.measures.child_level import refuse_sheets, refuse_text
from clearline.measures.loading.text_files import look
from clearline.measures.loading.workbooks import read_sheets

LARGEST = 25_000_000
"""Bytes of a file."""

_BEGINS = {
    ".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".pptx": b"PK\x03\x04", ".csv": b"", ".txt": b"",
}  # fmt: skip
"""The kinds of file that are taken, and how each begins; text begins as it likes, but not as one of the others."""

_MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
"""The part that makes an archive the kind of document that its name says."""

_NOT_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
TAKEN = "PDF, DOCX, XLSX, PPTX, CSV, TXT, PNG or JPEG"


class Received(NamedTuple):
    """A file that may be kept."""

    name: str
    content: bytes


def receive(chunks: Iterable[bytes], name: str) -> Received:
    """Return a file that may be kept, under a name that it can have anywhere.

    Raises ``BadInput`` for one that is too large, of another kind than its name says or than is taken, or that could
    run something; ``ChildLevel`` for what looks like rows about single children. No cell of it is ever quoted.
    """
    called = _safe(name)
    content = _read(chunks)
    suffix = Path(called).suffix
    _check_kind(called, suffix, content)
    with TemporaryDirectory(prefix="clearline-evidence-") as folder:
        path = Path(folder) / called
        path.write_bytes(content)
        try:
            _check_rows(path, suffix)
        except BadInput as error:
            named = [Problem(Path(called), one.line, one.what, one.todo) for one in error.problems]
            raise type(error)(*named) from None
    return Received(called, content)


def _safe(name: str) -> str:
    stem, suffix = os.path.splitext(name.replace("\\", "/").rpartition("/")[2])
    if suffix.lower() not in _BEGINS:
        raise BadInput(f"The file must be {TAKEN}. Save it as one of these.")
    return f"{_NOT_SAFE.sub('-', stem).strip('.-')[:80] or 'evidence'}{suffix.lower()}"


def _read(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > LARGEST:
            raise BadInput(f"The file is larger than {LARGEST // 1_000_000} MB. Give a link to it instead.")
    if not content:
        raise BadInput("The file is empty.")
    return bytes(content)


def _check_kind(called: str, suffix: str, content: bytes) -> None:
    """Raise ``BadInput`` for a file that is not what its name says, or that holds a program."""
    begins = _BEGINS[suffix]
    other = not begins and any(content.startswith(one) for one in _BEGINS.values() if one)
    if other or not content.startswith(begins):
        raise _refused(called, f"is not what a {suffix} file holds.", "Save it again, or rename it.")
    if suffix in _MAIN:
        try:
            with ZipFile(BytesIO(content)) as archive:
                parts = archive.namelist()
        except BadZipFile:
            parts = []
        if _MAIN[suffix] not in parts:
            raise _refused(called, f"is not what a {suffix} file holds.", "Save it again, or rename it.")
        if any(part.lower().endswith("vbaproject.bin") for part in parts):
            raise _refused(called, "has macros.", "Save it without them.")


def _check_rows(path: Path, suffix: str) -> None:
    if suffix in (".csv", ".txt"):
        refuse_text(look(path), measures.load().datasets)
    elif suffix == ".xlsx":
        refuse_sheets(path, read_sheets(path))
    elif suffix == ".pdf":
        refuse_pdf(path)
    elif suffix in (".docx", ".pptx"):
        refuse_office(path)


def _refused(called: str, what: str, todo: str) -> BadInput:
    return BadInput(Problem(Path(called), None, what, todo))
