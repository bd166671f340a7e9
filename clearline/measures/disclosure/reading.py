"""Reads a table of counts in DfE's tidy form with what it is about, and refuses what is no table of counts."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.measures.disclosure.about import About, Dimension
from clearline.measures.disclosure.cells import NOTHING
from clearline.measures.disclosure.periods import code, moment, months
from clearline.measures.disclosure.profiles import Level
from clearline.measures.disclosure.sums import plain
from clearline.measures.disclosure.table import AREA, TIME, Name, Place, Rate, Row

LARGEST = 200_000_000
"""Bytes of a table."""

NEEDED = ("time_period", "time_identifier", "geographic_level", "country_code")
STANDARD = (*NEEDED, "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
LEVELS: dict[str, tuple[Level, str]] = {
    "National": ("england", "country_code"),
    "Regional": ("region", "region_code"),
    "Local authority": ("authority", "new_la_code"),
}
"""DfE's levels, from large to small, and the column that holds each one's code."""

LONDON, HALVES_OF_LONDON = "E12000007", "E13"

_PERSONAL = re.compile(
    r"(upn|uln|nhsno|nhsnumber|child|childid|childuniqueid|uniquepupilnumber|lachildid|dob|dateofbirth|persondateofbirth|"
    r"birthdate|forename|surname|firstname|lastname|fullname|postcode|homepost|plpost|address|email)"
)
_FORMULA = re.compile(r"[=+@\t\r-](?!\d*\.?\d+$)")
"""How a cell begins that a spreadsheet would run; a negative number is none."""

_MANY = 100
"""Labels of one column that are taken to tell children apart, when half the rows have one of their own."""


class Read(NamedTuple):
    """A table as text with the names of its counts, before it is known how they add up."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    places: dict[Name, tuple[Place, ...]]
    public: dict[Name, tuple[Place, ...]]
    rates: dict[tuple[int, str], Rate]
    parents: dict[tuple[str, int], tuple[str, ...]]
    """The areas one step or more below each area, by its code and their depth."""


def read_cells(path: Path, text: str, about: About, *, closed: bool = True) -> Read:
    """Return the cells of a table with their names; ``closed`` refuses columns that nothing is said about.

    Raises ``BadInput`` for rows about single children (no cell is repeated in the message) and for rows that say twice
    or not at all whom they count.
    """
    columns, lines = _lines(path, text)
    _refuse_children(path, columns)
    _refuse_unknown(path, columns, about, closed)
    rows = sorted((_row(path, line, cells, about) for line, cells in lines), key=_order)
    _refuse_identifiers(path, rows, about)
    _refuse_hidden_words(path, rows, about)
    places = _places(path, rows, about, public=False)
    public = _places(path, rows, about, public=True)
    parents: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        if row.parent is not None:
            parents[row.parent, row.depth].add(dict(row.pairs)[AREA])
    return Read(
        columns=columns,
        rows=tuple(rows),
        places=places,
        public=public,
        rates=_rates(rows, about),
        parents={key: tuple(sorted(codes)) for key, codes in parents.items()},
    )


