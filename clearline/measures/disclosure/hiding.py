"""Finds which further counts to hide so that no hidden one can be worked out, by linear programming with HiGHS.

For each hidden count another table must be possible, with everything that is printed the same, in which that count is
larger than any small one, and far enough from what it is. Where none is, printed counts may move at a price, and those
that the cheapest such table moves are hidden too. The same truth gives the same answer: everything is in the order of
the names, and HiGHS runs on one thread.

What is here knows the truth. The attacker, which does not, shares none of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from clearline.measures.disclosure.moving import FREE, Cell, Model
from clearline.measures.disclosure.table import Name, Sum


class Hider:
    """The counts of one part of a table that hang together, and which of them are hidden."""

    def __init__(self, cells: Mapping[Name, Cell], sums: Sequence[Sum]) -> None:
        self.names = sorted(cells)
        self.cells = [cells[name] for name in self.names]
        self.hidden = [cell.hidden for cell in self.cells]
        self.high = np.array([-1 if cell.truth is None else cell.truth for cell in self.cells])
        self.low = np.array([FREE if cell.truth is None else cell.truth for cell in self.cells])
        """The largest and smallest that each count is in any table found to be possible; the truth is one."""
        self.small = [index for index, cell in enumerate(self.cells) if cell.mine and cell.hidden and _is_small(cell)]
        self.tables: list[Any] = []
        """What the small counts are in each of the tables found to be possible."""
        at = {name: index for index, name in enumerate(self.names)}
        rows = [[at[name] for name in (one.total, *one.parts)] for one in sums]
        self.model = Model(self.cells, rows)

    def hide(self) -> set[Name]:
        """Return the names to hide, those hidden to begin with among them.

        What earlier publications leave open cannot be kept from being worked out: that is for the attacker to say.
        """
        before: list[bool] = []
        while before != self.hidden:
            before = list(self.hidden)
            for index in range(len(self.cells)):
                if not self._safe(index):
                    self._protect(index)
            self._keep_from_insiders()
        return {name for name, hidden in zip(self.names, self.hidden, strict=True) if hidden}

    def _safe(self, index: int) -> bool:
        limit, high, low = self.cells[index].limit, int(self.high[index]), int(self.low[index])
        if self.hidden[index]:
            return high > limit and high - low >= limit
        return self.cells[index].price > 0 or not limit or high > limit or low == 0

    def _protect(self, index: int) -> None:
        """Find tables that keep a count from being worked out, hiding what that takes."""
        limit = self.cells[index].limit
        large = int(self.high[index]) > limit or self._move(index, limit + 1, FREE)
        if not self.hidden[index]:  # nobody prints it: it is as safe when it may be none
            if not large:
                self._move(index, 0, 0)
        elif large and not self._safe(index) and not self._move(index, 0, int(self.high[index]) - limit):
            self._move(index, int(self.low[index]) + limit, FREE)

    def _keep_from_insiders(self) -> None:
        """Keep small counts from the only child in another count, who knows of that one that it is 1.

        Where it cannot be done the two count the same child, or the attacker will say so.
        """
        limits = np.array([self.cells[index].limit for index in self.small])
        for place, alone in enumerate(self.small):
            if self.cells[alone].truth != 1:
                continue
            read = len(self.tables)
            seen = _largest(self.tables, place, len(self.small))
            self.model.hold(alone)
            for other in np.flatnonzero(seen <= limits):
                if other != place and seen[other] <= limits[other]:
                    self._move(self.small[other], int(limits[other]) + 1, FREE)
                    more = _largest(self.tables[read:], place, len(self.small))
                    seen, read = np.maximum(seen, more), len(self.tables)
            self.model.release(alone)

    def _move(self, index: int, least: int, most: int) -> bool:
        """Hide what the cheapest table takes in which a count is within limits; return whether there is one."""
        found = self.model.cheapest(index, least, most)
        if found is None:
            return False
        table, moved = found
        for other in moved:
            self.hidden[other] = True
            self.model.hide(other)
        self.tables.append(table[self.small])
        np.maximum(self.high, table, out=self.high)
        np.minimum(self.low, table, out=self.low)
        return True


def _is_small(cell: Cell) -> bool:
    return cell.truth is not None and cell.truth <= cell.limit


def _largest(tables: Sequence[Any], place: int, size: int) -> Any:
    """Return the largest that each count is in the tables in which the one at ``place`` is 1; -1 without one."""
    alone = [table for table in tables if table[place] == 1]
    return np.max(alone, axis=0) if alone else np.full(size, -1)
