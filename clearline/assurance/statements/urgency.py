"""In which order somebody works through the duties that they judge, and in words why. Pure."""

from datetime import date
from enum import IntEnum
from typing import NamedTuple

from clearline.accounts.permissions import Role
from clearline.assurance.statements.queries import Judgement, StatementSaid
from clearline.guidance import words
from clearline.guidance.schema import Duty


class Rank(IntEnum):
    """What comes before what."""

    OVERDUE = 0
    """The day of its review has come, and nothing has been said since."""
    FAILS = 1
    """Another proof of it fails while nothing is said."""
    OTHER_SPOKE = 2
    SILENT = 3
    """Neither has spoken."""
    REST = 4
    """It waits for nothing that the reader could say."""
    NOTHING = 5
    """It binds nobody on the day."""


class Urgency(NamedTuple):
    """Where a duty stands in the order, and why."""

    rank: Rank
    why: str


def urgency(one: Judgement, duty: Duty, own: Role | None, *, fails: bool, on: date) -> Urgency:
    """Return how pressing a duty is that binds.

    ``own``: the column in which the reader speaks; ``None`` for a reader who speaks in neither, to whom it is as
    pressing as to the two. ``fails``: whether a proof of it fails, other than what the two say.
    """
    said = dict(zip(one.column_names, one.columns, strict=True))
    waited = [role for role in said if _waits(said[role], one.due, on)]
    if not waited or (own and own not in waited):
        return Urgency(Rank.REST, _rest(said, waited))
    if one.due is not None and one.due <= on:
        silent = " You have not spoken yet." if own and said[own] is None else ""
        return Urgency(Rank.OVERDUE, f"{_review(one.due, on)}{silent}")
    if fails and (own or one.pair == "neither"):
        who = "you have not spoken" if own else "neither has spoken"
        return Urgency(Rank.FAILS, f"It appears not to be met, and {who}.")
    if one.pair == "neither":
        return Urgency(Rank.SILENT, f"Neither has spoken. The duty is a {_force(duty)}.")
    spoke, other = (_the(role) for role in sorted(said, key=lambda role: said[role] is None))
    return Urgency(Rank.OTHER_SPOKE, f"{spoke.capitalize()} has spoken, {'you have' if own else f'{other} has'} not.")


def _waits(said: StatementSaid | None, due: date | None, on: date) -> bool:
    """Return whether a column waits for a word: nothing is in it, or nothing since the day of its review."""
    return said is None or (due is not None and said.on < due <= on)


def _rest(said: dict[Role, StatementSaid | None], waited: list[Role]) -> str:
    if not waited:
        return "Both have spoken."
    other = _the(waited[0])
    return f"You have spoken, {other} has not{' since the review was due' if said[waited[0]] else ''}."


def _review(due: date, on: date) -> str:
    return f"Review {'was' if due < on else 'is'} due on {due:%-d %B %Y}."


def _force(duty: Duty) -> str:
    """Return the force of a duty that binds; law that the council has switched on is a must."""
    return words.FORCES["must" if duty.force == "prospective" else duty.force][0].lower()


def _the(role: Role) -> str:
    return "the director" if role == "dcs" else f"the {role.replace('-', ' ')}"
