"""Who answers for the functions of section 18(2), other than the one officer or member who should."""

from collections.abc import Iterator
from typing import NamedTuple

from clearline.organisations.officers import STATUTORY_GROUPS, Function, FunctionGroup
from clearline.organisations.picture import Picture, refs

GROUP_NAMES: dict[FunctionGroup, str] = {
    "education": "education functions",
    "social-services": "social services functions for children",
    "leaving-care": "leaving-care functions",
    "co-operation": "co-operation, safeguarding, information and plan functions",
    "health": "children's functions exercised for an NHS body",
    "early-childhood": "early childhood functions",
    "prescribed": "functions prescribed by regulations",
    "excluded": "excluded functions",
    "additional": "additional functions",
}


class Elsewhere(NamedTuple):
    """Functions of one group that somebody else answers for; ``holder`` is ``nobody`` when none does."""

    group: FunctionGroup
    holder: str
    functions: tuple[str, ...]


def owners(function: Function, political: bool) -> tuple[str, ...] | None:
    """Return who answers for a function, politically or as an officer; ``None`` when not stated."""
    stated = function.political_owner if political else function.responsible
    return None if stated is None else refs(stated)


def elsewhere(picture: Picture, rightful: str, political: bool) -> Iterator[Elsewhere]:
    """Yield, group by group and holder by holder, the statutory functions that are not the rightful holder's alone.

    Functions that a direction puts in a commissioner's hands are left out: no officer of the council holds them then.
    """
    directed = {key for direction in picture.directions.values() for key in direction.functions}
    for group in STATUTORY_GROUPS:
        if not picture.owed(group):
            continue
        wrong: dict[str, list[str]] = {}
        for key, function in picture.of_group(group).items():
            stated = owners(function, political)
            if stated is None or (key in directed and not political):
                continue
            others = [ref for ref in stated if not picture.same_person(ref, rightful)]
            for other in others or ([] if stated else ["nobody"]):
                wrong.setdefault(other, []).append(key)
        for holder, functions in wrong.items():
            yield Elsewhere(group, holder, tuple(functions))


def not_stated(picture: Picture, political: bool) -> tuple[str, ...]:
    """Return the names of groups whose holder the picture does not state, in whole or in part."""
    missing = []
    for group in STATUTORY_GROUPS:
        functions = picture.of_group(group)
        if (group == "prescribed" and not functions) or not picture.owed(group):
            continue
        if not functions or any(owners(function, political) is None for function in functions.values()):
            missing.append(GROUP_NAMES[group])
    return tuple(missing)


def titles(picture: Picture, functions: tuple[str, ...]) -> str:
    return ", ".join(picture.functions[key].title for key in functions)
