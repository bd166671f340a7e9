"""When a report is due: from its contract, the council's own settings and the edition. Plain rules, no database.

A due item is no row. It is worked out, and named by the last day of its period.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from clearline.schedule.contract import MONTHS, Cadence, Contract, Every


class Own(NamedTuple):
    """What a council has set for a report; what it has not set is as the contract says."""

    every: str = ""
    """An ``Every``; ``none`` for no interval; empty for as the contract says."""
    deadline: int | None = None
    first_due: date | None = None


class Plan(NamedTuple):
    """How often and by when a report is due at an authority."""

    cadence: Cadence
    every: Every | None
    """``None`` without interval."""
    deadline: int
    """Days after the end of a period."""
    first_due: date | None
    """From which its periods are counted; ``None``: by the financial year, which ends on 31 March."""
    begins: date
    """No period that ends before this day is asked for."""
    set_here: bool
    """Whether the council has set anything of it."""

    @property
    def counts(self) -> bool:
        """Return whether it can be late: by law or by a local setting, not by practice."""
        return self.every is not None and self.cadence.kind != "practice"


class Period(NamedTuple):
    """A stretch of time that a report is for."""

    end: date
    due: date


def plan_for(contract: Contract, own: Own | None, edition: str, on: date, since: date) -> Plan:
    """Return how often and by when a report is due under an edition on a day, at an authority kept here ``since``.

    A council's setting never makes longer what is law.
    """
    cadence = contract.cadence_on(edition, on)
    own_every = own.every if own else ""
    every = cadence.every
    if own_every == "none":
        every = None
    elif own_every:
        every = next(each for each in MONTHS if each == own_every)
    deadline = own.deadline if own and own.deadline is not None else contract.deadline
    if cadence.kind == "law" and cadence.every is not None:
        every = cadence.every if every is None or MONTHS[every] > MONTHS[cadence.every] else every
        deadline = min(deadline, contract.deadline)
    begins = max(since, cadence.start or since)
    return Plan(cadence, every, deadline, own.first_due if own else None, begins, own not in (None, Own()))


def add_months(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods(plan: Plan, until: date) -> Iterator[Period]:
    """Yield the periods of a plan that are due by a day, in order; none without interval."""
    for one in _periods(plan):
        if one.due > until:
            return
        yield one


def _periods(plan: Plan) -> Iterator[Period]:
    if plan.every is None:
        return
    wait, months, number = timedelta(days=plan.deadline), MONTHS[plan.every], 0
    anchor = plan.first_due or date(plan.begins.year - 1, 3, 31)
    while True:
        day = add_months(anchor, number * months)
        number += 1
        if plan.first_due is None:
            day = date(day.year, day.month, monthrange(day.year, day.month)[1]) + wait
        if day - wait >= plan.begins:
            yield Period(day - wait, day)


def answers(plan: Plan, on: date, answered: date | None) -> Period | None:
    """Return the period that a report as at a day is for; ``None`` without interval.

    It is for the last period that has ended by the day while that has no report, else for the one the day lies in.
    ``answered``: the last day of the latest period that has one; ``None`` when none has.
    """
    ended = None
    for one in _periods(plan):
        if one.end < on:
            ended = one
        elif one.end == on or ended is None or (answered is not None and ended.end <= answered):
            return one
        else:
            return ended
    return None


class Outstanding(NamedTuple):
    """What is due of a report."""

    late: Period | None
    """The latest period that is overdue; ``None`` when nothing is."""
    missed: int
    """How many periods before that one have passed without a report since the last."""
    ahead: tuple[Period, ...]


def outstanding(plan: Plan, on: date, until: date, answered: date | None) -> Outstanding:
    """Return what of a report is late on a day and what falls due from then until another.

    A later report stands for those that were missed before it. What is due by practice alone is never late, and what is
    only suggested is not while the council has neither set it nor ever issued one.
    """
    wanted = [one for one in periods(plan, until) if answered is None or one.end > answered]
    over = [one for one in wanted if one.due < on]
    ahead = tuple(one for one in wanted if one.due >= on)
    only_suggested = plan.cadence.kind == "local" and not plan.set_here and answered is None
    if not over or not plan.counts or only_suggested:
        return Outstanding(None, 0, ahead)
    return Outstanding(over[-1], len(over) - 1, ahead)
