"""Reads registers: from the YAML under ``content/registers`` when compiled, from the compiled file when used."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from clearline.accounts.permissions import PERMISSIONS, Role
from clearline.kit.compiled import read_compiled
from clearline.kit.errors import BadInput, Problem
from clearline.kit.reading import convert, read_yaml
from clearline.registers.vocabulary import (
    AllYes,
    Column,
    Each,
    EveryChoice,
    Filled,
    Register,
    Registers,
    Rule,
    See,
    SomeOf,
)

COMPILED = Path(__file__).parent / "compiled.json"
"""All registers in one file, written by ``make content`` and checked by ``make check``."""


PERMISSION_TO_SEE = {
    "everyone": None,
    "people": "see people",
    "exempt": "see exempt",
    "confidential": "see confidential",
}
"""Beyond that of the page; ``None``: nothing. Those of ``accounts.access_class``, which no command may read first."""


@cache
def registers() -> Mapping[str, Register]:
    """Return the registers by key, by title. Raises ``BadInput`` when the compiled file is missing or was changed."""
    found = read_compiled(COMPILED, Registers).registers
    return MappingProxyType({one.key: one for one in sorted(found, key=lambda one: one.title)})


def register_named(key: str) -> Register:
    """Return a register. Raises ``BadInput`` for one that there is not."""
    found = registers().get(key)
    if found is None:
        raise BadInput(f"There is no register '{key}'. There are: {', '.join(sorted(registers()))}.")
    return found


def read_registers(content: Path) -> Registers:
    """Return the registers under a ``content`` folder; raise ``BadInput`` for every fault in their files."""
    found: list[Register] = []
    problems: list[Problem] = []
    for path in sorted((content / "registers").glob("*.yaml")):
        if path.name.endswith(".cases.yaml"):
            continue
        try:
            data, places = read_yaml(path)
            one = convert(data, Register, places)
        except BadInput as error:
            problems += error.problems
            continue
        found.append(one)
        problems += [Problem(path, 1, what) for what in _wrong(one, path.stem)]
    if problems:
        raise BadInput(*problems)
    return Registers(registers=tuple(found))


def _wrong(one: Register, name: str) -> Iterator[str]:
    """Yield what is wrong in a register that has the right form."""
    if one.key != name:
        yield f"has the key '{one.key}', unlike its name."
    keys = [column.key for column in one.columns]
    if len(set(keys)) < len(keys) or len({column.title.casefold() for column in one.columns}) < len(keys):
        yield "has two columns of one key or one title."
    named = [*one.named_by, *filter(None, (one.subject, one.dated, one.ends))]
    named += [key for rule in one.complete for key in _columns_of(rule)]
    named += [column.most for column in one.columns if column.most]
    unknown = sorted(set(named) - set(keys))
    if unknown:
        yield f"names a column '{unknown[0]}' that it has not."
        return
    if not one.named_by or not one.keepers:
        yield "says not by which columns an entry is named, or who keeps it."
    if not set(one.keepers) <= PERMISSIONS["keep registers"]:
        yield "is kept by a role that may keep no register."
    if any(one.column(key).see != "everyone" for key in one.named_by):
        yield "is named by a column that not everyone sees, so that its name would tell what it holds."
    if one.about_people and one.see != "people":
        yield "is about people, so it must be seen by those alone who may see people (see: people)."
    for column in one.columns:
        yield from _wrong_column(one, column)
    for key in filter(None, (one.dated, one.ends)):
        if one.column(key).type != "date":
            yield f"has a day '{key}' that is no date."
    for rule in one.complete:
        yield from _wrong_rule(one, rule)


def sees(see: See, role: Role) -> bool:
    """Return whether a role sees what is shown only to some."""
    if isinstance(see, tuple):
        return role in see
    permission = PERMISSION_TO_SEE[see]
    return permission is None or role in PERMISSIONS[permission]


def _wrong_column(one: Register, column: Column) -> Iterator[str]:
    if (column.type in ("choice", "choices")) != bool(column.choices):
        yield f"has choices missing from, or too many on, '{column.key}'."
    if column.type == "person" and column.key != one.subject:
        yield f"has a person in '{column.key}'. Only what an entry is about can be a person."
    if not all(sees(column.see, role) for role in one.keepers):
        yield f"is kept by a role that does not see '{column.key}'."
    if column.most and (column.type, one.column(column.most).type) != ("number", "number"):
        yield f"has a part of '{column.key}' that is no number."


def _wrong_rule(one: Register, rule: Rule) -> Iterator[str]:
    if isinstance(rule, Each) and one.subject is None:
        yield "asks for an entry for each of something, and its entries have no subject."
    if isinstance(rule, AllYes) and any(one.column(key).type != "yes-no" for key in rule.columns):
        yield "asks for yes in a column that is no yes-no."
    if isinstance(rule, EveryChoice) and not one.column(rule.column).choices:
        yield "asks for every choice of a column that has none."
    if isinstance(rule, SomeOf) and not set(rule.choices) <= set(one.column(rule.column).choices):
        yield "asks for a choice that its column has not."
    if isinstance(rule, SomeOf) and rule.within and not one.dated:
        yield "asks for entries of the last months, and its entries have no day."


def _columns_of(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, Each):
        return tuple(rule.when)
    if isinstance(rule, AllYes | Filled):
        return rule.columns
    return (rule.column, *(rule.when if isinstance(rule, SomeOf) else ()))
