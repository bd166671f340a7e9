"""The organisation as dated records, the people's names apart from them, and proposals that are not adopted."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from clearline.accounts.models import Authority, Individual


class Recorded(models.Model):
    """One thing of the organisation as it is from a day to a day; ``records.Record`` is its value.

    One table, because a picture is read whole, and every section of it needs the same dates, history and forms. What a
    thing may state is in the types of the picture, and is checked by them at every change.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="records")
    section = models.CharField(max_length=50)
    key = models.CharField(max_length=60, blank=True)
    within = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    facts = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "authority", "section", "key", Coalesce("valid_from", Value("0001-01-01", models.DateField())),
                condition=Q(within=""), name="one_version_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="record_ends_after_it_begins",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("authority", "section", "key"), name="records_of_a_thing"),)
        ordering = ("id",)


class Person(models.Model):
    """Who stands behind a person's id in the picture. The picture holds no names; this table is where they are."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="people")
    key = models.CharField(max_length=60)
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="posts_held_as")

    class Meta:
        constraints = (models.UniqueConstraint("authority", "key", name="one_person_a_key"),)
        ordering = ("key",)


class Proposal(models.Model):
    """A change of the organisation that is tried out and not adopted yet."""

    STATES = ("draft", "for-decision", "adopted", "withdrawn")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="proposals")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    reasons = models.TextField(blank=True)
    takes_effect = models.DateField()
    overlay = models.JSONField(default=dict, help_text="what changes, as a file that extends today's")
    state = models.CharField(max_length=20, default="draft", choices=[(state, state) for state in STATES])
    author = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="proposals")
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True, help_text="who decided, where, and the minute")

    class Meta:
        constraints = (models.UniqueConstraint("authority", "key", name="one_proposal_a_key"),)
        ordering = ("-made_at",)
