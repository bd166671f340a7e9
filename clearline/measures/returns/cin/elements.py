"""Says which element of a CIN census return each tag is, and takes up the rows and values of its tables.

Values are still bytes here; ``columns`` reads them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from clearline.measures.returns.cin.layout import FIELDS, NOT_READ, ROWS
from clearline.measures.returns.cin.plain import LONGEST_NAME
from clearline.measures.returns.cin.tokens import Ints, NotPlain, Tags, Words

BLOCK = 1_500_000
"""Bytes read at a time: what a processor's cache holds, and what keeps memory flat."""

_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*")
_END = b"</Child>"


class Values(NamedTuple):
    """The values of one kind of element."""

    row: Ints
    """The row of its table that each value is in, in rising order."""
    words: tuple[Words, Words]
    """The first 16 bytes."""
    length: Ints
    """In bytes."""
    start: Ints
    """Where in the bytes it begins."""


class Scanned(NamedTuple):
    """What stands in a return, its values still bytes."""

    parent: dict[str, Ints]
    """For each table, the row of the table around it that each row is in; for persons, 0."""
    values: dict[str, Values]
    """By the path of the element, for every path of ``FIELDS``."""
    unknown: dict[str, tuple[int, int]]
    """For each element that is not the return's, by name: how many, and the row of the child that the first is in."""


def scan(text: bytes, start: int, end: int, *, at_once: bool = False) -> Scanned:
    """Return what stands in ``text[start:end]``, the inside of ``Children``. Raises ``NotPlain``.

    16 bytes or more must follow ``end``, so that two words of 8 bytes can be read wherever a name or value is. It is
    read in parts that end with ``</Child>``; ``at_once`` must be said when that may be inside another element.
    """
    found = _Found()
    for first, last in [(start, end)] if at_once else _blocks(text, start, end):
        found.take(Tags(text, first, last))
    return found.scanned()


