"""Looks at a whole file once, before it is read: its digest, its encoding, and whether it is text at all."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem

_BLOCK = 1 << 20

_TITLE_ROWS = 50
"""Rows in which a heading is looked for: titles and notes above it are seldom more than five."""

_HEAD = 1 << 18
"""Bytes that hold those rows, and enough rows below them to tell datasets with the same columns apart."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class TextFile(NamedTuple):
    """A file of text, as far as it must be known before it is read."""

    path: Path
    digest: str
    """SHA-256 in hexadecimal."""
    encoding: str
    """``utf-8``, ``utf-8-sig``, ``cp1252`` or ``utf-16``."""
    quoted: bool
    """Whether it has a quotation mark anywhere; only then can a cell hold a line break."""
    head: str
    """The first rows."""


def look(path: Path) -> TextFile:
    """Return what must be known of a text file; raise ``BadInput`` when it can't be read, is empty or is no text.

    Text without a mark is UTF-8, or else Windows-1252, which older spreadsheets write.
    """
    digest = hashlib.sha256()
    head = b""
    encoding = ""
    quoted = False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                if not head:
                    head = block[:_HEAD]
                    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
                if encoding != "utf-16" and b"\0" in block:
                    raise BadInput(Problem(path, None, "is not text: it has NUL bytes.", "Save it as CSV in UTF-8."))
                encoding = _checked(decoder, block, encoding)
                quoted = quoted or b'"' in block
    except OSError as error:
        raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
    if not head.strip():
        raise BadInput(Problem(path, None, "is empty."))
    return TextFile(path, digest.hexdigest(), encoding, quoted, _text(path, head, encoding))


def _checked(decoder: codecs.IncrementalDecoder, block: bytes, encoding: str) -> str:
    """Return the encoding, Windows-1252 when the block shows that it is not UTF-8. Plain ASCII costs nearly nothing."""
    if not encoding.startswith("utf-8") or (block.isascii() and not decoder.getstate()[0]):
        return encoding
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return "cp1252"
    return encoding


def _text(path: Path, head: bytes, encoding: str) -> str:
    """Return the rows at the top as text, up to the last whole one."""
    text = head.decode(encoding, errors="replace")
    if encoding == "cp1252" and "\N{REPLACEMENT CHARACTER}" in text:
        raise BadInput(Problem(path, None, "is neither UTF-8 nor Windows-1252 text.", "Save it as CSV in UTF-8."))
    return text[: text.rfind("\n") + 1] if len(head) == _HEAD and "\n" in text else text


class Heading(NamedTuple):
    """Where the heading of a table is, and what it says."""

    columns: tuple[str, ...]
    lines_above: int
    """Lines of the file before the first row of figures."""
    delimiter: str


def rows_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of the text with the number of its last line; stop at what is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        return


def headings(text: str) -> Iterator[Heading]:
    """Yield every row near the top that could be the heading, whatever separates its cells."""
    for delimiter in ",", "\t", ";":
        for number, (line, cells) in enumerate(rows_of(text, delimiter)):
            if number >= _TITLE_ROWS:
                break
            columns = tuple(" ".join(cell.split()) for cell in cells)
            if len(columns) > 1:
                yield Heading(columns, line, delimiter)
