"""Gives each heading of a committee's paper a row of its own, with who may read it; what was written stays open."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = {
    "decision-sought": "decision",
    "options": "options",
    "consultation": "consultation",
    "legal-implications": "legal",
    "financial-implications": "financial",
    "equality-implications": "equality",
    "risk-implications": "risk",
    "background-papers": "background",
}
KINDS = ("open", "exempt", "confidential", "privileged", "draft")


def to_rows(apps: Any, schema: Any) -> None:
    """Move what is written into rows."""
    rows = apps.get_model("reports", "CommitteeHeading").objects
    for paper in apps.get_model("reports", "CommitteePaper").objects.order_by("pk"):
        texts = {heading: getattr(paper, column) for heading, column in COLUMNS.items()}
        rows.bulk_create(rows.model(paper=paper, heading=key, text=text) for key, text in texts.items() if text)


def to_columns(apps: Any, schema: Any) -> None:
    """Move what is open back; what is not would become so."""
    for row in apps.get_model("reports", "CommitteeHeading").objects.filter(access="open").select_related("paper"):
        setattr(row.paper, COLUMNS[row.heading], row.text)
        row.paper.save(update_fields=[COLUMNS[row.heading]])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("reports", "0002_figure_of_a_remark"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteeHeading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("access", models.CharField(choices=[(one, one) for one in KINDS], default="open", max_length=12)),
                ("exempt_paragraph", models.CharField(blank=True, max_length=1)),
                ("exempt_why", models.TextField(blank=True)),
                ("heading", models.CharField(choices=[(one, one) for one in COLUMNS], max_length=40)),
                ("text", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        help_text="wrote it last",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.individual",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="headings",
                        to="reports.committeepaper",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.AddConstraint(
            model_name="committeeheading",
            constraint=models.UniqueConstraint(models.F("paper"), models.F("heading"), name="one_text_a_heading"),
        ),
        migrations.AddConstraint(
            model_name="committeeheading",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading__in", tuple(COLUMNS))), name="heading_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="committeeheading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("access__in", KINDS),
                    models.Q(
                        models.Q(("access", "exempt"), _negated=True),
                        models.Q(("exempt_paragraph__in", "1234567"), models.Q(("exempt_why", ""), _negated=True)),
                        _connector="OR",
                    ),
                ),
                name="heading_access_is_known",
            ),
        ),
        migrations.RunPython(to_rows, to_columns),
        *(migrations.RemoveField("committeepaper", column) for column in COLUMNS.values()),
    ]
