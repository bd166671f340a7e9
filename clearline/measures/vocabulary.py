"""The closed vocabulary in which measures and datasets are written: what a YAML file under ``content/`` may say.

A measure names what is counted and out of what, and one or more sources that can answer it. A source is a column of a
published dataset, an indicator of DfE's Local Authority Interactive Tool (LAIT), or a count over a table that is
derived from a statutory return. None of them holds code: one engine reads them all.
"""

from typing import Annotated, Literal

from msgspec import Meta

from clearline.kit.values import Key, Value

Outcome = Literal[
    "be-healthy", "stay-safe", "enjoy-and-achieve", "positive-contribution", "economic-wellbeing", "enabler"
]
"""The five outcomes of Every Child Matters (2009, paragraph 1.1); ``enabler`` serves all of them (workforce, money)."""

NationalFramework = Literal["outcome-1", "outcome-2", "outcome-3", "outcome-4", "enabler"]
"""The outcomes and enablers of the Children's Social Care National Framework (DfE, 2023)."""

Framework = Literal[
    "national-indicator-set-2008", "statutory-target-2008", "dfe-statistic", "national-framework-dashboard", "annex-a",
    "lait",
]  # fmt: skip

Unit = Literal[
    "per-cent", "per-1,000", "per-10,000", "per-100,000", "count", "score", "days", "months", "pounds",
    "percentage-points",
    "cases-per-worker", "grade", "per-person", "people", "index",
]  # fmt: skip
"""What a figure is counted in. ``per-cent`` figures are 0 to 100, never 0 to 1."""

Polarity = Literal["high", "low", "none"]
"""Whether a high or a low figure is better; ``none`` when neither is, and then nothing is ranked or coloured."""

YearType = Literal["reporting", "academic", "financial", "calendar", "rolling", "snapshot", "month"]
"""The kind of period. A reporting year ends on 31 March, an academic year on 31 August; councils' own are months."""

Scalar = str | int | bool


class Within(Value, frozen=True, kw_only=True):
    """Limits on a number, a date or a text, both ends included; a limit that is not given does not hold."""

    at_least: int | str | None = None
    at_most: int | str | None = None
    is_not: tuple[Scalar, ...] = ()
    """None of these; a row where the value is not known is kept."""
    known: bool | None = None
    """Whether there must be a value (yes) or must be none (no)."""


Condition = Scalar | tuple[Scalar, ...] | Within
"""What one column must be: this value, one of these values, or within limits."""

Where = dict[str, Condition]
"""Conditions that must all hold; the key is the column."""


class BelongsTo(Value, frozen=True, kw_only=True):
    """A framework that a measure belongs to, and what it is called there, e.g. ``NI 64`` or ``NF-24``."""

    framework: Framework
    reference: str


class PublishedDenominator(Value, frozen=True, kw_only=True):
    """A denominator that is not in the dataset of the numerator."""

    dataset: Key
    column: str
    where: Where = {}
    years_before: int = 0
    """Whole years between the denominator's year and the numerator's: 1 is the population of the year before."""


class Published(Value, frozen=True, kw_only=True):
    """Answered by a published dataset. Give the published ``value``, or counts to compute it from, or both."""

    dataset: Key
    value: str | None = None
    """The column that holds the figure as published; ``None`` where only counts are published."""
    numerator: tuple[str, ...] = ()
    """Columns whose sum is the numerator."""
    denominator: tuple[str, ...] | PublishedDenominator = ()
    """Columns whose sum is the denominator, of the same row; or a column of another dataset."""
    where: Where = {}
    """The rows of the dataset, by its filters, that hold the figure (and the numerator)."""
    denominator_where: Where = {}
    """The rows that hold the denominator, where it is a row of its own: overrides ``where`` filter by filter."""
    rounded_inputs: str = ""
    """Why recomputing from the published counts need not give the published value, in words; empty when it must."""


class Lait(Value, frozen=True, kw_only=True):
    """Answered by an indicator of DfE's Local Authority Interactive Tool."""

    code: str
    """The tool's short code, e.g. ``LACStable_2016on``."""
    ranked: bool = True
    """Whether the tool ranks authorities by it; it does not where its dictionary says that neither end is better."""
    banded: bool = True
    """Whether the tool puts it in quartile bands; it does not where authorities hardly differ."""


class Count(Value, frozen=True, kw_only=True):
    """How many rows of a table meet the conditions, or the sum of a column over them."""

    where: Where = {}
    any: tuple[Where, ...] = ()
    """At least one of these sets of conditions holds as well; none given asks nothing."""
    sum: str | None = None
    """The column to add up; ``None`` counts rows."""
    distinct: str | None = None
    """The column whose different values are counted; ``None`` counts rows."""


class Returned(Value, frozen=True, kw_only=True):
    """Answered by the child-level returns: a count over a derived table, each row one child, plan or visit."""

    collection: Literal["ssda903", "cin", "annex-a"]
    table: str
    """The derived table, e.g. ``looked_after``: ``docs/reference/returns.md`` lists them with their columns."""
    numerator: Count
    denominator: Count | None = None
    """``None``: the figure is the numerator itself."""
    denominator_table: str | None = None
    """The table of the denominator when it is another one."""
    per: Annotated[int, Meta(ge=1)] = 100
    """What the quotient is multiplied by: 100 for per cent, 1 for a mean."""
    follows: str
    """Whose definition this is and where it differs from it, in words."""


