"""Turns measures over derived tables into one SQL select for each table, and its rows into counts.

The SQL is plain: ``count(*) filter (where ...)``, ``sum``, ``count(distinct ...)``, grouped by authority and year, so
that the same text runs on DuckDB, PostgreSQL and Spark. Every name and value in it comes from content, never from a
return.
"""

import re
from collections.abc import Iterable, Sequence

from clearline.kit.errors import BadInput
from clearline.measures.vocabulary import Condition, Count, Returned, Scalar, Where, Within

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")

Groups = tuple[str, ...]
"""Columns of the derived tables by which figures are broken down, besides the authority and the year."""


def name(text: str) -> str:
    """Return a table's or column's name as SQL; raise ``BadInput`` when it is none."""
    if not _NAME.fullmatch(text):
        raise BadInput(f"'{text}' is not the name of a table or column: use lower-case letters, digits and _.")
    return text


def counts_of(definitions: Iterable[Returned]) -> dict[str, list[Count]]:
    """Return the different counts that the definitions ask of each derived table."""
    asked: dict[str, list[Count]] = {}
    for one in definitions:
        for table, count in parts(one):
            counts = asked.setdefault(table, [])
            if count not in counts:
                counts.append(count)
    return asked


def parts(definition: Returned) -> list[tuple[str, Count]]:
    """Return the counts that a definition needs, each with its table: the numerator, and the denominator if any."""
    needed = [(definition.table, definition.numerator)]
    if definition.denominator is not None:
        needed.append((definition.denominator_table or definition.table, definition.denominator))
    return needed


def select(table: str, counts: Sequence[Count], groups: Groups = ()) -> str:
    """Return the SQL that answers all counts over one table; column ``n0`` is the first count, ``n1`` the second."""
    keys = ", ".join(name(column) for column in ("la", "year", *groups))
    columns = ",\n       ".join(f"{_expression(count)} as n{number}" for number, count in enumerate(counts))
    return f"select {keys},\n       {columns}\nfrom {name(table)}\ngroup by {keys}\norder by {keys}"


def _expression(count: Count) -> str:
    where = conditions(count.where)
    if count.any:
        where.append("(" + " or ".join(" and ".join(conditions(option)) or "true" for option in count.any) + ")")
    only = f" filter (where {' and '.join(where)})" if where else ""
    if count.sum is not None:
        return f"coalesce(sum({name(count.sum)}){only}, 0)"
    if count.distinct is not None:
        return f"count(distinct {name(count.distinct)}){only}"
    return f"count(*){only}"


def conditions(where: Where) -> list[str]:
    """Return each condition as SQL."""
    return [sql for column, condition in where.items() for sql in _condition(name(column), condition)]


def _condition(column: str, condition: Condition) -> list[str]:
    if isinstance(condition, Within):
        return _within(column, condition)
    if isinstance(condition, tuple):
        return [f"{column} in ({', '.join(_literal(value) for value in condition)})" if condition else "false"]
    return [f"{column} = {_literal(condition)}"]


def _within(column: str, limits: Within) -> list[str]:
    found = []
    if limits.at_least is not None:
        found.append(f"{column} >= {_literal(limits.at_least)}")
    if limits.at_most is not None:
        found.append(f"{column} <= {_literal(limits.at_most)}")
    if limits.is_not:
        found.append(f"({column} is null or {column} not in ({', '.join(map(_literal, limits.is_not))}))")
    if limits.known is not None:
        found.append(f"{column} is {'not ' if limits.known else ''}null")
    return found


def _literal(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def mismatches(count: Count, types: dict[str, str]) -> list[str]:
    """Say which columns a count names are not there, or are compared with what they cannot be.

    ``types`` gives the SQL type of each column. Such a comparison would fail in the middle of the children's rows.
    """
    named = ["la", "year", *(column for column in (count.sum, count.distinct) if column is not None)]
    where = [(column, value) for option in (count.where, *count.any) for column, value in option.items()]
    missing = sorted({column for column in [*named, *(column for column, _ in where)] if column not in types})
    return [f"has no column '{column}'; it has: {', '.join(types)}." for column in missing] + [
        f"column '{column}' cannot be compared with {value!r}."
        for column, condition in where
        if column in types
        for value in _values(condition)
        if _kind(types[column]) is not type(value)
    ]


def _values(condition: Condition) -> tuple[Scalar, ...]:
    """Return every value that a condition compares with."""
    if isinstance(condition, Within):
        limits = (condition.at_least, condition.at_most)
        return (*(value for value in limits if value is not None), *condition.is_not)
    return condition if isinstance(condition, tuple) else (condition,)


def _kind(sql_type: str) -> type[Scalar]:
    """Return the type of value that a column of an SQL type can be compared with."""
    if sql_type == "BOOLEAN":
        return bool
    return int if "INT" in sql_type else str
