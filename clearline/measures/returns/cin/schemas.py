"""What the raw tables of a CIN census return hold. Every table has the authority and the year before these."""

import pyarrow as pa

from clearline.measures.returns.cin.layout import FIELDS, NUMBERED, ROWS, Field, above, table_of


def _columns(field: Field) -> list[pa.Field]:
    """Return the columns that an element becomes."""
    if field.kind == "code":
        return [pa.field(field.column, pa.dictionary(pa.int8(), pa.string()))]
    if field.kind == "yes-no":
        return [pa.field(field.column, pa.bool_())]
    found = [pa.field(field.column, pa.int32())]
    if field.kind == "birth":
        found += [pa.field(f"{field.column}_{part}", pa.int16()) for part in ("year", "monthday")]
    if field.kind == "dated":
        found.append(pa.field(f"{field.column}_ymd", pa.int32()))  # 20250331 is 31 March 2025
    if field.kind == "worked":
        found += [pa.field(f"{field.column}_{part}", pa.int32()) for part in ("weekdays", "working")]
    return found


def _numbers(table: str) -> list[pa.Field]:
    """Return the columns that say which child and which other row a row belongs to."""
    names = ["child", "person"]
    if table != "persons":
        names += [NUMBERED.get(above(table), ""), NUMBERED.get(table, "")]
    return [pa.field(name, pa.int32()) for name in names if name]


def _of_table(table: str) -> list[pa.Field]:
    found = {field.name: field for field in _numbers(table)}
    for path, element in FIELDS.items():
        if element.kind != "id" and table_of(path) == table:
            found |= {column.name: column for column in _columns(element)}
    return list(found.values())


RAW: dict[str, list[pa.Field]] = {table: _of_table(table) for table in ROWS.values()}
"""The raw tables, without authority and year. Numbers stand for identifiers: ``child`` is the same in all years,
``person`` is the child in the return of one year; then each episode, assessment and plan."""