Source = Published | Lait | Returned


class Sources(Value, frozen=True, kw_only=True):
    """Where the figure can come from, in the order in which they are preferred when all of them can answer."""

    published: Published | None = None
    lait: Lait | None = None
    returned: Returned | None = None


class Measure(Value, frozen=True, kw_only=True):
    """One measure: what is counted out of what, why it matters, where it belongs, and what can answer it."""

    key: Key
    title: str
    also: tuple[str, ...] = ()
    """Other names that people know it by."""
    why: str
    """Why it matters to a child, in a sentence of our own."""
    outcome: Outcome | None
    """``None`` for a column that nobody has written a measure of; one that is written down has an outcome."""
    national_framework: NationalFramework | None = None
    belongs: tuple[BelongsTo, ...] = ()
    """Every framework it serves; each row of the catalogue is named by one measure, or is not computed."""
    kind: Literal["population-outcome", "service-performance"]
    numerator: str
    """In words."""
    denominator: str = ""
    """In words; empty where the figure is a count or a published score."""
    unit: Unit
    decimals: Annotated[int, Meta(ge=0, le=6)]
    """Decimal places that it is shown with, as its publisher does. Rounding is half away from zero, in decimal."""
    polarity: Polarity
    year: YearType
    definition: Literal["checked", "recalled"]
    """``checked`` against its publisher's definition or data; ``recalled`` where it was not seen: never quote it."""
    note: str = ""
    """What a reader must know before comparing: changes of definition, known faults."""
    sources: Sources


class Gap(Value, frozen=True, kw_only=True):
    """A gap between two groups of children: the same thing measured for each (2009, paragraph 3.44(e))."""

    key: Key
    title: str
    group: Key
    """The measure for the group that may be behind."""
    others: Key
    """The measure for the group that it is compared with."""


class MeasureSet(Value, frozen=True, kw_only=True):
    """Measures that together answer one question that a duty asks, e.g. how the area's schools do."""

    key: Key
    title: str
    measures: tuple[Key, ...]


class Column(Value, frozen=True, kw_only=True):
    """A column of figures in a published dataset."""

    name: str
    """As Clearline calls it: the name in the newest release."""
    title: str = ""
    unit: Unit | None = None
    also: tuple[str, ...] = ()
    """What earlier releases called it."""


class Filter(Value, frozen=True, kw_only=True):
    """A column of a published dataset that says which group a row is about."""

    name: str
    also: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    """Labels that earlier releases wrote otherwise: the label of the newest release, and the earlier ones."""
    default: str | None = None
    """The label that a release without this column is about; ``None`` when it must be there."""


class KnownFault(Value, frozen=True, kw_only=True):
    """A known fault of some of a dataset's figures; what is not limited is touched by it."""

    text: str
    """What a reader must be told, a sentence."""
    areas: tuple[str, ...] = ()
    """The codes of the authorities whose figures it touches."""
    years: tuple[int, ...] = ()
    """The years in which the periods end that it touches."""
    columns: tuple[str, ...] = ()
    """The columns, or LAIT's indicators, that it touches."""


class Dataset(Value, frozen=True, kw_only=True):
    """A published dataset: how its files are told apart and read. They are tidy CSV unless ``format`` says else."""

    key: Key
    title: str
    publisher: str
    format: Literal["tidy", "lait", "lait-dictionary", "ofsted", "areas", "neighbours", "local"] = "tidy"
    recognised_by: tuple[str, ...]
    """Columns that a file of this dataset has, as named today; a file with all of them is taken for this dataset."""
    filters: tuple[Filter, ...] = ()
    status_column: str | None = None
    """The column that says whether a row is provisional, revised or final; it is no filter."""
    columns: tuple[Column, ...] = ()
    """The figures; columns that are in a file and not named here are loaded under their own name."""
    year_ends: Annotated[str, Meta(pattern="^([0-9]{2}-[0-9]{2})?$")] = ""
    """Month and day on which a year of it ends, e.g. ``09-30``, where its time identifier would say otherwise."""
    not_comparable_before: str = ""
    """A break in the series, in words."""
    faults: tuple[str | KnownFault, ...] = ()
    """Known faults of the published figures that a reader must be told; plain text is about every area and column."""
    audited: str = ""
    """Who checks the figures and when, for the statement on how far they can be relied on (2009, paragraph 2.20)."""
    licence: str = "Open Government Licence v3.0"


class NotComputed(Value, frozen=True, kw_only=True):
    """A row of the catalogue of measures that Clearline cannot compute."""

    id: str
    """Its reference in its framework, e.g. ``NI 50``."""
    framework: Framework
    title: str
    why_not: str
    """Why not, a sentence."""
    what_would_be_needed: str
    """A sentence."""


class Measures(Value, frozen=True, kw_only=True):
    """Everything under ``content/measures`` and ``content/datasets``."""

    measures: tuple[Measure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sets: tuple[MeasureSet, ...] = ()
    not_computed: tuple[NotComputed, ...] = ()
    datasets: tuple[Dataset, ...] = ()
