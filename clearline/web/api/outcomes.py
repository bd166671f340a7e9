"""Figures: measures, the answer for one, the scorecard and the gaps, as far as the owner's roles show them."""

from typing import Literal

from ninja import Router

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.measures import queries
from clearline.measures.content import load
from clearline.measures.figures import Answer, GapFigure, Scorecard
from clearline.measures.queries import Looking
from clearline.measures.showing.figure_words import own_figure, restricted
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import not_found, sentences

router = Router()

RESTRICTED = (
    "Contains small numbers. Some of these are the council’s own figures and have not been through disclosure control. "
    "Do not pass them on."
)


class MeasureNamed(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A measure without its figures."""

    key: str
    title: str
    why: str
    outcome: str | None
    unit: str
    polarity: str


class Answered(Value, frozen=True, kw_only=True, omit_defaults=False):
    """All that is known of a measure for the authority."""

    restricted: str | None
    """What is to be heeded before it is passed on; ``null`` when all of it is published."""
    answer: Answer


class Card(Value, frozen=True, kw_only=True, omit_defaults=False):
    """The authority's scorecard."""

    restricted: str | None
    scorecard: Scorecard


class Gaps(Value, frozen=True, kw_only=True, omit_defaults=False):
    """Every gap that can be measured."""

    restricted: str | None
    gaps: tuple[GapFigure, ...]


@operation(router, "GET", "/measures", "see published figures")
def list_measures(call: Call) -> tuple[MeasureNamed, ...]:
    """The measures that are defined"""
    return tuple(
        MeasureNamed(key=one.key, title=one.title, why=one.why, outcome=one.outcome, unit=one.unit,
                     polarity=one.polarity)
        for one in load().measures
    )  # fmt: skip


@operation(router, "GET", "/authorities/{slug:authority}/measures/{path:key}", "see published figures")
def read_measure(
    call: Call, key: str, on: Day | None = None, period: str | None = None, model: str | None = None,
    source: Literal["published", "lait", "returned", "local"] | None = None,
) -> Answered:  # fmt: skip
    """A measure: figures over time, change, comparison, target, source and reliability"""
    seen = _looking(call, on)
    try:
        named = queries.named(seen, key)
    except BadInput as error:
        not_found(" ".join(sentences(error)))
    found = queries.answered(seen, named.key, period, model, source)
    return Answered(restricted=RESTRICTED if restricted(found) else None, answer=found)


@operation(router, "GET", "/authorities/{slug:authority}/scorecard", "see published figures")
def read_scorecard(call: Call, on: Day | None = None, model: str | None = None) -> Card:
    """The scorecard: key indicators first, then every measure by outcome"""
    card = queries.card(_looking(call, on), model)
    return Card(restricted=RESTRICTED if any(map(restricted, card.answers)) else None, scorecard=card)


@operation(router, "GET", "/authorities/{slug:authority}/gaps", "see published figures")
def list_gaps(call: Call, on: Day | None = None) -> Gaps:
    """The gaps between groups of children, and how each moved"""
    found = tuple(gap for gap, _ in queries.gaps(_looking(call, on)))
    marked = any(own_figure(one) for gap in found for one in (gap.group, gap.others) if one)
    return Gaps(restricted=RESTRICTED if marked else None, gaps=found)


def _looking(call: Call, on: "Day | None") -> Looking:
    """Return what may be looked at; where there are no figures for the authority, say so."""
    try:
        seen = queries.looking(by=call.by, on=on or call.today, today=call.today)
        queries.place(seen)
    except BadInput as error:
        not_found(" ".join(sentences(error)))
    return seen
