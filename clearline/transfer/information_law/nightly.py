"""What information law does every night by itself: it lists what is overdue, and deletes nothing."""

from django.utils import timezone

from clearline.accounts.models import Authority
from clearline.jobs.running import Run
from clearline.transfer.information_law.retention import look


def look_at_retention(run: Run) -> None:
    """Make the dry run of every authority."""
    with run.finishing():
        for authority in Authority.objects.all():
            look(authority=authority, now=timezone.now())
