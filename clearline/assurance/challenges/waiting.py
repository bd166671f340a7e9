"""The challenges that wait for an answer, with what the calendar needs of each and no more: there may be many."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple, cast

from clearline.accounts.access_class import Access, Kind, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.challenges import models
from clearline.assurance.challenges.following import stands
from clearline.assurance.challenges.voices import challengers, parties_here, voices


class Waiting(NamedTuple):
    """A challenge whose answer has not come."""

    key: str
    challenger: str
    """A party: ``office:lead-member``, ``body:key``, ``partner:key``."""
    challenged_name: str
    answerer: str
    """The party that must answer now: the one to whom it was escalated last."""
    due: date


class _Row(NamedTuple):
    pk: int
    key: str
    challenger: str
    challenged: str
    challenged_name: str
    due: date
    made_on: date
    access: str


class _Step(NamedTuple):
    kind: str
    to: str
    on: date
    due: date | None


def waiting(authority: Authority, by: Acting, on: date) -> tuple[Waiting, ...]:
    """Return the challenges that wait on a day, of those that ``queries.challenges`` shows the same reader.

    The last first. A constant number of queries, but for what is closed to the reader and of a board that is no more.
    """
    if not by.may("see challenges"):
        return ()
    mine = frozenset(voice.party.ref for voice in voices(by, on))
    here = parties_here(authority, on)

    @cache
    def speaks(challenger: str, made_on: date) -> bool:
        return not mine.isdisjoint(challengers(authority, challenger, made_on, here))

    steps = _steps(authority, on)
    rows = models.Challenge.objects.filter(authority=authority, made_on__lte=on).order_by("-made_on", "-id")
    found = (_Row(*row) for row in rows.values_list(*_Row._fields))
    return tuple(said for row in found if (said := _waiting(row, steps.get(row.pk, []), by, mine, speaks, on)))


def _steps(authority: Authority, on: date) -> dict[int, list[_Step]]:
    found: dict[int, list[_Step]] = {}
    rows = models.Step.objects.filter(challenge__authority=authority, on__lte=on).order_by("id")
    for challenge, *step in rows.values_list("challenge_id", *_Step._fields):
        found.setdefault(challenge, []).append(_Step(*step))
    return found


def _waiting(
    row: _Row, steps: list[_Step], by: Acting, mine: frozenset[str], speaks: Callable[[str, date], bool], on: date
) -> Waiting | None:
    """Return a challenge as it waits; ``None`` when it does not, or when the reader may not see it.

    ``speaks``: whether the reader speaks for a challenger of a day, or for whoever took over from it.
    """
    up = [step.to for step in steps if step.to]
    seen = (
        may_see(by, Access(kind=cast(Kind, row.access)))
        or not mine.isdisjoint({row.challenged, *up})
        or speaks(row.challenger, row.made_on)
    )
    due = stands(row.due, steps, on).due if seen else None
    if due is None:
        return None
    return Waiting(row.key, row.challenger, row.challenged_name, [row.challenged, *up][-1], due)
