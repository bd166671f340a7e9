"""The year for scrutiny on a few pages: who answers, how the duties stand, what was challenged, and what changed."""

from collections.abc import Iterator

from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Section
from clearline.reports.packs import challenge_parts, register_parts, schedule_parts
from clearline.reports.packs.action_parts import test_table
from clearline.reports.packs.figure_parts import concerns_first, explained, gap_table, indicators, no_figures
from clearline.reports.packs.figure_sets import gaps_to_watch, key_ones
from clearline.reports.packs.finding_parts import YEAR, changes, departure_table, departures
from clearline.reports.packs.parts import section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import PRESSING, counts, duties, live, standing_as
from clearline.reports.packs.structure_parts import holders, lines

MOST = 15


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the digest."""
    began = asked.on - YEAR
    log = [one for one in challenge_parts.log(asked) if one.made_on > began or not one.closing]
    return (
        section(asked, "who-answers", holders(asked), *lines(asked)),
        section(asked, "standing", *how_to_read(asked), *_standing(asked)),
        section(asked, "changes", *changes(asked, began)),
        section(asked, "departures", departure_table(asked, departures(asked))),
        section(asked, "tests", test_table(asked)),
        section(asked, "challenges",
                *challenge_parts.tables(asked, "Challenges of the year, and older ones that are open", log,
                                        "No challenge was made in the year.")),
        section(asked, "reports", *_reports(asked)),
        section(asked, "training", *register_parts.table(asked, "training")),
        section(asked, "outcomes", *_outcomes(asked)),
    )  # fmt: skip


def _standing(asked: Asked) -> Iterator[AnyBlock]:
    every = live(asked)
    yield counts(asked, every, "How the duties stand")
    pressing = standing_as(every, *PRESSING)
    left = len(pressing) - MOST
    note = f"{left} more stand in the standing report." if left > 0 else ""
    yield duties(asked, "What appears not to be met", pressing[:MOST],
                 "No duty that can be judged appears not to be met.", note)  # fmt: skip


def _reports(asked: Asked) -> Iterator[AnyBlock]:
    issued = schedule_parts.issued_since(asked, asked.on - YEAR)
    yield from schedule_parts.issued_table(asked, "Issued in the year", issued, "No report was issued in the year.")
    late = [one for one in schedule_parts.due_items(asked) if one.late]
    yield schedule_parts.due_table(asked, "Late", late, schedule_parts.NONE_LATE)


def _outcomes(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers, gaps = key_ones(asked)[0], gaps_to_watch(asked)
    yield indicators(asked, "Outcomes, concerns first", concerns_first(answers), "No figure is loaded for these.")
    yield from explained(asked, "outcomes", answers)
    yield gap_table(asked, "Gaps between groups of children", gaps, "No gap can be measured from what is loaded.")
    yield from explained(asked, "outcomes", (), gaps)
