"""The council's own evaluation of social work practice, under the three questions of the inspectorate.

What is known of the quality and impact of practice, how it is known, and the plans for the next twelve months.
"""

from collections.abc import Iterator, Sequence

from clearline.assurance.evidence.queries import items
from clearline.assurance.statements.queries import Judgement
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Section
from clearline.reports.packs import challenge_parts, register_parts
from clearline.reports.packs.action_parts import action_table, actions, evidence_index
from clearline.reports.packs.figure_parts import (
    better,
    charts,
    concern,
    concerns_first,
    explained,
    gap_table,
    indicators,
    no_figures,
)  # fmt: skip
from clearline.reports.packs.figure_sets import PRACTICE, gaps_to_watch, of_keys
from clearline.reports.packs.parts import section
from clearline.reports.packs.reading import how_to_read, sources
from clearline.reports.packs.statement_parts import every, voices

MOST, MOST_VOICES, MOST_CHARTS = 10, 8, 2


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the evaluation."""
    said = every(asked)
    parts = (
        section(asked, "what-we-know", *what_we_know(asked, said)),
        section(asked, "how-we-know", *_how_we_know(asked)),
        section(asked, "plans", *plans(asked)),
        section(asked, "figures", *_figures(asked)),
    )
    return (*parts, section(asked, "sources", *how_to_read(asked), *sources(asked, parts)))


def unsaid(asked: Asked, content: str, what: str) -> Iterator[AnyBlock]:
    """Yield that the director has said nothing in a section whose answer no record can give."""
    if not asked.said(content):
        yield Missing(
            what=what,
            todo="The director of children's services writes it: Reports, this report, Say something.",
            holds_up=True,
        )


def what_we_know(asked: Asked, said: Sequence[Judgement]) -> Iterator[AnyBlock]:
    """Yield what is strong, what is weak, and what children say."""
    yield from unsaid(asked, "what-we-know", "What the council knows of the quality and the impact of practice.")
    if asked.scorecard is None:
        yield no_figures(asked)
    else:
        answers = of_keys(asked, PRACTICE)
        weak = [one for one in concerns_first(answers) if concern(one) < 3]
        yield indicators(asked, "What the figures say is strong", better(answers)[:MOST], "Nothing stands out.")
        yield indicators(asked, "What the figures say is weak", weak[:MOST], "Nothing is worse than the neighbours.")
    yield from list(voices(asked, said, MOST_VOICES)) or [
        Missing(what="What children and families say of practice.", todo="The participation officer records it.")
    ]


def _how_we_know(asked: Asked) -> Iterator[AnyBlock]:
    yield from unsaid(asked, "how-we-know", "How the council knows it: audit, observation, feedback, challenge.")
    for key in ("visits", "workforce", "audits-of-data-sources"):
        yield from register_parts.table(asked, key)
    log = challenge_parts.log(asked)
    yield from challenge_parts.tables(asked, "Challenges and what came of them", log, "No challenge is recorded.")
    yield from evidence_index(asked, "Evidence", items(asked.authority, asked.by, asked.on))


def plans(asked: Asked) -> Iterator[AnyBlock]:
    """Yield what is planned for the next twelve months."""
    yield from unsaid(asked, "plans", "The plans for the next twelve months to keep up or better practice.")
    ahead = [one for one in actions(asked) if one.status == "open"]
    yield action_table(asked, "Actions that are open", ahead, "No action is open.")


def _figures(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers = of_keys(asked, PRACTICE)
    yield indicators(asked, "The figures behind it", answers, "No figure is loaded for these.")
    yield from explained(asked, "figures", answers)
    yield gap_table(asked, "Gaps between groups of children", gaps_to_watch(asked),
                    "No gap can be measured from what is loaded.")  # fmt: skip
    yield from charts(asked, concerns_first(answers), MOST_CHARTS)
