"""Looks through a council's Word template before it is used: it runs nothing, fetches nothing and unfolds to no flood.

A template is styles, headers and footers, and ``{{report}}`` where the report stands. Its words are never run: the few
names in double braces are replaced as text.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from clearline.kit.errors import BadInput

LARGEST = 10_000_000
"""Bytes of a template."""

LARGEST_OPEN = 60_000_000
"""Bytes of all its parts, counted while they are read."""

MOST_PARTS = 500
TODO = "Save it in Word as a plain Word document (.docx), without macros, linked files or embedded objects."

_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = ("vbaproject", "vbadata", "activex", "embeddings/", "attachedtoolbars", "oleobject", "customui", "afchunk")
_FIELDS = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE|AUTOTEXT)\b")
_CODE = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_LEADS = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_SAFE_TARGET = re.compile(rb"""Target\s*=\s*["'](?:https?://|mailto:)""")


def checked(content: bytes) -> bytes:
    """Return a template that may be used; raise ``BadInput`` with what is wrong with it."""
    if len(content) > LARGEST:
        raise _refused(f"is larger than {LARGEST // 1_000_000} MB")
    try:
        parts = _parts(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise _refused("is not a Word document, or is damaged") from None
    if _KIND not in parts.get("[Content_Types].xml", b""):
        raise _refused("is not a plain Word document")
    for name, part in parts.items():
        _look(name, part)
    _opens(content)
    return content


def _refused(what: str) -> BadInput:
    return BadInput(f"The template {what}. {TODO}")


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of the archive; raise ``BadInput`` for names and sizes that no document has."""
    found: dict[str, bytes] = {}
    left = LARGEST_OPEN
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        names = [one.filename for one in members]
        if len(members) > MOST_PARTS or len({name.casefold() for name in names}) < len(names):
            raise _refused(f"has more than {MOST_PARTS} parts, or two of one name")
        for member in members:
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts:
                raise _refused("has a part that would lie outside it")
            with archive.open(member) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise _refused("unfolds to something far larger than it is")
            found[member.filename] = part
    return found


def _look(name: str, part: bytes) -> None:
    """Raise ``BadInput`` for a part that runs or fetches something."""
    low = name.casefold()
    if any(word in low for word in _RUNS):
        raise _refused("holds a macro, a control or an embedded object")
    if not low.endswith((".xml", ".rels")):
        return
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:200] or _other_encoding(part):
        raise _refused("is not written in UTF-8")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _refused("has a document type declaration")
    if b"macroEnabled" in part or b"vbaProject" in part or b"<w:altChunk" in part or b"<w:object" in part:
        raise _refused("holds a macro, a control or an embedded object")
    for relation in _RELATION.findall(part) if low.endswith(".rels") else ():
        if b"External" in relation and not (_LEADS.search(relation) and _SAFE_TARGET.search(relation)):
            raise _refused("fetches something from elsewhere, such as an attached template or a linked picture")
    code = b"".join(b"".join(found) for found in _CODE.findall(part))
    if _FIELDS.search(code):
        raise _refused("has a field that fetches or runs something")


def _other_encoding(part: bytes) -> bool:
    """Return whether a part says that it is in another encoding."""
    head = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", part)
    return bool(head) and head[1].lower() not in (b"utf-8", b"us-ascii")  # type: ignore[index]


def _opens(content: bytes) -> None:
    """Raise ``BadInput`` when a report cannot be written into it."""
    from clearline.reports.formats.docx_parts import opened

    try:
        document, _ = opened(content)
        _ = document.sections[0].page_width - document.sections[0].left_margin
    except Exception as error:  # whatever a broken document makes the library raise, the answer is the same
        raise _refused("cannot be opened") from error
