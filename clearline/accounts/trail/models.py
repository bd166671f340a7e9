"""Entries of the trail, and the personal values that they refer to. Triggers hold both append-only: ``triggers.py``."""

from django.db import models
from django.db.models import Q

from clearline.accounts.models import Authority

DONE, REFUSED, FAILED = "done", "refused", "failed"


class Entry(models.Model):
    """One thing that somebody did, or was refused, or that failed. Never changed and never removed."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, to_field="key", null=True, related_name="+", db_index=False
    )  # null: the installation's own chain
    sequence = models.PositiveBigIntegerField(help_text="from 1, without gaps in each chain")
    at = models.CharField(max_length=32, help_text="UTC, ISO 8601 with microseconds: kept as the hash is over it")
    user = models.CharField(max_length=40, blank=True, help_text="an account, by its id alone")
    individual = models.CharField(max_length=40, blank=True, help_text="a natural person, by its id alone")
    roles = models.TextField(help_text="canonical JSON: the roles in which it was done")
    door = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    did = models.CharField(max_length=200)
    about = models.CharField(max_length=300, help_text="kind:key")
    why = models.TextField(blank=True)
    why_kept = models.CharField(max_length=64, blank=True, help_text="commitment, in place of a personal reason")
    before = models.TextField(null=True, help_text="canonical JSON of the fields that changed")
    after = models.TextField(null=True, help_text="canonical JSON of the fields that changed")
    leaf = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("authority", "sequence"), name="trail_one_entry_a_number"),
            models.UniqueConstraint(
                fields=("sequence",), condition=Q(authority__isnull=True), name="trail_one_own_entry_a_number"
            ),
            models.CheckConstraint(condition=Q(outcome__in=(DONE, REFUSED, FAILED)), name="trail_outcome_is_known"),
        )
        indexes = (
            models.Index(fields=("authority", "about", "sequence"), name="trail_about"),
            models.Index(fields=("authority", "at"), name="trail_at"),
            models.Index(fields=("authority", "did"), name="trail_did"),
            models.Index(fields=("authority", "individual"), name="trail_individual"),
        )


class Kept(models.Model):
    """A personal value of an entry, which holds only a salted commitment to it. Erasing takes value and salt away."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="kept")
    place = models.CharField(max_length=200, help_text="why, before.FIELD or after.FIELD")
    salt = models.CharField(max_length=64, null=True)
    value = models.TextField(null=True, help_text="canonical JSON")
    erased_by = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="erased")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "place"), name="trail_one_value_a_place"),
            models.CheckConstraint(
                condition=Q(erased_by__isnull=True, salt__isnull=False, value__isnull=False)
                | Q(erased_by__isnull=False, salt__isnull=True, value__isnull=True),
                name="trail_erased_or_whole",
            ),
        )
