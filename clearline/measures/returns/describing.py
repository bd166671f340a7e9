"""Describes the derived tables, for those who write a measure over them."""

import re
from typing import get_args

from clearline.measures.returns.deriving import derived, derived_tables, memory, tables_folder
from clearline.measures.returns.reading import Collection, Return

_KINDS = (("INT", "whole number"), ("BOOLEAN", "yes or no"), ("VARCHAR", "text"))
_TITLES: dict[Collection, str] = {
    "ssda903": "Children looked after (SSDA903)",
    "cin": "Children in need (CIN census)",
    "annex-a": "Ofsted's lists (Annex A)",
}


def reference() -> str:
    """Return the reference of all derived tables as Markdown: what a row is, and the columns with what they hold."""
    lines = [
        "# The tables that measures of returns count",
        "",
        "A measure's `returned` source names one of these tables and conditions on its columns. Each table is made by",
        "the SQL file of its name in `clearline/measures/returns/<collection>/tables`. Days count from 1970-01-01.",
    ]
    for collection in get_args(Collection):
        lines += ["", f"## {_TITLES[collection]}"]
        for table, columns in _columns(collection).items():
            shown = ", ".join(f"`{name}` ({kind})" for name, kind in columns.items())
            lines += ["", f"### {table}", "", _comment(collection, table), "", f"Columns: {shown}."]
    return "\n".join(lines) + "\n"


def _columns(collection: Collection) -> dict[str, dict[str, str]]:
    """Return for each derived table its columns and the kind of value in each."""
    names = list(derived_tables(collection))
    empty = Return(collection=collection, covers=(), tables={})
    with memory() as connection, derived(connection, empty, names):
        return {
            name: {row[0]: _kind(str(row[1])) for row in connection.execute(f"describe {name}").fetchall()}
            for name in names
        }


def _kind(sql_type: str) -> str:
    return next((kind for start, kind in _KINDS if start in sql_type), sql_type.lower())


def _comment(collection: Collection, table: str) -> str:
    """Return the comment that the SQL of a table begins with."""
    text = (tables_folder(collection) / f"{table}.sql").read_text("utf-8")
    lines = re.match(r"(?:--[^\n]*\n)*", text)
    return " ".join(line.removeprefix("--").strip() for line in (lines[0] if lines else "").splitlines())
