"""What the machine does once a day by itself."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from clearline.accounts.trail.signing import signed
from clearline.accounts.trail.verifying import chains, verify
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


def mail_heads(run: Run) -> None:
    """Mail what each chain of the trail is now, signed, to those who keep heads outside; a broken trail in its place.

    Nothing happens where CLEARLINE_HEADS_TO names nobody. Raises ``BadInput`` without a key to sign with.
    """
    with run.finishing():
        if not settings.HEADS_TO:
            return
        verdict = verify(chains(), ())
        now = timezone.now()
        lines = [signed(head, settings.HOME, now).line() for head in verdict.heads]
        subject = "The trail is broken" if verdict.faults else "Signed heads of the trail"
        words = "Keep these lines where nobody who runs the site can change them: a later check compares with them."
        body = "\n".join([*(str(fault) for fault in verdict.faults), words, "", *([] if verdict.faults else lines), ""])
        EmailMessage(subject, body, to=settings.HEADS_TO).send()
