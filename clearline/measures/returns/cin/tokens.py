"""Finds the tags of a CIN census return in its bytes, all at once and by position, without a parser.

It reads the plain form only: tags without attributes, and text only in elements that hold no other. It proves the form
rather than assume it (each opening tag has its closing tag, no byte is left over) and raises ``NotPlain`` otherwise.
Then ``plain`` writes the file again with a real parser. Comments, CDATA and instructions are no plain form: nothing
closes their "<!" and "<?".
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clearline.measures.returns.cin.plain import DEEPEST, LONGEST_NAME

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
"""Texts, 8 bytes of each, filled with zeros."""

_LESS, _MORE, _SLASH, _SPACE = b"<>/ "


class NotPlain(Exception):
    """The bytes are not, or not surely, in the plain form."""


_FILL = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
"""For a number of bytes up to 8, the word that keeps them and clears the others."""


def _spaced(word: Words, length: Ints) -> bool:
    """Return whether any of a word's bytes that are in use is white space or a control character."""
    filled = word | ~_FILL[np.clip(length, 0, 8)]
    return bool(((filled - _EACH_33) & ~filled & _EACH_128).any())


_EACH_33, _EACH_128 = np.uint64(0x2121212121212121), np.uint64(0x8080808080808080)
"""A byte below 33 is one that borrows when 33 is taken from it, and is below 128."""


class Tags:
    """The tags of a part of the bytes: where they are, what they are called, how they nest, what text is in them."""

    def __init__(self, text: bytes, start: int, end: int) -> None:
        self.text = text
        self.bytes = np.frombuffer(text, np.uint8)
        self.word = np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))
        inside = self.bytes[start:end]
        self.find_tags(inside, start)
        self.pair()
        self.find_texts(inside)

    def find_tags(self, inside: NDArray[np.uint8], start: int) -> None:
        less, more = np.flatnonzero(inside == _LESS) + start, np.flatnonzero(inside == _MORE) + start
        if len(less) != len(more) or (less > more).any() or (more[:-1] > less[1:]).any():
            raise NotPlain
        self.less, self.more = less, more
        self.closing, self.empty = self.bytes[less + 1] == _SLASH, self.bytes[more - 1] == _SLASH
        at = less + 1 + self.closing
        length = more - at - self.empty
        if (self.closing & self.empty).any() or (length < 1).any() or (length > LONGEST_NAME).any():
            raise NotPlain
        self.name = self.words(at, length, 4)

    def words(self, start: Ints, length: Ints, most: int) -> list[Words]:
        """Return the first bytes of texts as words filled with zeros, ``most`` of them."""
        found = [self.word[start + skip] & _FILL[np.clip(length - skip, 0, 8)] for skip in (0, 8)]
        for skip in range(16, 8 * most, 8):  # few are longer
            longer = np.flatnonzero(length > skip)
            word = np.zeros(len(start), np.uint64)
            word[longer] = self.word[start[longer] + skip] & _FILL[np.minimum(length[longer] - skip, 8)]
            found.append(word)
        return found

    def pair(self) -> None:
        """Pair each opening tag with its closing tag, and put the elements in order of level and place."""
        # levels are counted from inside Message and Children
        step = 1 - 2 * self.closing.view(np.int8) - self.empty.view(np.int8)
        depth = np.cumsum(step, dtype=np.int32)
        if len(depth) and (depth[-1] != 0 or depth.min() < 0 or depth.max() > DEEPEST - 2):
            raise NotPlain
        level = (depth + (step < 1)).astype(np.uint8)
        if len(depth) and level.max() > DEEPEST - 2:
            raise NotPlain
        order = np.argsort(level, kind="stable")
        some_empty = self.empty.any()
        pairs = (order[~self.empty[order]] if some_empty else order).reshape(-1, 2)
        # on each level an opening tag follows a closing one: no level is left out on the way up or down
        opens, closes = pairs[:, 0].copy(), pairs[:, 1].copy()
        if any((word[opens] != word[closes]).any() for word in self.name):
            raise NotPlain
        self.tag: Ints = order[step[order] >= 0] if some_empty else opens
        """The tag that opens each element."""
        self.leaf = closes == opens + 1
        """Whether nothing but text is in it."""
        if some_empty:
            leaf = np.zeros(len(order), np.bool_)
            leaf[opens] = self.leaf
            self.leaf = leaf[self.tag]
        bounds = np.cumsum(np.bincount(level[self.tag], minlength=2)).tolist()
        self.levels = [slice(first, last) for first, last in pairwise(bounds)]

    def find_texts(self, inside: NDArray[np.uint8]) -> None:
        """Find the values; refuse white space in a value, and anything but white space outside tags and values."""
        tag = self.tag[self.leaf]
        self.start, self.length = np.zeros(len(self.tag), np.int64), np.zeros(len(self.tag), np.int64)
        self.start[self.leaf] = self.more[tag] + 1
        self.length[self.leaf] = self.less[tag + 1] - self.more[tag] - 1
        self.length[self.bytes[self.start] <= _SPACE] = 0  # a line break, as in an empty list
        blank = np.count_nonzero(inside <= _SPACE)
        visible = (self.more - self.less + 1).sum() + self.length.sum()
        if len(inside) - blank != visible or blank != sum(np.count_nonzero(inside == one) for one in b" \n\r\t"):
            raise NotPlain
        self.value = self.words(self.start, self.length, 2)
        if any(_spaced(word, self.length - skip) for word, skip in zip(self.value, (0, 8), strict=True)):
            raise NotPlain
        long = np.flatnonzero(self.length > 16)
        for start, length in zip(self.start[long].tolist(), self.length[long].tolist(), strict=True):
            if len(self.text[start : start + length].split()) != 1:
                raise NotPlain
