"""What moved in how duties stand: from one day to another, and from one edition of the guidance to the next."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.checks.standing import Proved
from clearline.checks.standings import Standing, Standings, standings
from clearline.guidance import comparing
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput


class Moved(NamedTuple):
    """A duty that stands otherwise than it did, or of which a proof shows something else."""

    before: Standing
    after: Standing
    proofs: tuple[tuple[Proved, Proved], ...]
    """Those of which the result is another one: as it was and as it is."""

    @property
    def turned(self) -> bool:
        """Whether the word for it is another one, not only a proof."""
        return self.before.word != self.after.word


class Step(NamedTuple):
    """What became of duties in a later edition, with how each stands by its own edition."""

    kind: comparing.Kind
    before: tuple[Standing, ...]
    """Empty for what is new."""
    after: tuple[Standing, ...]
    """Empty for what was withdrawn."""


class Steps(NamedTuple):
    """What another edition changes, duty by duty."""

    before: Standings
    after: Standings
    steps: tuple[Step, ...]
    caveat: str | None
    """What a reader must know before trusting new and withdrawn; ``None`` when both texts were read."""


def moved(before: Standings, after: Standings) -> tuple[Moved, ...]:
    """Return the duties that moved between two days, by one edition; those that stand otherwise first."""
    found = list(_moved(before, after))
    return tuple(sorted(found, key=lambda one: not one.turned))


def _moved(before: Standings, after: Standings) -> Iterator[Moved]:
    was = {one.name: one for one in before.duties}
    for now in after.duties:
        earlier = was[now.name]
        proofs = tuple(
            (old, new) for old, new in zip(earlier.proofs, now.proofs, strict=True) if old.result != new.result
        )
        if earlier.word != now.word or proofs:
            yield Moved(earlier, now, proofs)


def moves_since(
    authority: Authority, *, since: date, edition: str | None, on: date, today: date, by: Acting
) -> tuple[Standings, tuple[Moved, ...]]:
    """Return how duties stand on a day, and what moved since an earlier one, by the edition of the later day.

    Both days are worked out anew from the records as they are dated, and the registers of the earlier day as they were
    recorded by its end: what was entered or put right since has changed what they say. Raises ``BadInput`` as
    ``standings`` does, and for a day that is not earlier.
    """
    now = standings(authority, edition=edition, on=on, today=today, by=by)
    if since >= now.on:
        raise BadInput(f"{since:%-d %B %Y} is not before {now.on:%-d %B %Y}: give an earlier day.")
    named = f"{now.document}/{now.edition}"
    then = standings(authority, edition=named, on=since, today=today, by=by, recorded_by=since)
    return now, moved(then, now)


def by_editions(authority: Authority, *, earlier: str, later: str, on: date, today: date, by: Acting) -> Steps:
    """Return what a later edition changes, duty by duty, with how each stands by its own edition.

    Each edition is asked on the day itself while it is in force, else on its first day that is not past, or its last.
    Raises ``BadInput`` as ``standings`` and ``comparing.compare`` do.
    """
    known = load()
    old, new = edition_named(known, earlier), edition_named(known, later)
    changes = comparing.compare(old, new, known.editions, binding_only=True)
    before = standings(authority, edition=earlier, on=_day_of(old, on), today=today, by=by)
    after = standings(authority, edition=later, on=_day_of(new, on), today=today, by=by)
    was, now = _by_key(before), _by_key(after)
    steps = tuple(
        Step(change.kind, tuple(was[one.key] for one in change.before), tuple(now[one.key] for one in change.after))
        for change in changes
    )
    return Steps(before, after, steps, comparing.caveat(old, new))


def edition_before(edition: Edition) -> Edition | None:
    """Return the edition of the same document that came before, of those that are held; ``None`` for the first."""
    held = [one for one in load().editions if one.document == edition.document and one.chapters and one.start]
    earlier = [one for one in held if edition.start and one.start and one.start < edition.start]
    return max(earlier, key=lambda one: one.start or date.min, default=None)


def _day_of(edition: Edition, on: date) -> date:
    """Return the day nearest to another on which an edition is in force."""
    if edition.start and on < edition.start:
        return edition.start
    return edition.end if edition.end and edition.end < on else on


def _by_key(found: Standings) -> dict[str, Standing]:
    """Return the duties of the edition itself, by key."""
    place = found.document, found.edition
    return {one.name[2]: one for one in found.duties if one.name[:2] == place}
