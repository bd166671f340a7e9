"""The lead member's briefing: what needs attention now, what they must be satisfied of, and what they may want to ask.

Paragraphs 2.4, 2.9, 2.17, 2.25 and 3.44 of the 2009 edition; the lead member's part of the 2013 edition.
"""

from collections.abc import Iterator, Sequence

from clearline.assurance.challenges.queries import Challenge
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Section
from clearline.reports.packs import challenge_parts, register_parts, schedule_parts
from clearline.reports.packs.action_parts import action_table, actions
from clearline.reports.packs.attention import attention
from clearline.reports.packs.figure_parts import (
    charts,
    concern,
    concerns_first,
    explained,
    gap_table,
    indicators,
    no_figures,
)  # fmt: skip
from clearline.reports.packs.figure_sets import SAFEGUARDING, gaps_to_watch, key_ones, of_keys
from clearline.reports.packs.finding_parts import changes, findings_table
from clearline.reports.packs.parts import day, section
from clearline.reports.packs.questions import questions
from clearline.reports.packs.reading import how_to_read, sources
from clearline.reports.packs.standing_parts import UNKNOWN, counts, duties, live, standing_as
from clearline.reports.packs.statement_parts import due_from, due_table, every, voices
from clearline.reports.packs.structure_parts import holders, lines, nothing_stated
from clearline.reports.packs.summing import since
from clearline.schedule.items import Item

MOST_DUTIES = 10
MOST_CHARTS = 2
MOST_VOICES = 6


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the briefing."""
    said, log = every(asked), challenge_parts.log(asked)
    due = schedule_parts.due_items(asked, "lead-member")
    parts = [
        section(asked, "line-of-accountability", holders(asked), *lines(asked)),
        section(asked, "findings", *_findings(asked)),
        section(asked, "duties", *_duties(asked)),
        section(asked, "statements", due_table(asked, "lead-member", "Statements due from you",
                due_from(asked, "lead-member", said), "No statement is due from you.")),
        section(asked, "safeguarding", *_safeguarding(asked)),
        section(asked, "indicators", *_indicators(asked)),
        section(asked, "gaps", *_gaps(asked)),
        section(asked, "challenges", *_challenges(asked, log)),
        section(asked, "voice", *(list(voices(asked, said, MOST_VOICES)) or [_nothing_heard()])),
        section(asked, "visits-and-training", *register_parts.table(asked, "visits"),
                *register_parts.table(asked, "training")),
        section(asked, "reports-due", *_reports(asked, due)),
        section(asked, "questions", *questions(asked, said)),
    ]  # fmt: skip
    found = tuple(_inspection_and_scrutiny(asked, log))
    if found or asked.commentary("inspection-and-scrutiny"):
        parts.append(section(asked, "inspection-and-scrutiny", *found))
    if asked.commentary("complaints"):
        parts.append(section(asked, "complaints"))
    first = section(asked, "attention", *attention(asked, said, log, due))
    return (first, *parts, section(asked, "sources", *how_to_read(asked), *sources(asked, (first, *parts))))


def _findings(asked: Asked) -> Iterator[AnyBlock]:
    if asked.report is None:
        yield nothing_stated()
        return
    yield from changes(asked, since(asked))
    title = "Everything that appears not to meet a provision"
    yield findings_table(asked, title, asked.report.findings, "Nothing appears not to meet a provision.")


def _duties(asked: Asked) -> Iterator[AnyBlock]:
    mine = live(asked, "lead-member")
    yield counts(asked, mine, "Duties that are yours, by how they stand")
    open_ones = [one for one in mine if one.word not in ("Appears to be met", *UNKNOWN)]
    unknown = standing_as(mine, *UNKNOWN)
    shown = [*open_ones, *unknown][:MOST_DUTIES]
    left = len(open_ones) + len(unknown) - len(shown)
    note = f"{left} more that are not known stand in the standing report." if left else ""
    yield duties(asked, "What you must be satisfied of and cannot be yet", shown,
                 "Every duty of yours appears to be met.", note)  # fmt: skip


def _safeguarding(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers = of_keys(asked, SAFEGUARDING)
    yield indicators(asked, "Help, protection and care", concerns_first(answers), "No figure is loaded for these.")


def _indicators(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers, chosen = key_ones(asked)
    if not chosen:
        yield Missing(
            what="The council's own key indicators: none is chosen, so those of the five outcomes are shown.",
            todo="The performance analyst marks a few: Outcomes, Targets and key indicators.",
        )
    yield indicators(asked, "Key indicators, concerns first", concerns_first(answers), "No figure is loaded for these.")
    yield from explained(asked, "indicators", answers)
    yield from charts(asked, sorted(answers, key=concern), MOST_CHARTS)


def _gaps(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    gaps = gaps_to_watch(asked)
    yield gap_table(asked, "Gaps between groups of children", gaps, "No gap can be measured from what is loaded.")
    yield from explained(asked, "gaps", (), gaps)


def _challenges(asked: Asked, log: Sequence[Challenge]) -> Iterator[AnyBlock]:
    mine = challenge_parts.of_office(log, "lead-member")
    yield from challenge_parts.tables(asked, "Challenges from you and to you", mine, "No challenge is recorded.")
    yield from challenge_parts.prompts(asked)


def _reports(asked: Asked, due: Sequence[Item]) -> Iterator[AnyBlock]:
    yield schedule_parts.due_table(asked, "Reports due to you", due)
    issued = schedule_parts.issued_since(asked, since(asked), "lead-member")
    title = f"Issued to you since {day(since(asked))}"
    yield from schedule_parts.issued_table(asked, title, issued, "No report was issued to you.")


def _inspection_and_scrutiny(asked: Asked, log: Sequence[Challenge]) -> Iterator[AnyBlock]:
    """Yield what is done about an inspection, and what scrutiny asked; nothing where neither is on record."""
    inspected = [one for one in actions(asked) if one.source.startswith("inspection:")]
    if inspected:
        yield action_table(asked, "What is done about inspections", inspected, "")
    asked_by_scrutiny = [one for one in log if one.challenger.startswith("body:") and one.made_on > since(asked)]
    if asked_by_scrutiny:
        yield from challenge_parts.tables(asked, "What committees and boards asked", asked_by_scrutiny, "")


def _nothing_heard() -> Missing:
    return Missing(
        what="What children and young people say about any duty.",
        todo="The participation officer records what was heard beside the statements on a duty.",
    )
