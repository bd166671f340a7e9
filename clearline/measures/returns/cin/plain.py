"""Reads any well-formed CIN census XML with a real parser, and writes its children again in the plain form.

The plain form is what ``tokens`` reads: elements without attributes, comments, entities or white space around values.
It is the careful reader: whatever the quick one cannot be sure of comes through here, and gives the same tables.
"""

import re
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from clearline.kit.errors import BadInput, Problem

DEEPEST = 40
"""Levels of elements; a return has seven."""

LONGEST_NAME = 32
"""Bytes of an element's name that are told apart. No element of the return has more."""

_HIDDEN = str.maketrans({**dict.fromkeys(" \t\r\n", "\uffff"), "<": "\ufffe0", ">": "\ufffe1"})
"""What stands in a value for white space, < and >: characters that no XML can hold, so that no two values get alike."""

_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")

_ASCII_LIKE = frozenset({"", "utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
"""Encodings in which the bytes below 128 mean what they mean in ASCII."""


class Plain(NamedTuple):
    """A return in plain form."""

    header: dict[str, str]
    """Its values by the path below the header, e.g. ``CollectionDetails/Year``; the first where there are more."""
    body: bytes
    """What is inside ``Children``, in the plain form, as UTF-8."""
    places: int
    """How many ``Children`` the message holds."""
    ascii_like: bool
    """Whether the file's own bytes can be read as ASCII."""
    stray: int
    """How many elements had text between the elements inside them, which was left out."""


def rewrite(path: Path, raw: bytes) -> Plain:
    """Return a return in plain form. ``path`` is for messages only.

    Raises ``BadInput`` for what is not well-formed, has a document type, is nested too deep or is no ``Message``.
    """
    writer = _Writer(path)
    refuse_doctype(path, raw)
    try:
        writer.parser.Parse(raw, True)
    except expat.ExpatError as error:
        what = f"is not well-formed XML: {expat.ErrorString(error.code)}."
        raise BadInput(Problem(path, error.lineno, what, "Export it again; it may be cut short.")) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or that is no 8-bit one
        raise BadInput(Problem(path, 1, "is in an encoding that cannot be read.", "Export it as UTF-8.")) from None
    return Plain(writer.header, bytes(writer.body), writer.places, writer.ascii_like, writer.stray)


def refuse_doctype(path: Path, raw: bytes) -> None:
    """Raise ``BadInput`` when the bytes hold a document type declaration: a return has none, and it can be a trap."""
    if raw.find(b"<!DOCTYPE") >= 0:
        raise BadInput(Problem(path, None, _DOCTYPE, _NO_DOCTYPE))


_DOCTYPE = "has a document type declaration (DOCTYPE)."
_NO_DOCTYPE = "A return has none: export it again."


class _Element:
    """An element that is open: what it is called, its text so far, and whether there are elements inside it."""

    __slots__ = ("inside", "name", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.text: list[str] = []
        self.inside = False


class _Writer:
    """Takes the parser's events and writes the children in plain form."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: dict[str, str] = {}
        self.body = bytearray()
        self.places = 0
        self.stray = 0
        self.ascii_like = True
        self.open: list[_Element] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.XmlDeclHandler = self.declared
        self.parser.StartDoctypeDeclHandler = self.doctype

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.ascii_like = (encoding or "").lower() in _ASCII_LIKE

    def doctype(self, *_: object) -> None:
        """Refuse a document type that the search for its bytes did not see, as in UTF-16."""
        raise BadInput(Problem(self.path, self.parser.CurrentLineNumber, _DOCTYPE, _NO_DOCTYPE))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        depth = len(self.open)
        if depth == 0 and local != "Message":
            raise BadInput(Problem(self.path, None, "is not a return: its first element is not Message."))
        if depth >= DEEPEST:
            line = self.parser.CurrentLineNumber
            raise BadInput(Problem(self.path, line, f"is nested more than {DEEPEST} levels deep."))
        if depth:
            self.open[-1].inside = True
        if depth == 1 and local == "Children":
            self.places += 1
        element = _Element(_NOT_NAME.sub("_", local)[:LONGEST_NAME])
        self.open.append(element)
        if self.in_children():
            self.body += f"<{element.name}>".encode()

    def in_children(self) -> bool:
        """Return whether the innermost open element is inside Message/Children."""
        return len(self.open) > 2 and self.open[1].name == "Children"

    def text(self, data: str) -> None:
        self.open[-1].text.append(data)

    def end(self, name: str) -> None:
        children = self.in_children()
        element = self.open.pop()
        text = "".join(element.text).strip(" \t\r\n")
        if element.inside and text:
            self.stray += 1
            text = ""
        if children:
            self.body += f"{text.translate(_HIDDEN)}</{element.name}>".encode()
        elif not element.inside and len(self.open) > 1 and self.open[1].name == "Header":
            place = "/".join(one.name for one in self.open[2:]) + "/" if len(self.open) > 2 else ""
            self.header.setdefault(place + element.name, text)
