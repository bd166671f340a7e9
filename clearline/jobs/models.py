"""The queue, which is the outbox of mail too, and the signs of life of those who work it off."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work, from its asking to its end.

    It is written in the same transaction as the change that asks for it, so that there is never one without the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    what = models.CharField(max_length=60, help_text="a key of settings.JOBS")
    key = models.CharField(max_length=200, unique=True, null=True, help_text="asked for twice, it is done once")
    arguments = models.JSONField(
        default=dict, help_text="emptied at the end, unless it can be begun again: they can be personal"
    )

    # whose work it is; no account means the machine's own, so a deleted account takes its work with it
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, null=True, related_name="+")

    state = models.CharField(max_length=10, default="waiting")
    made_at = models.DateTimeField()
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often it was begun")
    lease = models.UUIDField(null=True, help_text="the mark of the worker that has it now")
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(null=True, help_text="how many parts there are, when that is known")
    again = models.BooleanField(
        default=False, help_text="it is a council's, broke down, and can be begun again as it was asked for"
    )
    says = models.TextField(blank=True, help_text="what came of it, or why nothing did, in words for who asked")

    class Meta:
        ordering = ("made_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "done", "failed", "refused")), name="job_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease__isnull=False, leased_until__isnull=False)
                | ~Q(state="running") & Q(lease__isnull=True, leased_until__isnull=True),
                name="job_is_leased_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at__isnull=True)
                | Q(state__in=("done", "failed", "refused"), ended_at__isnull=False, again=False, arguments={})
                | Q(state="failed", ended_at__isnull=False, again=True),
                name="job_has_an_end",
            ),
        )
        indexes = (
            models.Index(fields=("run_after",), condition=Q(state="waiting"), name="jobs_waiting"),
            models.Index(fields=("leased_until",), condition=Q(state="running"), name="jobs_running"),
            models.Index(fields=("authority", "made_at"), name="jobs_of_an_authority"),
        )


class Worker(models.Model):
    """A process that works off the queue, and when it last gave a sign of life."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    seen_at = models.DateTimeField()
