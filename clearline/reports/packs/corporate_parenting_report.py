"""Looked-after children and care leavers: what the lead member must have about each of the four groups.

Paragraph 2.20 of the 2009 edition names the groups and eight things that the information may include; 2.16, 2.19, 2.23,
3.36 and 4.3 ask for the rest. Counts are the council's own; each is beside what is published where something is.
"""

from collections.abc import Iterator
from typing import NamedTuple

from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Section, Table
from clearline.reports.packs import own_counts, register_parts
from clearline.reports.packs.figure_parts import (
    concern,
    concerns_first,
    explained,
    gap_table,
    indicators,
    no_figures,
    widening,
)  # fmt: skip
from clearline.reports.packs.figure_sets import of_keys, set_of
from clearline.reports.packs.parts import section
from clearline.reports.packs.reading import how_to_read, sources
from clearline.reports.packs.standing_parts import duties, live
from clearline.reports.packs.statement_parts import every, voices

PARENTING = (30, 31, 32, 33)
"""The systems of the guidance about corporate parenting."""

MOST_CONCERNS, MOST_VOICES, MOST_DUTIES = 6, 8, 12


class Topic(NamedTuple):
    """What one section shows: published measures, counts of the council's own, and what is never counted."""

    published: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    lacks: str = ""
    """What no source here can tell; empty where nothing is known to lack."""
    todo: str = ""


def _own(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}-from-returns" for name in names)


TOPICS = {
    "in-our-care": Topic(
        ("looked-after-rate", "looked-after-started-rate", "looked-after-ceased-rate", "looked-after-adopted",
         "looked-after-ceased-special-guardianship"),
        _own("looked-after", "looked-after-living-here", "looked-after-started", "looked-after-ceased",
             "looked-after-reviews-on-time"),
    ),
    "placed-out-of-area": Topic(
        ("looked-after-out-of-area", "looked-after-new-placements-out-of-area"), _own("looked-after-placed-out")
    ),
    "in-custody": Topic((), _own("looked-after-in-custody")),
    "leaving-care": Topic(
        ("care-leavers-in-work-or-learning-17-to-18", "care-leavers-in-work-or-learning-19-to-21",
         "care-leavers-not-in-touch"),
        _own("care-leavers", "care-leavers-in-touch-17-to-18", "care-leavers-in-touch-19-to-21",
             "care-leavers-in-work-or-learning-17-to-18", "care-leavers-in-work-or-learning-19-to-21"),
    ),
    "placed-here-by-others": Topic(
        lacks="How many children other councils have placed here: no return of this council counts them.",
        todo="The head of the service keeps the notices that other councils must send, and gives their number.",
    ),
    "special-needs": Topic(
        (), _own("looked-after-need-disability"),
        "How many have special educational needs, and how they do: no figure that is held tells it.",
        "The virtual school head gives it in words: Reports, this report, Say something.",
    ),
    "placements": Topic(
        ("looked-after-stability", "looked-after-long-term-stability", "looked-after-in-foster-care",
         "looked-after-in-childrens-homes", "looked-after-in-supported-accommodation"),
        _own("looked-after-in-foster-care", "looked-after-in-homes", "looked-after-in-supported-living",
             "looked-after-with-parents", "looked-after-placed-for-adoption"),
    ),
    "care-leavers-housing": Topic(
        ("care-leavers-in-suitable-accommodation-17-to-18", "care-leavers-in-suitable-accommodation-19-to-21"),
        _own("care-leavers-in-suitable-accommodation-17-to-18", "care-leavers-in-suitable-accommodation-19-to-21"),
        "What housing care leavers can choose from: figures tell only whether where they live is suitable.",
        "The leaving care manager says it in words: Reports, this report, Say something.",
    ),
    "missing": Topic(("looked-after-missing",), _own("looked-after-missing", "looked-after-away")),
    "health": Topic(
        ("looked-after-health", "looked-after-dental-checks", "looked-after-immunisations",
         "looked-after-development-assessments", "looked-after-emotional-health", "looked-after-substance-misuse"),
        _own("looked-after-health-assessments", "looked-after-emotional-health-concern",
             "looked-after-substance-misuse"),
    ),
    "youth-justice": Topic(("looked-after-convictions",), _own("looked-after-convicted")),
    "vulnerable-groups": Topic(
        ("looked-after-unaccompanied-rate", "children-in-need-rate", "child-protection-plan-rate",
         "first-time-entrants-to-youth-justice", "not-in-education-employment-or-training"),
        _own("looked-after-unaccompanied", "looked-after-need-disability"),
    ),
}  # fmt: skip
"""What each section of the contract's contents shows, by its key."""

