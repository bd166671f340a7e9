"""Makes a table from its text: what each count is known to be, and how the counts add up.

The truth is checked: categories that should make up their total and do not are refused, because hiding and attacking
both reason from how counts add up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.measures.disclosure.about import About
from clearline.measures.disclosure.cells import UNROUNDED, known, rounding_of
from clearline.measures.disclosure.profiles import PROFILES, Level, Profile
from clearline.measures.disclosure.reading import Read, read_cells
from clearline.measures.disclosure.sums import area_sums, category_sums, time_sums, with_rest
from clearline.measures.disclosure.table import AREA, Known, Name, Place, Sum, Table

_LEVEL_OF: dict[str, Level] = {"E92": "england", "E12": "region", "E13": "region"}


def profile_of(about: About) -> Profile:
    """Return the rule that a table is, or is to be, made safe by."""
    return PROFILES.get(about.profile, UNROUNDED)


def read_truth(path: Path, text: str, about: About) -> Table:
    """Return a table as it is before anything is hidden. Raises ``BadInput`` when it is not one, or does not add up.

    Its ``about`` says whether its areas are complete, whether or not the one given does.
    """
    read = read_cells(path, text, about)
    values = _true_counts(path, read)
    settled = msgspec.structs.replace(about, areas_add_up=_areas_add_up(read, about, values, path))
    sums = _sums(read, settled, settled.areas_add_up)
    problems = [_does_not_add(path, read, one) for one in sums if not _possible(one, values)]
    if problems:
        raise BadInput(*first_of(problems))
    return Table(settled, read.columns, read.rows, read.places, values, tuple(sums), read.rates)


def read_published(path: Path, text: str, about: About, *, ours: bool = True) -> Table:
    """Return a table as its readers see it, whoever published it. Raises ``BadInput`` when it is no table of counts.

    Of others' tables, columns that nothing is said about are left out.

    A sum that its own figures contradict says nothing, and is left out.
    """
    read = read_cells(path, text, about, closed=ours)
    seen = _seen(path, read, about, ours)
    sums = _sums(read, about, _areas_add_up(read, about, seen, None))
    kept = tuple(one for one in sums if _possible(one, seen))
    return Table(about, read.columns, read.rows, read.places, seen, kept, read.rates)


def _true_counts(path: Path, read: Read) -> dict[Name, Known]:
    """Return every count as it is; refuse what is no whole number, and what somebody has hidden already."""
    result, problems = {}, []
    for name, (place, *_) in (read.places | read.public).items():
        row = read.rows[place.row]
        found = known(row.cells[place.column], UNROUNDED, 1, zero_hidden=False)
        if found is None or found.hidden or (found.most is not None and found.least < found.most):
            hidden = "Give the true counts: what is to be hidden is found out here."
            todo = hidden if found else "Is it a rate? Say so in the .about.yaml."
            problems.append(Problem(path, row.line, f"has no whole number in '{place.column}'.", todo))
        else:
            result[name] = found
    if problems:
        raise BadInput(*first_of(problems))
    return result


def _seen(path: Path, read: Read, about: About, ours: bool) -> dict[Name, Known]:
    """Return what a reader knows of every count."""
    profile = profile_of(about)
    bases = _bases(read, profile)
    result = {}
    for name, (place, *_) in (read.places | read.public).items():
        count = about.counts[place.column]
        base = 1 if count.public else bases[place.column, place.level]
        text = read.rows[place.row].cells[place.column]
        found = known(text, profile, base, zero_hidden=count.zero == "hidden", ours=ours)
        if found is None:
            what = f"has no whole number in '{place.column}'."
            raise BadInput(Problem(path, read.rows[place.row].line, what, "Is it a rate? Say so in its .about.yaml."))
        result[name] = found
    return result


def _bases(read: Read, profile: Profile) -> dict[tuple[str, Level], int]:
    """Return what each column of counts is rounded to at each level."""
    texts: defaultdict[tuple[str, Level], list[str]] = defaultdict(list)
    for places in read.places.values():
        for place in places:
            texts[place.column, place.level].append(read.rows[place.row].cells[place.column])
    return {(column, level): rounding_of(level, profile, found) for (column, level), found in texts.items()}


def _sums(read: Read, about: About, complete: Mapping[Level, Literal["whole", "some"]]) -> list[Sum]:
    """Return all the sums of a table."""
    names = list(read.places)
    result = category_sums(names, about) + area_sums(names, about.areas)
    for depth in sorted({depth for _, depth in read.parents}):
        inside = {parent: codes for (parent, at), codes in read.parents.items() if at == depth}
        whole = {parent: codes for parent, codes in inside.items() if complete.get(_level(parent)) == "whole"}
        result += area_sums(names, whole)
        rest = {parent: codes for parent, codes in inside.items() if parent not in whole}
        result += [with_rest(one, AREA) for one in area_sums(names, rest)]
    if about.time == "adds up":
        result += time_sums(names)
    return result


def _level(area: str) -> Level:
    return _LEVEL_OF.get(area[:3], "authority")


def _areas_add_up(
    read: Read, about: About, values: Mapping[Name, Known], truth: Path | None
) -> dict[Level, Literal["whole", "some"]]:
    """Return for each level whether its areas are the sum of those below them that the table has.

    Not said: they are when the counts say so everywhere, and are not when they seldom do. In the truth, anything
    between is a fault of the table and refused.
    """
    names = list(read.places)
    result = dict(about.areas_add_up)
    agree: defaultdict[Level, list[bool]] = defaultdict(list)
    for depth in {depth for _, depth in read.parents}:
        inside = {parent: codes for (parent, at), codes in read.parents.items() if at == depth}
        for parent in inside:
            agree.setdefault(_level(parent), [])
        for one in area_sums(names, inside):
            if all(name in values for name in (one.total, *one.parts)):
                agree[_level(dict(one.total[1])[AREA])].append(_possible(one, values))
            elif one.total in values:
                agree[_level(dict(one.total[1])[AREA])].append(False)
    for level, found in agree.items():
        whole = bool(found) and 2 * sum(found) >= len(found)
        if truth and whole and not all(found) and level not in result:
            what = f"has {found.count(False)} counts for {level} that are not the sum of the areas below."
            todo = f"Put them right, or say  areas_add_up: {{{level}: some}}  in the .about.yaml."
            raise BadInput(Problem(truth, None, what, todo))
        result.setdefault(level, "whole" if whole else "some")
    return result


def _possible(one: Sum, known: Mapping[Name, Known]) -> bool:
    """Whether what is known of a total and of its parts can be true together."""
    total = known.get(one.total, Known(0, None))
    parts = [known.get(name, Known(0, None)) for name in one.parts]
    least, most = sum(part.least for part in parts), _most(parts)
    return (total.most is None or least <= total.most) and (most is None or most >= total.least)


def _most(parts: Iterable[Known]) -> int | None:
    total = 0
    for part in parts:
        if part.most is None:
            return None
        total += part.most
    return total


def _does_not_add(path: Path, read: Read, one: Sum) -> Problem:
    """Return what is wrong with a sum, by line and column and without any count."""
    name = next(name for name in (one.total, *one.parts) if name in read.places)
    place: Place = read.places[name][0]
    todo = "Put it right, or say in the .about.yaml how the categories, areas or periods add up."
    what = f"'{place.column}' and the counts that should add up to it, or that it should be part of, do not."
    return Problem(path, read.rows[place.row].line, what, todo)
