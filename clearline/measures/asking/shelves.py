"""Takes observations from the store once, and finds the figures of one column in them quickly.

A shelf is what the store holds of one dataset, as whole-number codes and the numbers as they were published. It is made
of the releases that were out on a day, so that a question can be asked as of that day.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearline.kit.errors import BadInput, Problem
from clearline.measures import content
from clearline.measures.asking.parts import Codes, Rows
from clearline.measures.asking.words import few
from clearline.measures.figures import Area
from clearline.measures.store import Release, Store
from clearline.measures.store.releases import out_on
from clearline.measures.store.store import NATIONAL
from clearline.measures.vocabulary import Condition, Dataset, Where, Within

Ints = NDArray[Any]


class Grid(NamedTuple):
    """One column for every period and area of a shelf; periods are oldest first."""

    held: NDArray[np.float64]
    """The numbers as published, period x area; NaN where there is none."""
    row: Ints
    """The row of the shelf that each came from, period x area; -1 where nothing was published."""


class Shelf:
    """What the store holds of one dataset: ``periods`` as (end, label), oldest first, and ``areas`` as codes."""

    def __init__(
        self, dataset: str, releases: Sequence[Release], rows: Rows, asked: frozenset[str], heirs: Mapping[str, str]
    ) -> None:
        """Take the releases, newest first, the columns that there are (none: all), and the areas' codes of today."""
        self.dataset = dataset
        self.releases = tuple(releases)
        self.asked = asked
        self._rows = rows
        self.held = rows.values
        self.periods, self.period_of = _periods(rows.codes["period"], rows.codes["ends"])
        self._area = rows.codes["area"]
        self.areas, heir, own = _areas(self._area.labels, heirs)
        self.column_of = {code: at for at, code in enumerate(self.areas)}
        self.area_of, self._own = heir[self._area.codes], own[self._area.codes]
        self.filters = {name: rows.codes[name] for name in rows.filters}
        self.indicator = rows.codes["indicator"]

    @cached_property
    def rows(self) -> dict[Any, Ints]:
        """The rows of every column, in their order."""
        return _by_label(self.indicator)

    def grid(self, column: str, where: Where) -> Grid:
        """Return one column for the rows that meet ``where``; empty when the column is not there.

        Raises ``BadInput`` when a filter is not there, or when more than one row is left for an area and a period: then
        a filter has to be stated, and the message says which and what it can be.
        """
        rows = self.rows.get(column, np.empty(0, np.int64))
        for name, condition in where.items():
            rows = rows[self._meets(name, condition)[self.filters[name].codes[rows]]]
        self._refuse_two(column, rows)
        # A number beats a symbol, and an authority's own code beats the one it had before: what is set last stays.
        rows = rows[np.lexsort((self._own[rows], ~np.isnan(self.held[rows])))]
        shape = len(self.periods), len(self.areas)
        held, row = np.full(shape, np.nan), np.full(shape, -1, np.int64)
        at = self.period_of[rows], self.area_of[rows]
        held[at], row[at] = self.held[rows], rows
        return Grid(held, row)

    def cell(self, row: int, column: str) -> str:
        """Return the ``symbol``, ``meaning``, ``status`` or published ``text`` of a row."""
        return self._rows.cells(column, [row])[0]

    def texts(self, rows: Ints) -> list[str]:
        """Return what was published in some rows."""
        return self._rows.cells("text", rows)

    def release(self, row: int) -> str:
        """Return the label of the release that a row is from."""
        return self._rows.release(row)

    def published_under(self, row: int) -> str:
        """Return the code that a row was published under, which may be one that the authority had before."""
        return str(self._area.label(row))

    def _meets(self, name: str, condition: Condition) -> Ints:
        """Return for every label of a filter whether it meets the condition; the last is for rows without a label."""
        if name not in self.filters:
            there = ", ".join(self.filters) or "none"
            what = f"the dataset '{self.dataset}' has no filter '{name}'; its filters are: {there}."
            raise BadInput(Problem(None, None, what))
        return np.array([meets(label, condition) for label in (*self.filters[name].labels, None)])

    def _refuse_two(self, column: str, rows: Ints) -> None:
        """Raise ``BadInput`` when an area has more than one row for a period."""
        place = self.period_of[rows] * len(self._area.labels) + self._area.codes[rows]
        order = np.argsort(place, kind="stable")
        twice = np.flatnonzero(place[order][1:] == place[order][:-1])
        if not len(twice):
            return
        first, second = rows[order[twice[0]]], rows[order[twice[0] + 1]]
        unlike = [name for name, one in self.filters.items() if one.codes[first] != one.codes[second]]
        choices = [f"{name}={few(self.choices(name, rows), '|')}" for name in unlike]
        what = f"'{column}' of '{self.dataset}' has more than one figure for an area and a year."
        raise BadInput(Problem(None, None, what, f"Say which it is: {'; '.join(choices)}." if choices else ""))

    def choices(self, name: str, rows: Ints) -> list[str]:
        """Return the labels of a filter that rows have, in order."""
        one = self.filters[name]
        return sorted(str(one.labels[code]) for code in np.unique(one.codes[rows]) if code >= 0)


