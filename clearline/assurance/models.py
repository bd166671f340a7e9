"""What accountable people decided: departures with reasons, legal views on findings, texts confirmed."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from clearline.accounts.models import Authority, Individual


class Departure(models.Model):
    """A decision to depart from the guidance, with reasons (1.12). ``partnerships.Departure`` is its value."""

    ROUTES = ("officer", "executive", "full-council")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="departures")
    key = models.CharField(max_length=60)
    provision = models.CharField(max_length=40)
    edition = models.CharField(max_length=40, blank=True)
    reasons = models.TextField()
    alternatives = models.TextField(blank=True)
    consulted = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, help_text="a post or body, never a name")
    route = models.CharField(max_length=20, choices=[(route, route) for route in ROUTES])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    review = models.DateField()
    minutes = models.URLField(blank=True)
    published = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint("authority", "key", name="one_departure_a_key"),
            models.CheckConstraint(condition=Q(review__gte=F("starts")), name="departure_reviewed_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="departure_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="departure_has_reasons"),
            models.CheckConstraint(condition=~Q(decided_by=""), name="departure_has_decision_maker"),
        )
        ordering = ("id",)


class LegalView(models.Model):
    """What the monitoring officer says of a finding. It stands beside the finding and changes nothing in it.

    A later view of the same finding is a row of its own, and none is changed: the rows are the history.
    """

    VIEWS = ("agrees", "disagrees", "needs-advice")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="legal_views")
    rule = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, help_text="what the finding is about")
    edition = models.CharField(max_length=40)
    view = models.CharField(max_length=20, choices=[(view, view) for view in VIEWS])
    reasons = models.TextField()
    privileged = models.BooleanField(default=False)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="legal_views")
    given_on = models.DateField()
    seal = models.UUIDField(default=uuid4, unique=True, editable=False, help_text="by which the trail refers to it")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reasons=""), name="legal_view_has_reasons"),)
        indexes = (models.Index(fields=("authority", "edition", "rule", "subject"), name="views_of_a_finding"),)
        ordering = ("-id",)


class TextConfirmed(models.Model):
    """Somebody read the words of a duty in the document itself: by whom, when, on which page."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="texts_confirmed")
    document = models.CharField(max_length=60)
    edition = models.CharField(max_length=40)
    duty = models.CharField(max_length=120)
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, null=True, related_name="texts_confirmed")
    on = models.DateField()
    page = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint("authority", "document", "edition", "duty", name="text_confirmed_once"),)
        ordering = ("id",)
