"""Questions of the pages about figures: what a reader may look at, and the same answers as the commands give.

Answers are kept in the process, by the files that they were made of, so that they can never be out of date.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from msgspec.structs import replace

from clearline.accounts.acting import Acting
from clearline.kit.errors import BadInput
from clearline.kit.keeping import worked_out_once
from clearline.measures.asking.answers import answer
from clearline.measures.asking.finding import find_measure
from clearline.measures.asking.gaps import gap_from
from clearline.measures.asking.key_indicators import key_indicators
from clearline.measures.asking.scorecards import is_worse, is_worsening, scorecard
from clearline.measures.asking.series import Source
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.targets import standing, targets
from clearline.measures.content import load
from clearline.measures.disclosure.ledger import Entry, ledger_path, read_ledger
from clearline.measures.figures import Answer, Area, GapFigure, KeyIndicator, Scorecard, Target
from clearline.measures.showing.charts.asked import Asked, chart_of
from clearline.measures.showing.charts.charts import BarChart, LineChart
from clearline.measures.showing.revision_rows import revision_rows
from clearline.measures.showing.side_by_side import SideBySide, side_by_side
from clearline.measures.store import Release, Store
from clearline.measures.store.releases import EMPTY, Manifest, out_on
from clearline.measures.store.store import NATIONAL
from clearline.measures.vocabulary import Dataset, Measure

Mark = tuple[tuple[int, int, int], ...]

OWN_FILES = ("manifest.json", "targets.yaml", "key-indicators.yaml")
"""What an authority keeps of its own that answers are made of."""

KEY_OUTSIDE = "A key indicator of this authority."
"""Stands for the authority's own reason, which has not been through disclosure control."""


class Seen(Store):
    """The figures that a reader may see: the national ones and one authority's own, or none's (``owner`` is None)."""

    def __init__(self, root: Path, owner: str | None) -> None:
        super().__init__(root)
        self.owner = owner

    def manifest(self, owner: str = NATIONAL) -> Manifest:
        """Return what is loaded; for any other authority than the one that may be seen, nothing."""
        return super().manifest(owner) if owner in (NATIONAL, self.owner) else EMPTY


class Looking(NamedTuple):
    """What somebody looks at: whose figures, as of which day, and whether the authority's own are among them."""

    root: Path
    code: str
    inside: bool
    """Whether the reader may see the authority's own figures, with small numbers among them."""
    on: date | None
    """``None`` for today: all that is loaded."""
    today: date
    mark: Mark
    """Stands for the files as they are, so that an answer that is kept is never out of date."""

    @property
    def store(self) -> Seen:
        """The figures that may be seen."""
        return Seen(self.root, self.code if self.inside else None)

    @property
    def day(self) -> date:
        """The day as of which figures are shown."""
        return self.on or self.today


def looking(*, by: Acting, on: date, today: date) -> Looking:
    """Return what somebody may look at. Raises ``Refused``; ``BadInput`` when the authority has no code for figures."""
    by.require("see published figures")
    assert by.authority is not None
    code, root = by.authority.gss_code, figures_root()
    if not code:
        raise BadInput("This authority has no code yet by which its figures could be found, such as E09000007.")
    names = (f"{NATIONAL}/manifest.json", *(f"{code}/{name}" for name in OWN_FILES))
    mark = tuple(_mark(root / name) for name in names)
    return Looking(root, code, by.may("see figures"), None if on == today else on, today, mark)


def figures_root() -> Path:
    """Return the folder of the figures."""
    return Path(settings.FIGURES)


def _mark(path: Path) -> tuple[int, int, int]:
    """Return what tells a file from every one that takes its place; they are replaced whole, never written over."""
    try:
        seen = path.stat()
    except OSError:
        return (0, 0, 0)
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


@lru_cache(maxsize=64)
def place(looking: Looking) -> Area:
    """Return the authority as an area. Raises ``BadInput`` when nothing is loaded, or no figures know it."""
    return _shelves(looking).today(looking.store.areas().find(looking.code))


@lru_cache(maxsize=64)
def models(looking: Looking) -> tuple[str, ...]:
    """Return the neighbour models that are loaded, the newest first."""
    return looking.store.areas().models()


def _shelves(looking: Looking) -> Shelves:
    return Shelves(looking.store, on=looking.on)


def card(looking: Looking, model: str | None = None) -> Scorecard:
    """Return the authority's scorecard. Raises ``BadInput``."""
    return _card(looking, model)


@worked_out_once(64)
def _card(looking: Looking, model: str | None) -> Scorecard:
    # by itself, as what is kept for card(seen) would not be found for card(seen, None)
    found = scorecard(looking.store, place(looking), looking.on, model=model)
    return replace(found, answers=tuple(_shown_to(looking, one) for one in found.answers))


