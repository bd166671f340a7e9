"""The rules that DfE's Explore education statistics sets for a data file and its metadata, as checks.

They follow DfE's published standards for open data and the checks of its screener (``eesyscreener``), for the
geographic levels that Clearline has figures for: National, Regional and Local authority.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from clearline.measures.showing.exporting.tidy_file import (
    AUTHORITY,
    COUNTRY,
    FOUR_DIGITS,
    META_COLUMNS,
    PLACE,
    REGION,
    SIX_DIGITS,
    TIME,
    TidyFile,
)  # fmt: skip

Rows = list[dict[str, str]]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SYMBOLS = {"c", "k", "low", "u", "x", "z"}
_UNITS = {"", "%", "pp", "£", "£m", "numberstring"}
_CODES = {
    "country_code": re.compile(r"E92000001"),
    "region_code": re.compile(r"E1[23][0-9]{6}"),
    "new_la_code": re.compile(r"E(06|08|09|10)[0-9]{6}( / E(06|08|09|10)[0-9]{6})*"),
    "old_la_code": re.compile(r"[0-9]{3}( / [0-9]{3})*"),
}
_FILLED = {"National": COUNTRY, "Regional": (*COUNTRY, *REGION), "Local authority": (*COUNTRY, *REGION, *AUTHORITY)}
"""The columns of place that each level fills; every other is empty."""


def problems(data: TidyFile, meta: TidyFile) -> list[str]:
    """Return everything in which a data file and its metadata break the rules, each a sentence; none when they pass."""
    found = [*_names(data.name, meta.name)]
    rows = _read(data, found)
    described = _read(meta, found)
    if rows is None or described is None:
        return found
    found += _required("metadata", described, META_COLUMNS[:-1])
    found += _required(data.name, rows, (*TIME, "geographic_level", *COUNTRY))
    if found:
        return found
    found += _meta(described, [*rows[0]])
    if found:
        return found
    filters = [row["col_name"] for row in described if row["col_type"] == "Filter"]
    grouped = {row["col_name"]: row["filter_grouping_column"] for row in described if row["filter_grouping_column"]}
    found += _time(rows)
    found += _places(rows)
    found += _filters(rows, described, filters, grouped)
    found += _matrix(rows, filters, grouped)
    found += _figures(rows, [row["col_name"] for row in described if row["col_type"] == "Indicator"])
    return found


def _names(data: str, meta: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9_-]{1,200}\.csv", data):
        yield f"{data}: a file name has lower-case letters, digits, hyphens and underscores only, and ends in .csv."
    if meta != f"{data.removesuffix('.csv')}.meta.csv":
        yield f"{meta}: the metadata of {data} is called {data.removesuffix('.csv')}.meta.csv."


def _read(file: TidyFile, found: list[str]) -> Rows | None:
    """Return the rows of a file; add why it cannot be read to ``found`` and return ``None``."""
    try:
        text = file.content.decode("utf-8-sig")
        heading, *cells = csv.reader(io.StringIO(text, newline=""), strict=True)
    except UnicodeDecodeError:
        found.append(f"{file.name}: is not UTF-8.")
        return None
    except (csv.Error, ValueError):
        found.append(f"{file.name}: is not CSV with a heading.")
        return None
    ragged = [line for line, row in enumerate(cells, start=2) if len(row) != len(heading)]
    twice = [name for name, count in Counter(heading).items() if count > 1]
    if ragged:
        found.append(f"{file.name}: row {ragged[0]} has more or fewer cells than the heading.")
    if twice:
        found.append(f"{file.name}: has the column '{twice[0]}' twice.")
    if not cells:
        found.append(f"{file.name}: has no rows.")
    return None if ragged or twice or not cells else [dict(zip(heading, row, strict=True)) for row in cells]


def _required(name: str, rows: Rows, columns: Iterable[str]) -> Iterator[str]:
    yield from (f"{name}: needs the column '{column}'." for column in columns if column not in rows[0])


def _meta(meta: Rows, columns: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the metadata, and where it does not fit the columns of the data."""
    unknown = [column for column in meta[0] if column not in META_COLUMNS]
    yield from (f"metadata: '{column}' is no column of a metadata file." for column in unknown)
    for field in ("col_name", "label"):
        counts = Counter(row[field].strip().casefold() for row in meta)
        yield from (f"metadata: two rows have the {field} '{value}'." for value, n in counts.items() if n > 1)
        if counts[""]:
            yield f"metadata: a row has no {field}."
    if not any(row["col_type"] == "Indicator" for row in meta):
        yield "metadata: there is no indicator."
    for row in meta:
        yield from _described(row, columns)
    groups = [row["filter_grouping_column"] for row in meta if row["filter_grouping_column"]]
    yield from (f"metadata: two filters are grouped by '{name}'." for name, n in Counter(groups).items() if n > 1)
    named = {row["col_name"] for row in meta}
    yield from (f"metadata: '{name}' groups a filter, so it has no row of its own." for name in groups if name in named)
    for column in columns:
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", column):
            yield f"'{column}': the name of a column is in snake_case and begins with a letter."
        if column not in PLACE and column not in named and column not in groups:
            yield f"'{column}' is a column of the data that the metadata does not describe."


