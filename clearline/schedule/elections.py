"""Pre-election periods: whether something may be published on a day, and what was let out with a reason."""

from datetime import date, datetime

from clearline.accounts.models import Authority, Individual
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.schedule import models


class Hold(Value, frozen=True, kw_only=True):
    """That something is held back, because of which election and until when."""

    key: str
    """Of the period, by which the monitoring officer releases it."""
    election: str
    starts: date
    """The first day of it, or of an earlier period that holds the thing too."""
    until: date
    """The last day of the period; on the next day it may go out."""


class HeldBack(BadInput):
    """Something would be published within a pre-election period, and was not released."""

    def __init__(self, about: str, held: Hold) -> None:
        self.about, self.held = about, held
        super().__init__(
            f"This is held until {held.until:%-d %B %Y}: it is the pre-election period of {held.election}. "
            "The monitoring officer can release it with a reason. Work inside the council goes on."
        )


class Released(Value, frozen=True, kw_only=True):
    """What the monitoring officer let out, and why."""

    about: str
    reason: str
    by: str
    """By name; empty when no name is recorded."""
    at: datetime


class Wanted(Value, frozen=True, kw_only=True):
    """What somebody wants to be let out, and why; it is held until the monitoring officer releases it."""

    about: str
    why: str
    by: str
    """By name; empty when no name is recorded."""
    at: datetime


class Election(Value, frozen=True, kw_only=True):
    """A pre-election period with what was released in it, and what somebody wants to be."""

    key: str
    election: str
    starts: date
    ends: date
    releases: tuple[Released, ...]
    wanted: tuple[Wanted, ...]
    """What is still held."""

    def is_on(self, on: date) -> bool:
        """Return whether a day lies within it."""
        return self.starts <= on <= self.ends


def hold(authority: Authority, about: str, on: date) -> Hold | None:
    """Return what holds something (``kind:key``) back on a day; ``None`` outside a period, or when it was released.

    Where periods overlap, each must be released; the one that lasts longest is returned, from when the first began.
    """
    return holds(authority, [about], on)[about]


def holds(authority: Authority, abouts: list[str], on: date) -> dict[str, Hold | None]:
    """Return what holds each of several things back on a day, by one question to the database."""
    rows = models.ElectionPeriod.objects.filter(authority=authority, starts__lte=on, ends__gte=on)
    found: dict[str, Hold | None] = dict.fromkeys(abouts)
    for row in rows.order_by("ends", "id").prefetch_related("releases"):
        released = {one.about for one in row.releases.all()}
        for about in set(abouts) - released:
            before = found[about]
            starts = min(row.starts, before.starts) if before else row.starts
            found[about] = Hold(key=row.key, election=row.election, starts=starts, until=row.ends)
    return found


def require_no_hold(authority: Authority, about: str, on: date) -> None:
    """Raise ``HeldBack``, a ``BadInput``, when something must not be published on a day."""
    held = hold(authority, about, on)
    if held is not None:
        raise HeldBack(about, held)


def elections(authority: Authority) -> tuple[Election, ...]:
    """Return the pre-election periods of an authority, the latest first, with what was released in each."""
    rows = models.ElectionPeriod.objects.filter(authority=authority).prefetch_related("releases__by", "wanted__by")
    return tuple(_election(row) for row in rows.order_by("-starts", "-id"))


def election_named(authority: Authority, key: str) -> Election | None:
    """Return one pre-election period; ``None`` when there is none of that key."""
    return next((one for one in elections(authority) if one.key == key), None)


def _election(row: models.ElectionPeriod) -> Election:
    releases = tuple(
        Released(about=one.about, reason=one.reason, by=_name(one.by), at=one.at) for one in row.releases.all()
    )
    out = {one.about for one in releases}
    wanted = tuple(
        Wanted(about=one.about, why=one.why, by=_name(one.by), at=one.at)
        for one in row.wanted.all()
        if one.about not in out
    )
    return Election(
        key=row.key, election=row.election, starts=row.starts, ends=row.ends, releases=releases, wanted=wanted
    )


def _name(individual: Individual | None) -> str:
    return individual.name if individual else ""
