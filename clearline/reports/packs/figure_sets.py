"""Which measures and gaps a pack shows, by their keys in ``content/measures``; no pack shows all there are."""

from collections.abc import Iterable

from clearline.measures.content import load
from clearline.measures.figures import Answer, GapFigure
from clearline.reports.asked import Asked

SAFEGUARDING = (
    "referrals-repeated-within-12-months", "child-protection-plan-rate", "child-protection-second-plans",
    "child-protection-plans-open-2-years", "child-protection-reviews-on-time", "looked-after-rate",
    "looked-after-stability",
    "looked-after-missing", "social-worker-turnover", "social-worker-agency-rate", "social-worker-caseload",
    "ofsted-overall",
)  # fmt: skip
"""Whether children are helped and kept safe, and by a workforce that stays."""

PRACTICE = (
    *SAFEGUARDING, "referrals-assessed-not-in-need", "child-protection-conferences-within-15-days",
    "looked-after-long-term-stability", "looked-after-health", "looked-after-attainment-8",
    "care-leavers-in-work-or-learning-19-to-21", "care-leavers-in-suitable-accommodation-19-to-21",
    "ofsted-help-and-protection", "ofsted-children-in-care", "ofsted-care-leavers", "ofsted-leadership",
)  # fmt: skip
"""What inspectors of social work practice look at first, as far as it is counted."""

SAFEGUARDED = frozenset({9, 21, 22, 26, 27})
"""The systems of the guidance about safeguarding, as duties name them."""

OUTCOMES = "outcomes-for-all-children"
"""The set that stands in where a council has chosen no key indicators."""

WATCHED = (
    "looked-after-and-all-pupils-persistent-absence", "looked-after-and-all-pupils-key-stage-2",
    "looked-after-and-all-pupils-attainment-8", "disadvantaged-key-stage-2", "disadvantaged-attainment-8",
    "free-school-meals-good-level-of-development",
)  # fmt: skip
"""The gaps that a council's leaders are shown where none of its key indicators has one."""


def of_keys(asked: Asked, keys: Iterable[str]) -> list[Answer]:
    """Return the answers to measures, in the order of their keys; those without a figure are left out."""
    there = {one.measure: one for one in (asked.scorecard.answers if asked.scorecard else ())}
    return [there[key] for key in keys if key in there]


def key_ones(asked: Asked) -> tuple[list[Answer], bool]:
    """Return the council's key indicators that have a figure, and whether it has chosen any.

    Where it has chosen none, the measures of the outcomes.
    """
    answers = asked.scorecard.answers if asked.scorecard else ()
    chosen = [one for one in answers if one.key_reason]
    if chosen:
        return chosen, True
    return of_keys(asked, set_of(OUTCOMES)), False


def set_of(key: str) -> tuple[str, ...]:
    """Return the measures of a set; none of one that there is not."""
    return next((one.measures for one in load().sets if one.key == key), ())


def gaps_to_watch(asked: Asked) -> list[GapFigure]:
    """Return the gaps of key indicators and those that every council's leaders should see."""
    key = {one.measure for one in key_ones(asked)[0]} if key_ones(asked)[1] else set()
    return [gap for gap, measure in asked.gaps if gap.key in WATCHED or measure.key in key]