def _described(row: dict[str, str], columns: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with one row of the metadata."""
    name = row["col_name"]
    if name in PLACE:
        yield f"metadata: '{name}' is a column of time or place and is not described."
    elif name not in columns:
        yield f"metadata: '{name}' is not in the data."
    if row["col_type"] == "Filter":
        wrong = [field for field in ("indicator_grouping", "indicator_unit", "indicator_dp") if row[field]]
    elif row["col_type"] == "Indicator":
        fields = ("filter_hint", "filter_grouping_column", "filter_default")
        wrong = [field for field in fields if row.get(field)]
        if row["indicator_unit"] not in _UNITS:
            yield f"metadata: '{name}' has the unit '{row['indicator_unit']}', which is none of the rules' units."
        if not re.fullmatch(r"[0-9]?", row["indicator_dp"]):
            yield f"metadata: '{name}' has the indicator_dp '{row['indicator_dp']}', which is no number of places."
    else:
        wrong = []
        yield f"metadata: '{name}' has the col_type '{row['col_type']}'; it is Filter or Indicator."
    yield from (f"metadata: '{name}' is of type {row['col_type']} and has no {field}." for field in wrong)
    group = row["filter_grouping_column"]
    if group and group not in columns:
        yield f"metadata: '{name}' is grouped by '{group}', which is not in the data."


def _time(rows: Rows) -> Iterator[str]:
    identifiers = {row["time_identifier"] for row in rows}
    if len(identifiers) > 1:
        yield f"time_identifier: {' and '.join(sorted(identifiers))} are mixed in one file."
    for period, identifier in sorted({(row["time_period"], row["time_identifier"]) for row in rows}):
        if identifier not in (*FOUR_DIGITS, *SIX_DIGITS):
            yield f"time_identifier: '{identifier}' is not a year that the rules know."
        elif not re.fullmatch(r"[0-9]{4}" if identifier in FOUR_DIGITS else r"[0-9]{6}", period):
            digits = 4 if identifier in FOUR_DIGITS else 6
            yield f"time_period: '{period}' does not have the {digits} digits of a {identifier.lower()}."
        elif len(period) == 6 and (int(period[2:4]) + 1) % 100 != int(period[4:]):
            yield f"time_period: '{period}' is not two years that follow one another."


def _places(rows: Rows) -> Iterator[str]:
    """Yield what is wrong with the columns of place: level by level, then codes that have two names."""
    levels = {row["geographic_level"] for row in rows}
    for level in sorted(levels):
        filled = _FILLED.get(level)
        if filled is None:
            yield f"geographic_level: '{level}' is none of {', '.join(_FILLED)}."
            continue
        missing = [column for column in filled if column not in rows[0]]
        yield from (f"'{column}' is needed for rows at the level {level}." for column in missing)
        of_level = [row for row in rows if row["geographic_level"] == level]
        for column in (*COUNTRY, *REGION, *AUTHORITY):
            cells = {row.get(column, "") for row in of_level}
            if column in filled and not all(cells) and not missing:
                yield f"'{column}' is empty in a row at the level {level}."
            if column not in filled and any(cells):
                yield f"'{column}' is filled in a row at the level {level}."
    for column, pattern in _CODES.items():
        wrong = sorted({cell for row in rows if (cell := row.get(column, "")) and not pattern.fullmatch(cell)})
        yield from (f"'{column}': '{cell}' is no such code." for cell in wrong)
    yield from _one_name(rows)


def _one_name(rows: Rows) -> Iterator[str]:
    """Yield codes with two names. A name may have two codes: an authority keeps its name when its code changes."""
    for code, name in (("region_code", "region_name"), ("new_la_code", "la_name")):
        pairs = {(row.get(code, ""), row.get(name, "")) for row in rows}
        twice = [cell for cell, count in Counter(cell for cell, _ in pairs).items() if count > 1 and cell]
        yield from (f"'{code}': '{cell}' has two names." for cell in sorted(twice))


def _filters(rows: Rows, meta: Rows, filters: Sequence[str], grouped: dict[str, str]) -> Iterator[str]:
    defaults = {row["col_name"]: row.get("filter_default") or "Total" for row in meta}
    for column in (*filters, *grouped.values()):
        values = {row[column] for row in rows}
        if any(value != value.strip() for value in values):
            yield f"'{column}' has a label with blanks around it."
        if not all(value.strip() for value in values):
            yield f"'{column}' is empty in a row."
        if any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in values):
            yield f"'{column}' has a label that a spreadsheet would run as a formula."
    for column in filters:
        values = {row[column] for row in rows}
        if len(values) < 2:
            yield f"'{column}' is the same in every row, so it is no filter."
        elif defaults[column] not in values:
            yield f"'{column}' has no '{defaults[column]}', and no other filter_default that is there."


def _matrix(rows: Rows, filters: Sequence[str], grouped: dict[str, str]) -> Iterator[str]:
    """Yield where a combination of filters is there twice, or is not there for every period and area."""
    place = [column for column in PLACE if column in rows[0]]
    keys: Counter[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = Counter(
        (tuple(row[c] for c in place), tuple((row.get(grouped.get(f, ""), ""), row[f]) for f in filters))
        for row in rows
    )
    twice = sum(1 for count in keys.values() if count > 1)
    if twice:
        yield f"{twice} combinations of period, area and filters are there more than once."
    seen = [{combination[at] for _, combination in keys} for at in range(len(filters))]
    wanted = 1
    for values in seen:
        wanted *= len(values)
    found = Counter(key for key, _ in keys)
    short = [key for key, count in found.items() if count < wanted]
    if short:
        missing = next(one for one in product(*map(sorted, seen)) if (short[0], one) not in keys)
        labels = ", ".join(label for _, label in missing)
        yield f"{len(short)} periods of an area lack a combination of filters, e.g. {short[0][0]}: {labels}."


def _figures(rows: Rows, indicators: Sequence[str]) -> Iterator[str]:
    for column in indicators:
        wrong = sorted({row[column] for row in rows if not _is_figure(row[column])})
        if wrong:
            yield f"'{column}' has {len(wrong)} cells that are neither a plain number nor a symbol, e.g. '{wrong[0]}'."


def _is_figure(cell: str) -> bool:
    return cell in _SYMBOLS or _NUMBER.fullmatch(cell) is not None
