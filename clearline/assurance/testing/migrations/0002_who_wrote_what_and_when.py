"""Keeps every wording of an element with who wrote it and when, which until now only the trail told."""

import json
from datetime import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

WROTE = ("test changed", "test element written", "test compared", "test comparison removed")
WORDS = ("strengths", "gaps", "words", "rating")
CLASS = ("access", "exempt_paragraph", "exempt_why")
NOT_KEPT = "What was written here on this day was not open, and is not kept."


def keep_what_the_trail_tells(apps, schema_editor):
    for test in apps.get_model("testing", "Test").objects.select_related("authority").order_by("pk"):
        for element in test.elements.order_by("pk"):
            _keep_element(apps, test, element)
        for entry in _entries(apps, test, f"test:{test.key}"):
            test.writings.create(by_id=_author(apps, entry), on=_day(entry))


def _keep_element(apps, test, element):
    """Write down each wording that the trail tells, and the newest as it stands; that one too where there is no trail."""
    entries = list(_entries(apps, test, f"test:{test.key}/{element.key}"))
    newest = {name: getattr(element, name) for name in (*WORDS, *CLASS)}
    if element.edits and not entries:
        test.writings.create(element=element, by=None, on=test.opened_on, **newest)
    said, told = {"access": "open"}, True
    for entry in entries:
        after = json.loads(entry.after or "{}")
        closed = after.get("access", said["access"]) != "open" or said["access"] != "open"
        told = told and not closed  # of what was ever closed, the trail does not tell the words
        said |= {name: value for name, value in after.items() if name in (*WORDS, *CLASS)}
        kept = newest if entry is entries[-1] else said if told else _without_words(said)
        test.writings.create(element=element, by_id=_author(apps, entry), on=_day(entry), **kept)


def _without_words(said):
    return {name: said.get(name, "") for name in CLASS} | {"words": NOT_KEPT}


def _entries(apps, test, about):
    entries = apps.get_model("trail", "Entry").objects.filter(authority_id=test.authority.key, about=about)
    return entries.filter(did__in=WROTE, outcome="done").order_by("sequence")


def _author(apps, entry):
    """Return whose account it is now, else whom the entry names; ``None`` for what was done at the machine."""
    user = apps.get_model("accounts", "User").objects.filter(pk=entry.user).first() if entry.user else None
    if user is not None:
        return user.individual_id
    named = apps.get_model("accounts", "Individual").objects.filter(pk=entry.individual) if entry.individual else ()
    return next((one.pk for one in named), None)


def _day(entry):
    return timezone.localdate(datetime.fromisoformat(entry.at))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("trail", "0001_initial"),
        ("testing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Writing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("exempt", "exempt"),
                            ("confidential", "confidential"),
                            ("privileged", "privileged"),
                            ("draft", "draft"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("exempt_paragraph", models.CharField(blank=True, max_length=1)),
                ("exempt_why", models.TextField(blank=True)),
                ("strengths", models.TextField(blank=True)),
                ("gaps", models.TextField(blank=True)),
                ("words", models.TextField(blank=True, help_text="what follows for the arrangements")),
                ("rating", models.CharField(blank=True, max_length=20)),
                ("on", models.DateField(help_text="when it was written")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tests_written",
                        to="accounts.individual",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        help_text="empty: another part of the test",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="writings",
                        to="testing.element",
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="testing.test"
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.RunPython(keep_what_the_trail_tells, migrations.RunPython.noop),
    ]
