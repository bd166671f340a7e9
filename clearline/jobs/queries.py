"""Questions about work that is done later."""

from datetime import datetime, timedelta
from uuid import UUID

from clearline.accounts.models import Authority
from clearline.jobs.models import Job, Worker
from clearline.kit.values import Value

ALIVE = timedelta(seconds=60)
"""A worker that gave no sign of life for so long is taken for dead."""


class Work(Value, frozen=True, kw_only=True):
    """How a piece of work stands."""

    id: UUID
    what: str
    state: str
    """waiting, running, done, failed or refused"""

    made_at: datetime
    ended_at: datetime | None
    done: int
    of: int | None
    """How many parts there are; ``None`` while nobody knows."""

    attempts: int
    says: str
    """What came of it, or why nothing did."""


def work(authority: Authority | None, id: UUID) -> Work | None:
    """Return a piece of work of an authority; ``None`` when the authority has none of that id."""
    found = Job.objects.filter(authority=authority, id=id).first()
    return _work(found) if found else None


def newest(authority: Authority | None, most: int = 50) -> tuple[Work, ...]:
    """Return the newest work of an authority (``None``: of the installation), newest first."""
    return tuple(_work(job) for job in Job.objects.filter(authority=authority).order_by("-made_at", "-id")[:most])


def unfinished(most: int = 100) -> tuple[Work, ...]:
    """Return what waits, runs or did not succeed, of all authorities, oldest first, for who looks after the machine."""
    return tuple(_work(job) for job in Job.objects.exclude(state="done").order_by("made_at", "id")[:most])


def worker_alive(now: datetime) -> bool:
    """Return whether any worker gave a sign of life lately."""
    return Worker.objects.filter(seen_at__gte=now - ALIVE).exists()


def _work(job: Job) -> Work:
    return Work(**{name: getattr(job, name) for name in Work.__struct_fields__})
