"""What the machine does by itself every morning: it writes the mails about the calendar. ``checks`` calls it."""

from django.utils import timezone

from clearline.accounts.models import Authority
from clearline.jobs.running import Run
from clearline.schedule.reminding import Extra, send


def mail_calendar(run: Run, extra: Extra) -> None:
    """Write the mails of the day for every authority, about reports and about what else there is to do.

    What was written by an earlier attempt is not written again.
    """
    now = timezone.now()
    authorities = list(Authority.objects.all())
    sent = 0
    for number, authority in enumerate(authorities, 1):
        sent += send(authority=authority, today=timezone.localdate(now), now=now, besides=extra)
        run.tell(number, len(authorities))
    with run.finishing(f"{sent} mails written."):
        pass
