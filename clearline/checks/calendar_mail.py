"""The work of every morning: mails about all that is due, whichever feature it is of."""

from clearline.checks.dated import dated
from clearline.jobs.running import Run
from clearline.schedule.nightly import mail_calendar as mail_with


def mail_calendar(run: Run) -> None:
    """Write the mails of the morning."""
    mail_with(run, dated)