def _blocks(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where blocks begin and end: each ends with a child."""
    while start < end:
        found = text.find(_END, min(start + BLOCK, end), end)
        stop = found + len(_END) if found >= 0 else end
        yield start, stop
        start = stop


class _Tree:
    """The paths of the layout as numbers: 0 is no path of the layout, 1 is ``Children``."""

    def __init__(self) -> None:
        parts = {path.rsplit("/", up)[0] for path in (*ROWS, *FIELDS, *NOT_READ) for up in range(path.count("/") + 1)}
        node = {path: number for number, path in enumerate(sorted(parts), 2)}
        names = sorted({path.rpartition("/")[2].encode() for path in parts})
        words = np.array(names, f"S{LONGEST_NAME}").view(np.uint64).reshape(-1, 4)
        order = np.argsort(_key(*words.T))
        self.words = np.ascontiguousarray(words[order].T)
        self.keys = _key(*self.words)
        place = {names[at]: number for number, at in enumerate(order)}
        self.inside = np.zeros((len(parts) + 2, len(names) + 1), np.int64)
        """The path that a name (its place in ``keys``, or one more for another name) leads to from a path."""
        for path in parts:
            above, _, name = path.rpartition("/")
            self.inside[node.get(above, 1), place[name.encode()]] = node[path]
        self.rows = {node[path]: table for path, table in ROWS.items()}
        self.fields = {node[path]: path for path in FIELDS}
        depth = {node[path]: path.count("/") + 1 for path in (*ROWS, *FIELDS)}
        self.at = [[number for number in depth if depth[number] == level] for level in range(max(depth.values()) + 1)]
        """The paths of each level that are rows or hold values."""


def _key(first: Words, second: Words, third: Words, fourth: Words) -> Words:
    """Return one word that tells the names of the layout apart."""
    mixed: Words = first ^ (second * np.uint64(0x9E3779B97F4A7C15)) ^ third ^ (fourth << np.uint64(1))
    return mixed


_TREE = _Tree()
_NONE = np.zeros(0, np.int64)
_NO_VALUES = Values(_NONE, (_NONE.view(np.uint64), _NONE.view(np.uint64)), _NONE, _NONE)


class _Found:
    """What the parts that were read so far hold."""

    def __init__(self) -> None:
        self.rows = dict.fromkeys(ROWS.values(), 0)
        self.parent: dict[str, list[Ints]] = {table: [_NONE] for table in self.rows}
        self.values: dict[str, list[Values]] = {path: [_NO_VALUES] for path in FIELDS}
        self.unknown: dict[str, tuple[int, int]] = {}
        """How many, and where in the bytes the first one is."""
        self.child_at = [_NONE]
        """Where in the bytes each child begins."""

    def take(self, tags: Tags) -> None:
        """Find out level by level which path each element is on, and take up rows and values."""
        name = _names(tags)
        above, above_node, above_row = _NONE, np.ones(1, np.int64), np.zeros(1, np.int64)
        for depth, level in enumerate(tags.levels):
            tag = tags.tag[level]
            parent = np.searchsorted(above, tag) - 1 if depth else np.zeros(len(tag), np.int64)
            node = _TREE.inside[above_node[parent], name[level]]
            row = above_row[parent]
            self.report(tags, tag[(node == 0) & (above_node[parent] > 0)])
            for path in _TREE.at[depth + 1] if depth + 1 < len(_TREE.at) else ():
                mine = np.flatnonzero(node == path)
                if path in _TREE.rows:
                    row[mine] = self.add_rows(_TREE.rows[path], row[mine])
                    if depth == 0:
                        self.child_at.append(tags.less[tag[mine]])
                if path in _TREE.fields:
                    at = mine + level.start
                    words = tags.value[0][at], tags.value[1][at]
                    self.values[_TREE.fields[path]].append(Values(row[mine], words, tags.length[at], tags.start[at]))
            above, above_node, above_row = tag, node, row

    def add_rows(self, table: str, parent: Ints) -> Ints:
        """Take up rows; return their numbers."""
        first = self.rows[table]
        self.rows[table] += len(parent)
        self.parent[table].append(parent)
        return np.arange(first, self.rows[table])

    def report(self, tags: Tags, at: Ints) -> None:
        """Count elements that the return does not have. What is inside them is not looked at."""
        if not len(at):
            return
        names, first, count = np.unique(
            np.array([word[at] for word in tags.name]), axis=1, return_index=True, return_counts=True
        )
        for words, place, many in zip(np.ascontiguousarray(names.T), at[first], count.tolist(), strict=True):
            name = words.tobytes().rstrip(b"\0").decode()
            here = int(tags.less[place])
            so_far, earliest = self.unknown.get(name, (0, here))
            self.unknown[name] = so_far + many, min(earliest, here)  # levels come one after the other

    def scanned(self) -> Scanned:
        child_at = np.concatenate(self.child_at)
        return Scanned(
            {table: np.concatenate(parts) for table, parts in self.parent.items()},
            {path: _joined(parts) for path, parts in self.values.items()},
            {
                name: (count, max(int(np.searchsorted(child_at, first)) - 1, 0))
                for name, (count, first) in self.unknown.items()
            },
        )


def _names(tags: Tags) -> Ints:
    """Return the place of each element's name in the layout; names that are not in it must at least be names."""
    words = [word[tags.tag] for word in tags.name]
    place = np.minimum(np.searchsorted(_TREE.keys, _key(*words)), len(_TREE.keys) - 1)
    same = np.logical_and.reduce([word == known[place] for word, known in zip(words, _TREE.words, strict=True)])
    if not same.all():
        strange = np.unique(np.array([word[~same] for word in words]), axis=1)
        if not all(_NAME.fullmatch(name.tobytes().rstrip(b"\0")) for name in np.ascontiguousarray(strange.T)):
            raise NotPlain
        place[~same] = len(_TREE.keys)
    return place


def _joined(parts: list[Values]) -> Values:
    row, words, length, start = zip(*parts, strict=True)
    first, second = zip(*words, strict=True)
    joined = np.concatenate(first), np.concatenate(second)
    return Values(np.concatenate(row), joined, np.concatenate(length), np.concatenate(start))
