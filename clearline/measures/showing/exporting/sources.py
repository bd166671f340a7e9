"""Takes figures out of the store for a file: of one measure, or of a whole dataset."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clearline.kit.errors import BadInput
from clearline.measures.areas import ENGLAND
from clearline.measures.asking.series import JOINT, Series, Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import resolve
from clearline.measures.exact import decimal_of
from clearline.measures.figures import Area, Observation, Period
from clearline.measures.showing.exporting.tidy import MOST, Figures, Indicator, number
from clearline.measures.showing.exporting.tidy_file import SYMBOLS
from clearline.measures.showing.figure_words import own_figure
from clearline.measures.store import Store
from clearline.measures.vocabulary import Dataset, Measure

KEPT_APART = ("lait", "lait-dictionary")
"""Datasets of which each indicator has its own kind of year, so that they are no one table."""

_FIXED = frozenset(
    ("indicator", "period", "ends", "level", "area", "value", "symbol", "meaning", "status", "text", "release")
)


def of_measure(shelves: Shelves, measure: Measure, wanted: Sequence[Area], source: Source | None = None) -> Figures:
    """Return one measure for the areas wanted, or for all: its figure, and its counts where they are published."""
    name = re.sub(r"[^a-z0-9]+", "_", measure.key.casefold()).strip("_")
    counts = (f"{name}_numerator", f"{name}_denominator")
    cells: dict[tuple[Period, str, tuple[str, ...]], dict[str, str]] = {}
    counted = own = False
    for code, one in observations(shelves, measure, wanted, source):
        symbol = SYMBOLS[one.meaning]
        held = {name: number(one.value) if one.value is not None else symbol}
        for column, count in zip(counts, (one.numerator, one.denominator), strict=True):
            held[column] = number(count) if count is not None else symbol or "x"
            counted = counted or count is not None
        own = own or own_figure(one)
        cells[one.period, code, ()] = held
    indicators = [Indicator(name, measure.title, measure.unit)]
    if counted:
        words = (measure.numerator, measure.denominator or "Denominator")
        indicators += [Indicator(column, said, "count") for column, said in zip(counts, words, strict=True)]
    stem = name.replace("_", "-") + ("-restricted" if own else "")
    return Figures(stem, tuple(indicators), (), cells, own)


def observations(
    shelves: Shelves, measure: Measure, wanted: Sequence[Area], source: Source | None
) -> Iterator[tuple[str, Observation]]:
    """Yield every figure of a measure with the code that it was published under, joint returns as they are.

    ``source``: the only one to look at; ``None`` for the one that is preferred for the first area wanted.

    Raises ``BadInput`` when nothing that could answer is loaded.
    """
    series = resolve(shelves, measure, asked_first(wanted), source=source)
    if series is None:
        raise BadInput(f"No figures are loaded that answer '{measure.title}'.")
    for code in _codes(series, wanted):
        for at in series.span(code):
            if series.code_for(code, at) == code:
                yield code, series.observation(at, code)


def asked_first(wanted: Sequence[Area]) -> str:
    """Return the code of the area that decides which source answers: the first wanted, or England."""
    return wanted[0].code if wanted else ENGLAND.code


def _codes(series: Series, wanted: Sequence[Area]) -> list[str]:
    """Return the codes that figures stand under: of the areas wanted and the joint returns they are in, or all."""
    asked = {area.code for area in wanted}
    return [code for code in series.shelf.areas if not asked or asked & {code, *code.split(JOINT)}]


def of_dataset(store: Store, dataset: Dataset, wanted: Sequence[Area], on: date | None = None) -> Figures:
    """Return a whole dataset for the areas wanted, or for all, each period as its newest release has it.

    ``on``: as of a day; ``None`` for all that is loaded.
    """
    if dataset.key in KEPT_APART or dataset.format not in ("tidy", "ofsted"):
        raise BadInput(f"'{dataset.key}' is no one table of figures. Name single measures instead.")
    codes = [code for area in wanted for code in store.areas().codes(area.code)]
    joint = [one.code for one in store.areas().authorities() if {*codes} & {*one.code.split(JOINT)}]
    table = store.observations(dataset.key, {"area": tuple({*codes, *joint})} if wanted else {}, (), on=on)
    if table.num_rows > MOST:
        raise BadInput(f"'{dataset.key}' has more than 2,000,000 figures. Name some areas, or single measures.")
    filters = [name for name in table.column_names if name not in _FIXED]
    cells: dict[tuple[Period, str, tuple[str, ...]], dict[str, str]] = {}
    for row in table.to_pylist():
        period = _period(row["period"], row["ends"])
        labels = tuple(row[name] or "Not stated" for name in filters)
        cell = SYMBOLS[row["meaning"]] if row["value"] is None else number(decimal_of(row["value"]))
        cells.setdefault((period, row["area"], labels), {})[row["indicator"]] = cell
    return Figures(dataset.key, tuple(_indicators(dataset, cells.values())), tuple(filters), cells)


def _period(label: str, ends: date) -> Period:
    return Period(label=label, ends=ends, year="academic" if "/" in label else "reporting")


def _indicators(dataset: Dataset, rows: Iterable[dict[str, str]]) -> Iterator[Indicator]:
    """Yield the columns of figures, those that are described first."""
    there = dict.fromkeys(name for row in rows for name in row)
    for column in dataset.columns:
        if column.name in there:
            yield Indicator(column.name, column.title or _label(column.name), column.unit)
    described = {column.name for column in dataset.columns}
    yield from (Indicator(name, _label(name), None) for name in sorted(there) if name not in described)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
