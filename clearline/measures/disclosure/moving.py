"""Finds the table nearest to the truth in which one count is otherwise, by linear programming with HiGHS."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import highspy
import numpy as np

FREE = 10_000_000
"""More children than any count has: the limit of a count of which nothing is known."""

_NEAR = 1e-6
_STAY = 0.001
"""What it costs to move a hidden count by one: so little that only ties are settled by it, and few counts move."""

_DIVES = 20
"""How many counts are rounded, one after the other, to come to a table in whole numbers."""


class Cell(NamedTuple):
    """One count as the engine sees it."""

    truth: int | None
    """``None`` for a count of an earlier publication that is hidden there, or that nobody can tell."""
    least: int
    most: int
    """What a reader can know of it when it is hidden."""
    seen_least: int
    seen_most: int
    """What a reader can know of it when it is printed; the truth lies between."""
    price: float
    """What hiding it costs; 0 when it is hidden already, or not printed here."""
    limit: int
    """The largest small count; 0 when it need not be protected."""
    hidden: bool
    mine: bool
    """Whether this table prints it."""


class Model:
    """The counts and their sums, as columns and rows.

    A count whose truth is known has three columns: what is seen of it, and how far it moves up and down from there at a
    price. Another count has one.
    """

    def __init__(self, cells: Sequence[Cell], rows: Sequence[Sequence[int]]) -> None:
        """``rows`` are the indices of a total and its parts."""
        self.cells = cells
        self.hidden = [cell.hidden for cell in cells]
        moving = [index for index, cell in enumerate(cells) if cell.truth is not None and cell.least < cell.most]
        self.moving = np.array(moving, dtype=np.int64)
        size, many = len(cells), len(moving)
        self.up = {index: size + place for place, index in enumerate(moving)}
        self.down = {index: size + many + place for place, index in enumerate(moving)}
        self.columns = size + 2 * many
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {"output_flag": False, "threads": 1, "random_seed": 0}.items():
            self.solver.setOptionValue(option, value)
        self.bounds: list[tuple[float, float]] = []
        """Of every column, whatever it is rounded to for a moment."""
        self.solver.passModel(self._columns(rows))

    def _columns(self, rows: Sequence[Sequence[int]]) -> Any:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, len(rows)
        moving = [self.cells[index] for index in self.moving]
        lp.col_cost_ = np.array([0.0] * len(self.cells) + 2 * [cell.price or _STAY for cell in moving])
        lower = [cell.seen_least if index in self.up else cell.least for index, cell in enumerate(self.cells)]
        upper = [cell.seen_most if index in self.up else cell.most for index, cell in enumerate(self.cells)]
        room = [cell.most - cell.seen_most for cell in moving] + [cell.seen_least - cell.least for cell in moving]
        lp.col_lower_ = np.array([*lower, *[0] * len(room)], dtype=float)
        lp.col_upper_ = np.array([*upper, *room], dtype=float)
        self.bounds = list(zip(lp.col_lower_, lp.col_upper_, strict=True))
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(rows))
        starts, indices, values = [0], [], []
        for total, *parts in rows:
            for index, sign in [(total, 1.0), *((part, -1.0) for part in parts)]:
                indices.append(index)
                values.append(sign)
                if index in self.up:
                    indices += [self.up[index], self.down[index]]
                    values += [sign, -sign]
            starts.append(len(indices))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(starts), np.array(indices)
        lp.a_matrix_.value_ = np.array(values)
        return lp

    def cheapest(self, index: int, least: int, most: int) -> tuple[Any, list[int]] | None:
        """Return the cheapest table in which a count is within limits, and the printed counts that had to move for it.

        ``None`` when there is none, or none was found in whole numbers.
        """
        least, most = max(least, self.cells[index].least), min(most, self.cells[index].most)
        if least > most:
            return None
        self._confine(index, least, most)
        self.solver.run()
        found = self._in_whole_numbers(self._found())
        self.release(index)
        if found is None or np.abs(found - np.rint(found)).max() > _NEAR:
            return None
        whole = np.rint(found).astype(np.int64)
        size, many = len(self.cells), len(self.moving)
        up, down = whole[size : size + many], whole[size + many :]
        table = whole[:size].copy()
        table[self.moving] += up - down
        moved = [int(other) for other in self.moving[(up > 0) | (down > 0)]]
        return table, [other for other in moved if self.cells[other].price and not self.hidden[other]]

    def _found(self) -> Any:
        """Return the columns of the solution; ``None`` when there is none."""
        solved = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(self.solver.getSolution().col_value) if solved else None

    def _in_whole_numbers(self, found: Any) -> Any:
        """Return a solution in whole numbers near to one that is not, by rounding one column after the other.

        ``None`` when none was come by.
        """
        rounded: list[int] = []
        while found is not None and len(rounded) < _DIVES:
            column = int(np.argmax(np.abs(found - np.rint(found)) > _NEAR))
            if abs(found[column] - np.rint(found[column])) <= _NEAR:
                break
            rounded.append(column)
            value, found = found[column], None
            for whole in (np.ceil(value), np.floor(value)):
                if found is None:
                    self.solver.changeColBounds(column, whole, whole)
                    self.solver.run()
                    found = self._found()
        for column in rounded:
            self.solver.changeColBounds(column, *self.bounds[column])
        return found

    def _bound(self, column: int, least: float, most: float) -> None:
        self.bounds[column] = (least, most)
        self.solver.changeColBounds(column, least, most)

    def _confine(self, index: int, least: int, most: int) -> None:
        """Hold a count within limits."""
        truth = self.cells[index].truth
        if index not in self.up or truth is None:
            self._bound(index, least, most)
            return
        self._bound(index, truth, truth)
        self._bound(self.up[index], max(0, least - truth), max(0, most - truth))
        self._bound(self.down[index], max(0, truth - most), max(0, truth - least))

    def hold(self, index: int) -> None:
        """Hold a count to the truth."""
        truth = self.cells[index].truth
        self._confine(index, truth or 0, truth or 0)

    def release(self, index: int) -> None:
        """Let a count be again what readers can think it is."""
        cell = self.cells[index]
        if index not in self.up:
            self._bound(index, cell.least, cell.most)
            return
        self._bound(index, cell.seen_least, cell.seen_most)
        self._bound(self.up[index], 0, cell.most - cell.seen_most)
        self._bound(self.down[index], 0, cell.seen_least - cell.least)

    def hide(self, index: int) -> None:
        """Let a count move at next to no price: it is hidden from now on."""
        self.hidden[index] = True
        self.solver.changeColCost(self.up[index], _STAY)
        self.solver.changeColCost(self.down[index], _STAY)
