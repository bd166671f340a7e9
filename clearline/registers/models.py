"""Entries of registers. Which columns a register has is content; an entry's values are checked by it."""

from django.db import models

from clearline.accounts.models import Authority


class Entry(models.Model):
    """One row of a register: about whom or what, on which day, and what is recorded."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="register_entries")
    register = models.CharField(max_length=60)
    about = models.CharField(max_length=60, help_text="the id of a person, post or body in the picture")
    on = models.DateField(null=True, help_text="when it happened; empty when it is on record that it did not")
    values = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("authority", "register", "about"), name="entries_of_a_register"),)
        ordering = ("id",)
