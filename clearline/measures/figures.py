"""The frozen values in which figures leave this feature. A figure never travels without its period, source and meaning.

Numbers are ``Decimal``: exactly what was published, or computed exactly and rounded half away from zero.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from clearline.kit.values import Key, Value
from clearline.measures.vocabulary import NationalFramework, Outcome, Polarity, Unit, YearType

Level = Literal["england", "region", "authority"]

Meaning = Literal[
    "", "suppressed", "not applicable", "not available", "rounds to zero", "low reliability", "missing", "not published"
]
"""What stands where a number is not; "" when there is one. "missing" is a blank cell, "not published" no row."""

Status = Literal["", "provisional", "revised", "final"]


class Period(Value, frozen=True, kw_only=True):
    """A year, or several: ``2025`` (reporting, calendar), ``2024/25`` (academic), ``2024-25`` (financial)."""

    label: str
    ends: date
    year: YearType


class Area(Value, frozen=True, kw_only=True):
    """England, a region or an authority."""

    code: str
    """Nine characters; a joint return's is ``E09000021 / E09000027``."""
    name: str
    level: Level
    region: str | None = None
    """The code of its region; ``None`` for a region and England."""
    old_code: str | None = None
    """DfE's three figures; ``None`` for a region and England."""
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    """The reporting years in which it is there; ``None`` when not limited."""


class Observation(Value, frozen=True, kw_only=True):
    """One figure for one area and period, as published or computed."""

    period: Period
    value: Decimal | None
    """In the measure's unit, rounded to its decimals; ``None`` when there is no number: ``meaning`` says why."""
    shown: str
    """For people: ``1,234``, ``12.5``, ``c (suppressed)``. Without the unit."""
    symbol: str = ""
    meaning: Meaning = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: Status = ""
    release: str = ""
    """The release that it was read from, as the store calls it."""
    source: Literal["published", "lait", "returned", "local", ""] = ""
    recomputed: Decimal | None = None
    """The figure computed from the published counts; ``None`` when they are not published."""
    disagreement: str = ""
    """Why ``recomputed`` is not ``value``, in words; empty when they agree or nothing was recomputed."""
    revised_from: Decimal | None = None
    """What the release before said, where it said otherwise."""
    withdrawn: bool = False
    """Whether the release before gave a number where this one has a symbol; the number is not told."""


class Comparator(Value, frozen=True, kw_only=True):
    """What an area's figure is compared with."""

    kind: Literal["england", "region", "neighbours"]
    name: str
    value: Decimal | None
    shown: str
    statistic: Literal["", "mean", "median"] = ""
    """Of the neighbours: LAIT's mean of what there is, or the dashboard's median of published rounded values."""
    model: str = ""
    """The neighbour model, ``2021`` or ``2025``; "" for England and the region."""
    used: int | None = None
    """How many neighbours had a figure; ``None`` for England and the region."""
    of: int | None = None


class Rank(Value, frozen=True, kw_only=True):
    """Where an area stands among all authorities, as LAIT ranks: ties share the lower number, 1 is the best."""

    rank: int | None
    """``None`` when the measure has no polarity or the area no figure."""
    of: int
    quartile: Literal["A", "B", "C", "D", "-"]
    """LAIT's band: A is the best quarter, D the worst; ``-`` when there is none."""


class Change(Value, frozen=True, kw_only=True):
    """The latest figure against an earlier one."""

    since: Period
    difference: Decimal | None
    """In the measure's unit, or percentage points; ``None`` when either is not a number."""
    direction: Literal["better", "worse", "same", "up", "down", "not known"]
    """``up`` and ``down`` where neither is better."""
    beyond_chance: bool | None
    """Whether it is bigger than chance would make it; ``None`` when that cannot be judged."""
    says: str
    """The judgement and how it was made, in a sentence."""


class Target(Value, frozen=True, kw_only=True):
    """A target as the authority set it."""

    measure: Key
    value: Decimal
    by: Period
    start: Decimal | None = None
    start_period: Period | None = None
    near: Decimal | None = None
    """How far off still counts as near, in the measure's unit; ``None``: a tenth of the target."""
    owner: str = ""
    set_how: str = ""
    """How it was set and who was asked (2009, paragraph 3.35)."""


class TargetStanding(Value, frozen=True, kw_only=True):
    """Whether a target is met, kept apart from whether the figure has changed by more than chance."""

    target: Target
    status: Literal["met", "near", "missed", "not known"]
    expected_now: Decimal | None
    """Where a straight line from the start to the target would be at the latest period; ``None`` without a start."""
    on_course: bool | None
    overdue: bool
    says: str

    @property
    def word(self) -> str:
        """The status as readers see it: a target is only missed once its day has passed."""
        return "not met yet" if self.status == "missed" and not self.overdue else self.status


class Reliability(Value, frozen=True, kw_only=True):
    """How far a figure can be relied on (2009, paragraph 2.20(i))."""

    source: str
    release: str
    published: date | None
    loaded: date | None
    audited: str
    faults: tuple[str, ...]
    """Known faults that touch this area or period, disagreements, rule checks and small numbers, each a sentence."""


class KeyIndicator(Value, frozen=True, kw_only=True):
    """A measure that the authority holds to be one of its few high-leverage ones."""

    measure: Key
    reason: str


class Answer(Value, frozen=True, kw_only=True):
    """All that is known of one measure for one area."""

    measure: str
    title: str
    outcome: Outcome | None
    national_framework: NationalFramework | None = None
    unit: Unit
    decimals: int
    polarity: Polarity
    area: Area
    key_reason: str = ""
    """Why it is a key indicator of the authority; empty when it is none."""
    latest: Observation | None
    """``None`` when nothing was published for the area: ``no_latest`` says so."""
    no_latest: str = ""
    """Why there is no latest figure, a sentence; empty when there is one."""
    series: tuple[Observation, ...]
    """Oldest first; the last is ``latest``."""
    change: Change | None = None
    trend: Change | None = None
    comparators: tuple[Comparator, ...] = ()
    rank: Rank | None = None
    target: TargetStanding | None = None
    reliability: Reliability


class GapFigure(Value, frozen=True, kw_only=True):
    """A gap between two groups in one area, now and before."""

    key: Key
    title: str
    area: Area
    period: Period | None
    group: Observation | None
    others: Observation | None
    points: Decimal | None
    """Others less group where high is good, group less others where low is good: a positive gap is a disadvantage."""
    ratio: Decimal | None
    """Group over others, to two places; ``None`` when either is not a number or others is 0."""
    points_before: Decimal | None = None
    period_before: Period | None = None
    narrowed: bool | None = None
    """``None`` when it cannot be said."""
    how: Literal["", "levelling up", "levelling down", "both moved", "no change"] = ""
    """Whether the group rose, the others fell, or both moved."""
    says: str


class Scorecard(Value, frozen=True, kw_only=True):
    """An authority's figures, its key indicators first, then by outcome."""

    area: Area
    on: date
    answers: tuple[Answer, ...]
    """Key indicators first, then in the order of the outcomes."""
    worse_and_worsening: tuple[str, ...]
    """Titles of measures worse than the neighbours' median and getting worse."""
    overdue: tuple[str, ...]
    """Titles of measures whose target's date has passed unmet, or whose figures are older than they should be."""
