"""Finds the measure that somebody means: by key, title, reference, LAIT's code, or as a column of what is loaded."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.making import of_column, of_lait
from clearline.measures.asking.shelves import Shelves
from clearline.measures.content import load
from clearline.measures.exact import decimal_of
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Where

_COLUMN = re.compile(r"(?P<dataset>[a-z0-9-]+):(?P<column>[^\[\]]+?)\s*(?:\[(?P<where>[^\[\]]*)\])?")

DICTIONARY = "lait-dictionary"

MOST_DECIMALS = 6


def find_measure(text: str, store: Store, measures: Sequence[Measure] | None = None) -> Measure:
    """Return the measure that ``text`` names, without regard to case.

    It can be a measure's key or title, a reference of a framework that it belongs to (``NF-24``, ``NI 64``), a code or
    a title of LAIT, ``dataset:column[filter=value;...]`` for any column that is loaded, or words that are in one title
    only. ``measures``: those that are written down; ``None`` for all that Clearline has.

    Raises ``BadInput`` with the closest when there is none, and with all of them when there are several.
    """
    written = load().measures if measures is None else measures
    wanted = _plain(text)
    named = [one for one in written if wanted in (_plain(one.key), _plain(one.title))]
    named = named or [one for one in written if wanted in (_plain(belongs.reference) for belongs in one.belongs)]
    rows = [] if named else _dictionary(store)
    found = named or [of_lait(row) for row in rows if wanted in _names(row)]
    if not found and (column := _COLUMN.fullmatch(text.strip())) and column["dataset"] in store.datasets():
        return _of_column(store, column["dataset"], column["column"].strip(), column["where"] or "")
    if not found:
        found = [one for one in written if _has_words(one.title, wanted)]
        found = found or [of_lait(row) for row in rows if _has_words(row["title"], wanted)]
    if len(found) != 1:
        raise BadInput(Problem(None, None, *_advice(text, found, written, rows)))
    return found[0]


def _dictionary(store: Store) -> list[dict[str, str]]:
    """Return the rows of LAIT's dictionary, one a code; none when it is not loaded."""
    if not store.releases(DICTIONARY):
        return []
    rows: Iterable[dict[str, str]] = store.table(DICTIONARY).to_pylist()
    return list({row["code"]: row for row in reversed(list(rows))}.values())[::-1]


def _names(row: Mapping[str, str]) -> tuple[str, ...]:
    return _plain(row["code"]), _plain(row["title"]), f"lait {_plain(row['code'])}"


def _has_words(title: str, wanted: str) -> bool:
    words = set(wanted.split())
    return bool(words) and words <= set(_plain(title).split())


def _advice(
    text: str, found: Sequence[Measure], written: Sequence[Measure], rows: Sequence[Mapping[str, str]]
) -> tuple[str, str]:
    """Return what is wrong with a name, and what to give instead."""
    if found:
        names = [f"'{one.title}' ({one.key})" for one in found]
        more = f", and {len(names) - 8} more" if len(names) > 8 else ""
        return f"'{text}' can be several measures.", f"Say which: {'; '.join(names[:8])}{more}."
    titles = {_plain(title): title for title in (*(row["title"] for row in rows), *(one.title for one in written))}
    titles |= {_plain(one.key): one.title for one in written}
    close = dict.fromkeys(titles[name] for name in get_close_matches(_plain(text), titles, n=5, cutoff=0.4))
    todo = f"The closest are: {'; '.join(close)}." if close else "See `clearline figures datasets` for what is loaded."
    return f"There is no measure '{text}'.", todo


def _of_column(store: Store, key: str, column: str, conditions: str) -> Measure:
    """Return a measure of a loaded column; raise ``BadInput`` when it, a filter or a label is not there."""
    release = store.releases(key)[0]
    names = {_plain(name): name for one in store.releases(key) for name in one.indicators}
    if _plain(column) not in names:
        close = get_close_matches(_plain(column), names, n=5, cutoff=0.4) or list(names)[:8]
        todo = f"It has, among others: {', '.join(names[name] for name in close)}."
        raise BadInput(Problem(None, None, f"The dataset '{key}' has no column '{column}'.", todo))
    name = names[_plain(column)]
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
        plain = {_plain(one): one for one in labels[name]} | {one: one for one in labels[name]}
        if label not in plain and _plain(label) not in plain:
            todo = f"It can be: {'; '.join(sorted(labels[name])[:20])}."
            raise BadInput(Problem(None, None, f"'{name}' of the dataset '{key}' has no label '{label}'.", todo))
        where[name] = plain.get(label) or plain[_plain(label)]
    return where


def _decimals(held: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> int:
    """Return the most decimal places that a column's figures have, as they were published."""
    places = [-int(decimal_of(number).as_tuple().exponent) for number in np.unique(held[~np.isnan(held)])]
    return min(max([0, *places]), MOST_DECIMALS)


def _plain(text: str) -> str:
    """Return text as names are compared: lower case, with one blank for all that is no letter or digit but % and +."""
    return " ".join(re.sub(r"[^a-z0-9%+]+", " ", text.casefold()).split())
