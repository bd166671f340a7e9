"""The figures beside counts: percentages, rates, ranks and means, which give away a hidden count next to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from clearline.measures.disclosure.cells import NOTHING, number
from clearline.measures.disclosure.table import AREA, Name, Place, Rate, Table
from clearline.measures.exact import rounded


def figures_beside(table: Table, hidden: Collection[Name]) -> set[tuple[int, str]]:
    """Return the row and column of every figure that must not stand beside these hidden counts."""
    result = {at for at, rate in table.rates.items() if rate.numerator in hidden or rate.denominator in hidden}
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for name in hidden:
        for place in table.counts[name]:
            rows[place.column].add(place.row)
    for column, counts in table.about.beside.items():
        result |= {(row, column) for count in counts for row in rows[count]}
    for column, count in table.about.ranks.items():  # the ranks that are left would say where the missing one stands
        ordered = {_group(table, row) for row in rows[count]}
        result |= {(row, column) for row in range(len(table.rows)) if _group(table, row) in ordered}
    return result


def _group(table: Table, row: int) -> tuple[object, ...]:
    """Return what all the areas that are ranked together have in common."""
    found = table.rows[row]
    return found.depth, tuple(pair for pair in found.pairs if pair[0] != AREA)


def rate_to_print(table: Table, printed: Mapping[Name, int], rate: Rate) -> str | None:
    """Return a rate as it may be printed: as given, or computed from rounded counts where those are printed.

    ``printed`` are the counts as they are printed. ``None`` when the rate is not what its two counts make.
    """
    if rate.text in NOTHING:
        return rate.text
    truths = table.known.get(rate.numerator), table.known.get(rate.denominator)
    counts = printed.get(rate.numerator), printed.get(rate.denominator)
    if None in truths or None in counts or not _is(rate, *(truth.least for truth in truths if truth)):
        return None
    if all(truth and truth.least == count for truth, count in zip(truths, counts, strict=True)):
        return rate.text
    new = quotient(rate, *(count for count in counts if count is not None))
    return "z" if new is None else str(new)


def quotient(rate: Rate, numerator: int, denominator: int) -> Decimal | None:
    """Return what a rate of two counts is; ``None`` when nobody is counted in the denominator."""
    share = denominator - numerator if rate.complement else numerator
    return rounded(Fraction(share * rate.per, denominator), rate.decimals) if denominator else None


def _is(rate: Rate, numerator: int, denominator: int) -> bool:
    try:
        return Decimal(rate.text) == quotient(rate, numerator, denominator)
    except InvalidOperation:
        return False


def printed_counts(table: Table, cells: Sequence[Mapping[str, str]]) -> dict[Name, int]:
    """Return every count as it stands in these cells, those that everybody may know among them."""
    places: dict[Name, Place] = {name: found[0] for name, found in table.counts.items()}
    result = {name: number(cells[place.row][place.column]) for name, place in places.items()}
    public = {name: known.least for name, known in table.known.items() if name not in places and known.most is not None}
    return public | {name: value for name, value in result.items() if value is not None}
