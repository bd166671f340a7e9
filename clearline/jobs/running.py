"""Does one piece of work that was taken, and sees to its end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.permissions import ALL
from clearline.accounts.queries import acting_for
from clearline.accounts.trail.actions import record_refusal
from clearline.jobs import actions
from clearline.jobs.kinds import Kind, function_of, kind
from clearline.jobs.models import Job
from clearline.kit.errors import BadInput

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Run:
    """One attempt at some work, as the function that does it sees it."""

    def __init__(self, job: Job, by: Acting, clock: Clock) -> None:
        assert job.lease is not None
        self.id, self.by = job.id, by
        self.finished = False
        self._lease, self._clock = job.lease, clock

    def tell(self, done: int, of: int | None = None) -> None:
        """Record how far it has come: parts done, of how many. Raises ``Lost`` when it is no longer ours to do."""
        actions.tell(job=self.id, lease=self._lease, done=done, of=of)

    @contextmanager
    def finishing(self, says: str = "") -> Iterator[None]:
        """Keep everything that is written within, together with the end of the work, or nothing.

        What takes long comes before: on SQLite nobody else writes meanwhile. ``says`` is for whoever asked. What is
        written outside can be written twice. Raises ``Lost`` when it is no longer ours to do.
        """
        with transaction.atomic():
            job = actions.held(job=self.id, lease=self._lease)
            yield
            actions.end(job, "done", says, self._clock())
        self.finished = True


def do(job: Job, clock: Clock) -> None:
    """Do some work that was taken, and end it, or put it back to be begun again."""
    try:
        _do(job, _acting(job, clock), clock)
    except actions.Lost:
        log.warning("%s %s was lost to another worker", job.what, job.id)


def _do(job: Job, by: Acting, clock: Clock) -> None:
    """Do some work, or say why it cannot be done. Raises ``Lost``."""
    assert job.lease is not None
    try:
        run = Run(job, by, clock)
        function_of(_allowed(job, by))(run, **job.arguments)
        if not run.finished:
            with run.finishing():
                pass
    except actions.Lost:
        raise
    except Refused as error:
        _end(job, "refused", str(error), clock)
        record_refusal(by=by, did=job.what, about=f"job:{job.id}", why=str(error))
    except BadInput as error:
        _end(job, "failed", str(error), clock)
    except Exception:
        log.exception("%s %s failed at attempt %s", job.what, job.id, job.attempts)
        says = "Something went wrong. Whoever looks after Clearline finds it in the log."
        actions.put_back(job=job.id, lease=job.lease, says=says, now=clock())


def _acting(job: Job, clock: Clock) -> Acting:
    """Return who does some work: the roles are those of today, not of the day when it was asked for."""
    if job.user is None:
        return Acting(None, job.authority, ALL, "job")
    found = acting_for(job.user, job.authority.key, timezone.localdate(clock()), "job") if job.authority else None
    return found or Acting(job.user, job.authority, frozenset(), "job")


def _allowed(job: Job, by: Acting) -> Kind:
    try:
        found = kind(job.what)
    except KeyError:
        raise BadInput(f"Clearline no longer has work of the kind '{job.what}'.") from None
    if found.permission:
        by.require(found.permission)
    return found


def _end(job: Job, state: str, says: str, clock: Clock) -> None:
    assert job.lease is not None
    with transaction.atomic():
        actions.end(actions.held(job=job.id, lease=job.lease), state, says, clock())
