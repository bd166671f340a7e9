"""Says what each column of a file is for: when, where, which group, a figure, or how final it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from clearline.kit.errors import BadInput, Problem
from clearline.measures.loading.text_files import Heading
from clearline.measures.vocabulary import Column, Dataset, Filter

STANDARD: Mapping[str, tuple[str, ...]] = {
    "time_period": ("timeperiod",),
    "time_identifier": (),
    "geographic_level": ("level", "geog_level"),
    "country_code": (),
    "country_name": (),
    "region_code": ("gor_code",),
    "region_name": ("gor_name",),
    "old_la_code": ("la_code", "la_number"),
    "new_la_code": ("la_code_new", "la_gss_code"),
    "la_name": ("local_authority",),
}
"""The columns that say when and where, as Explore Education Statistics names them, and what older files call them."""

TAKEN = frozenset(
    ("indicator", "period", "ends", "level", "area", "value", "symbol", "meaning", "status", "text", "release")
)
"""Names that a filter cannot have: the columns of every observation."""

LONG = ("indicator", "value")
"""The columns of a file that has one figure a row instead of one a column."""


def plain(name: str) -> str:
    """Return a column's name as names are compared: lower case, with underscores for blanks and hyphens."""
    return "_".join(name.replace("_", " ").replace("-", " ").casefold().split())


def free_name(name: str) -> str:
    """Return the name of a filter for a column, itself unless the store keeps something else under it."""
    return f"{name}_" if name in TAKEN else name


def canonical_names(dataset: Dataset) -> dict[str, str]:
    """Return today's name of each column and filter, by every name that it has had, compared plainly."""
    named: list[Column | Filter] = [*dataset.columns, *dataset.filters]
    return {plain(name): one.name for one in named for name in (one.name, *one.also)}


class Plan(NamedTuple):
    """The columns of one file, by what they are for; every value is the column's name in the file."""

    standard: dict[str, str]
    """By the standard name."""
    filters: dict[str, str | None]
    """By today's name; ``None`` where the file has no such column and every row has the default label."""
    status: str | None
    figures: dict[str, str]
    """By today's name; empty for a file with one figure a row."""
    long: tuple[str, str] | None
    """The columns of the indicator and of its value, in a file with one figure a row."""
    unknown: tuple[str, ...]
    """Columns that the description does not name: figures, or text that must be the same in every row."""


def plan(path: Path, dataset: Dataset, heading: Heading) -> Plan:
    """Return what each column of a file is for; raise ``BadInput`` with all that the heading lacks or has twice."""
    problems = _faults(path, heading)
    names = canonical_names(dataset)
    filters = {one.name: one.default for one in dataset.filters}
    by_plain = {plain(column): column for column in heading.columns}
    own = {names[key]: column for key, column in by_plain.items() if key in names}
    standard = _standard({key: column for key, column in by_plain.items() if key not in names})
    status = by_plain.get(plain(dataset.status_column)) if dataset.status_column else None
    long = (by_plain["indicator"], by_plain["value"]) if all(name in by_plain for name in LONG) else None
    used = {*own.values(), *standard.values(), *(long or ()), status}
    lacking = [name for name, default in filters.items() if name not in own and default is None]
    lacking += ["time_period"] if "time_period" not in standard else []
    if lacking:
        what = f"has no column {' or '.join(lacking)}, which a file of '{dataset.key}' has."
        problems.append(
            Problem(path, heading.lines_above, what, "Say what it is called with `also` in its description.")
        )
    own_columns = [name for name in filters if name in TAKEN]
    if own_columns:
        what = f"has a filter '{own_columns[0]}', which the store keeps something else under."
        todo = f"Call it '{free_name(own_columns[0])}' in its description, with this name in `also`."
        problems.append(Problem(path, heading.lines_above, what, todo))
    if problems:
        raise BadInput(*problems)
    return Plan(
        standard=standard,
        filters={name: own.get(name) for name in filters},
        status=status,
        figures={} if long else {name: column for name, column in own.items() if name not in filters},
        long=long,
        unknown=tuple(column for column in heading.columns if column not in used),
    )


def _standard(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that say when and where, by their standard names."""
    found = {}
    for name, also in STANDARD.items():
        column = next((columns[one] for one in (name, *also) if one in columns), None)
        if column is not None:
            found[name] = column
    return found


def _faults(path: Path, heading: Heading) -> list[Problem]:
    """Return a problem for every column without a name, or with one that another has."""
    names = [plain(column) for column in heading.columns]
    problems = [
        Problem(path, heading.lines_above, f"has no heading over column {at}.", "Name the column, or delete it.")
        for at, name in enumerate(names, 1)
        if not name
    ]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return problems + [Problem(path, heading.lines_above, f"has the column '{name}' twice.") for name in twice]