def meets(label: Any, condition: Condition) -> bool:
    """Return whether a filter's label is what a condition asks for; ``None`` is a row without one."""
    if isinstance(condition, Within):
        if condition.known is not None and (label is not None) != condition.known:
            return False
        return label is None or label not in map(str, condition.is_not)
    if isinstance(condition, tuple):
        return label in map(str, condition)
    return bool(label == str(condition))


def _by_label(column: Codes) -> dict[Any, Ints]:
    """Return the rows of every label, in their order."""
    order = np.argsort(_small(column), kind="stable")
    starts = np.searchsorted(column.codes[order], np.arange(len(column.labels) + 1))
    return {label: order[starts[code] : starts[code + 1]] for code, label in enumerate(column.labels)}


def _small(column: Codes) -> Ints:
    """Return codes in two bytes where they fit, which are sorted many times as fast."""
    return column.codes.astype(np.int16) if len(column.labels) < 2**15 else column.codes


def _periods(label: Codes, ends: Codes) -> tuple[tuple[tuple[date, str], ...], Ints]:
    """Return the periods, oldest first, and every row's place among them."""
    pair = label.codes.astype(np.int64) * len(ends.labels) + ends.codes
    there = np.flatnonzero(np.bincount(pair, minlength=1))
    named = [(ends.labels[at % len(ends.labels)], label.labels[at // len(ends.labels)]) for at in there]
    order = sorted(range(len(named)), key=named.__getitem__)
    place = np.zeros(int(there[-1]) + 1 if len(there) else 1, np.int64)
    place[there[order]] = np.arange(len(order))
    return tuple(named[at] for at in order), place[pair]


def _areas(codes: tuple[str, ...], heirs: Mapping[str, str]) -> tuple[tuple[str, ...], Ints, Ints]:
    """Return the areas as they are called today, which of them each code is, and whether it is its own code."""
    today = [heirs.get(code, code) for code in codes]
    areas = sorted(set(today))
    place = {code: at for at, code in enumerate(areas)}
    own = np.array([code == now for code, now in zip(codes, today, strict=True)], bool)
    return tuple(areas), np.array([place[code] for code in today], np.int64), own


class Shelves:
    """The shelves that questions need, each taken from the store once."""

    def __init__(self, store: Store, *, on: date | None = None) -> None:
        """``on``: the day as of which questions are asked; ``None`` for all that is loaded."""
        self.store = store
        self.on = on
        self.areas = store.areas()
        self.datasets = store.datasets()
        self.heirs = {area.code: self.areas.codes(area.code)[0] for area in self.areas.authorities()}
        """The code that each authority has today: one that kept its number and boundary is one series."""
        self._wanted: dict[str, set[str]] = {}
        self._shelves: dict[tuple[str, str], Shelf | None] = {}

    def today(self, area: Area) -> Area:
        """Return an area as it is today: under its newest code where it kept its number and boundary."""
        return self.areas.get(self.heirs.get(area.code, area.code)) or area

    def described(self, dataset: str) -> Dataset | None:
        """Return how a dataset was described when it was loaded; an authority's own as Clearline describes it.

        ``None`` when it is neither loaded nor known.
        """
        known = content.load().datasets
        return self.datasets.get(dataset) or next((one for one in known if one.key == dataset), None)

    def want(self, dataset: str, columns: Iterable[str]) -> None:
        """Say which columns will be asked for, so that they are taken together."""
        self._wanted.setdefault(dataset, set()).update(columns)

    def shelf(self, dataset: str, owner: str = NATIONAL) -> Shelf | None:
        """Return the wanted columns of a dataset, as the releases out on the day had them; ``None`` when none was."""
        key, wanted = (dataset, owner), frozenset(self._wanted.get(dataset, ()))
        shelf = self._shelves.get(key)
        if key not in self._shelves or (shelf is not None and not wanted <= shelf.asked):
            out = out_on(self.store.releases(dataset, owner), self.on)
            self._shelves[key] = shelf = self.of_releases(dataset, out, owner) if out else None
        return shelf

    def of_releases(self, dataset: str, releases: Sequence[Release], owner: str = NATIONAL) -> Shelf:
        """Return the wanted columns of a dataset as some releases have them, the newest first."""
        wanted = frozenset(self._wanted.get(dataset, ()))
        rows = Rows(self.store.folder(owner) / "releases" / dataset, releases, wanted, until=self.on)
        return Shelf(dataset, releases, rows, wanted, self.heirs)
