"""What the council brings to its yearly meeting with the inspectorate, and what was said there."""

from collections.abc import Iterator

from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Section
from clearline.reports.packs.action_parts import action_table, actions
from clearline.reports.packs.figure_parts import concerns_first, explained, indicators, no_figures
from clearline.reports.packs.figure_sets import PRACTICE, of_keys
from clearline.reports.packs.finding_parts import changes
from clearline.reports.packs.parts import section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.self_evaluation import unsaid
from clearline.reports.packs.structure_parts import holders, lines
from clearline.reports.packs.summing import since


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the paper; what was said at the meeting once somebody has written it."""
    found = [
        section(asked, "self-evaluation",
                *unsaid(asked, "self-evaluation", "The self-evaluation in brief, under its three questions.")),
        section(asked, "since-last", *changes(asked, since(asked))),
        section(asked, "leadership", holders(asked), *lines(asked)),
        section(asked, "figures", *_figures(asked)),
        section(asked, "actions", *_actions(asked)),
    ]  # fmt: skip
    if asked.commentary("meeting-held"):
        found.append(section(asked, "meeting-held"))
    return tuple(found)


def _figures(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers = concerns_first(of_keys(asked, PRACTICE))
    yield indicators(asked, "Social work practice, concerns first", answers, "No figure is loaded for these.")
    yield from explained(asked, "figures", answers)
    yield from how_to_read(asked)


def _actions(asked: Asked) -> Iterator[AnyBlock]:
    every = actions(asked)
    inspected = [one for one in every if one.source.startswith("inspection:")]
    others = [one for one in every if one not in inspected and one.status == "open"]
    yield action_table(asked, "Actions from inspections", inspected, "No action from an inspection is on record.")
    yield action_table(asked, "Other actions that are open", others, "No other action is open.")
