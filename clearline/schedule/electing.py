"""Changes of pre-election periods: when they are, and what the monitoring officer lets out within them."""

from datetime import date, datetime

from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.schedule import models
from clearline.schedule.elections import hold

MOST = 300
"""Characters of what is released, at most: as many as are kept."""


def set_election(*, by: Acting, election: str, starts: date, ends: date) -> str:
    """Set the pre-election period of an election; return its key.

    Raises ``BadInput`` without a name and for days in the wrong order; ``Refused`` without the permission.
    """
    authority = _authority(by, "set elections")
    _check(election, starts, ends)
    with transaction.atomic():
        _hold(authority)
        rows = models.ElectionPeriod.objects.filter(authority=authority)
        key = new_key(election.strip(), set(rows.values_list("key", flat=True)), "election")
        values = {"election": election.strip(), "starts": starts, "ends": ends}
        rows.create(authority=authority, key=key, **values)
        trail.record(by=by, did="pre-election period set", about=f"election:{key}", after=values)
    return key


def change_election(*, by: Acting, key: str, election: str, starts: date, ends: date, why: str) -> None:
    """Put right the name or the days of a pre-election period. Raises ``BadInput`` as above, and without a reason."""
    authority = _authority(by, "set elections")
    _check(election, starts, ends)
    _reason(why)
    with transaction.atomic():
        row = _row(authority, key)
        before = {"election": row.election, "starts": row.starts, "ends": row.ends}
        row.election, row.starts, row.ends = election.strip(), starts, ends
        row.save()
        after = {"election": row.election, "starts": starts, "ends": ends}
        did = "pre-election period changed"
        trail.record(by=by, did=did, about=f"election:{key}", why=why, before=before, after=after)


def remove_election(*, by: Acting, key: str, why: str) -> None:
    """Take back a pre-election period that was set by mistake. Raises ``BadInput`` once something was released in it,
    and without a reason."""
    authority = _authority(by, "set elections")
    _reason(why)
    with transaction.atomic():
        row = _row(authority, key)
        if row.releases.exists():
            raise BadInput("Something was released in this period, so it stays on record. Change its days instead.")
        before = {"election": row.election, "starts": row.starts, "ends": row.ends}
        row.delete()
        did = "pre-election period removed"
        trail.record(by=by, did=did, about=f"election:{key}", why=why, before=before, after={})


def release(*, by: Acting, about: str, election: str, why: str, now: datetime) -> None:
    """Let one thing (``kind:key``) go out within a pre-election period, by its key; once more changes nothing.

    Raises ``BadInput`` for no such period, for what names nothing, and without a reason; ``Refused`` for whoever is not
    the monitoring officer.
    """
    authority = _authority(by, "release in pre-election period")
    _check_about(about)
    _reason(why)
    with transaction.atomic():
        row = _row(authority, election)
        if row.releases.filter(about=about).exists():
            return
        person = by.user.individual if by.user else None
        models.Release.objects.create(election=row, about=about, reason=why.strip(), by=person, at=now)
        trail.record(
            by=by, did="released in pre-election period", about=about, why=why, after={"election": row.election}
        )


def want_release(*, by: Acting, about: str, why: str, on: date, now: datetime) -> None:
    """Ask the monitoring officer to let something (``kind:key``) go out that is held on a day; again changes nothing.

    Raises ``BadInput`` when nothing holds it, and without a reason; ``Refused`` for whoever may not see the calendar.
    """
    authority = _authority(by, "see calendar")
    _check_about(about)
    _reason(why)
    with transaction.atomic():
        _hold(authority)
        held = hold(authority, about, on)
        if held is None:
            raise BadInput("No pre-election period holds this now, so it needs no release.")
        row = _row(authority, held.key)
        if row.wanted.filter(about=about).exists():
            return
        person = by.user.individual if by.user else None
        models.ReleaseWanted.objects.create(election=row, about=about, why=why.strip(), by=person, at=now)
        trail.record(by=by, did="release asked for", about=about, why=why, after={"election": row.election})


def _check(election: str, starts: date, ends: date) -> None:
    if not election.strip():
        raise BadInput("Say which election it is.")
    if ends < starts:
        raise BadInput("The last day must be the same as or after the first.")


def _check_about(about: str) -> None:
    """Raise ``BadInput`` for what is no ``kind:key`` that can be kept. Which things there are is for others to know."""
    kind, _, key = about.partition(":")
    if not kind or not key or len(about) > MOST or not about.isprintable():
        raise BadInput("Say what is released, as kind:key, for example departure:2013-key-5.")


def _reason(why: str) -> None:
    if not why.strip():
        raise BadInput("Say why.")


def _row(authority: Authority, key: str) -> models.ElectionPeriod:
    _hold(authority)
    row = models.ElectionPeriod.objects.filter(authority=authority, key=key).first()
    if row is None:
        raise BadInput(f"There is no pre-election period '{key}'.")
    return row


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
