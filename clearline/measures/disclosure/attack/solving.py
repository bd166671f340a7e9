"""Runs HiGHS on a linear programme, within the time there is, and brings what it finds to whole numbers."""

import time
from typing import Any

import highspy
import numpy as np

NEAR = 1e-6
_STATUS = highspy.HighsModelStatus


class Undecided(Exception):
    """The search came to no end: out of time, or the solver failed. Not known to be safe is not safe."""


class Programme:
    """A linear programme whose columns are counts, or how far they move."""

    def __init__(
        self, columns: tuple[Any, Any], rows: tuple[Any, Any], terms: tuple[Any, Any, Any], until: float
    ) -> None:
        """``columns`` and ``rows`` are lower and upper limits; ``terms`` the row, column and factor of each, by row."""
        self.until = until
        self.bounds = list(zip(columns[0].tolist(), columns[1].tolist(), strict=True))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(columns[0]), len(rows[0])
        lp.col_cost_ = np.zeros(len(columns[0]))
        lp.col_lower_, lp.col_upper_ = columns[0].astype(float), columns[1].astype(float)
        lp.row_lower_, lp.row_upper_ = rows[0].astype(float), rows[1].astype(float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(terms[0], np.arange(len(rows[0]) + 1))
        lp.a_matrix_.index_, lp.a_matrix_.value_ = terms[1], terms[2].astype(float)
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {"output_flag": False, "threads": 1, "random_seed": 0}.items():
            self.solver.setOptionValue(option, value)
        self.solver.passModel(lp)

    def cost(self, column: int, cost: float) -> None:
        """Set what one of a column costs; the least cost is looked for."""
        self.solver.changeColCost(column, cost)

    def bound(self, column: int, least: float, most: float) -> None:
        """Set the limits of a column."""
        self.bounds[column] = (least, most)
        self.solver.changeColBounds(column, least, most)

    def solve(self) -> tuple[float, Any] | None:
        """Return the objective and the columns; ``None`` when there is no solution. Raises ``Undecided``."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise Undecided
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + left)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == _STATUS.kInfeasible:
            return None
        if status != _STATUS.kOptimal:
            raise Undecided
        # both are read before anything of the model is changed: a change clears them
        return self.solver.getInfo().objective_function_value, np.array(self.solver.getSolution().col_value)

    def solve_whole(self) -> tuple[float, Any] | None:
        """Return the best solution in whole numbers, however long that takes; else as ``solve``."""
        size = len(self.bounds)
        every = np.arange(size, dtype=np.int32)
        self.solver.changeColsIntegrality(size, every, np.array([highspy.HighsVarType.kInteger] * size))
        try:
            return self.solve()
        finally:
            self.solver.changeColsIntegrality(size, every, np.array([highspy.HighsVarType.kContinuous] * size))

    def some_whole(self, tries: int) -> Any:
        """Return a solution in whole numbers, by rounding one column after the other; ``None``: none was come by."""
        found = self.solve()
        rounded: list[int] = []
        while found is not None and not is_whole(found[1]) and len(rounded) < tries:
            column = int(np.argmax(np.abs(found[1] - np.rint(found[1])) > NEAR))
            rounded.append(column)
            value, found = found[1][column], None
            for whole in (np.ceil(value), np.floor(value)):
                if found is None:
                    self.solver.changeColBounds(column, whole, whole)
                    found = self.solve()
        for column in rounded:
            self.solver.changeColBounds(column, *self.bounds[column])
        return found[1] if found is not None and is_whole(found[1]) else None


def is_whole(table: Any) -> bool:
    """Whether all the columns of a solution are whole numbers."""
    return bool(np.abs(table - np.rint(table)).max(initial=0) <= NEAR)
