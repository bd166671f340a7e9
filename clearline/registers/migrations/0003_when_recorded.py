"""Keeps when each version of an entry was recorded; of those that are there already nobody knows."""

from django.db import migrations, models
from django.utils import timezone

HELP = "empty for versions of before this was kept"


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_registers_whose_columns_are_content")]

    operations = [
        migrations.AddField("entry", "recorded_at", models.DateTimeField(help_text=HELP, null=True)),
        migrations.AlterField(
            "entry", "recorded_at", models.DateTimeField(default=timezone.now, help_text=HELP, null=True)
        ),
    ]
