"""An authority's figures together: key indicators first, then by outcome; what is worse and worsening, or overdue."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

from clearline.measures.asking.answers import answer_from, own
from clearline.measures.asking.shelves import Shelves
from clearline.measures.asking.sources import want
from clearline.measures.content import load
from clearline.measures.figures import Answer, Area, Change, Scorecard
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure, Outcome

NOT_JUDGED = "(whether by chance cannot be judged)"
"""Stands after a measure whose source gives no counts."""

OLD = timedelta(days=730)
"""A yearly figure is out within about twenty months of the end of its year: later than this it is overdue."""


def scorecard(
    store: Store,
    area: Area,
    on: date | None = None,
    *,
    model: str | None = None,
    measures: Sequence[Measure] | None = None,
) -> Scorecard:
    """Return an area's answers to every measure that what is loaded can answer, as of a day (``None``: today).

    ``measures``: those asked for; ``None`` for all that there are.
    """
    day = on or date.today()
    shelves = Shelves(store, on=on)
    area = shelves.today(area)
    said = own(store, area)
    asked = load().measures if measures is None else measures
    for measure in asked:
        want(shelves, measure)
    answers = [found for measure in asked if (found := answer_from(shelves, measure, area, said, model=model))]
    there = sorted((one for one in answers if one.latest), key=lambda one: _order(one, list(said.reasons)))
    return Scorecard(
        area=area,
        on=day,
        answers=tuple(there),
        worse_and_worsening=_worse_and_worsening(there),
        overdue=tuple(one.title for one in there if is_overdue(one, day)),
    )


def is_worse(answer: Answer) -> bool:
    """Whether the latest figure is worse than the median of the neighbours, by the newest model that is loaded."""
    medians = [one.value for one in answer.comparators if one.statistic == "median" and one.value is not None]
    value = answer.latest.value if answer.latest else None
    if value is None or not medians or answer.polarity == "none":
        return False
    return value < medians[0] if answer.polarity == "high" else value > medians[0]


def is_worsening(answer: Answer) -> bool | None:
    """Whether the figure got worse by more than chance would, since the period before or over five.

    ``None`` where it got worse over both, and the source gives no counts to judge chance by.
    """
    moves = [move for move in (answer.change, answer.trend) if move]
    if any(_worse(move) and move.beyond_chance for move in moves):
        return True
    judged = len(moves) < 2 or any(not _worse(move) or move.beyond_chance is not None for move in moves)
    return False if judged else None


def is_overdue(answer: Answer, day: date) -> bool:
    """Whether a target's date has passed unmet, or the latest figure is older than a yearly one should be."""
    if answer.target and answer.target.overdue:
        return True
    return answer.latest is not None and day - answer.latest.period.ends > OLD


def _worse_and_worsening(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Return the titles of what is worse than the neighbours and worsening: first what chance cannot have done."""
    moving = [(one.title, is_worsening(one)) for one in answers if is_worse(one)]
    sure = [title for title, worsening in moving if worsening]
    return (*sure, *(f"{title} {NOT_JUDGED}" for title, worsening in moving if worsening is None))


def _worse(move: Change) -> bool:
    return move.direction == "worse"


def _order(answer: Answer, keys: list[str]) -> tuple[int, int, str]:
    """Order the key indicators first, in the authority's own order, then by outcome and title."""
    outcomes = get_args(Outcome)
    place = keys.index(answer.measure) if answer.measure in keys else len(keys)
    return place, outcomes.index(answer.outcome) if answer.outcome else len(outcomes), answer.title
