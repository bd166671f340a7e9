"""What children's services contribute to the statement on governance that the council publishes with its accounts."""

from collections.abc import Iterator

from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Section
from clearline.reports.packs import challenge_parts, register_parts, schedule_parts
from clearline.reports.packs.action_parts import action_table, actions, test_table
from clearline.reports.packs.finding_parts import departure_table, departures, findings_table
from clearline.reports.packs.parts import section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import PRESSING, counts, duties, live, standing_as
from clearline.reports.packs.structure_parts import holders, lines, nothing_stated


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the input."""
    return (
        section(asked, "arrangements", holders(asked), *lines(asked),
                *register_parts.table(asked, "governance-frameworks"), *how_to_read(asked, figures=False)),
        section(asked, "effectiveness", *_effectiveness(asked)),
        section(asked, "significant-issues", *_issues(asked)),
        section(asked, "departures", departure_table(asked, departures(asked))),
        section(asked, "actions", *_actions(asked)),
    )  # fmt: skip


def _effectiveness(asked: Asked) -> Iterator[AnyBlock]:
    yield counts(asked, live(asked), "How the duties stand")
    yield test_table(asked)
    log = challenge_parts.log(asked)
    yield from challenge_parts.tables(asked, "Challenges and what came of them", log, "No challenge is recorded.")
    late = [one for one in schedule_parts.due_items(asked) if one.late]
    yield schedule_parts.due_table(asked, "Reports that are late", late, schedule_parts.NONE_LATE)


def _issues(asked: Asked) -> Iterator[AnyBlock]:
    """Yield what appears not to be met: first what the law requires."""
    if asked.report is None:
        yield nothing_stated()
    else:
        gravest = [one for one in asked.report.open if one.force == "must"]
        yield findings_table(asked, "Arrangements that appear not to meet a must", gravest,
                             "Nothing appears not to meet a must.")  # fmt: skip
    yield duties(asked, "Duties that appear not to be met", standing_as(live(asked), *PRESSING),
                 "No duty that can be judged appears not to be met.")  # fmt: skip


def _actions(asked: Asked) -> Iterator[AnyBlock]:
    ahead = [one for one in actions(asked) if one.status == "open"]
    yield action_table(asked, "What will be done, by whom and by when", ahead, "No action is open.")
