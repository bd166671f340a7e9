"""A table in the form that DfE's Explore education statistics takes, and the names that the form fixes."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clearline.measures.vocabulary import Unit

META_COLUMNS = (
    "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint",
    "filter_grouping_column", "filter_default",
)  # fmt: skip
"""The columns of a metadata file; DfE's rules let only the last be left out."""

TIME = ("time_period", "time_identifier")

COUNTRY, REGION, AUTHORITY = (
    ("country_code", "country_name"),
    ("region_code", "region_name"),
    ("old_la_code", "new_la_code", "la_name"),
)

PLACE = (*TIME, "geographic_level", *COUNTRY, *REGION, *AUTHORITY)
"""The columns that every file of ours begins with."""

LEVELS = {"england": "National", "region": "Regional", "authority": "Local authority"}

IDENTIFIERS = {
    "reporting": "Reporting year",
    "calendar": "Calendar year",
    "academic": "Academic year",
    "financial": "Financial year",
}
"""What the rules call each kind of year; a rolling year and a single day have no name there."""

FOUR_DIGITS = ("Calendar year", "Reporting year")
SIX_DIGITS = ("Academic year", "Financial year", "Tax year")

UNITS: dict[Unit, str] = {"per-cent": "%", "percentage-points": "pp", "pounds": "£"}
"""Units of indicators as the rules write them; every other is left blank."""

SYMBOLS = {
    "": "",
    "suppressed": "c",
    "not applicable": "z",
    "not available": "x",
    "rounds to zero": "low",
    "low reliability": "u",
    "missing": "x",
    "not published": "x",
}
"""The symbol in force for each meaning, whatever the release wrote."""


class TidyFile(NamedTuple):
    """A file that is to be written: its name and its bytes."""

    name: str
    content: bytes


def tidy_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> TidyFile:
    """Return rows as a CSV file in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return TidyFile(name, text.getvalue().encode())
