"""Lets a council's work that broke down keep what it was asked with, so that it can be begun again."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            "job",
            "again",
            models.BooleanField(
                default=False, help_text="it is a council's, broke down, and can be begun again as it was asked for"
            ),
        ),
        migrations.AlterField(
            "job",
            "arguments",
            models.JSONField(
                default=dict, help_text="emptied at the end, unless it can be begun again: they can be personal"
            ),
        ),
        migrations.RemoveConstraint("job", "job_has_an_end"),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at__isnull=True)
                | Q(state__in=("done", "failed", "refused"), ended_at__isnull=False, again=False, arguments={})
                | Q(state="failed", ended_at__isnull=False, again=True),
                name="job_has_an_end",
            ),
        ),
    ]
