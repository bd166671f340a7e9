"""Makes a measure of a loaded column that is named as ``dataset:column[filter=label;...]``, or by its title."""

import re
from difflib import get_close_matches

import numpy as np

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.making import of_column
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.words import MOST, few, plain, words
from clearline.measures.exact import decimal_of
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Where

_NAME = re.compile(r"(?P<dataset>[a-z0-9-]+):(?P<column>[^\[\]]+?)\s*(?:\[(?P<where>[^\[\]]*)\])?")

MOST_DECIMALS = 10


def column_named(text: str, store: Store) -> Measure | None:
    """Return a measure of the loaded column that ``text`` names; ``None`` when it names no loaded dataset.

    Raises ``BadInput`` when the dataset has no such column, filter or label.
    """
    name = _NAME.fullmatch(text.strip())
    if name and name["dataset"] in store.datasets():
        return _of_column(store, name["dataset"], name["column"].strip(), name["where"] or "")
    return None


def column_titled(text: str, store: Store) -> Measure | None:
    """Return a measure of the one loaded column whose title is ``text``; ``None`` when there is none, or several.

    ``number of`` a title's words asks for it as well, where it is a count. Raises ``BadInput`` when the column has
    figures of several groups, with what they are.
    """
    titled = [(key, column) for key, dataset in store.datasets().items() for column in dataset.columns if column.title]
    found = [(key, column.name) for key, column in titled if plain(column.title) == plain(text)]
    if not found and "number" in words(text):
        counted = words(text) - {"number"}
        found = [
            (key, one.name) for key, one in titled if one.unit in ("count", "people") and words(one.title) == counted
        ]
    return _of_column(store, *found[0], "") if len(found) == 1 else None


def _of_column(store: Store, key: str, column: str, conditions: str) -> Measure:
    """Return a measure of a loaded column; raise ``BadInput`` when it, a filter or a label is not there."""
    release = store.releases(key)[0]
    names = {plain(name): name for one in store.releases(key) for name in one.indicators}
    if plain(column) not in names:
        close = get_close_matches(plain(column), names, n=5, cutoff=0.4) or list(names)[:MOST]
        todo = f"It has, among others: {', '.join(names[name] for name in close)}."
        raise BadInput(Problem(None, None, f"The dataset '{key}' has no column '{column}'.", todo))
    name = names[plain(column)]
    where = _where(store, key, conditions)
    shelves = Shelves(store)
    shelves.want(key, [name])
    shelf = shelves.shelf(key)
    assert shelf is not None
    return of_column(store.datasets()[key], release, name, where, _decimals(shelf.grid(name, where).held))


def _where(store: Store, key: str, conditions: str) -> Where:
    """Return the filters that are written as ``filter=label;filter=label``."""
    labels: dict[str, set[str]] = {}
    for release in store.releases(key):
        for name, there in release.filters.items():
            labels.setdefault(name, set()).update(there)
    where: Where = {}
    for part in filter(None, (part.strip() for part in conditions.split(";"))):
        name, sign, label = (piece.strip() for piece in part.partition("="))
        if not sign or name not in labels:
            what = f"'{part}' is no filter of the dataset '{key}'."
            raise BadInput(Problem(None, None, what, f"Write FILTER=LABEL; it has: {', '.join(labels) or 'none'}."))
        same = {plain(one): one for one in labels[name]} | {one: one for one in labels[name]}
        if label not in same and plain(label) not in same:
            todo = f"It can be: {few(sorted(labels[name]), '; ')}."
            raise BadInput(Problem(None, None, f"'{name}' of the dataset '{key}' has no label '{label}'.", todo))
        where[name] = same.get(label) or same[plain(label)]
    return where


def _decimals(held: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> int:
    """Return the most decimal places that a column's figures have, as they were published."""
    places = [-int(decimal_of(number).as_tuple().exponent) for number in np.unique(held[~np.isnan(held)])]
    return min(max([0, *places]), MOST_DECIMALS)