def _lines(path: Path, text: str) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return the heading and each row with the line it ends on."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows, problems = [], []
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        for cells in reader:
            if len(cells) == len(columns):
                rows.append((reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
            elif cells:
                problems.append(Problem(path, reader.line_num, f"has {len(cells)} cells, not {len(columns)}."))
    except csv.Error as error:
        raise BadInput(Problem(path, reader.line_num, f"is not CSV: {error}.")) from None
    if problems:
        raise BadInput(*first_of(problems))
    if not rows:
        raise BadInput(Problem(path, None, "has no rows."))
    if len(set(columns)) < len(columns):
        raise BadInput(Problem(path, 1, "has a column twice."))
    return columns, rows


def _refuse_children(path: Path, columns: Sequence[str]) -> None:
    found = [column for column in columns if _PERSONAL.fullmatch(re.sub(r"[^a-z]", "", column.casefold()))]
    if found:
        what = f"looks like rows about single children: it has a column '{found[0]}'."
        raise BadInput(Problem(path, 1, what, "Only tables of counts can be published."))
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        todo = "A table to be published is in the Department for Education's tidy form."
        raise BadInput(Problem(path, 1, f"has no column '{missing[0]}'.", todo))


def _refuse_identifiers(path: Path, rows: Sequence[Row], about: About) -> None:
    for column in about.dimensions:
        labels = {row.cells[column] for row in rows if column in row.cells}
        if len(labels) >= _MANY and 2 * len(labels) > len(rows):
            what = f"looks like rows about single children: the column '{column}' differs nearly from row to row."
            raise BadInput(Problem(path, 1, what, "Only tables of counts can be published."))


def _refuse_hidden_words(path: Path, rows: Sequence[Row], about: About) -> None:
    """Raise ``BadInput`` for text that a spreadsheet would run, and for labels that differ from row to row."""
    for row in rows:
        formula = [column for column, cell in row.cells.items() if _FORMULA.match(cell) and cell not in NOTHING]
        if formula:
            raise BadInput(Problem(path, row.line, f"has a cell in '{formula[0]}' that begins as a formula."))
    for column in about.labels:
        if len({row.cells[column] for row in rows}) > 1:
            todo = "Name it under 'dimensions' if it says whom a row counts."
            raise BadInput(Problem(path, 1, f"'{column}' differs from row to row.", todo))


def _refuse_unknown(path: Path, columns: Sequence[str], about: About, closed: bool) -> None:
    """Raise ``BadInput`` for columns that are named and not there, or there and not named."""
    codes = set(about.levels.values())
    named = {*about.counts, *about.rates, *about.ranks, *about.beside, *about.labels}
    may = {*STANDARD, *about.dimensions, *named, *codes, *(f"{code.removesuffix('_code')}_name" for code in codes)}
    problems = [
        Problem(path, 1, f"has a column '{column}' of which nothing is said.", "Say in the .about.yaml what it is.")
        for column in columns
        if closed and column not in may
    ]
    problems += [Problem(path, 1, f"has no column '{column}'.") for column in sorted({*named, *codes} - set(columns))]
    counts = [*about.ranks.values(), *(name for names in about.beside.values() for name in names)]
    counts += [name for rate in about.rates.values() for name in (rate.numerator, rate.denominator)]
    problems += [
        Problem(path, 1, f"'{name}' is not among the counts.") for name in sorted(set(counts) - set(about.counts))
    ]
    if problems:
        raise BadInput(*first_of(problems))


def _row(path: Path, line: int, cells: dict[str, str], about: About) -> Row:
    """Return a row with whom it counts: its area, period and labels."""
    levels = {**LEVELS, **{name: ("authority", column) for name, column in about.levels.items()}}
    level = cells["geographic_level"]
    if level not in levels:
        todo = f"It can be: {', '.join(levels)}; name others under 'levels' in the .about.yaml."
        raise BadInput(Problem(path, line, f"has the geographic_level '{level}'.", todo))
    order = list(levels)
    depth = order.index(level)
    above = [cells.get(levels[name][1], "") for name in order[: depth + 1]]
    if not above[-1]:
        raise BadInput(Problem(path, line, f"has no {levels[level][1]}."))
    pairs = [(AREA, above[-1]), (TIME, _time(path, line, cells, about))]
    pairs += _labels(about, cells)
    parent = next((code for code in reversed(above[:-1]) if code), None)
    half = above[-1].startswith(HALVES_OF_LONDON)
    if half:  # Inner and Outer London are published beside the regions, as parts of one
        parent = LONDON
    return Row(line, cells, levels[level][0], 2 * depth + half, tuple(sorted(pairs)), parent)


def _time(path: Path, line: int, cells: dict[str, str], about: About) -> str:
    span = months(cells["time_period"], cells["time_identifier"])
    if span is None or span[1] < span[0]:
        todo = "Write it as DfE does (2025, Reporting year) or as months (2024-04/2025-03)."
        raise BadInput(Problem(path, line, "has a time_period and time_identifier that make no period.", todo))
    return code(*span) if about.time == "adds up" else moment(span[1])


def _labels(about: About, cells: dict[str, str]) -> list[tuple[str, str]]:
    """Return the labels of a row that is not about everybody, by dimension."""
    return [
        (column, plain(cells[column]))
        for column, rule in about.dimensions.items()
        if column in cells and plain(cells[column]) not in _totals(rule)
    ]


def _totals(rule: Dimension) -> set[str]:
    return {"", *(plain(total) for total in rule.totals)}


def _order(row: Row) -> tuple[object, ...]:
    """Where a row stands in what is published: by period, level, area and labels, never by a count."""
    cells = row.cells
    same = [cells.get(column, "") for column in STANDARD]
    return cells["time_period"], cells["time_identifier"], row.depth, row.pairs, same


def _name(row: Row, column: str, about: About) -> Name:
    count = about.counts[column]
    own = [(dimension, plain(label)) for dimension, label in count.where.items()]
    return count.counted or about.counted, tuple(sorted([*row.pairs, *own]))


def _places(path: Path, rows: Sequence[Row], about: About, *, public: bool) -> dict[Name, tuple[Place, ...]]:
    """Return where each count is printed; refuse one that is printed twice unalike."""
    columns = [column for column, count in about.counts.items() if count.public is public]
    places: defaultdict[Name, list[Place]] = defaultdict(list)
    for index, row in enumerate(rows):
        for column in columns:
            places[_name(row, column, about)].append(Place(index, column, row.level))
    for found in places.values():
        if len(found) > 1 and len({rows[place.row].cells[place.column] for place in found}) > 1:
            line = rows[found[1].row].line
            todo = "Rows must differ in area, period or a column named under 'dimensions'."
            raise BadInput(Problem(path, line, f"counts the same in '{found[1].column}' as another row.", todo))
    return {name: tuple(found) for name, found in places.items()}


def _rates(rows: Sequence[Row], about: About) -> dict[tuple[int, str], Rate]:
    """Return every percentage and rate with the names of the counts that it was computed from."""
    result = {}
    for index, row in enumerate(rows):
        for column, rule in about.rates.items():
            base = row._replace(pairs=tuple(sorted(_elsewhere(row, rule.denominator_where, about))))
            result[index, column] = Rate(
                _name(row, rule.numerator, about),
                _name(base, rule.denominator, about),
                rule.per,
                rule.decimals,
                rule.complement,
                row.cells[column],
            )
    return result


def _elsewhere(row: Row, where: dict[str, str], about: About) -> list[tuple[str, str]]:
    """Return whom the row of a denominator counts."""
    pairs = [pair for pair in row.pairs if pair[0] not in where]
    for dimension, label in where.items():
        if plain(label) not in _totals(about.dimensions.get(dimension, Dimension())):
            pairs.append((dimension, plain(label)))
    return pairs
