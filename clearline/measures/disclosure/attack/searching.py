"""Searches a group of tied counts for tables that are possible, and so for how far each count can be known.

That a count is safe is only believed when two tables in whole numbers have been found, and checked by exact arithmetic,
that agree with everything published and differ enough in that count. Solvers can err; such a pair cannot.
"""

import time
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from clearline.measures.disclosure.attack.facts import Facts, Tie
from clearline.measures.disclosure.table import Contradiction

FREE = 10_000_000
"""More children than any count has."""

_NEAR = 1e-6
_STATUS = highspy.HighsModelStatus


class Undecided(Exception):
    """The search came to no end: out of time, or the solver failed. Not known to be safe is not safe."""


class Search:
    """How far each count of a group can be known. Counts are named here by their place in the group."""

    def __init__(self, facts: Facts, inside: Sequence[int], ties: Sequence[Tie], until: float) -> None:
        self.inside, self.until = list(inside), until
        self.names = [facts.names[index] for index in inside]
        at = {index: place for place, index in enumerate(inside)}
        self.least = np.array([facts.low[index] for index in inside], dtype=np.int64)
        tops = [FREE if (high := facts.high[index]) is None else high for index in inside]
        self.most = np.array(tops, dtype=np.int64)
        rows = [_without_fixed(facts, tie, at) for tie in ties]
        self.where = np.repeat(np.arange(len(rows)), [len(tie.terms) for tie in rows])
        self.column = np.array([place for tie in rows for place, _ in tie.terms], dtype=np.int32)
        self.times = np.array([times for tie in rows for _, times in tie.terms], dtype=np.int64)
        wide = FREE * FREE
        self.row_least = np.array([-wide if tie.least is None else tie.least for tie in rows], dtype=np.int64)
        self.row_most = np.array([wide if tie.most is None else tie.most for tie in rows], dtype=np.int64)
        self.found: list[Any] = []
        """Tables that are possible, each an array of whole numbers."""
        self.high = np.full(len(inside), -1, dtype=np.int64)
        self.low = np.full(len(inside), FREE, dtype=np.int64)
        """The largest and the smallest that each count is in them."""
        self.solver = self._model(wide)

    def _model(self, wide: int) -> Any:
        lp = highspy.HighsLp()
        size, many = len(self.inside), len(self.row_least)
        lp.num_col_, lp.num_row_ = size, many
        lp.col_cost_ = np.zeros(size)
        lp.col_lower_, lp.col_upper_ = self.least.astype(float), self.most.astype(float)
        infinite = highspy.kHighsInf
        lp.row_lower_ = np.where(self.row_least == -wide, -infinite, self.row_least.astype(float))
        lp.row_upper_ = np.where(self.row_most == wide, infinite, self.row_most.astype(float))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(self.where, np.arange(many + 1))
        lp.a_matrix_.index_, lp.a_matrix_.value_ = self.column, self.times.astype(float)
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {"output_flag": False, "threads": 1, "random_seed": 0}.items():
            solver.setOptionValue(option, value)
        solver.passModel(lp)
        return solver

    def largest(self, place: int, alone: int | None = None) -> int:
        """Return the most that a count can be, to who knows that another is 1 if ``alone`` is given.

        Raises ``Undecided``, and ``Contradiction`` when no table agrees with everything that is published.
        """
        if alone is None:
            return self._end(place, 1, int(self.high[place]))
        self.solver.changeColBounds(alone, 1.0, 1.0)
        try:
            return self._end(place, 1, None)
        finally:
            self.solver.changeColBounds(alone, float(self.least[alone]), float(self.most[alone]))

    def smallest(self, place: int) -> int:
        """Return the least that a count can be; raises as ``largest``."""
        return self._end(place, -1, int(self.low[place]))

    def _end(self, place: int, sign: int, seen: int | None) -> int:
        """Return the most (``sign`` 1) or the least (-1) that a count can be; ``seen`` is what it was seen to reach."""
        self.solver.changeColCost(place, float(-sign))
        try:
            reached, table = self._solve()
            if not self._possible(table):
                whole = sign * int(np.floor(-reached + _NEAR))
                if whole == seen:
                    return whole
                _, table = self._solve_in_whole_numbers()
                if not self._possible(table):
                    raise Undecided
            return int(np.rint(table[place]))
        finally:
            self.solver.changeColCost(place, 0.0)

    def _solve(self) -> tuple[float, Any]:
        """Return the objective and the table, read before anything of the model is changed: a change clears them."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise Undecided
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + left)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == _STATUS.kInfeasible:
            raise Contradiction(self.names)
        if status != _STATUS.kOptimal:
            raise Undecided
        return self.solver.getInfo().objective_function_value, np.array(self.solver.getSolution().col_value)

    def _solve_in_whole_numbers(self) -> tuple[float, Any]:
        size = len(self.inside)
        every = np.arange(size, dtype=np.int32)
        self.solver.changeColsIntegrality(size, every, np.array([highspy.HighsVarType.kInteger] * size))
        try:
            return self._solve()
        finally:
            self.solver.changeColsIntegrality(size, every, np.array([highspy.HighsVarType.kContinuous] * size))

    def _possible(self, table: Any) -> bool:
        """Keep a table in whole numbers that agrees with everything published; return whether it does."""
        whole = np.rint(table).astype(np.int64)
        if np.abs(table - whole).max() > _NEAR or (whole < self.least).any() or (whole > self.most).any():
            return False
        sums = np.zeros(len(self.row_least), dtype=np.int64)
        np.add.at(sums, self.where, self.times * whole[self.column])
        if (sums < self.row_least).any() or (sums > self.row_most).any():
            return False
        self.found.append(whole)
        np.maximum(self.high, whole, out=self.high)
        np.minimum(self.low, whole, out=self.low)
        return True


def _without_fixed(facts: Facts, tie: Tie, at: dict[int, int]) -> Tie:
    """Return a tie of the counts of the group alone, with what is known of the others taken off its limits."""
    known = sum(times * facts.low[index] for index, times in tie.terms if index not in at)
    terms = tuple((at[index], times) for index, times in tie.terms if index in at)
    return Tie(terms, None if tie.least is None else tie.least - known, None if tie.most is None else tie.most - known)
