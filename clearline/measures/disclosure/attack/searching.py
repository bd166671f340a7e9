"""Searches a group of tied counts for tables that are possible, and so for how far each count can be known.

That a count is safe is only believed when two tables in whole numbers have been found, and checked by exact arithmetic,
that agree with everything published and differ enough in that count. Solvers can err; such a pair cannot.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearline.measures.disclosure.attack.facts import Facts, Tie
from clearline.measures.disclosure.attack.solving import NEAR, Programme, Undecided, is_whole
from clearline.measures.disclosure.table import Contradiction

FREE = 10_000_000
"""More children than any count has."""

_WIDE = FREE * FREE
"""A limit that no sum reaches."""

_ROUNDED, _ROUNDED_AT_FIRST = 20, 300
"""How many counts are rounded, one after the other, to come to a table in whole numbers."""


class Search:
    """How far each count of a group can be known. Counts are named here by their place in the group."""

    def __init__(self, facts: Facts, inside: Sequence[int], ties: Sequence[Tie], until: float) -> None:
        self.inside = list(inside)
        self.names = [facts.names[index] for index in inside]
        at = {index: place for place, index in enumerate(inside)}
        self.least = np.array([facts.low[index] for index in inside], dtype=np.int64)
        tops = [FREE if (high := facts.high[index]) is None else high for index in inside]
        self.most = np.array(tops, dtype=np.int64)
        rows = [_without_fixed(facts, tie, at) for tie in ties]
        self.row = np.repeat(np.arange(len(rows)), [len(tie.terms) for tie in rows])
        self.column = np.array([place for tie in rows for place, _ in tie.terms], dtype=np.int32)
        self.times = np.array([times for tie in rows for _, times in tie.terms], dtype=np.int64)
        self.row_least = np.array([-_WIDE if tie.least is None else tie.least for tie in rows], dtype=np.int64)
        self.row_most = np.array([_WIDE if tie.most is None else tie.most for tie in rows], dtype=np.int64)
        self.found: list[Any] = []
        """Tables that are possible, each an array of whole numbers."""
        self.high = np.full(len(inside), -1, dtype=np.int64)
        self.low = np.full(len(inside), FREE, dtype=np.int64)
        """The largest and the smallest that each count is in them."""
        limits = (self.row_least, self.row_most)
        self.counts = Programme((self.least, self.most), limits, (self.row, self.column, self.times), until)
        self.moves = self._from(self._first_table(), until)

    def _first_table(self) -> Any:
        """Return any table that is possible."""
        table = self.counts.some_whole(_ROUNDED_AT_FIRST)
        if table is None:
            found = self.counts.solve_whole()
            table = None if found is None else found[1]
        if table is None:
            raise Contradiction(self.names)
        return self._believed(table)

    def _from(self, first: Any, until: float) -> Programme:
        """Return the programme of how far counts move, up and down, from a table that is possible."""
        size = len(self.inside)
        base = np.zeros(len(self.row_least), dtype=np.int64)
        np.add.at(base, self.row, self.times * first[self.column])
        room = np.concatenate([self.most - first, first - self.least])
        limits = (self.row_least - base, self.row_most - base)
        both = np.ravel(np.column_stack([self.column, self.column + size]))
        times = np.ravel(np.column_stack([self.times, -self.times]))
        made = Programme((np.zeros(2 * size), room), limits, (np.repeat(self.row, 2), both, times), until)
        for column in range(2 * size):
            made.cost(column, 1.0)
        return made

    def reach(self, place: int, least: int, most: int, alone: int | None = None) -> bool:
        """Look for a table in which a count is within limits, near to the first one; return whether one was found.

        ``alone`` is a count that is 1 in it. That none is found says nothing.
        """
        wanted = {place: (max(least, int(self.least[place])), min(most, int(self.most[place])))}
        if alone is not None:
            wanted[alone] = (1, 1)
        if any(low > high for low, high in wanted.values()):
            return False
        first, size = self.found[0], len(self.inside)
        changed = {}
        for one, (low, high) in wanted.items():
            start = int(first[one])
            changed[one] = (max(0, low - start), max(0, high - start))
            changed[one + size] = (max(0, start - high), max(0, start - low))
        before = {column: self.moves.bounds[column] for column in changed}
        for column, limits in changed.items():
            self.moves.bound(column, *limits)
        moves = self.moves.some_whole(_ROUNDED)
        for column, limits in before.items():
            self.moves.bound(column, *limits)
        if moves is None:
            return False
        self._believed(first + moves[:size] - moves[size:])
        return True

    def largest(self, place: int, alone: int | None = None) -> int:
        """Return the most that a count can be, to who knows that another is 1 if ``alone`` is given.

        Raises ``Undecided``, and ``Contradiction`` when no table agrees with everything that is published.
        """
        if alone is None:
            return self._end(place, 1, int(self.high[place]))
        self.counts.bound(alone, 1, 1)
        try:
            return self._end(place, 1, None)
        finally:
            self.counts.bound(alone, int(self.least[alone]), int(self.most[alone]))

    def smallest(self, place: int) -> int:
        """Return the least that a count can be; raises as ``largest``."""
        return self._end(place, -1, int(self.low[place]))

    def _end(self, place: int, sign: int, seen: int | None) -> int:
        """Return the most (``sign`` 1) or the least (-1) that a count can be; ``seen`` is what it was seen to reach."""
        self.counts.cost(place, float(-sign))
        try:
            found = self.counts.solve()
            if found is not None and not is_whole(found[1]):
                whole = sign * int(np.floor(-found[0] + NEAR))
                if whole == seen:
                    return whole
                found = self.counts.solve_whole()
            if found is None:
                raise Contradiction(self.names)
            return int(self._believed(found[1])[place])
        finally:
            self.counts.cost(place, 0.0)

    def _believed(self, table: Any) -> Any:
        """Keep a table that agrees with everything published, and return it in whole numbers.

        Raises ``Undecided`` for one that does not: the solver erred.
        """
        whole = np.rint(table).astype(np.int64)
        sums = np.zeros(len(self.row_least), dtype=np.int64)
        np.add.at(sums, self.row, self.times * whole[self.column])
        outside = (whole < self.least) | (whole > self.most)
        if not is_whole(table) or outside.any() or (sums < self.row_least).any() or (sums > self.row_most).any():
            raise Undecided
        self.found.append(whole)
        np.maximum(self.high, whole, out=self.high)
        np.minimum(self.low, whole, out=self.low)
        return whole


def _without_fixed(facts: Facts, tie: Tie, at: dict[int, int]) -> Tie:
    """Return a tie of the counts of the group alone, with what is known of the others taken off its limits."""
    known = sum(times * facts.low[index] for index, times in tie.terms if index not in at)
    terms = tuple((at[index], times) for index, times in tie.terms if index in at)
    return Tie(terms, None if tie.least is None else tie.least - known, None if tie.most is None else tie.most - known)
