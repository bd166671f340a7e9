"""Chooses and orders the rows of a table: in Python for values, in the database for a queryset."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from clearline.doors.columns import Column, Filter, Row
from clearline.doors.values import words

Rows = Sequence[Row] | QuerySet[Any]


def filtered(rows: Rows, picked: Iterable[tuple[Filter, str]]) -> Rows:
    """Return the rows that every filter picked lets through."""
    if isinstance(rows, QuerySet):
        for chosen, value in picked:
            if callable(chosen.match):
                raise TypeError(f"The filter {chosen.key} of a queryset is matched by a lookup, not by a function.")
            rows = rows.filter(**{chosen.match or chosen.key: value})
        return rows
    picked = tuple(picked)
    return [row for row in rows if all(chosen.holds(row, value) for chosen, value in picked)]


def searched(rows: Rows, text: str, where: Sequence[str], columns: Sequence[Column]) -> Rows:
    """Return the rows with every word of a text somewhere in ``where``: fields of a queryset or names of columns."""
    sought = text.split()
    if isinstance(rows, QuerySet):
        for word in sought:
            anywhere = Q()
            for field in where:
                anywhere |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(anywhere)
        return rows
    looked = [column for column in columns if column.key in where]

    def has(row: Row) -> bool:
        there = "\n".join(words(column.value(row)) for column in looked).casefold()
        return all(word.casefold() in there for word in sought)

    return [row for row in rows if has(row)]


def ordered(rows: Rows, column: Column | None, downwards: bool) -> Rows:
    """Return the rows in the order of a column, those without a value last; always the same order for the same rows."""
    if isinstance(rows, QuerySet):
        if column is None:
            return rows if rows.ordered else rows.order_by("pk")
        field = F(column.sort if isinstance(column.sort, str) else column.key)
        return rows.order_by(field.desc(nulls_last=True) if downwards else field.asc(nulls_last=True), "pk")
    return rows if column is None else _ordered_values(rows, column, downwards)


def _ordered_values(rows: Sequence[Row], column: Column, downwards: bool) -> list[Row]:
    value = column.sort if callable(column.sort) else column.value
    pairs = [(value(row), row) for row in rows]
    known = [(_comparable(there), row) for there, row in pairs if there not in (None, "")]
    unknown = [row for there, row in pairs if there in (None, "")]
    key: Callable[[tuple[Any, Row]], Any] = lambda pair: pair[0]  # noqa: E731
    try:
        known.sort(key=key, reverse=downwards)
    except TypeError:  # values of several kinds have only their words in common
        known.sort(key=lambda pair: words(pair[0]).casefold(), reverse=downwards)
    return [row for _, row in known] + unknown


def _comparable(value: Any) -> Any:
    """Return what a value is ordered by: words without their capitals; numbers and days as they are."""
    return words(value).casefold() if isinstance(value, str | tuple | list | set | frozenset | bool) else value
