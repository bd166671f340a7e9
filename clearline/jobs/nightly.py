"""What the machine does once a day by itself."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from clearline.jobs import actions
from clearline.jobs.models import Job
from clearline.jobs.running import Run

KEPT = timedelta(days=90)
"""How long work is remembered after its end."""


def plan(*, now: datetime) -> None:
    """Ask for the daily work whose time has come; two that plan at once ask for it once.

    A day that was missed is not made up for, but for the last.
    """
    here = timezone.localtime(now)
    for what, at in settings.NIGHTLY.items():
        day = here.date() if here.time() >= at else here.date() - timedelta(days=1)
        key = f"{what} of {day}"
        if not Job.objects.filter(key=key).exists():
            actions.enqueue(by=actions.MACHINE, what=what, now=now, key=key)


def clear_sessions(run: Run) -> None:
    """Delete the sessions that have run out."""
    with run.finishing():
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_old_work(run: Run) -> None:
    """Delete what is known of work that ended long ago."""
    with run.finishing():
        actions.forget(before=timezone.now() - KEPT)
