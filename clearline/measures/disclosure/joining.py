"""What readers know already: a table read together with everything published before it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from clearline.measures.disclosure.sums import time_sums
from clearline.measures.disclosure.table import Contradiction, Known, Name, Sum, Table


def joined_knowledge(tables: Iterable[Table]) -> dict[Name, Known]:
    """Return what readers of all the tables know of each count. Raises ``Contradiction``.

    A count is hidden when a table hides it and no other prints it.
    """
    result: dict[Name, Known] = {}
    impossible = set()
    for table in tables:
        for name, new in table.known.items():
            old = result.get(name)
            result[name] = new if old is None else _both(old, new)
            most = result[name].most
            if most is not None and most < result[name].least:
                impossible.add(name)
    if impossible:
        raise Contradiction(impossible)
    return result


def _both(one: Known, other: Known) -> Known:
    """Return what is known by two cells together."""
    tops = [known.most for known in (one, other) if known.most is not None]
    return Known(
        max(one.least, other.least),
        min(tops) if tops else None,
        one.hidden or other.hidden,
        max(one.limit, other.limit),
    )


def joined_sums(tables: Sequence[Table]) -> list[Sum]:
    """Return every sum of the tables once, and those of periods that only show when tables are read together."""
    sums = {_as_set(one): one for table in tables for one in table.sums}
    names = {name for table in tables if table.about.time == "adds up" for name in table.counts}
    sums.update((_as_set(one), one) for one in time_sums(names))
    return sorted(sums.values())


def _as_set(one: Sum) -> tuple[Name, frozenset[Name]]:
    return one.total, frozenset(one.parts)


def parts_that_hang_together(
    sums: Sequence[Sum], fixed: Collection[Name], starts: Collection[Name]
) -> list[tuple[list[Name], list[Sum]]]:
    """Return the counts that can tell something of each other, with the sums that tie them, group by group.

    Counts in ``fixed`` are known to everybody and tie nothing. Only groups with one of ``starts`` are returned.
    """
    at: defaultdict[Name, list[int]] = defaultdict(list)
    for index, one in enumerate(sums):
        for name in (one.total, *one.parts):
            if name not in fixed:
                at[name].append(index)
    seen: set[Name] = set()
    groups = []
    for start in sorted(starts):
        if start in seen or start in fixed:
            continue
        names, rows = _reach(start, at, sums)
        seen |= names
        groups.append((sorted(names), [sums[index] for index in sorted(rows)]))
    return groups


def _reach(start: Name, at: Mapping[Name, list[int]], sums: Sequence[Sum]) -> tuple[set[Name], set[int]]:
    """Return the counts and sums that can be reached from one count."""
    names, rows, waiting = {start}, set[int](), [start]
    while waiting:
        for index in at.get(waiting.pop(), ()):
            if index not in rows:
                rows.add(index)
                new = {name for name in (sums[index].total, *sums[index].parts) if name in at} - names
                names |= new
                waiting += new
    return names, rows
