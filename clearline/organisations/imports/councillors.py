"""Reads a council's list of councillors from CSV: the offices they hold, never their names or parties."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from clearline.kit.identifiers import new_key
from clearline.kit.rows import read_rows
from clearline.organisations.imports.organogram import MARK
from clearline.organisations.imports.titles import claimed_twice, in_cabinet, office_role, without_name
from clearline.organisations.starting.writing import Words

ROLE_COLUMNS = (
    "Role", "Roles", "Responsibility", "Responsibilities", "Position", "Positions", "Portfolio", "Office",
    "Cabinet Role", "Cabinet Position", "Cabinet Portfolio", "Executive Role", "Special Responsibility",
)  # fmt: skip
"""Columns that councils use for what a councillor does; the files have no standard."""

NAME_COLUMNS = ("Name", "Councillor", "Councillor Name", "Full Name", "Surname", "Last Name")
"""Read only so that a name that stands in a role as well can be left out."""


class Offices(NamedTuple):
    """What a list of councillors says, and in words what was guessed and what it could not say."""

    offices: dict[str, dict[str, Any]]
    people: dict[str, dict[str, Any]]
    guesses: list[str]
    unknown: list[str]


def read_councillors(path: Path, authority: str, taken: set[str]) -> Offices:
    """Return the offices in a list of the councillors of ``authority``, with ids that are not ``taken``.

    Raises ``BadInput`` with file and line for what cannot be read.
    """
    titles: dict[str, str] = {}
    holders: dict[str, str] = {}
    rows = read_rows(path, (), (*ROLE_COLUMNS, *NAME_COLUMNS))
    for number, row in enumerate(rows, 1):
        for title in _roles(row.cells):
            key = new_key(title, taken, "office")
            titles[key], holders[key] = title, f"councillor-{number}"
    guesses: list[str] = []
    unknown: list[str] = []
    roles = {key: office_role(title) for key, title in titles.items()}
    twice = claimed_twice(roles)
    offices: dict[str, dict[str, Any]] = {}
    for key, title in titles.items():
        role = ("portfolio-holder" if roles[key] == "lead-member" else "member") if roles[key] in twice else roles[key]
        offices[key] = {"title": Words(title), "role": role, "holders": [{"person": holders[key]}]}
        if in_cabinet(title):
            offices[key]["in_executive"] = True
        if role != "member":
            guesses.append(f"offices.{key} has the role {role}, because its title is '{title}'.")
    unknown += [
        f"which office is the {role}: two titles or more say so, and none was marked." for role in sorted(twice)
    ]
    if not titles:
        unknown.append(
            f"which offices the {len(rows)} councillors hold: no column such as Role or Responsibility says so."
        )
    elif "lead-member" not in roles.values():
        unknown.append("which member is designated as lead member: no title says so plainly. " + MARK)
    unknown.append("whom each member answers to, and whether the delegation to the lead member is on record.")
    people = {person: {"councillor_of": [authority]} for person in dict.fromkeys(holders.values())}
    return Offices(offices, people, guesses, unknown)


def _roles(cells: dict[str, str]) -> list[str]:
    """Return what a councillor does, each thing once, without the councillor's name."""
    found = []
    for column in ROLE_COLUMNS:
        for part in re.split(r"[;|\n\r]", cells[column]):
            for name in NAME_COLUMNS:
                part = without_name(part, cells[name])
            plain = "".join(c for c in part if c.isprintable()).strip(" ,.-")[:200]
            if plain.casefold() not in ("", "councillor", "member", "cllr", "none", "n/a"):
                found.append(plain)
    return list(dict.fromkeys(found))
