"""Attacks a table before it is published, together with everything published before it.

It reads what is printed and nothing else: not the truth, not how the table was made safe.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from clearline.measures.disclosure.attack.breaches import Breach, Kind
from clearline.measures.disclosure.attack.facts import Facts, gather
from clearline.measures.disclosure.attack.propagating import groups, propagate
from clearline.measures.disclosure.attack.rules import broken_rules
from clearline.measures.disclosure.attack.searching import FREE, Search
from clearline.measures.disclosure.building import profile_of
from clearline.measures.disclosure.table import Name, Table


@dataclass(frozen=True)
class Attack:
    """What an attack came to."""

    breaches: tuple[Breach, ...]
    checked: int
    """Hidden counts, and counts that nobody prints, that were attacked."""
    known_before: tuple[Name, ...]
    """Counts that were as well known before this table: not its doing."""


def attack(
    table: Table,
    earlier: Sequence[Table] = (),
    others: Sequence[Table] = (),
    *,
    lone: Iterable[Name] = (),
    seconds: float = 60,
) -> Attack:
    """Return every count that this table, with all that is known already, does not keep safe.

    ``earlier`` is what we published, ``others`` what others did: their own hidden counts are not ours to keep. ``lone``
    are hidden counts of one child, who knows it. Raises ``Contradiction`` when all of it cannot be true, and
    ``Undecided`` when it was not settled within ``seconds``: neither is safe.
    """
    until = time.monotonic() + seconds
    facts = gather([table, *earlier, *others])
    _aim(facts, [table, *earlier])
    found = _attack(facts, table.known, until)
    insiders = _insiders(facts, table.known, set(lone), found, until)
    before = _known_before(found, [*earlier, *others], until) if found else set()
    breaches = [Breach(name, broken.kind) for name, broken in sorted(found.items()) if name not in before]
    checked = sum(limit > 0 for limit in facts.limits)
    return Attack((*broken_rules(table), *breaches, *insiders), checked, tuple(sorted(before)))


def _aim(facts: Facts, ours: Sequence[Table]) -> None:
    """Say which counts are attacked: those that our tables hide, and those that no table prints."""
    hidden = {name for table in ours for name, known in table.known.items() if known.hidden}
    limit = max(profile_of(table.about).limit for table in ours)
    for index, name in enumerate(facts.names):
        if index not in facts.printed:
            facts.limits[index] = limit
        elif name not in hidden:
            facts.limits[index] = 0


class Broken(NamedTuple):
    """How a count is broken, and how far it is known."""

    kind: Kind
    low: int
    high: int | None


def _attack(facts: Facts, starts: Iterable[Name], until: float) -> dict[Name, Broken]:
    """Return every count that can be broken, by arithmetic alone or by search among what hangs together."""
    propagate(facts)
    found = {}
    for index, limit in enumerate(facts.limits):
        if limit and (kind := _kind(facts, index, facts.low[index], facts.high[index])):
            found[index] = Broken(kind, facts.low[index], facts.high[index])
    for search in _searches(facts, starts, until):
        for place, index in enumerate(search.inside):
            if facts.limits[index] and index not in found:
                broken = _settle(facts, search, place)
                if broken:
                    found[index] = broken
    return {facts.names[index]: broken for index, broken in found.items()}


def _searches(facts: Facts, starts: Iterable[Name], until: float) -> Iterator[Search]:
    """Yield each group of counts that hang together and has one of ``starts``."""
    wanted = set(starts)
    first = [index for index, name in enumerate(facts.names) if name in wanted]
    for inside, ties in groups(facts, first):
        yield Search(facts, inside, ties, until)


def _kind(facts: Facts, index: int, low: int, high: int | None) -> Kind | None:
    """Return how a count is broken when it is known to be within these limits; ``None`` when it is safe."""
    limit = facts.limits[index]
    if index not in facts.printed:
        return "derived" if low > 0 and high is not None and high <= limit else None
    if high is None or (high > limit and high - low >= limit):
        return None
    if low == high:
        return "exact"
    if high <= limit:
        return "small" if low <= facts.hidden_low[index] and high == limit else "inside"
    return "narrow"


def _settle(facts: Facts, search: Search, place: int) -> Broken | None:
    """Return how one count is broken after as much search as that takes; ``None`` when it is safe."""
    index = search.inside[place]
    limit = facts.limits[index]

    def kind() -> Kind | None:
        return _kind(facts, index, int(search.low[place]), int(search.high[place]))

    if kind():
        search.reach(place, max(limit + 1, int(search.low[place]) + limit), FREE)
    if kind():
        search.reach(place, 0, int(search.high[place]) - limit)
    if kind():
        search.largest(place)
    if kind():
        search.smallest(place)
    broken = kind()
    return Broken(broken, int(search.low[place]), int(search.high[place])) if broken else None


def _insiders(
    facts: Facts, starts: Iterable[Name], lone: Collection[Name], found: Collection[Name], until: float
) -> list[Breach]:
    """Return the counts that the only child in another can tell to be small.

    Looks as far as one sum away, and beyond that as far as arithmetic alone leads.
    """
    result: list[Breach] = []
    for search in _searches(facts, starts, until) if lone else ():
        for place, index in enumerate(search.inside):
            if facts.names[index] in lone:
                broken = _told_by(facts, search, place)
                result += [Breach(facts.names[one], "insider") for one in broken if facts.names[one] not in found]
    return sorted(set(result))


def _told_by(facts: Facts, search: Search, place: int) -> list[int]:
    """Return the counts that who is alone in one count can tell to be small."""
    index = search.inside[place]
    theirs = replace(facts, low=list(facts.low), high=list(facts.high))
    theirs.low[index] = theirs.high[index] = 1
    near = propagate(theirs, [index]) | {other for tie in facts.tied[index] for other, _ in facts.ties[tie].terms}
    alone = np.array([table for table in search.found if table[place] == 1]).reshape(-1, len(search.inside))
    same, broken = _counts_with(facts, index), []
    for other in sorted(near - {index}):
        limit, high = facts.limits[other], theirs.high[other]
        if not limit or other not in facts.printed:
            continue
        at = search.inside.index(other)
        if (alone[:, at] > limit).any():
            continue
        known = high is not None and high <= limit
        if not known and search.reach(at, limit + 1, FREE, alone=place):
            continue
        most = high if known and high is not None else search.largest(at, alone=place)
        if most <= limit and not (most <= 1 and other in same):
            broken.append(other)
    return broken


def _counts_with(facts: Facts, index: int) -> set[int]:
    """Return the counts that every child of this count is in, and those all of whose children are in this one.

    Where such a count is 1 it is of the same child. A total whose other parts are all printed as zero is its one part.
    """
    result = set()
    for upwards in (True, False):
        seen, waiting = {index}, [index]
        while waiting:
            one = waiting.pop()
            for tie in (facts.ties[place] for place in facts.tied[one]):
                total, *parts = (other for other, _ in tie.terms)
                some = [part for part in parts if facts.high[part] != 0]
                if one == total:
                    further = [] if upwards and len(some) > 1 else some
                else:
                    further = [total] if upwards or some == [one] else []
                waiting += [other for other in further if other not in seen]
                seen.update(further)
        result |= seen
    return result


def _known_before(found: Mapping[Name, Broken], tables: Sequence[Table], until: float) -> set[Name]:
    """Return the broken counts that the other tables alone tell as much of."""
    facts = gather(tables)
    propagate(facts)
    at = {name: index for index, name in enumerate(facts.names)}
    same = {
        name
        for name, broken in found.items()
        if name in at and (facts.low[at[name]], facts.high[at[name]]) == (broken.low, broken.high)
    }
    left = {at[name]: found[name] for name in found if name in at and name not in same}
    for inside, ties in groups(facts, sorted(left)):
        search = Search(facts, inside, ties, until)
        for place, index in enumerate(inside):
            broken = left.get(index)
            if broken and (search.smallest(place), search.largest(place)) == (broken.low, broken.high):
                same.add(facts.names[index])
    return same