GROUPS = _own("looked-after", "looked-after-living-here", "looked-after-placed-out", "looked-after-in-custody",
              "care-leavers")  # fmt: skip

SPOKEN_OF = frozenset({"special-needs", "care-leavers-housing", "placed-here-by-others"})
"""Where what a named person says stands in for a figure that nobody has."""


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the report."""
    said = every(asked)
    parts = [section(asked, key, *_topic(asked, key, topic)) for key, topic in TOPICS.items()]
    parts += [
        section(asked, "attainment", *_attainment(asked)),
        section(asked, "safeguards-and-opportunities", *_safeguards(asked)),
        section(asked, "voice", *(list(voices(asked, said, MOST_VOICES)) or [_nothing_heard()])),
        section(asked, "pledges", *register_parts.table(asked, "pledges")),
    ]
    there = {one.key: one for one in (section(asked, "summary", *_summary(asked)), *parts)}
    ordered = [there[one.key] for one in asked.contract.contents if one.key in there]
    return (*ordered, section(asked, "sources", *how_to_read(asked), *sources(asked, ordered)))


def _summary(asked: Asked) -> Iterator[AnyBlock]:
    yield own_counts.table(asked, "The four groups", GROUPS)
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    keys = dict.fromkeys(key for topic in TOPICS.values() for key in topic.published)
    found = [one for one in concerns_first(of_keys(asked, keys)) if concern(one) < 3]
    title = "What is of concern: targets not met, and what is worse than the councils like this one"
    yield indicators(
        asked, title, found[:MOST_CONCERNS], "Every target is met or near, and nothing is worse than theirs."
    )


def _topic(asked: Asked, key: str, topic: Topic) -> Iterator[AnyBlock]:
    own = own_counts.table(asked, "In our own returns", topic.own) if topic.own else None
    answers = of_keys(asked, topic.published)
    if isinstance(own, Table):
        yield own
    if answers:
        yield indicators(asked, "Beside others, as published", answers, "")
        yield from explained(asked, key, answers)
    elif isinstance(own, Missing):
        yield Missing(what=f"{section(asked, key).title}: no figure. {own.what.partition('. ')[2]}", todo=own.todo)
    if topic.lacks and not (key in SPOKEN_OF and asked.commentary(key)):
        yield Missing(what=topic.lacks, todo=topic.todo)


def _attainment(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    keys = (*set_of("looked-after-attainment"), "looked-after-absence", "looked-after-persistent-absence")
    answers = of_keys(asked, keys)
    yield indicators(asked, "How looked-after children do at school", answers, "No figure is loaded for this.")
    yield from explained(asked, "attainment", answers)
    gaps = [gap for gap, measure in asked.gaps if measure.key in keys]
    yield gap_table(asked, "Gaps between them and others", gaps, "No gap can be measured from what is loaded.")
    yield from explained(asked, "attainment", (), widening(gaps)[:MOST_CONCERNS])


def _safeguards(asked: Asked) -> Iterator[AnyBlock]:
    mine = [one for one in live(asked) if not set(PARENTING).isdisjoint(one.stated.duty.systems)]
    yield duties(asked, "Duties about corporate parenting and how they stand", mine[:MOST_DUTIES],
                 "No such duty binds on this day.")  # fmt: skip
    yield from register_parts.table(asked, "corporate-parenting-programme")


def _nothing_heard() -> Missing:
    return Missing(
        what="What looked-after children and care leavers say.",
        todo="The participation officer records what the children in care council and others said, beside a statement.",
    )
