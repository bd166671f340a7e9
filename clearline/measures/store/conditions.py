"""Turns conditions on columns into SQL with parameters. Nothing from a condition is ever part of the SQL text."""

from collections.abc import Collection
from typing import Any

from clearline.kit.errors import BadInput, Problem
from clearline.measures.vocabulary import Condition, Scalar, Where, Within


def as_sql(where: Where, columns: Collection[str]) -> tuple[str, list[Any]]:
    """Return conditions on columns of text as SQL, with its parameters; raise ``BadInput`` for other columns."""
    for column in where:
        if column not in columns:
            what = f"There is no column '{column}' to choose by."
            raise BadInput(Problem(None, None, what, f"There is: {', '.join(sorted(columns))}."))
    parts = [_one(quoted(column), condition) for column, condition in where.items()]
    return " and ".join(sql for sql, _ in parts) or "true", [value for _, values in parts for value in values]


def quoted(name: str) -> str:
    """Return a name as SQL text that can be nothing but a name."""
    return '"' + name.replace('"', '""') + '"'


def _one(column: str, condition: Condition) -> tuple[str, list[Any]]:
    if isinstance(condition, Within):
        return _within(column, condition)
    labels = condition if isinstance(condition, tuple) else (condition,)
    return f"list_contains(?, {column})", [[_text(label) for label in labels]]


def _within(column: str, limits: Within) -> tuple[str, list[Any]]:
    """Return limits as SQL. A number is compared as a number, and text that is none is outside; text as text."""
    parts: list[str] = []
    values: list[Any] = []
    for limit, sign in (limits.at_least, ">="), (limits.at_most, "<="):
        if limit is not None:
            parts.append(f"{column} {sign} ?" if isinstance(limit, str) else f"try_cast({column} as double) {sign} ?")
            values.append(limit)
    if limits.is_not:
        parts.append(f"not coalesce(list_contains(?, {column}), false)")
        values.append([_text(label) for label in limits.is_not])
    if limits.known is not None:
        parts.append(f"({column} is not null and {column} <> '') = {limits.known}")
    return " and ".join(parts) or "true", values


def _text(label: Scalar) -> str:
    return ("yes" if label else "no") if isinstance(label, bool) else str(label)
