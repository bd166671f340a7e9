"""The two columns of a judgement: whose they are, what can be said in one, and what both come to. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from clearline.accounts.permissions import Role
from clearline.guidance.queries import force_rank
from clearline.guidance.schema import Duty
from clearline.kit.proving import Result
from clearline.schedule.due import add_months

Said = Literal["satisfied", "partly", "not-satisfied", "cannot-say"]

RESULTS: dict[Said, str] = {
    "satisfied": "Satisfied", "partly": "Partly satisfied", "not-satisfied": "Not satisfied", "cannot-say": "Cannot say"
}  # fmt: skip

SPEAKERS: tuple[Role, ...] = ("dcs", "lead-member", "chief-executive", "leader")
"""Who can have a column."""

Pair = Literal["neither", "one", "both satisfied", "agree", "disagree"]
"""What the two columns come to. ``agree``: both said the same, which is not "satisfied"."""

PAIRS: dict[Pair, str] = {
    "neither": "Neither has said", "one": "One of two has said", "both satisfied": "Both are satisfied",
    "agree": "Both say the same: not satisfied in full", "disagree": "They differ",
}  # fmt: skip
assert tuple(PAIRS) == get_args(Pair)

LOCAL_LIMIT = 12
"""Months after which a statement is due for review where neither a day nor a trigger is set. No paragraph fixes one."""

_AT_THE_TOP = frozenset({"chief-executive", "leader"})


class Column(NamedTuple):
    """What is said in one column as of a day."""

    result: Said
    on: date


class When(NamedTuple):
    """When a judgement is looked at again."""

    review: date | None
    trigger: str
    """Empty for none."""


def columns_of(duty: Duty) -> tuple[Role, Role]:
    """Return whose the two columns are: the DCS ensures and the lead member is satisfied.

    Where the chief executive or the leader alone must act (3.31, 4.5 of the 2009 edition), theirs.
    """
    return ("chief-executive", "leader") if set(duty.bearers) <= _AT_THE_TOP else ("dcs", "lead-member")


def pair_of(columns: Sequence[Column | None]) -> Pair:
    """Return what two columns come to."""
    said = [one.result for one in columns if one is not None]
    if len(said) < 2:
        return "one" if said else "neither"
    if said[0] != said[1]:
        return "disagree"
    return "both satisfied" if said[0] == "satisfied" else "agree"


def due(columns: Sequence[Column | None], when: When) -> date | None:
    """Return the day by which a judgement is to be looked at again; ``None`` while nobody has said anything, or while
    a trigger alone is waited for. A day on or after which both have spoken is behind them and holds no longer."""
    said = [one.on for one in columns if one is not None]
    if said and when.review and any(one is None or one.on < when.review for one in columns):
        return when.review
    return add_months(min(said), LOCAL_LIMIT) if said and not when.trigger else None


def stale(columns: Sequence[Column | None], when: When, on: date) -> bool:
    """Return whether the day of review has passed and somebody has not spoken anew since."""
    by = due(columns, when)
    return by is not None and by < on and any(one is not None and one.on < by for one in columns)


def proves(duty: Duty, columns: Sequence[Column | None], when: When, on: date) -> Result:
    """Return what a judgement says as the proof of a duty; of a duty that binds nobody it never says that it fails."""
    said = [one.result for one in columns if one is not None]
    if not said:
        return "never looked at"
    if "not-satisfied" in said:
        return "fails" if force_rank(duty) else "not known"
    whole = pair_of(columns) == "both satisfied" and not stale(columns, when, on)
    return "passes" if whole else "not known"
