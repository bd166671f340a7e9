"""How far the data can be relied on: how old each source is, what was revised, what is suspect, who checked.

Paragraphs 2.7.i, 2.25, 3.4 and 3.44.i of the 2009 edition.
"""

from collections.abc import Iterator

from clearline.kit.errors import BadInput
from clearline.measures import queries as measures
from clearline.measures.content import load
from clearline.measures.figures import Answer
from clearline.measures.queries import Held, Looking
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Facts, Section, Table
from clearline.reports.packs import register_parts
from clearline.reports.packs.figure_parts import late, no_figures
from clearline.reports.packs.parts import count, day, number, section, words

MOST_FAULTS, MOST_LACKING = 25, 25


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the report."""
    seen = asked.looking
    audits = section(asked, "audits", *register_parts.table(asked, "audits-of-data-sources"))
    if seen is None or asked.scorecard is None:
        keys = ("summary", "sources", "reliability", "revisions")
        lacking = (section(asked, key, no_figures(asked)) for key in keys)
        return (*lacking, audits, section(asked, "not-held", _not_held(())))
    answers, held = asked.scorecard.answers, measures.held(seen)
    return (
        section(asked, "summary", _summary(asked, held, answers)),
        section(asked, "sources", _sources(asked, held)),
        section(asked, "reliability", *_reliability(asked, answers)),
        section(asked, "revisions", _revisions(asked, seen, held)),
        audits,
        section(asked, "not-held", _not_held(answers)),
    )


def _summary(asked: Asked, held: tuple[Held, ...], answers: tuple[Answer, ...]) -> Facts:
    provisional = sum(one.latest is not None and one.latest.status == "provisional" for one in answers)
    newest = max((one.release.published for one in held if one.release.published), default=None)
    return Facts(
        rows=(
            ("Datasets loaded", str(len({one.dataset.key for one in held}))),
            ("Newest publication", day(newest) if newest else "Not stated by any release"),
            ("Measures with a figure", str(len(answers))),
            ("Of them older than they should be, or past their target's day", str(len(late(asked, answers)))),
            ("Of them provisional", str(provisional)),
            ("Of them with something to know before they are relied on",
             str(sum(bool(one.reliability.faults) for one in answers))),
        )
    )  # fmt: skip


def _sources(asked: Asked, held: tuple[Held, ...]) -> Table:
    return Table(
        title="Every source that is loaded",
        columns=("Dataset", "Release", "Published", "Loaded", "Whose"),
        rows=tuple(
            (
                words(one.dataset.title, asked.address("measures:releases")),
                words(one.release.label),
                words(day(one.release.published) if one.release.published else "Not stated"),
                words(day(one.release.loaded)),
                words("The council's own" if one.own else "Published nationally"),
            )
            for one in held
        ),
        empty="Nothing is loaded.",
        sources=(asked.source("Releases loaded", "measures:releases", as_of=asked.on),),
    )


def _reliability(asked: Asked, answers: tuple[Answer, ...]) -> Iterator[AnyBlock]:
    """Yield each thing that a reader must know, once, with the measures that it touches; then who has checked what."""
    touched: dict[str, list[Answer]] = {}
    for one in answers:
        for fault in one.reliability.faults:
            touched.setdefault(fault, []).append(one)
    ordered = sorted(touched.items(), key=lambda pair: -len(pair[1]))
    left = len(ordered) - MOST_FAULTS
    yield Table(
        title="What must be known before a figure is relied on",
        columns=("What", "Measures", "For example"),
        numeric=(1,),
        rows=tuple(
            (words(fault), number(len(these)),
             words(these[0].title, asked.address("measures:measure", these[0].measure)))
            for fault, these in ordered[:MOST_FAULTS]
        ),
        empty="No fault is known that touches a figure of this council.",
        note=f"{count(left, 'other remark')} stand beside the measures." if left > 0 else "",
    )  # fmt: skip
    checked = [one.reliability.audited for one in answers if one.reliability.audited]
    yield Table(
        title="Who has checked what",
        columns=("Checked by", "Measures"),
        numeric=(1,),
        rows=tuple((words(who), number(checked.count(who))) for who in dict.fromkeys(checked)),
        empty="No source says who has checked it.",
        sources=(asked.source("Scorecard", "measures:scorecard", as_of=asked.on),),
    )


def _revisions(asked: Asked, seen: Looking, held: tuple[Held, ...]) -> Table:
    return Table(
        title="What newer releases say otherwise",
        columns=("Dataset", "Older release", "Newer release", "Figures changed"),
        numeric=(3,),
        rows=tuple(row for one in held if one.revises and not one.own for row in _revised(asked, seen, one)),
        empty="No published dataset has two releases, so that nothing could be revised.",
    )


def _revised(asked: Asked, seen: Looking, one: Held) -> Iterator[tuple[Cell, ...]]:
    try:
        found = measures.revised(seen, one.dataset.key)
    except BadInput:
        return
    address = asked.address("measures:revisions", one.dataset.key)
    yield (words(one.dataset.title, address), words(found.older.label), words(found.newer.label),
           number(len(found.rows)))  # fmt: skip


def _not_held(answers: tuple[Answer, ...]) -> Table:
    """Return the measures that nothing loaded can answer, with why each matters."""
    there = {one.measure for one in answers}
    lacking = [one for one in load().measures if one.key not in there and not one.key.endswith("-from-returns")]
    left = len(lacking) - MOST_LACKING
    return Table(
        title="Measures that nothing loaded can answer",
        columns=("Measure", "Why it matters to a child"),
        rows=tuple((words(one.title), words(one.why)) for one in lacking[:MOST_LACKING]),
        empty="Every measure has a figure.",
        note=f"{left} more: see all measures in Clearline." if left > 0 else "",
    )
