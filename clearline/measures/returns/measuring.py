"""Measures the returns in a folder: every measure that they can answer, as figures, and what could not be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from clearline.kit.errors import BadInput, Problem
from clearline.kit.values import Value
from clearline.measures.computing import figure_from_counts
from clearline.measures.content import load
from clearline.measures.exact import shown
from clearline.measures.returns.counting import Groups
from clearline.measures.returns.deriving import Counted, count, memory
from clearline.measures.returns.dfe_rules import RuleCheck
from clearline.measures.returns.postcodes import Postcodes
from clearline.measures.returns.reading import Collection, Cover, Fault, Return
from clearline.measures.returns.recognising import AUTHORITY, Given, find
from clearline.measures.showing.figure_words import AFTER
from clearline.measures.vocabulary import Measure, Unit

RESTRICTED = "Restricted: contains small numbers"

LARGE = 100_000_000
"""Bytes of returns from which on the whole postcode lookup is read once, rather than what each part needs."""

NOT_RECOGNISED = "not recognised as part of a return: passed over"


class ReturnedFigure(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What the returns say of one measure for one authority and year. Counts may be small: it is restricted."""

    measure: str
    title: str
    authority: str
    year: int
    group: tuple[str, ...]
    """What was asked for besides, e.g. ``("placed out",)``; empty for all children."""
    value: Decimal | None
    """In the measure's unit; ``None`` when there is no figure, and then ``why_none`` says why."""
    shown: str
    """For people, with its unit; "" when there is no figure."""
    unit: Unit
    numerator: int | None
    denominator: int | None
    why_none: str
    follows: str


