"""Changes of the queue: ask for work, take it, hold it, end it.

A worker holds work by a lease that it renews. Work whose lease has run out belongs to whoever takes it next: so work
that was begun by a worker that died is begun again, and what the dead one had not finished was never written.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from clearline.accounts.acting import Acting
from clearline.accounts.permissions import ALL
from clearline.accounts.trail import actions as trail
from clearline.jobs.kinds import kind
from clearline.jobs.models import Job, Worker
from clearline.kit.errors import BadInput

MACHINE = Acting(None, None, ALL, "job")
"""Who acts when the machine does something by itself."""

LEASE = timedelta(seconds=60)
"""How long a worker holds work without a sign of life; it gives one every quarter of this."""

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


ANEW: dict[str, Any] = {"state": "waiting", "again": False, "attempts": 0, "ended_at": None, "says": ""}
"""How work stands that is begun anew."""


class Lost(Exception):
    """The lease of some work ran out while it was done, and somebody else has it or will: nothing of it may be kept."""


def enqueue(
    *,
    by: Acting,
    what: str,
    now: datetime,
    arguments: Mapping[str, Any] | None = None,
    key: str | None = None,
    run_after: datetime | None = None,
) -> UUID:
    """Ask for work, in the transaction of whatever asks for it; return its id.

    ``arguments`` are of JSON. ``key`` makes it idempotent: what was already asked for with the same key is not asked
    for again, unless nothing came of it: then it is begun anew. Raises ``Refused`` for those whose roles do not allow
    this kind, ``KeyError`` for no such kind.
    """
    permission = kind(what).permission
    if permission:
        by.require(permission)
    elif by.user:
        raise ValueError(f"'{what}' is the machine's own work, and nobody's in particular")
    asked = {
        "what": what,
        "arguments": dict(arguments or {}),
        "user": by.user,
        "authority": by.authority,
        "made_at": now,
        "run_after": run_after or now,
    }
    if key is None:
        return Job.objects.create(**asked).id
    job, new = Job.objects.get_or_create(key=key, defaults=asked)
    if not new:
        Job.objects.filter(pk=job.pk, state__in=("failed", "refused")).update(**asked, **ANEW)
    return job.id


def ready(now: datetime) -> Q:
    """Return the condition that work can be taken: its time has come, or the lease on it has run out."""
    return Q(state="waiting", run_after__lte=now) | Q(state="running", leased_until__lt=now)


def take(*, lease: UUID, now: datetime) -> Job | None:
    """Take the work that waits longest under a lease; ``None`` when there is none."""
    if not Job.objects.filter(ready(now)).exists():
        return None  # without a transaction, which on SQLite would keep others from writing
    with transaction.atomic():
        rows = Job.objects.select_for_update(skip_locked=True).filter(ready(now))
        job = rows.order_by("run_after", "made_at").first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _break_down(job, f"It was begun {job.attempts} times and never came to an end.", now)
            return None
        job.state, job.lease, job.leased_until = "running", lease, now + LEASE
        job.attempts += 1
        job.done, job.of = 0, None
        job.save()
    return job


def renew(*, lease: UUID, now: datetime) -> None:
    """Hold on to whatever is held under a lease."""
    Job.objects.filter(lease=lease).update(leased_until=now + LEASE)


def tell(*, job: UUID, lease: UUID, done: int, of: int | None) -> None:
    """Record how far work has come. Raises ``Lost``."""
    if not Job.objects.filter(id=job, lease=lease).update(done=done, of=of):
        raise Lost


def held(*, job: UUID, lease: UUID) -> Job:
    """Return work that is held under a lease and keep others from it until the transaction ends. Raises ``Lost``."""
    found = Job.objects.select_for_update().filter(id=job, lease=lease).first()
    if found is None:
        raise Lost
    return found


def end(job: Job, state: str, says: str, now: datetime) -> None:
    """End work that is held, in the transaction of its effect. ``state`` is done, failed or refused."""
    job.state, job.says, job.ended_at = state, says, now
    job.arguments, job.lease, job.leased_until = {}, None, None
    job.save()


def _break_down(job: Job, says: str, now: datetime) -> None:
    """End work that failed too often by no fault of what was given. What a council asked for can be begun again."""
    job.state, job.says, job.ended_at = "failed", says, now
    job.again, job.lease, job.leased_until = job.authority_id is not None, None, None
    if not job.again:
        job.arguments = {}
    job.save()


def try_again(*, by: Acting, job: UUID, now: datetime) -> None:
    """Begin work of the council again that broke down, as it was asked for and for whoever asked.

    Raises ``BadInput`` for work that cannot be begun again; ``Refused`` for all but administrators.
    """
    with transaction.atomic():
        _broken(by, job).update(run_after=now, **ANEW)
        trail.record(by=by, did="work begun again", about=f"job:{job}")


def leave(*, by: Acting, job: UUID) -> None:
    """Leave work that broke down undone, and forget what it was asked with. Raises as ``try_again`` does."""
    with transaction.atomic():
        _broken(by, job).update(again=False, arguments={})
        trail.record(by=by, did="work left undone", about=f"job:{job}")


def _broken(by: Acting, job: UUID) -> "QuerySet[Job]":
    """Return work of the council that can be begun again, and keep others from it until the transaction ends."""
    by.require("change settings")
    found = Job.objects.filter(authority=by.authority, id=job, again=True)
    if by.authority is None or not found.select_for_update().exists():
        raise BadInput("This work cannot be begun again, or somebody has done so already.")
    return found


def put_back(*, job: UUID, lease: UUID, says: str, now: datetime) -> None:
    """Let work that failed be begun again later, at the most ``MOST_ATTEMPTS`` times. Raises ``Lost``."""
    with transaction.atomic():
        found = held(job=job, lease=lease)
        if found.attempts >= MOST_ATTEMPTS:
            return _break_down(found, says, now)
        found.state, found.lease, found.leased_until = "waiting", None, None
        found.run_after = now + min(FIRST_WAIT * 4 ** (found.attempts - 1), LONGEST_WAIT)
        return found.save()


def sign_of_life(*, worker: UUID, now: datetime) -> None:
    """Record that a worker is alive."""
    Worker.objects.update_or_create(id=worker, defaults={"seen_at": now})


def forget(*, before: datetime) -> int:
    """Delete work that ended, and workers that were last seen, before a time; return how much work."""
    Worker.objects.filter(seen_at__lt=before).delete()
    return Job.objects.filter(ended_at__lt=before).delete()[0]
