"""The director's performance report: one page of what is good, one of concern, one of plan, and the figures behind it.

Paragraphs 2.9, 2.25 and 3.44.i of the 2009 edition ask that councillors are told of progress against targets; the
one-page shape is what councillors asked for who had too much data and too little said of it.
"""

from collections.abc import Iterator, Sequence

from clearline.assurance.challenges.to_do import Action
from clearline.measures.figures import Answer
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Facts, Missing, Section, Table
from clearline.reports.packs.action_parts import action_table, actions
from clearline.reports.packs.figure_parts import (
    better,
    charts,
    concern,
    concerns_first,
    explained,
    gap_table,
    indicators,
    missed,
    no_figures,
    widening,
)  # fmt: skip
from clearline.reports.packs.figure_sets import SAFEGUARDING, gaps_to_watch, key_ones, of_keys
from clearline.reports.packs.parts import day, section, words
from clearline.reports.packs.reading import how_to_read, sources

MOST = 8
"""Measures on the page of what is good, and on that of concern: what fits on it."""

MOST_CHARTS = 2


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the report."""
    done = actions(asked)
    if asked.scorecard is None:
        lacking = (
            section(asked, key, no_figures(asked)) for key in ("summary", "good", "concern", "targets", "indicators")
        )
        there = {one.key: one for one in (*lacking, section(asked, "plan", *_plan(asked, done)))}
    else:
        shown = _shown(asked)
        there = {
            one.key: one for one in (
                section(asked, "summary", *_summary(asked, shown, done)), section(asked, "good", *_good(asked, shown)),
                section(asked, "concern", *_concern(asked, shown)), section(asked, "plan", *_plan(asked, done)),
                section(asked, "targets", *_targets(asked)), section(asked, "indicators", *_behind(asked, shown)),
            )
        }  # fmt: skip
    ordered = [there[one.key] for one in asked.contract.contents if one.key in there]
    return (*ordered, section(asked, "sources", *how_to_read(asked), *sources(asked, ordered)))


def _shown(asked: Asked) -> list[Answer]:
    """Return the measures of the report: the key indicators and those of safeguarding, each once."""
    return list({one.measure: one for one in (*key_ones(asked)[0], *of_keys(asked, SAFEGUARDING))}.values())


def _summary(asked: Asked, shown: Sequence[Answer], done: Sequence[Action]) -> Iterator[AnyBlock]:
    met = [one for one in shown if one.target and one.target.status == "met"]
    yield Facts(
        rows=(
            ("Measures shown", str(len(shown))),
            ("Going well", str(len(better(shown)))),
            ("Of concern", str(sum(concern(one) < 3 for one in shown))),
            ("Targets met", str(len(met))),
            ("Targets not met", str(len(missed(shown)))),
            ("Gaps that widened", str(len(widening(gaps_to_watch(asked))))),
            ("Actions that are late", str(sum(one.state == "late" for one in done))),
        )
    )
    if not asked.said("summary"):
        yield Missing(
            what=f"What the director says of the time to {day(asked.on)}, in a paragraph.",
            todo="The director of children's services writes it: Reports, this report, Say something.",
            holds_up=True,
        )


def _good(asked: Asked, shown: Sequence[Answer]) -> Iterator[AnyBlock]:
    title = "Targets met, improvements beyond chance, and the best quarter of authorities"
    yield indicators(asked, title, better(shown)[:MOST], "Nothing shown is in any of these.")


def _concern(asked: Asked, shown: Sequence[Answer]) -> Iterator[AnyBlock]:
    worst = [one for one in concerns_first(shown) if concern(one) < 3]
    title = "Targets not met, and what is worse than the councils like this one"
    yield indicators(asked, title, worst[:MOST], "Every target is met or near, and nothing shown is worse than theirs.")
    yield from explained(asked, "concern", shown)
    gaps = widening(gaps_to_watch(asked))
    yield gap_table(asked, "Gaps between groups of children that widened", gaps, "No gap that is watched widened.")
    yield from explained(asked, "concern", (), gaps)


def _plan(asked: Asked, done: Sequence[Action]) -> Iterator[AnyBlock]:
    ahead = [one for one in done if one.status == "open"]
    if not ahead:
        yield Missing(
            what="What will be done: no action is open.",
            todo="The director opens an action from a finding, a challenge or a figure: Assurance, Actions.",
        )
        return
    yield action_table(asked, "What will be done, by whom and by when", ahead, "")


def _targets(asked: Asked) -> Iterator[AnyBlock]:
    assert asked.scorecard is not None
    aimed = [one for one in asked.scorecard.answers if one.target]
    yield Table(
        title="Progress against every target",
        columns=("Measure", "How it stands", "Where it should be", "Owner"),
        rows=tuple(
            (
                words(one.title, asked.address("measures:measure", one.measure)),
                words(one.target.word.capitalize()),
                words(one.target.says),
                words(one.target.target.owner or "Not stated"),
            )
            for one in concerns_first(aimed)
            if one.target
        ),
        empty="No target is set.",
        sources=(asked.source("Targets", "measures:targets", as_of=asked.on),) if aimed else (),
    )


def _behind(asked: Asked, shown: Sequence[Answer]) -> Iterator[AnyBlock]:
    yield indicators(asked, "Every measure of this report", shown, "No figure is loaded for these.")
    yield from charts(asked, concerns_first(shown), MOST_CHARTS)