class Unusable(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Something in a file that could not be used as it stands, without a cell's content."""

    file: str
    """Below the folder that was given."""
    table: str
    column: str
    first_row: int | None
    count: int
    says: str


class Measured(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Everything that a folder of returns says, without any row of a child."""

    marking: str = RESTRICTED
    figures: tuple[ReturnedFigure, ...]
    faults: tuple[Unusable, ...]
    rule_checks: tuple[RuleCheck, ...] = ()
    """What DfE's own rules say, where they were asked."""


def check_authority(code: str | None) -> None:
    """Raise ``BadInput`` when a code is not one of nine characters."""
    if code is not None and not AUTHORITY.fullmatch(code):
        raise BadInput(f"--authority: '{code}' is not a code of nine characters, e.g. E09000007.")


def measure(
    directory: Path,
    authority: str | None,
    *,
    year: int | None = None,
    postcodes: Path | None = None,
    groups: Groups = (),
    with_dfe_rules: bool = False,
    engine: str | None = None,
) -> Measured:
    """Return what the returns in a folder say, of all years or of one.

    ``groups`` are columns of the derived tables; measures over tables without them are left out. ``engine`` is the
    address of one that counts instead of DuckDB. Raises ``BadInput`` when the folder or the lookup cannot be read,
    there is no return of the year, or the engine cannot count.
    """
    given = find(directory, authority)
    figures: list[ReturnedFigure] = []
    faults = _not_recognised(given)
    covers: list[tuple[Collection, Cover]] = []
    with memory(postcodes) as connection, _counting(engine, connection) as counted:
        lookup = _lookup(connection, postcodes, given)
        for returned in _returns(given, year, lookup):
            measures = of_collection(returned.collection)
            definitions = {key: one.sources.returned for key, one in measures.items() if one.sources.returned}
            counts = counted(returned, definitions, groups)
            figures += [
                _figure(measures[one.key], one, lookup is not None) for one in counts if year in (None, one.year)
            ]
            faults += returned.faults
            covers += [(returned.collection, cover) for cover in returned.covers]
    if not covers:
        raise BadInput(
            Problem(directory, None, "has no file of a return that can be read.", "See `clearline returns check`.")
        )
    if year is not None and year not in {cover.year for _, cover in covers}:
        there = ", ".join(str(one) for one in sorted({cover.year for _, cover in covers})) or "none"
        raise BadInput(Problem(directory, None, f"has no return of {year}; it has: {there}."))
    checks = tuple(_rule_checks(covers, year)) if with_dfe_rules else ()
    return Measured(figures=tuple(figures), faults=_unusable(directory, faults), rule_checks=checks)


def check(directory: Path, authority: str | None, *, with_dfe_rules: bool = False) -> Measured:
    """Return what cannot be used of the returns in a folder; whose they are need not be known."""
    given = find(directory, authority, anyone="" if authority else "X00000000")
    faults = _not_recognised(given)
    covers: list[tuple[Collection, Cover]] = []
    for returned in _returns(given, None, None):
        faults += returned.faults
        covers += [(returned.collection, cover) for cover in returned.covers]
    checks = tuple(_rule_checks(covers, None)) if with_dfe_rules else ()
    return Measured(figures=(), faults=_unusable(directory, faults), rule_checks=checks)


def of_collection(collection: Collection) -> dict[str, Measure]:
    """Return the measures that a collection can answer."""
    return {
        one.key: one
        for one in load().measures
        if one.sources.returned is not None and one.sources.returned.collection == collection
    }


def _returns(given: Sequence[Given], year: int | None, postcodes: Postcodes | None) -> Iterator[Return]:
    """Yield what the files of each collection hold; a reader is imported only when it has files."""
    for collection in get_args(Collection):
        files = [file for file in given if file.kind == collection]
        if files:
            reader: Any = import_module(f"clearline.measures.returns.{collection.replace('-', '_')}.reading")
            if collection == "ssda903":
                yield from reader.read(files, year, postcodes)
            else:  # these files say their year themselves
                yield from reader.read(files)


def _counting(engine: str | None, connection: Any) -> AbstractContextManager[Callable[..., list[Counted]]]:
    """Return what counts a return: the database in memory, or another engine."""
    if engine is None:
        return nullcontext(partial(count, connection=connection))
    from clearline.measures.returns.scaling import counting_on

    return counting_on(engine)


def _lookup(connection: Any, path: Path | None, given: Sequence[Given]) -> Postcodes | None:
    many = sum(file.size for file in given) > LARGE
    return None if path is None else Postcodes(connection, path, many)


def _unusable(directory: Path, faults: Sequence[Fault]) -> tuple[Unusable, ...]:
    return tuple(
        Unusable(
            file=str(one.file.relative_to(directory)),
            table=one.table,
            column=one.column,
            first_row=one.first_row,
            count=one.count,
            says=one.kind,
        )
        for one in faults
    )


def _not_recognised(given: Sequence[Given]) -> list[Fault]:
    return [
        Fault(file=file.path, table="", column="", kind=NOT_RECOGNISED, count=1, first_row=None)
        for file in given
        if file.kind == "unknown"
    ]


_PLACED = {"living here", "placed out"}
"""Where a child can be known to be only with a lookup of postcodes."""


def _figure(measure: Measure, counted: Counted, placed: bool) -> ReturnedFigure:
    unknown = (
        not placed
        and measure.sources.returned is not None
        and measure.sources.returned.numerator.where.get("whereabouts") in _PLACED
    )
    if unknown:
        counted = replace(counted, numerator=None)
    numerator, denominator = (
        None if number is None else Decimal(number) for number in (counted.numerator, counted.denominator)
    )
    value = figure_from_counts(measure, numerator, denominator)
    why_none = ""
    if counted.not_supplied:
        why_none = f"not supplied: {', '.join(counted.not_supplied)}"
    elif unknown:
        why_none = "no postcodes given (--postcodes)"
    elif value is None:
        why_none = "nothing to divide by"
    return ReturnedFigure(
        measure=measure.key,
        title=measure.title,
        authority=counted.authority,
        year=counted.year,
        group=counted.group,
        value=value,
        shown="" if value is None else shown(value, measure.unit, measure.decimals) + AFTER.get(measure.unit, ""),
        unit=measure.unit,
        numerator=counted.numerator,
        denominator=counted.denominator,
        why_none=why_none,
        follows=measure.sources.returned.follows if measure.sources.returned else "",
    )


def _rule_checks(covers: Sequence[tuple[Collection, Cover]], year: int | None) -> Iterator[RuleCheck]:
    """Yield what DfE's rules say of each return that they are for."""
    from clearline.measures.returns.dfe_rules import check_cin, check_ssda903

    files: Mapping[tuple[str, str, int], tuple[Path, ...]] = {
        (collection, cover.authority, cover.year): cover.files for collection, cover in covers
    }
    for (collection, authority, of), paths in files.items():
        if year not in (None, of):
            continue
        if collection == "ssda903":
            yield check_ssda903(paths, files.get((collection, authority, of - 1), ()), of, authority)
        elif collection == "cin":
            yield check_cin(paths[0], of)
