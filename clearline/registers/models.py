"""Entries of registers, each version a row of its own, and the intervals that authorities set for themselves."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clearline.accounts.models import Authority


class Entry(models.Model):
    """One version of an entry: about whom or what, on which day, and what else is recorded.

    Which columns a register has is content, and values are checked by it. A correction is a row more, and none is
    changed but for ``latest``: the rows are the history.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="register_entries")
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=60, help_text="the same for every version of the entry")
    version = models.PositiveIntegerField(default=1)
    latest = models.BooleanField(default=True)
    withdrawn = models.BooleanField(default=False)
    about = models.CharField(
        max_length=200, blank=True, help_text="what it is about: the id of a person, post or body, or words"
    )
    on = models.DateField(null=True, help_text="when it happened or from when it holds; empty when no day is recorded")
    values = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(
        null=True,
        default=timezone.now,  # when it was recorded is a fact of the row itself, and nobody's to choose
        help_text="empty for versions of before this was kept",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "register", "key", "version", name="register_version_once"),
            models.UniqueConstraint(
                "authority", "register", "key", condition=Q(latest=True), name="register_entry_has_one_latest"
            ),
        )
        indexes = (models.Index(fields=("authority", "register", "about"), name="entries_of_a_register"),)
        ordering = ("id",)


class Interval(models.Model):
    """How old the entries of a register may be at an authority: its own choice, where the content leaves it one."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="register_intervals")
    register = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "register", name="one_interval_a_register"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=120), name="interval_is_a_number_of_months"),
        )
