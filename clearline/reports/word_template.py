"""Looks through a council's Word template before it is used: it runs nothing, fetches nothing and unfolds to no flood.

A template is styles, headers and footers, and ``{{report}}`` where the report stands. Its words are never run: the few
names in double braces are replaced as text.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from clearline.kit.errors import BadInput

LARGEST = 10_000_000
"""Bytes of a template."""

LARGEST_OPEN = 60_000_000
"""Bytes of all its parts, counted while they are read."""

LARGEST_XML = 5_000_000
"""Bytes of a part that holds words, which take many times as much once they are read."""

MOST_PARTS = 500
TODO = (
    "Save it in Word as a plain Word document (.docx), without macros, linked files, embedded objects, comments or "
    "tracked changes."
)

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = (".xml", ".rels", ".vml", ".svg")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".odttf", ".ttf", ".otf")
_PRINTER = "word/printersettings/"
_RUNS = ("vbaproject", "vbadata", "activex", "embeddings/", "attachedtoolbars", "oleobject", "customui", "afchunk")
_RUNS_BY_CONTENT = ("macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "controlproperties")
_RUNS_BY_RELATION = frozenset(
    {"vbaproject", "wordvbadata", "oleobject", "package", "afchunk", "control", "subdocument", "frame"}
)
_RUNNING = frozenset({"altChunk", "object", "control", "OLEObject", "subDoc", "script", "foreignObject"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "comment", "commentReference", "numberingChange", "cellIns",
                      "cellDel", "cellMerge", "tblGridChange"})  # fmt: skip
_FIELDS = re.compile(
    r"\s*(?:=|(?:advance|author|bibliography|citation|comments|createdate|date|docproperty|docvariable|edittime|eq|"
    r"filename|formcheckbox|formdropdown|formtext|hyperlink|if|index|info|keywords|lastsavedby|listnum|noteref|numchars|"
    r"numpages|numwords|page|pageref|printdate|quote|ref|revnum|savedate|section|sectionpages|seq|set|styleref|subject|"
    r"symbol|tc|template|time|title|toc|username|xe)\b)",
    re.IGNORECASE,
)
"""Fields that work out something of the document itself. Any other could fetch or run something."""

_LINK = re.compile(r"""\s*hyperlink\s+(?!\\)["']?(\S+)""", re.IGNORECASE)
_LEADS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_AWAY = re.compile(r"\w[\w+.-]*:|//|\\\\")
"""How a target begins that is not within the archive: with a scheme, a drive, or another machine."""


def checked(content: bytes) -> bytes:
    """Return a template that may be used; raise ``BadInput`` with what is wrong with it."""
    if len(content) > LARGEST:
        raise _refused(f"is larger than {LARGEST // 1_000_000} MB")
    if not content.startswith(b"PK"):
        raise _refused("is not a Word document, or is damaged")
    try:
        parts = _parts(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise _refused("is not a Word document, or is damaged") from None
    for name, part in parts.items():
        _look(name, part)
    types = _read(parts.get("[Content_Types].xml", b"<none/>"))
    if _KIND not in {one.get("ContentType") for one in types.iter()}:
        raise _refused("is not a plain Word document")
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
            if path.is_absolute() or ".." in path.parts or ":" in member.filename:
                raise _refused("has a part that would lie outside it")
            with archive.open(member) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise _refused("unfolds to something far larger than it is")
            found[member.filename] = part
    return found


def _look(name: str, part: bytes) -> None:
    """Raise ``BadInput`` for a part that runs or fetches something, or keeps what its author did not mean to send."""
    low = name.casefold()
    if any(word in low for word in _RUNS):
        raise _refused("holds a macro, a control or an embedded object")
    if not low.endswith(_XML):
        if not low.endswith((*_PICTURES, "/")) and not low.startswith(_PRINTER):
            raise _refused("holds a file that is no part of a plain document")
        return
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:200] or _other_encoding(part):
        raise _refused("is not written in UTF-8")
    if b"<!doctype" in part.lower() or b"<!ENTITY" in part:
        raise _refused("has a document type declaration")
    root = _read(part)
    for element in root.iter():
        _look_at(element, _bare(element.tag), low)
    for code in filter(str.strip, _codes(root)):
        away = _LINK.match(code)
        if not _FIELDS.match(code) or (away and not _LEADS.match(away[1])):
            raise _refused("has a field that fetches or runs something")


def _read(part: bytes) -> Element:
    """Return the root of a part that has no document type; raise ``BadInput`` when it is large or no XML."""
    if len(part) > LARGEST_XML:
        raise _refused(f"has a part of more than {LARGEST_XML // 1_000_000} MB of words")
    try:
        return ElementTree.fromstring(part)  # without a document type it names no entities
    except (ElementTree.ParseError, ValueError):
        raise _refused("is damaged") from None


def _bare(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def _look_at(element: Element, kind: str, part: str) -> None:
    """Raise ``BadInput`` for an element that runs or fetches something, or tells who changed what."""
    content, relation = element.get("ContentType", "").casefold(), element.get("Type", "").casefold()
    runs = any(word in content for word in _RUNS_BY_CONTENT) or relation.rpartition("/")[2] in _RUNS_BY_RELATION
    if kind in _RUNNING or runs:
        raise _refused("holds a macro, a control or an embedded object")
    if (kind in _CHANGES or kind.endswith("PrChange")) and not part.endswith(".svg"):
        raise _refused("holds comments or tracked changes, which would go out with every report")
    if kind == "mailMerge":
        raise _refused("is set up to fetch addresses from a list")
    if kind == "Relationship":
        target, external = element.get("Target", ""), element.get("TargetMode", "").casefold() == "external"
        leads = element.get("Type", "").endswith("/hyperlink") and _LEADS.match(target)
        if (external or _AWAY.match(target)) and not leads:
            raise _refused("fetches something from elsewhere, such as an attached template or a linked picture")
    if part.endswith(".svg") and any(
        _bare(name) == "href" and not value.startswith(("#", "data:")) for name, value in element.attrib.items()
    ):
        raise _refused("has a drawing that fetches something from elsewhere")


def _codes(root: Element) -> Iterator[str]:
    """Yield the code of every field, whole: Word joins what stands between its beginning and its end."""
    open_: list[str] = []
    for element in root.iter():
        kind = _bare(element.tag)
        given = {_bare(name): value for name, value in element.attrib.items()}
        if kind == "fldSimple":
            yield given.get("instr", "")
        elif kind == "fldChar" and given.get("fldCharType") == "begin":
            open_.append("")
        elif kind == "fldChar" and given.get("fldCharType") == "end" and open_:
            yield open_.pop()
        elif kind == "instrText" and open_:
            open_[-1] += "".join(element.itertext())
        elif kind == "instrText":
            yield "".join(element.itertext())
    yield from open_


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
