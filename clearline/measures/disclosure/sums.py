"""How the counts of a table add up: categories to their total, places to larger places, months to years."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from clearline.measures.disclosure.about import About, Dimension
from clearline.measures.disclosure.periods import pieces
from clearline.measures.disclosure.table import AREA, TIME, Name, Sum, leave_out, part, put_in

REST = "the rest of "
NOT = "other than "
"""Begin the label of a count that nobody prints and anybody can work out: what is left of a total."""


def category_sums(names: Collection[Name], about: About) -> list[Sum]:
    """Return how categories make up totals, one total for every combination of the other dimensions."""
    labels: defaultdict[tuple[str, Name], list[str]] = defaultdict(list)
    for name in names:
        for dimension, label in name[1]:
            if dimension not in (TIME, AREA):
                labels[dimension, leave_out(name, dimension)].append(label)
    result = []
    for (dimension, total), found in sorted(labels.items()):
        result += _sums(total, dimension, sorted(found), about.dimensions.get(dimension, Dimension()))
    return result


def _sums(total: Name, dimension: str, labels: list[str], rule: Dimension) -> list[Sum]:
    """Return the sums of one total and its labels, its groups of labels among them."""
    result, top = [], set(labels)
    for group, members in sorted(rule.groups.items()):
        inside = {plain(member) for member in members}
        if inside & set(labels):
            result.append(Sum(put_in(total, dimension, plain(group)), _named(total, dimension, sorted(inside))))
            top = top - inside | {plain(group)}
    if rule.adds_up == "whole" and len(top) > 1:
        result.append(Sum(total, _named(total, dimension, sorted(top))))
    elif rule.adds_up in ("whole", "some"):
        result.append(with_rest(Sum(total, _named(total, dimension, sorted(top))), dimension))
    elif rule.adds_up == "each":
        result += [
            Sum(total, (put_in(total, dimension, label), put_in(total, dimension, NOT + label))) for label in labels
        ]
    return result


def with_rest(whole: Sum, dimension: str) -> Sum:
    """Return a sum whose parts do not make up its total: what is left is a part that nobody prints."""
    labels = sorted(part(one, dimension) or "" for one in whole.parts)
    return Sum(whole.total, (*whole.parts, put_in(whole.total, dimension, REST + "; ".join(labels))))


def _named(total: Name, dimension: str, labels: Iterable[str]) -> tuple[Name, ...]:
    return tuple(put_in(total, dimension, label) for label in labels)


def area_sums(names: Collection[Name], parents: Mapping[str, Collection[str]]) -> list[Sum]:
    """Return how areas make up larger ones: ``parents`` names the areas that are the parts of each."""
    larger = defaultdict(list)
    for parent, children in sorted(parents.items()):
        for child in children:
            larger[child].append(parent)
    totals: set[tuple[Name, str]] = set()
    for name in names:
        code = part(name, AREA) or ""
        if code in parents:
            totals.add((name, code))
        totals.update((put_in(name, AREA, parent), parent) for parent in larger.get(code, ()))
    return [Sum(total, _named(total, AREA, sorted(parents[parent]))) for total, parent in sorted(totals)]


def time_sums(names: Collection[Name]) -> list[Sum]:
    """Return how shorter periods make up longer ones, for counts that add up over time.

    Periods that overlap are cut into pieces, so that the difference of two rolling years is seen.
    """
    periods: defaultdict[Name, set[str]] = defaultdict(set)
    for name in names:
        periods[leave_out(name, TIME)].add(part(name, TIME) or "")
    return [
        Sum(put_in(name, TIME, period), _named(put_in(name, TIME, period), TIME, shorter))
        for name, codes in sorted(periods.items())
        for period, shorter in pieces(codes).items()
    ]


def plain(label: str) -> str:
    """Return a label as it is written in a name: small letters, single blanks."""
    return " ".join(label.split()).casefold()
