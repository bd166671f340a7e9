"""Finds the measure that somebody means: by key, title, reference, LAIT's code, column, or the words of its names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from clearline.kit.errors import BadInput, Problem
from clearline.measures.asking.column_named import column_named, column_titled
from clearline.measures.asking.making import of_lait
from clearline.measures.asking.words import compact, plain, words
from clearline.measures.content import load
from clearline.measures.loading.own_names import PARTS, indicator
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Measures, NotComputed

DICTIONARY = "lait-dictionary"

Row = Mapping[str, str]
"""A row of LAIT's dictionary."""


def find_measure(text: str, store: Store, measures: Sequence[Measure] | None = None) -> Measure:
    """Return the measure that ``text`` names, without regard to case.

    It can be a measure's key, its title or another name of it, a reference of a framework that it belongs to
    (``NF-24``, ``ni64``), a code or a title of LAIT, ``dataset:column[filter=value;...]`` for any column that is
    loaded, the title of such a column, or words that are all in a name of one measure that can be answered only.
    An indicator of LAIT that a written measure takes is that measure, unless it is asked for as ``LAIT CODE``.
    ``measures``: those that are written down; ``None`` for all that Clearline has.

    Raises ``BadInput`` with the closest when there is none, with all of them when there are several, and with the
    reason when it is known and cannot be computed.
    """
    known = _Known(store, load() if measures is None else Measures(measures=tuple(measures)))
    found = known.named(text) or known.of_lait(text)
    if not found:
        _refuse_not_computed(known.not_computed, lambda one: compact(text) in (compact(one.id), compact(one.title)))
        column = column_named(text, store) or column_titled(text, store)
        found = [column] if column else known.with_words(text)
    if not found:
        asked = words(text)
        _refuse_not_computed(known.not_computed, lambda one: bool(asked) and asked <= words(one.title))
    if len(found) != 1:
        raise BadInput(Problem(None, None, *_advice(text, found, known)))
    return found[0]


class _Known:
    """All that can be asked for: written measures, indicators of LAIT, and what is known and not computed."""

    def __init__(self, store: Store, content: Measures) -> None:
        self.written = content.measures
        self.not_computed = content.not_computed
        self._store = store

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of LAIT's dictionary, one a code; none when it is not loaded."""
        if not self._store.releases(DICTIONARY):
            return []
        rows: Iterable[Row] = self._store.table(DICTIONARY).to_pylist()
        return list({row["code"]: row for row in reversed(list(rows))}.values())[::-1]

    def named(self, text: str) -> list[Measure]:
        """Return the written measures of that key, name or reference; of several, those that can be answered."""
        wanted, reference = plain(text), compact(text)
        found = [one for one in self.written if wanted in map(plain, (one.key, one.title, *one.also))]
        found = found or [one for one in self.written if reference in (compact(by.reference) for by in one.belongs)]
        return [one for one in found if self.can_answer(one)] or found if len(found) > 1 else found

    def of_lait(self, text: str) -> list[Measure]:
        """Return the indicators of LAIT of that code or title."""
        wanted = plain(text)
        own = [of_lait(row) for row in self.rows if f"lait {plain(row['code'])}" == wanted]
        return own or self._measures(row for row in self.rows if wanted in map(plain, (row["code"], *_titles(row))))

    def with_words(self, text: str) -> list[Measure]:
        """Return the measures of a name that is the same in other words, or else that has all these words.

        Written measures come before indicators of LAIT; what cannot be answered from what is loaded is left out.
        """
        asked = words(text)
        if not asked:
            return []
        names = [(one, frozenset(map(words, (one.title, *one.also)))) for one in self.written if self.can_answer(one)]
        titles = [(row, frozenset(map(words, _titles(row)))) for row in self.rows]
        return (
            [one for one, known in names if asked in known]
            or self._measures(row for row, known in titles if asked in known)
            or [one for one, known in names if _is_in(asked, known) and _can_be(asked, one)]
            or self._measures(row for row, known in titles if _is_in(asked, known))
        )

    def can_answer(self, measure: Measure) -> bool:
        """Return whether figures are loaded that can answer a measure: published ones, LAIT's or an authority's own."""
        published, lait = measure.sources.published, measure.sources.lait
        if published and self._store.releases(published.dataset):
            return True
        if lait and any(lait.code in release.indicators for release in self._store.releases("lait")):
            return True
        return indicator(measure.key, PARTS[0]) in self._own

    @cached_property
    def _own(self) -> frozenset[str]:
        """The counts of measures that any authority keeps of its own."""
        owners = [path.parent.name for path in self._store.root.glob("E*/manifest.json")]
        held = [self._store.releases(dataset, owner) for owner in owners for dataset in ("local", "returned")]
        return frozenset(name for releases in held for release in releases for name in release.indicators)

    def _measures(self, rows: Iterable[Row]) -> list[Measure]:
        """Return the measure of each of LAIT's rows: the written one that takes it, or one made of the row."""
        takes = {one.sources.lait.code: one for one in self.written if one.sources.lait}
        found = [takes.get(row["code"]) or of_lait(row) for row in rows]
        return list({one.key: one for one in found}.values())


def _titles(row: Row) -> tuple[str, ...]:
    """Return what LAIT calls an indicator: in its list, on its chart, and under its other topics."""
    return tuple(filter(None, (row["title"], row.get("chart_title", ""), *row.get("also", "").split("\n"))))


def _is_in(asked: frozenset[str], known: Iterable[frozenset[str]]) -> bool:
    return any(asked <= name for name in known)


def _can_be(asked: frozenset[str], measure: Measure) -> bool:
    """Return whether a measure can be meant: a question for a number is not answered with a share of something."""
    return "number" not in asked or "average" in asked or measure.unit in ("count", "people")


def _refuse_not_computed(rows: Sequence[NotComputed], meant: Callable[[NotComputed], bool]) -> None:
    """Raise ``BadInput`` with the reason when one row of what is not computed is meant."""
    found = [one for one in rows if meant(one)]
    if len(found) == 1:
        one = found[0]
        what = f"{one.id} ({one.title}) is known and not computed: {one.why_not}"
        raise BadInput(Problem(None, None, what, f"What would be needed: {one.what_would_be_needed}"))


def _advice(text: str, found: Sequence[Measure], known: _Known) -> tuple[str, str]:
    """Return what is wrong with a name, and what to give instead."""
    if found:
        names = [f"'{one.title}' ({one.key})" for one in found]
        more = f", and {len(names) - 8} more" if len(names) > 8 else ""
        return f"'{text}' can be several measures.", f"Say which: {'; '.join(names[:8])}{more}."
    titles = {plain(row["title"]): row["title"] for row in known.rows}
    titles |= {plain(name): one.title for one in known.written for name in (*one.also, one.key, one.title)}
    close = dict.fromkeys(titles[name] for name in get_close_matches(plain(text), titles, n=5, cutoff=0.4))
    todo = f"The closest are: {'; '.join(close)}." if close else "See `clearline figures datasets` for what is loaded."
    return f"There is no measure '{text}'.", todo
