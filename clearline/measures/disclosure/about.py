"""What a table of counts is about: which columns are counts, which say of whom, and how its categories add up.

The words of a file that a person writes beside the table, ``TABLE.about.yaml``. A column that is not in it, and not
one of the columns that DfE's tidy form asks for, is refused: nothing leaves that nobody has accounted for.
"""

from typing import Literal

from clearline.kit.values import Key, Value
from clearline.measures.disclosure.profiles import Level

AddsUp = Literal["whole", "some", "each", "none"]
"""How the categories of one dimension make up their total.

``whole``: each child is in exactly one. ``some``: in at most one. ``each``: a child may be in several. ``none``: there
is no total of which they are parts.
"""

ProfileKey = Literal["dfe", "nhs", "ten", "unrounded"]
"""The rule by which a table was, or is to be, made safe; ``unrounded``: others' tables that hide and never round."""


class CountColumn(Value, frozen=True, kw_only=True):
    """A column of counts of children, or of a public count such as the population."""

    counted: Key | None = None
    """What it counts where that is not what the table counts, e.g. children whose plan ended."""
    where: dict[str, str] = {}
    """What its column says about whom it counts, by dimension, e.g. ``duration: 2 years or more``."""
    public: bool = False
    """A count that everybody may know, such as ONS population: never hidden nor rounded."""
    zero: Literal["shown", "hidden"] = "shown"
    """``hidden`` where even "none" tells something about a child."""


class RateColumn(Value, frozen=True, kw_only=True):
    """A column that is computed from two counts: a percentage or a rate."""

    numerator: str
    """Its column, in the same row."""
    denominator: str
    """Its column, in the same row unless ``denominator_where`` says otherwise."""
    denominator_where: dict[str, str] = {}
    """The row that holds the denominator, where that is another one: the filters in which it differs."""
    per: int = 100
    decimals: int = 0
    complement: bool = False
    """The share of those who are *not* in the numerator."""


class Dimension(Value, frozen=True, kw_only=True):
    """A column that says whom a row counts, or a dimension that the count columns name."""

    totals: tuple[str, ...] = ("Total",)
    """The labels that stand for everybody."""
    adds_up: AddsUp = "whole"
    groups: dict[str, tuple[str, ...]] = {}
    """Labels that are the sum of other labels, e.g. ``In care: [Foster care, Children's home]``."""


class About(Value, frozen=True, kw_only=True):
    """What one table of counts is about."""

    counted: Key
    """What it counts. Tables with the same word, labels, area and period are about the same children."""
    title: str = ""
    counts: dict[str, CountColumn]
    dimensions: dict[str, Dimension] = {}
    rates: dict[str, RateColumn] = {}
    ranks: dict[str, str] = {}
    """Columns that put areas in an order, by the count column that they follow."""
    beside: dict[str, tuple[str, ...]] = {}
    """Other numbers that tell something about counts, such as means, and the count columns that they tell about."""
    labels: tuple[str, ...] = ()
    """Text columns that say nothing of whom is counted, such as the version; each has one text in the whole table."""
    time: Literal["adds up", "separate"] = "adds up"
    """``separate`` for counts on a day, and for children who can be in two periods and are counted once in the year."""
    levels: dict[str, str] = {}
    """Levels below the authority and the column that holds their code, large first, e.g. ``Ward: ward_code``."""
    areas: dict[str, tuple[str, ...]] = {}
    """Areas that are the sum of others, by code: partnerships, merged authorities, overlapping geographies."""
    areas_add_up: dict[Level, Literal["whole", "some"]] = {}
    """Whether a level's areas are the sum of what the table has below them; found out from the counts when not said."""
    profile: ProfileKey = "dfe"
    """The rule by which it is made safe, or by which its publisher did."""
