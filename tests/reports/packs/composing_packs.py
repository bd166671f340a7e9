"""Composes packs in tests, and walks what is in them."""

from collections.abc import Iterator
from datetime import date

from world_packs import ON, TODAY

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority
from clearline.reports.asked import Asked
from clearline.reports.blocks import Cell, Chart, Pack, Rendering, Section, Table, walk
from clearline.reports.composing import asked_for, compose
from clearline.schedule.content import contract_named, contracts

PACKS = tuple(sorted(key for key in contracts() if key != "test-of-assurance"))
"""All but the one that belongs to the tests of assurance."""


def composed(
    authority: Authority, contract: str, rendering: Rendering = "restricted", *, by: Acting | None = None,
    on: date = ON, edition: str = "2013",
) -> Pack:  # fmt: skip
    """Return a pack."""
    who = by or at_the_machine(authority)
    return compose(contract, authority, on=on, today=TODAY, rendering=rendering, by=who, edition=edition)


def asked(
    authority: Authority, contract: str = "lead-member-briefing", rendering: Rendering = "restricted", *,
    by: Acting | None = None, on: date = ON,
) -> Asked:  # fmt: skip
    """Return what a pack is composed from."""
    who = by or at_the_machine(authority)
    return asked_for(
        contract_named(contract), authority, on=on, today=TODAY, rendering=rendering, by=who, edition="2013"
    )


def cells(pack: Pack) -> Iterator[tuple[Table, Cell]]:
    """Yield every cell with its table."""
    for one in walk(pack.sections):
        if isinstance(one, Table):
            yield from ((one, cell) for row in one.rows for cell in row)


def addresses(pack: Pack) -> set[str]:
    """Return every address within the site that a pack leads to."""
    found = {cell.source for _, cell in cells(pack)}
    found |= {source.address for one in walk(pack.sections) if isinstance(one, Table | Chart) for source in one.sources}
    return {one for one in found if one.startswith("/")}


def named(pack: Pack, key: str) -> Section:
    """Return a section of a pack."""
    return next(one for one in pack.sections if one.key == key)


def tables(section: Section) -> dict[str, Table]:
    """Return the tables of a section by their titles; of several of one title the first."""
    found = [one for one in walk((section,)) if isinstance(one, Table)]
    return {one.title: one for one in reversed(found)}


def column(table: Table, title: str) -> list[str]:
    """Return the texts of a column."""
    at = table.columns.index(title)
    return [row[at].text for row in table.rows]
