"""Makes a table safe: hides small counts, what would give them away, and every figure beside them."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from clearline.kit.errors import BadInput, Problem
from clearline.kit.explaining import first_of
from clearline.kit.values import Value
from clearline.measures.disclosure.beside import figures_beside, printed_counts, rate_to_print
from clearline.measures.disclosure.building import profile_of
from clearline.measures.disclosure.cells import known, number, shown
from clearline.measures.disclosure.hiding import Hider
from clearline.measures.disclosure.joining import joined_knowledge, joined_sums, parts_that_hang_together
from clearline.measures.disclosure.moving import FREE, Cell
from clearline.measures.disclosure.profiles import Profile
from clearline.measures.disclosure.table import Contradiction, Known, Name, Place, Sum, Table


class Suppressed(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A table that is safe to print, by the engine's own lights."""

    text: str
    """CSV; rows by period, level, area and labels."""
    cells: int
    primary: int
    """Small counts."""
    secondary: int
    """Counts hidden because a small one could be worked out from them."""
    before: int
    """Counts hidden because they were hidden in an earlier publication."""
    beside: int
    """Percentages, rates, ranks and the like that are not shown because they stand beside a hidden count."""


def suppress(table: Table, earlier: Sequence[Table] = ()) -> Suppressed:
    """Return a table that is safe to print beside what was published earlier, by us and by others.

    A count that was hidden stays hidden. What earlier publications leave open may still be worked out: only the
    attacker knows. Raises ``Contradiction`` when the table contradicts what was published, and ``BadInput`` for rates
    that are not what their counts make.
    """
    profile = profile_of(table.about)
    before = joined_knowledge(earlier)
    small = {name for name in table.counts if _is_small(table, name, profile)}
    again = {name for name, known in before.items() if known.hidden and _can_be_hidden(table, name)} - small
    cells = _cells(table, profile, before, small | again)
    hidden = _hide(cells, joined_sums([table, *earlier]), small | again)
    rows, beside = _printed(table, profile, hidden)
    return Suppressed(
        text=_csv([list(table.columns), *rows]),
        cells=len(table.counts),
        primary=len(small),
        secondary=len(hidden - small - again),
        before=len(again),
        beside=beside,
    )


def _is_small(table: Table, name: Name, profile: Profile) -> bool:
    """Whether the rule hides a count for what it is."""
    truth = table.known[name]
    if truth.most is None:
        return False
    zero = table.about.counts[table.counts[name][0].column].zero
    return (0 if zero == "hidden" else 1) <= truth.least <= profile.limit


def _can_be_hidden(table: Table, name: Name) -> bool:
    """Whether a count is in the table and a symbol can stand for it: for a zero it cannot, where zeros are shown."""
    truth = table.known.get(name)
    return name in table.counts and truth is not None and truth.most is not None and truth.least > 0


def _cells(table: Table, profile: Profile, before: Mapping[Name, Known], hidden: Collection[Name]) -> dict[Name, Cell]:
    """Return every count of the table, and of earlier ones, as the engine sees it. Raises ``Contradiction``."""
    result, wrong = {}, set()
    totals: defaultdict[Name, int] = defaultdict(int)
    for one in table.sums:
        totals[one.total] += 1
    for name, was in before.items():
        most = FREE if was.most is None else was.most
        limit = was.limit if was.hidden else 0
        result[name] = Cell(None, was.least, most, was.least, most, 0, limit, was.hidden, mine=False)
    for name, (place, *_) in table.counts.items():
        truth, was = table.known[name], before.get(name, Known(0, None))
        cell = _cell(table, place, profile, truth, was, name in hidden, _price(truth, totals[name]))
        if cell.truth is not None and not cell.least <= cell.truth <= cell.most:
            wrong.add(name)
        result[name] = cell
    if wrong:
        raise Contradiction(wrong)
    return result


def _price(truth: Known, sums: int) -> float:
    """Return what hiding a count costs: more the more counts it sums up, and a little more the larger it is."""
    return 1 + 2 * sums + min(truth.least, 10_000) / 100_000


