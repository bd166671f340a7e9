"""What the raw tables of Annex A hold: each list is one. Every table has the authority and the year before these."""

import pyarrow as pa

from clearline.measures.returns.annex_a.layout import LISTS, Column

AS_AT = (pa.field("as_at", pa.int32()), pa.field("as_at_ymd", pa.int32()), pa.field("as_at_working", pa.int32()))
"""The day of the lists, in every row: as a day, as the number 20250331, and as the working days up to it."""


def fields(name: str, column: Column) -> list[pa.Field]:
    """Return the columns that a column of a list becomes."""
    if column.kind == "code":
        return [pa.field(name, pa.dictionary(pa.int8(), pa.string()))]
    if column.kind == "yes-no":
        return [pa.field(name, pa.bool_())]
    more = {"dated": "ymd", "worked": "working"}.get(column.kind)
    return [pa.field(name, pa.int32()), *([pa.field(f"{name}_{more}", pa.int32())] if more else [])]


RAW: dict[str, list[pa.Field]] = {
    table: [
        pa.field("child", pa.int32()),
        *AS_AT,
        *(field for name, column in one.columns.items() for field in fields(name, column)),
    ]
    for table, one in LISTS.items()
}
"""The lists. A number stands for each child, the same in all lists; in list 11 for each adopter."""
