"""The duties of an edition for one reader, in the order of urgency, and which of them comes next."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import NamedTuple

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import Role
from clearline.assurance.statements import queries
from clearline.assurance.statements.actions import Place
from clearline.assurance.statements.columns import SPEAKERS
from clearline.assurance.statements.queries import JUDGED, Judgement
from clearline.assurance.statements.urgency import Rank, Urgency, urgency
from clearline.guidance.content import load
from clearline.guidance.queries import (
    ALWAYS,
    Stated,
    edition_in_force,
    edition_named,
    ended_body,
    force_rank,
    holds_on,
    stated_in,
)
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput

Failing = Callable[[Edition, date], AbstractSet[Place]]
"""Answers of which duties of an edition, of the Act and of present law a proof fails on a day, other than what the two
say. What knows it stands above this feature and hands it down."""

SOON = timedelta(days=60)
BINDS_NOBODY = Urgency(Rank.NOTHING, "It binds nobody on this day.")


class Line(NamedTuple):
    """A duty in the order."""

    one: Judgement
    stated: Stated
    yours: bool
    """Whether it waits for a word of the reader in a column of theirs."""
    urgency: Urgency
    place: int = 0
    """In the order, from 0."""

    @property
    def name(self) -> Place:
        """Document, edition and key."""
        return self.one.document, self.one.edition, self.one.duty

    def review(self, on: date) -> str:
        """Return when its review is: passed, soon, later or none."""
        if self.one.due is None:
            return "none"
        return "passed" if self.one.stale(on) else "soon" if self.one.due <= on + SOON else "later"


def judged_editions() -> tuple[Edition, ...]:
    """Return the editions whose duties can be judged and that are held."""
    return tuple(one for one in load().editions if one.kind in JUDGED and one.chapters)


def edition_of(document: str, edition: str, on: date) -> Edition:
    """Return the edition in whose list a duty stands: its own; for the Act and present law the one in force."""
    return in_force(on) if document in ALWAYS else edition_named(load(), f"{document}/{edition}")


def in_force(on: date) -> Edition:
    """Return the edition in force on a day; on a day without one, the first that is held."""
    try:
        return edition_in_force(load(), on)
    except BadInput:
        return edition_named(load(), "2009")


def own_column(one: Judgement, by: Acting) -> Role | None:
    """Return the column of a judgement in which somebody speaks; ``None`` for neither."""
    return next((role for role in one.column_names if by.may(f"state as {role}")), None)


def in_order(edition: Edition, by: Acting, failing: AbstractSet[Place], on: date) -> list[Line]:
    """Return the duties of an edition, of the Act and of present law, what presses most first.

    The queries do not grow with the duties.
    """
    assert by.authority is not None
    speaks = any(by.may(f"state as {role}") for role in SPEAKERS)
    others = [one for one in judged_editions() if one.document in ALWAYS and one != edition]
    found: list[Line] = []
    for each in (edition, *others):
        stated = {one.duty.key: one for one in stated_in(each)}
        for one in queries.judgements(by.authority, each.document, each.edition, on):
            found.append(_line(one, stated[one.duty], by, speaks, failing, on))
    return [line._replace(place=place) for place, line in enumerate(sorted(found, key=_pressing))]


def after(waiting: Sequence[Line], place: Place) -> Line | None:
    """Return what waits for the reader after one duty, from the beginning again at the end; ``None`` for nothing more.

    It goes on from where one is, so that a duty that was passed over does not come back at once.
    """
    names = [line.name for line in waiting]
    start = names.index(place) + 1 if place in names else 0
    return next((line for line in (*waiting[start:], *waiting[:start]) if line.name != place), None)


def _line(
    one: Judgement, stated: Stated, by: Acting, speaks: bool, failing: AbstractSet[Place], on: date
) -> Line:  # fmt: skip
    own = own_column(one, by)
    if not _binds(stated, on):
        return Line(one, stated, False, BINDS_NOBODY)
    found = urgency(one, stated.duty, own, fails=(one.document, one.edition, one.duty) in failing, on=on)
    if speaks and own is None:  # for others to say: it does not stand among what waits for the reader
        found = found._replace(rank=Rank.REST)
    return Line(one, stated, own is not None and found.rank < Rank.REST, found)


def _binds(stated: Stated, on: date) -> bool:
    """Return whether a duty asks anything of anybody on the day."""
    ended = ended_body(load(), stated.duty, on)
    return bool(force_rank(stated.duty)) and holds_on(stated.duty, on) and ended is None


def _pressing(line: Line) -> tuple[Rank, date, int]:
    """Order by why it presses; reviews by their day, what must be done before what should; else as in the document."""
    rank = line.urgency.rank
    by_day = rank in (Rank.OVERDUE, Rank.REST)
    return rank, (line.one.due if by_day else None) or date.max, -force_rank(line.stated.duty)
