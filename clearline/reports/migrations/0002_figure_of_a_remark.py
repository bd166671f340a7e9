from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="remark",
            name="period",
            field=models.CharField(
                blank=True,
                default="",
                help_text="of the figure that it speaks of, as it was then; empty: of no figure",
                max_length=40,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="remark",
            name="value",
            field=models.CharField(
                blank=True, default="", help_text="that figure, exactly; empty: no number was known", max_length=40
            ),
            preserve_default=False,
        ),
    ]
