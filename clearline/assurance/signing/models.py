"""Signatures: rows that are added and never changed."""

from django.db import models
from django.db.models import Q

from clearline.accounts.models import Authority, Individual
from clearline.accounts.permissions import PERMISSIONS

OFFICES = tuple(sorted(PERMISSIONS["sign"]))


class SignOff(models.Model):
    """That somebody, in an office, signed something as it was: its digest says what it was."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="signatures")
    about = models.CharField(max_length=300)
    title = models.CharField(max_length=300, help_text="what was signed, in words")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was signed")
    office = models.CharField(max_length=40, choices=[(office, office) for office in OFFICES])
    by = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="signatures")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(office__in=OFFICES), name="office_signs"),)
        indexes = (models.Index(fields=("authority", "about"), name="signatures_of_a_thing"),)
        ordering = ("-id",)
