"""What an attacker knows: every published table as limits on counts, and as rows that tie counts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from clearline.measures.disclosure.cells import NOTHING, number
from clearline.measures.disclosure.sums import time_sums
from clearline.measures.disclosure.table import Contradiction, Name, Rate, Sum, Table
from clearline.measures.exact import rounded


class Tie(NamedTuple):
    """Counts that together lie within limits: each term is a count, by its index, and how often it is taken."""

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None


@dataclass
class Facts:
    """All that is known. ``low`` and ``high`` are by index of the name; ``None`` is no limit."""

    names: list[Name]
    low: list[int]
    high: list[int | None]
    limits: list[int]
    """The largest small count, for a hidden count; 0 for others."""
    hidden_low: list[int]
    """What the symbol alone says that a hidden count is at least."""
    printed: set[int]
    """Counts that a table has, as a number or a symbol; the others are only worked out."""
    ties: list[Tie]
    tied: list[list[int]]
    """The ties of each count, by their place in ``ties``."""


def gather(tables: Sequence[Table]) -> Facts:
    """Return what all the tables say together. Raises ``Contradiction`` when two cannot both be true."""
    sums = {one for table in tables for one in table.sums}
    sums |= set(time_sums({name for table in tables if table.about.time == "adds up" for name in table.counts}))
    names = {name for one in sums for name in (one.total, *one.parts)} | {n for table in tables for n in table.known}
    facts = _empty(sorted(names))
    at = {name: index for index, name in enumerate(facts.names)}
    clash = [name for table in tables for name in table.known if not _learn(facts, at[name], table, name)]
    if clash:
        raise Contradiction(clash)
    facts.ties = [_tie(one, at) for one in sorted(sums)]
    for table in tables:
        facts.ties += [tie for rate in table.rates.values() for tie in _rate_ties(table, rate, at)]
    for place, tie in enumerate(facts.ties):
        for index, _ in tie.terms:
            facts.tied[index].append(place)
    return facts


def _empty(names: list[Name]) -> Facts:
    size = len(names)
    return Facts(names, [0] * size, [None] * size, [0] * size, [0] * size, set(), [], [[] for _ in names])


def _learn(facts: Facts, index: int, table: Table, name: Name) -> bool:
    """Add what one table says of a count; return whether it can be true beside what was known."""
    known = table.known[name]
    facts.printed.add(index)
    facts.low[index] = max(facts.low[index], known.least)
    high = facts.high[index]
    if known.most is not None:
        facts.high[index] = high = known.most if high is None else min(high, known.most)
    if known.hidden:
        facts.limits[index] = max(facts.limits[index], known.limit)
        facts.hidden_low[index] = max(facts.hidden_low[index], known.least)
    return high is None or facts.low[index] <= high


def _tie(one: Sum, at: dict[Name, int]) -> Tie:
    return Tie(((at[one.total], 1), *((at[name], -1) for name in one.parts)), 0, 0)


def _rate_ties(table: Table, rate: Rate, at: dict[Name, int]) -> Iterable[Tie]:
    """Return what a rate as printed says of its counts; nothing when it was computed from rounded ones."""
    value = _decimal(rate.text)
    if value is None or rate.numerator not in at or rate.denominator not in at:
        return
    if _printed_alike(table, rate, value):
        return
    numerator, denominator = at[rate.numerator], at[rate.denominator]
    scale = 10**rate.decimals
    top, twice = 2 * scale * rate.per, 2 * int(value * scale)
    for edge, least, most in ((twice - 1, 0, None), (twice + 1, None, -1)):  # rounding up begins at the half
        if rate.complement:
            yield Tie(((numerator, -top), (denominator, top - edge)), least, most)
        else:
            yield Tie(((numerator, top), (denominator, -edge)), least, most)


def _printed_alike(table: Table, rate: Rate, value: Decimal) -> bool:
    """Whether a rate follows from rounded counts as they are printed, and so says no more than they do."""
    counts = []
    for name in (rate.numerator, rate.denominator):
        known = table.known.get(name)
        places = table.counts.get(name)
        printed = number(table.rows[places[0].row].cells[places[0].column]) if places else known and known.least
        counts.append(printed)
    numerator, denominator = counts
    if numerator is None or not denominator:
        return False
    share = denominator - numerator if rate.complement else numerator
    return rounded(Fraction(share * rate.per, denominator), rate.decimals) == value


def _decimal(text: str) -> Decimal | None:
    if text in NOTHING:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