def _cell(table: Table, place: Place, profile: Profile, truth: Known, was: Known, hidden: bool, price: float) -> Cell:
    """Return one count of the table as the engine sees it."""
    most = FREE if was.most is None else was.most
    if truth.most is None:  # not available: it can be anything, and is nobody's secret
        return Cell(None, was.least, most, was.least, most, 0, 0, hidden=False, mine=True)
    value = truth.least
    if was.least == was.most or (value == 0 and not hidden):  # everybody knows it
        return Cell(value, max(value, was.least), min(value, most), value, value, 0, 0, hidden, mine=True)
    zero_hidden = table.about.counts[place.column].zero == "hidden"
    least = max(0 if zero_hidden else 1, was.least)
    if hidden:
        return Cell(value, least, most, value, value, 0, profile.limit, hidden, mine=True)
    base = profile.rounded_to.get(place.level, 1)
    seen = known(shown(value, base), profile, base, zero_hidden=zero_hidden) or truth
    seen_least, seen_most = max(seen.least, least), min(value if seen.most is None else seen.most, most)
    return Cell(value, least, most, seen_least, seen_most, price, profile.limit, hidden, mine=True)


def _hide(cells: dict[Name, Cell], sums: Sequence[Sum], hidden: Collection[Name]) -> set[Name]:
    """Return everything that is to be hidden."""
    _work_out(cells, sums)
    fixed = {name for name, cell in cells.items() if cell.least == cell.most}
    mine = [name for name, cell in cells.items() if cell.mine]
    result = set(hidden)
    for names, rows in parts_that_hang_together(sums, fixed, mine):
        inside = {name: cells[name] for name in names}
        if any(cell.limit and not (cell.mine and cell.price) for cell in inside.values()):
            ends = {name: cells[name] for row in rows for name in (row.total, *row.parts) if name in fixed}
            result |= {name for name in Hider(inside | ends, rows).hide() if cells[name].mine}
    return result


def _work_out(cells: dict[Name, Cell], sums: Sequence[Sum]) -> None:
    """Add the counts that no table prints: with their truth where the others tell it, as with complements."""
    limit = max((cell.limit for cell in cells.values()), default=0)
    for one in sums:
        missing = [name for name in (one.total, *one.parts) if name not in cells]
        truths = [cells[name].truth for name in one.parts if name in cells]
        total = cells[one.total].truth if one.total in cells else None
        for name in missing:
            alone = len(missing) == 1 and name != one.total and total is not None and None not in truths
            truth = total - sum(value or 0 for value in truths) if alone and total is not None else None
            truth = (
                None if truth is not None and truth < 0 else truth
            )  # contradicts what was published: not for here to say
            seen = (0, FREE) if truth is None else (truth, truth)
            cells[name] = Cell(truth, 0, FREE, *seen, 0, limit, hidden=False, mine=False)


def _printed(table: Table, profile: Profile, hidden: Collection[Name]) -> tuple[list[list[str]], int]:
    """Return the rows as they are printed, and how many figures beside hidden counts are not."""
    cells = [dict(row.cells) for row in table.rows]
    for name, places in table.counts.items():
        for place in places:
            value = number(cells[place.row][place.column])
            if name in hidden:
                cells[place.row][place.column] = profile.symbol
            elif value is not None:
                cells[place.row][place.column] = shown(value, profile.rounded_to.get(place.level, 1))
    beside, problems = figures_beside(table, hidden), []
    printed = printed_counts(table, cells)
    for (row, column), rate in table.rates.items():
        text = profile.symbol if (row, column) in beside else rate_to_print(table, printed, rate)
        if text is None:
            what = f"'{column}' is not what its numerator and denominator make."
            todo = "Put it right, or say in the .about.yaml what it is computed from."
            problems.append(Problem(None, table.rows[row].line, what, todo))
        cells[row][column] = text or ""
    if problems:
        raise BadInput(*first_of(problems))
    for row, column in beside:
        cells[row][column] = profile.symbol
    return [["z" if row[column] == "-" else row[column] for column in table.columns] for row in cells], len(beside)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV. No cell begins as a formula: reading refuses those."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
