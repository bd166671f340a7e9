"""Gives every entry a key and a version; what was recorded of training moves to the register of that name."""

import django.db.models.deletion
from django.db import migrations, models


def move_what_is_recorded(apps, schema_editor):
    for row in apps.get_model("registers", "Entry").objects.all().iterator():
        row.key = f"entry-{row.pk}"
        if row.register == "safeguarding-training":
            row.register = "training"
            row.values = {"kind": "safeguarding", "done": row.on is not None or bool(row.values.get("done", False))}
        row.save(update_fields=("key", "register", "values"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_cache_table"), ("registers", "0001_initial")]

    operations = [
        migrations.AddField(
            "entry",
            "key",
            models.CharField(default="", help_text="the same for every version of the entry", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField("entry", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("entry", "latest", models.BooleanField(default=True)),
        migrations.AddField("entry", "withdrawn", models.BooleanField(default=False)),
        migrations.AlterField(
            "entry",
            "about",
            models.CharField(
                blank=True, help_text="what it is about: the id of a person, post or body, or words", max_length=200
            ),
        ),
        migrations.AlterField(
            "entry",
            "on",
            models.DateField(
                help_text="when it happened or from when it holds; empty when no day is recorded", null=True
            ),
        ),
        migrations.RunPython(move_what_is_recorded, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Interval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=60)),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_intervals",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("authority"), models.F("register"), name="one_interval_a_register"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 120)),
                        name="interval_is_a_number_of_months",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                models.F("authority"),
                models.F("register"),
                models.F("key"),
                models.F("version"),
                name="register_version_once",
            ),
        ),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                models.F("authority"),
                models.F("register"),
                models.F("key"),
                condition=models.Q(("latest", True)),
                name="register_entry_has_one_latest",
            ),
        ),
    ]
