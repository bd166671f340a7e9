"""Questions about work that is done later."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.jobs.models import Job, Worker
from clearline.kit.values import Value

UNTOLD = "What was given could not be used. Whoever asked for it sees why."

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


class Listed(Value, frozen=True, kw_only=True):
    """A piece of work as the page of work shows it: never what it was asked with."""

    id: UUID
    title: str
    page: str
    """The name of the page that shows it; empty where there is none, or the reader may not ask for such work."""
    state: str
    """waiting, running, done, failed or refused"""
    asked_by: str
    """By name; empty for whoever may not see names."""
    mine: bool
    made_at: datetime
    ended_at: datetime | None
    done: int
    of: int | None
    """How many parts there are; ``None`` while nobody knows."""
    says: str
    """What came of it, or why nothing did. It can quote a file, so those who may not ask for such work are told only
    that what was given could not be used."""
    again: bool
    """Whether it broke down, and an administrator can begin it again."""


def listed(by: Acting, most: int = 200) -> tuple[Listed, ...]:
    """Return the newest work of the reader's council, newest first: what they asked for or may ask for; all of it for
    an administrator. One query."""
    if by.authority is None:
        return ()
    rows = Job.objects.filter(authority=by.authority)
    if not by.may("change settings"):
        rows = rows.filter(Q(user=by.user) | Q(what__in=_may_ask_for(by)))
    newest_first = rows.select_related("user__individual").order_by("-made_at", "-id")
    return tuple(_listed(job, by) for job in newest_first[:most])


def broken_down(by: Acting) -> tuple[Listed, ...]:
    """Return the work of an administrator's council that broke down and waits for them, oldest first."""
    if by.authority is None or not by.may("change settings"):
        return ()
    rows = Job.objects.filter(authority=by.authority, again=True).select_related("user__individual")
    return tuple(_listed(job, by) for job in rows.order_by("made_at", "id"))


def is_here(by: Acting, job: UUID) -> bool:
    """Return whether some work is of the reader's council, however it stands."""
    return by.authority is not None and Job.objects.filter(authority=by.authority, id=job).exists()


def stuck(authority: Authority, now: datetime) -> int:
    """Return how much work of an authority waits although nobody works it off; 0 while somebody does."""
    if worker_alive(now):
        return 0
    return Job.objects.filter(authority=authority, state="waiting", run_after__lt=now - ALIVE).count()


def unfinished(most: int = 100) -> tuple[Work, ...]:
    """Return what waits, runs or did not succeed, of all authorities, oldest first, for who looks after the machine."""
    return tuple(_work(job) for job in Job.objects.exclude(state="done").order_by("made_at", "id")[:most])


def worker_alive(now: datetime) -> bool:
    """Return whether any worker gave a sign of life lately."""
    return Worker.objects.filter(seen_at__gte=now - ALIVE).exists()


def _may_ask_for(by: Acting) -> list[str]:
    return [what for what, kind in settings.JOBS.items() if kind.permission and by.may(kind.permission)]


def _listed(job: Job, by: Acting) -> Listed:
    kind = settings.JOBS.get(job.what)
    mine = job.user_id == by.user.pk if by.user else False
    knows = kind is not None and kind.permission is not None and by.may(kind.permission)
    told = knows or job.again or job.state != "failed"
    return Listed(
        id=job.id, title=(kind and kind.title) or job.what.capitalize(), page=kind.page if kind and knows else "",
        state=job.state, asked_by=job.user.individual.name if job.user and (mine or by.may("see people")) else "",
        mine=mine, made_at=job.made_at, ended_at=job.ended_at, done=job.done, of=job.of,
        says=job.says if told else UNTOLD, again=job.again,
    )  # fmt: skip


def _work(job: Job) -> Work:
    return Work(**{name: getattr(job, name) for name in Work.__struct_fields__})
