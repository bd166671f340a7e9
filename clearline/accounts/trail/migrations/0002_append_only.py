"""Both databases refuse to change or remove an entry."""

from typing import Any

from django.db import migrations

from clearline.accounts.trail import triggers


def add(apps: Any, editor: Any) -> None:
    triggers.add(editor.connection)


def remove(apps: Any, editor: Any) -> None:
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = (("trail", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
