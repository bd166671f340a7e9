"""What must never stand in a table, whatever can be worked out: a small count, and a figure beside a hidden one."""

from collections.abc import Iterator

from clearline.measures.disclosure.attack.breaches import Breach
from clearline.measures.disclosure.building import profile_of
from clearline.measures.disclosure.cells import NOTHING
from clearline.measures.disclosure.table import AREA, Table


def broken_rules(table: Table) -> list[Breach]:
    """Return every count that a table prints though it is small, or gives away by a figure beside it."""
    return [*_shown(table), *sorted(set(_beside(table)))]


def _shown(table: Table) -> list[Breach]:
    limit = profile_of(table.about).limit
    result = []
    for name, (place, *_) in table.counts.items():
        known = table.known[name]
        least = 0 if table.about.counts[place.column].zero == "hidden" else 1
        if not known.hidden and known.most is not None and known.most <= limit and known.most >= least:
            result.append(Breach(name, "shown"))
    return result


def _beside(table: Table) -> Iterator[Breach]:
    """Yield the hidden counts that some figure stands beside."""
    hidden = {name for name, known in table.known.items() if known.hidden}
    for rate in table.rates.values():
        if _is_figure(rate.text):
            yield from (Breach(name, "beside") for name in {rate.numerator, rate.denominator} & hidden)
    ranked = {
        (column, rank, *_together(table, row))
        for rank, column in table.about.ranks.items()
        for row in range(len(table.rows))
        if _is_figure(table.rows[row].cells[rank])
    }
    for name in hidden:
        for place in table.counts.get(name, ()):
            cells = table.rows[place.row].cells
            figures = [cells[column] for column, counts in table.about.beside.items() if place.column in counts]
            ranks = [(place.column, rank, *_together(table, place.row)) for rank in table.about.ranks]
            if any(map(_is_figure, figures)) or not ranked.isdisjoint(ranks):
                yield Breach(name, "beside")


def _together(table: Table, row: int) -> tuple[object, ...]:
    """Return what the areas that are ranked with this row have in common."""
    found = table.rows[row]
    return (found.depth, *(pair for pair in found.pairs if pair[0] != AREA))


def _is_figure(text: str) -> bool:
    return text not in NOTHING and any(letter.isdigit() for letter in text)
