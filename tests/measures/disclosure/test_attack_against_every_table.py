"""The attacker finds what trying every possible table finds: nothing more, nothing less."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import TEN, printed, row

from clearline.kit.values import Value
from clearline.measures.disclosure.attack.attacker import attack
from clearline.measures.disclosure.table import part

LABELS, SEXES = ("a", "b", "total"), ("girls", "boys", "total")
CELLS = [(category, sex) for category in LABELS for sex in SEXES]
INSIDE = [(category, sex) for category in LABELS[:2] for sex in SEXES[:2]]
LIMIT = 9
MOST = 24
"""Far enough above what the counts are: whatever can be larger than this is safe."""


class Made(Value, frozen=True, kw_only=True):
    """Counts by category and sex, and which of them are hidden."""

    counts: tuple[int, int, int, int]
    hidden: frozenset[int]


Cell = tuple[str, str]


def totals(inside: dict[Cell, int]) -> dict[Cell, int]:
    return {
        (category, sex): sum(n for (a, b), n in inside.items() if category in (a, "total") and sex in (b, "total"))
        for category, sex in CELLS
    }


def broken_by_trying_everything(counts: dict[Cell, int], hidden: set[Cell]) -> set[Cell]:
    ranges = [range(1, MOST + 1) if cell in hidden else (counts[cell],) for cell in INSIDE]
    seen: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for values in product(*ranges):
        table = totals(dict(zip(INSIDE, values, strict=True)))
        if all(table[cell] > 0 if cell in hidden else table[cell] == counts[cell] for cell in CELLS):
            for cell in hidden:
                seen[cell].add(table[cell])
    return {cell for cell, found in seen.items() if max(found) <= LIMIT or max(found) - min(found) < LIMIT}


made_tables = st.builds(
    Made, counts=st.tuples(*[st.integers(0, 14)] * 4), hidden=st.frozensets(st.integers(0, 8), max_size=6)
).filter(lambda made: len(made.hidden & {0, 1, 3, 4}) <= 3)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(made_tables)
def test_the_attacker_breaks_exactly_what_trying_every_table_breaks(made: Made) -> None:
    counts = totals(dict(zip(INSIDE, made.counts, strict=True)))
    hidden = {cell for index, cell in enumerate(CELLS) if index in made.hidden and counts[cell]}
    cells = [row(category=a, sex=b, children="c" if (a, b) in hidden else counts[a, b]) for a, b in CELLS]
    table = printed(cells, TEN)
    found = {
        (part(breach.name, "category") or "total", part(breach.name, "sex") or "total")
        for breach in attack(table).breaches
        if breach.kind != "shown"
    }
    assert found == broken_by_trying_everything(counts, hidden)