def worse(answers: Sequence[Answer]) -> list[tuple[Answer, bool]]:
    """Return what is worse than the neighbours and worsening, and whether chance cannot have done it; those first."""
    moving = [(one, is_worsening(one)) for one in answers if is_worse(one)]
    return [(one, True) for one, how in moving if how] + [(one, False) for one, how in moving if how is None]


def named(looking: Looking, text: str) -> Measure:
    """Return the measure that a name, key or reference means. Raises ``BadInput`` with the closest."""
    return find_measure(text, looking.store)


@lru_cache(maxsize=256)
def answered(
    looking: Looking, key: str, period: str | None = None, model: str | None = None, source: Source | None = None
) -> Answer:
    """Return all that is known of a measure for the authority. Raises ``BadInput``."""
    found = answer(
        looking.store, named(looking, key), place(looking), on=looking.on, period=period, model=model, source=source
    )
    return _shown_to(looking, found)


def _shown_to(looking: Looking, found: Answer) -> Answer:
    """Return an answer without what the authority itself wrote of its figures, for those who may not see these.

    A target can begin at a figure of its own returns, and a reason can quote one.
    """
    if looking.inside:
        return found
    kept = None
    if found.target:
        measure = named(looking, found.measure)
        bare = replace(found.target.target, start=None, start_period=None, set_how="", owner="")
        kept = standing(bare, measure, found.latest, looking.day)
    return replace(found, key_reason=found.key_reason and KEY_OUTSIDE, target=kept)


@lru_cache(maxsize=256)
def chart(
    looking: Looking, name: str, kind: str, period: str | None = None, model: str | None = None,
    source: Source | None = None,
) -> LineChart | BarChart:  # fmt: skip
    """Return the chart of a measure (or gap): ``series``, ``neighbours`` or ``gap``. Raises ``BadInput``."""
    asked = Asked(looking.store, looking.on, source)
    return chart_of(asked, name, looking.code, kind, Decimal(0), period, model)


@worked_out_once(64)
def gaps(looking: Looking) -> tuple[tuple[GapFigure, Measure], ...]:
    """Return every gap that can be measured, each with the measure of its group."""
    shelves, area = _shelves(looking), place(looking)
    measures = {one.key: one for one in load().measures}
    found = ((gap_from(shelves, gap, area, measures), measures[gap.group]) for gap in load().gaps)
    return tuple((gap, measure) for gap, measure in found if gap)


@lru_cache(maxsize=256)
def beside(
    looking: Looking, key: str, names: tuple[str, ...], model: str | None = None, period: str | None = None
) -> SideBySide:
    """Return a measure for the authority and others. Raises ``BadInput``."""
    return side_by_side(
        looking.store, _shelves(looking), named(looking, key), place(looking), names, model, period
    )  # fmt: skip


class Held(NamedTuple):
    """A release that is loaded."""

    dataset: Dataset
    release: Release
    own: bool
    """Whether it is the authority's own."""
    revises: bool
    """Whether it is the newest, and another release of the same dataset came before it."""


@lru_cache(maxsize=64)
def held(looking: Looking) -> tuple[Held, ...]:
    """Return every release that may be seen and was out on the day, by dataset, the newest first."""
    return (*_held(looking, NATIONAL), *_held(looking, looking.code))


def _held(looking: Looking, owner: str) -> Iterator[Held]:
    for key, dataset in looking.store.datasets(owner).items():
        releases = out_on(looking.store.releases(key, owner), looking.on)
        for at, release in enumerate(releases):
            yield Held(dataset, release, owner != NATIONAL, at == 0 and len(releases) > 1)


class Revised(NamedTuple):
    """What the newest release of a dataset, of those out on the day, says otherwise than the one before."""

    newer: Release
    older: Release
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]


@lru_cache(maxsize=8)
def revised(looking: Looking, dataset: str) -> Revised:
    """Return what was revised in a published dataset. What has been withdrawn is not told again.

    Raises ``BadInput`` when it has not two releases.
    """
    releases = out_on(looking.store.releases(dataset), looking.on)
    if len(releases) < 2:
        raise BadInput(f"Only one release of '{dataset}' is loaded, or none: there is nothing to compare.")
    return Revised(releases[0], releases[1], *revision_rows(looking.store, dataset, releases))


def published(looking: Looking) -> list[Entry]:
    """Return what the authority has let out through disclosure control by the day, the newest first."""
    entries, _ = read_ledger(ledger_path(looking.root, looking.code))
    return [entry for entry in reversed(entries) if entry.on <= looking.day]


def own_targets(looking: Looking) -> tuple[Target, ...]:
    """Return the authority's targets in the order in which they were set; none for those who may not see why."""
    return targets(looking.store, looking.code) if looking.inside else ()


def own_keys(looking: Looking) -> tuple[KeyIndicator, ...]:
    """Return the authority's key indicators with its reasons; none for those who may not see why."""
    return key_indicators(looking.store, looking.code) if looking.inside else ()
