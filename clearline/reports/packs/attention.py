"""What needs the lead member now, on one page: how many of what, which first, and where to go."""

from collections.abc import Iterable, Iterator, Sequence

from clearline.assurance.challenges.queries import Challenge
from clearline.assurance.statements.queries import Judgement
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Table, Text
from clearline.reports.packs import challenge_parts, schedule_parts
from clearline.reports.packs.figure_parts import concern, missed, widening
from clearline.reports.packs.figure_sets import gaps_to_watch, key_ones
from clearline.reports.packs.finding_parts import changed, earlier_report
from clearline.reports.packs.parts import day, number, short, words
from clearline.reports.packs.standing_parts import PRESSING, UNKNOWN, live, standing_as
from clearline.reports.packs.statement_parts import due_from, name_of
from clearline.reports.packs.summing import since
from clearline.schedule.items import Item

NAMED = 1
"""Things that are named in a row, so that the table stays on a page; the rest are counted."""

Row = tuple[Cell, Cell, Cell]


def attention(
    asked: Asked, said: Sequence[Judgement], log: Sequence[Challenge], due: Sequence[Item]
) -> Iterator[AnyBlock]:
    """Yield what the briefing shows, and a table of what needs attention, the gravest first."""
    yield Text(
        text=f"This briefing shows {asked.name} as at {day(asked.on)}, by the {asked.edition} edition of the guidance. "
        f"What changed is counted from {day(since(asked))}."
    )
    rows = [*_of_duties(asked), *_of_figures(asked), *_of_records(asked, said, log, due)]
    yield Table(
        title="What needs your attention now",
        columns=("What", "How many", "Which first"),
        numeric=(1,),
        rows=tuple(rows),
        empty="Nothing that is recorded needs your attention now.",
    )


def row(what: str, found: Sequence[str], address: str) -> Iterator[Row]:
    """Yield a row that names the first few of what was found; nothing where nothing was."""
    if found:
        named = "; ".join(short(one) for one in found[:NAMED])
        more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
        yield words(what, address), number(len(found), address), words(f"{named}{more}")


def _of_duties(asked: Asked) -> Iterator[Row]:
    before = earlier_report(asked, since(asked))
    if asked.report and before:
        new = [one.message for one in changed(asked.report, before)[0]]
        yield from row("New: arrangements that appear not to meet a provision", new, asked.address("checks:findings"))
    mine = live(asked, "lead-member")
    page = asked.address("checks:standing", bearer="lead-member")
    yield from row("Duties of yours that appear not to be met", _says(standing_as(mine, *PRESSING)), page)
    yield from row("Duties of yours that nobody can say are met", _says(standing_as(mine, *UNKNOWN)), page)


def _says(found: Iterable[object]) -> list[str]:
    return [one.stated.duty.says for one in found]  # type: ignore[attr-defined]


def _of_figures(asked: Asked) -> Iterator[Row]:
    answers = asked.scorecard.answers if asked.scorecard else ()
    titles = [one.title for one in missed(answers)]
    yield from row("Targets not met", titles, asked.address("measures:targets"))
    worsening = [one.title for one in key_ones(asked)[0] if concern(one) == 1]
    worse = asked.address("measures:worse")
    yield from row("Key indicators worse than the neighbours and perhaps getting worse", worsening, worse)
    gaps = [one.title for one in widening(gaps_to_watch(asked))]
    yield from row("Gaps between groups of children that widened", gaps, asked.address("measures:gaps"))


def _of_records(
    asked: Asked, said: Sequence[Judgement], log: Sequence[Challenge], items: Sequence[Item]
) -> Iterator[Row]:
    says = {one.name: one.stated.duty.says for one in asked.standings.duties}
    due = [says.get(name_of(one), one.duty) for one in due_from(asked, "lead-member", said)]
    yield from row("Statements due from you", due, asked.address("statements:statements"))
    challenges = asked.address("challenges:challenges")
    overdue, answered = challenge_parts.waiting(log, "lead-member")
    yield from row("Challenges of yours without an answer in time", overdue, challenges)
    yield from row("Challenges of yours that were answered and are yours to close", answered, challenges)
    late = schedule_parts.late_to(items)
    yield from row("Reports to you that are late", late, asked.address("schedule:calendar"))
