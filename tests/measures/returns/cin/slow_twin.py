"""Reads a CIN census return the obvious way, with ElementTree, to compare the quick readers with."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

from clearline.measures.returns.cin.layout import FIELDS, NOT_READ, ROWS, above, element_of, table_of
from clearline.measures.returns.cin.reading import Message


class Read(NamedTuple):
    """What stands in a return."""

    parents: dict[str, list[int]]
    values: dict[str, list[tuple[int, str]]]
    unknown: dict[str, tuple[int, int]]


KNOWN = {path.rsplit("/", up)[0] for path in (*ROWS, *FIELDS, *NOT_READ) for up in range(path.count("/") + 1)}


def slowly(raw: bytes) -> Read | None:
    """Return what ElementTree finds; ``None`` when that is no message with children. Raises ``ParseError``."""
    root = ElementTree.fromstring(raw)
    if _local(root) != "Message" or all(_local(children) != "Children" for children in root):
        return None
    read = Read({table: [] for table in ROWS.values()}, {path: [] for path in FIELDS}, {})
    for children in root:
        if _local(children) == "Children":
            for one in children:
                _walk(one, "", {}, read)
    return read


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _walk(element: ElementTree.Element, inside: str, rows: dict[str, int], read: Read) -> None:
    name = _local(element)
    path = f"{inside}/{name}" if inside else name
    if path not in KNOWN:
        count, first = read.unknown.get(name, (0, max(len(read.parents["persons"]) - 1, 0)))
        read.unknown[name] = count + 1, first
        return
    if path in ROWS:
        table = ROWS[path]
        parent = 0 if table == "persons" else rows[above(table)]
        rows = rows | {table: len(read.parents[table])}
        read.parents[table].append(parent)
    if path in FIELDS:
        text = "" if len(element) else (element.text or "").strip(" \t\r\n")
        read.values[path].append((rows[table_of(path)], re.sub(r"[ \t\r\n]", " ", text)))
    for one in element:
        _walk(one, path, rows, read)


def as_read(message: Message) -> Read:
    """Return what the quick readers found, in the same form."""
    scanned = message.scanned
    values = {
        path: [
            (row, _shown(message.text[start : start + length]))
            for row, start, length in zip(*map(list, (found.row, found.start, found.length)), strict=True)
        ]
        for path, found in scanned.values.items()
    }
    parents = {table: [int(row) for row in found] for table, found in scanned.parent.items()}
    assert all(element_of(table) in ROWS for table in parents)
    return Read(parents, values, scanned.unknown)


def _shown(value: bytes) -> str:
    return value.decode().replace("\ufffe0", "<").replace("\ufffe1", ">").replace("\uffff", " ")


def words_of(message: Message) -> bool:
    """Return whether the words of every value are its first 16 bytes."""
    return all(
        first.tobytes() + second.tobytes() == message.text[start : start + length][:16].ljust(16, b"\0")
        for found in message.scanned.values.values()
        for first, second, start, length in zip(*found.words, found.start, found.length, strict=True)
    )
