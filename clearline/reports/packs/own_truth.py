"""The council's own counts as one table of the truth, in which every count has one name: what disclosure control reads.

Whom a measure counts is taken from its own definition: a part is named after the whole that it is a part of.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import msgspec

from clearline.measures.content import load
from clearline.measures.disclosure.about import About, CountColumn, Dimension, RateColumn
from clearline.measures.disclosure.ledger import Printed
from clearline.measures.exact import rounded
from clearline.measures.figures import Answer
from clearline.measures.vocabulary import Measure, Returned

SHOWN = tuple(f"{name}-from-returns" for name in (
    "looked-after", "looked-after-living-here", "looked-after-placed-out", "looked-after-in-custody", "care-leavers",
    "looked-after-unaccompanied", "looked-after-started", "looked-after-ceased", "looked-after-in-year",
    "looked-after-in-foster-care", "looked-after-in-homes", "looked-after-in-supported-living",
    "looked-after-with-parents", "looked-after-placed-for-adoption", "looked-after-need-disability",
    "looked-after-missing", "looked-after-away", "looked-after-health-assessments", "looked-after-dental-checks",
    "looked-after-immunisations", "looked-after-substance-misuse", "looked-after-emotional-health-concern",
    "looked-after-convicted", "looked-after-reviews-on-time", "care-leavers-in-touch-17-to-18",
    "care-leavers-in-touch-19-to-21", "care-leavers-in-suitable-accommodation-17-to-18",
    "care-leavers-in-suitable-accommodation-19-to-21", "care-leavers-in-work-or-learning-17-to-18",
    "care-leavers-in-work-or-learning-19-to-21",
))  # fmt: skip
"""The measures that packs show of it. Others count the same children in other words, such as all whose placement is
known: their sums would tell what is hidden here, and no rule could see it.
"""

_ENGLAND = "E92000001"
_PLACE = ("time_period", "time_identifier", "geographic_level", "country_code", "new_la_code")


def counting() -> dict[str, Measure]:
    """Return the measures that are shown and count children in a return: no sums of days or incidents."""
    every = {one.key: one for one in load().measures}
    known = {key: every[key] for key in SHOWN if key in every}
    return {key: one for key, one in known.items() if (source := one.sources.returned) and _counts(source)}


def _counts(source: Returned) -> bool:
    both = (source.numerator, source.denominator)
    return all(one is None or (one.sum is None and one.distinct is None) for one in both)


def count_of(answer: Answer) -> int | None:
    """Return how many children a measure counts; ``None`` when it is no whole number."""
    assert answer.latest is not None
    value = answer.latest.numerator if answer.latest.numerator is not None else answer.latest.value
    return int(value) if value is not None and value == int(value) else None


def whole_of(answer: Answer) -> int | None:
    """Return of how many; ``None`` for a measure that is a count."""
    assert answer.latest is not None
    of = answer.latest.denominator
    return None if of is None else int(of)


def period_of(answer: Answer) -> str:
    """Return the year to 31 March that a figure is of."""
    assert answer.latest is not None
    return str(answer.latest.period.ends.year)


def table_of(code: str, answers: Mapping[str, Answer]) -> Printed:
    """Return the true counts in the Department for Education's tidy form, a row for each year, and what they count."""
    rows: defaultdict[str, dict[str, str]] = defaultdict(dict)
    counts: dict[str, CountColumn] = {}
    rates: dict[str, RateColumn] = {}
    dimensions: dict[str, Dimension] = {}
    sources = counting()
    for key, answer in sorted(answers.items()):
        source = sources[key].sources.returned
        assert source is not None
        below = _where(source.denominator.where) if source.denominator else {}
        above = below | _where(source.numerator.where, *source.numerator.any, beyond=source)
        counts[f"n_{key}"] = CountColumn(counted=_name(source), where=above)
        rows[period_of(answer)][f"n_{key}"] = str(count_of(answer))
        dimensions |= dict.fromkeys((*above, *below), Dimension(adds_up="some"))
        of = whole_of(answer)
        if of is not None:
            counts[f"d_{key}"] = CountColumn(counted=_name(source), where=below)
            rows[period_of(answer)][f"d_{key}"] = str(of)
            if answer.unit == "per-cent" and of:
                rates[f"p_{key}"] = RateColumn(numerator=f"n_{key}", denominator=f"d_{key}", decimals=answer.decimals)
                rows[period_of(answer)][f"p_{key}"] = _share(answer)
    for cells in rows.values():
        _fill(cells, counts)
    about = About(counted="children", counts=counts, rates=rates, dimensions=dimensions, time="separate")
    return Printed(about=about, text=_csv(code, rows, [*counts, *rates]))


def _fill(cells: dict[str, str], counts: Mapping[str, CountColumn]) -> None:
    """Put a count that stands in a row under one of its columns under its others too: a count has one value."""
    named = {_identity(counts[column]): text for column, text in cells.items() if column in counts}
    for column, count in counts.items():
        if column not in cells and _identity(count) in named:
            cells[column] = named[_identity(count)]


def _identity(count: CountColumn) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    return count.counted, tuple(sorted(count.where.items()))


def _share(answer: Answer) -> str:
    count, of = count_of(answer), whole_of(answer)
    assert count is not None
    assert of
    share: Decimal = rounded(Fraction(count * 100, of), answer.decimals)
    return str(share)


def _name(source: Returned) -> str:
    """Return of which children a return's table is: a part is always named after the whole that it is a part of."""
    return (source.denominator_table or source.table).replace("_", "-")


def _where(*conditions: Mapping[str, object], beyond: Returned | None = None) -> dict[str, str]:
    """Return whom conditions count, as labels of a table: one plain condition is a label of its column, the rest are
    told apart by what they say. ``beyond``: leaves out what its denominator says as well, unless tables differ.
    """
    below = beyond.denominator.where if beyond and beyond.denominator else {}
    own = [{k: v for k, v in one.items() if below.get(k) != v} for one in conditions]
    left = [one for one in own if one]
    if beyond and beyond.denominator_table and beyond.denominator_table != beyond.table:
        left.append({"table": beyond.table})
    if not left:
        return {}
    first = left[0]
    if len(left) == 1 and len(first) == 1 and isinstance(next(iter(first.values())), str):
        column, label = next(iter(first.items()))
        return {column.replace("_", " "): str(label)}
    mark = sha256(msgspec.json.encode(left, order="sorted")).hexdigest()[:12]
    return {f"group {mark}": "yes"}


def _csv(code: str, rows: Mapping[str, Mapping[str, str]], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*_PLACE, *columns))
    for period, cells in sorted(rows.items()):
        place = (period, "Reporting year", "Local authority", _ENGLAND, code)
        writer.writerow((*place, *(cells.get(column, "z") for column in columns)))
    return text.getvalue()
