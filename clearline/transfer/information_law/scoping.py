"""Whose rows are whose: the way from a table to the authority of its rows."""

from functools import cache
from typing import Any

from django.db.models import Model

from clearline.accounts.models import Authority, Individual, User


@cache
def path_to_authority(model: type[Model]) -> str | None:
    """Return the lookup from a table to the authority of its rows, such as ``step__test__authority``.

    ``None`` for a table whose rows are of no authority: a person and an account belong to none.
    """
    fields: list[Any] = list(model._meta.concrete_fields)
    if any(field.name == "authority" and field.related_model is Authority for field in fields):
        return "authority"
    for field in fields:
        if field.is_relation and field.related_model not in (None, model, Individual, User):
            path = path_to_authority(field.related_model)
            if path:
                return f"{field.name}__{path}"
    return None
