"""The formal yearly report on safeguarding arrangements, by the chief executive and the leader.

Paragraphs 2.7.d, 2.16, 2.17, 3.30, 3.33 and 4.5.2 of the 2009 edition; section 11 of the Children Act 2004.
"""

from collections.abc import Iterator, Sequence

from clearline.assurance.statements.queries import Judgement
from clearline.checks.standings import Standing
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Section, Signature, Text
from clearline.reports.packs import challenge_parts, register_parts
from clearline.reports.packs.action_parts import action_table, actions
from clearline.reports.packs.figure_parts import charts, concerns_first, explained, indicators, no_figures
from clearline.reports.packs.figure_sets import SAFEGUARDED, SAFEGUARDING, of_keys
from clearline.reports.packs.parts import day, section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import PRESSING, counts, duties, live, standing_as
from clearline.reports.packs.statement_parts import every, name_of, said, voices
from clearline.reports.packs.structure_parts import holders, lines

MOST, MOST_VOICES, MOST_CHARTS = 15, 6, 2


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the report."""
    stated = every(asked)
    log = challenge_parts.log(asked)
    heard = tuple(voices(asked, stated, MOST_VOICES))
    parts = [
        section(asked, "summary", *_summary(asked)),
        section(asked, "arrangements", holders(asked), *_arrangements(asked)),
        section(asked, "co-ordination", *register_parts.table(asked, "information-sharing")),
        section(asked, "quality-assurance", *register_parts.table(asked, "audits-of-data-sources"),
                *register_parts.table(asked, "workforce"), *said(asked, _of_safeguarding(asked, stated))),
        section(asked, "figures", *_figures(asked)),
        section(asked, "training-and-vetting", *register_parts.table(asked, "training"),
                *register_parts.table(asked, "vetting")),
        section(asked, "points-of-referral", *register_parts.table(asked, "points-of-referral")),
        section(asked, "challenge",
                *challenge_parts.tables(asked, "Challenges and what changed", log, "No challenge is recorded."),
                *challenge_parts.prompts(asked)),
        *([section(asked, "voice", *heard)] if heard else []),
        section(asked, "conclusion", *_conclusion(asked)),
    ]  # fmt: skip
    return tuple(parts)


def _of_safeguarding(asked: Asked, stated: Sequence[Judgement]) -> list[Judgement]:
    """Return what was said of the duties about safeguarding."""
    names = {one.name for one in _mine(asked)}
    return [one for one in stated if name_of(one) in names]


def _mine(asked: Asked) -> list[Standing]:
    return [one for one in live(asked) if not SAFEGUARDED.isdisjoint(one.stated.duty.systems)]


def _summary(asked: Asked) -> Iterator[AnyBlock]:
    cadence = asked.contract.cadence_on(asked.edition, asked.on)
    yield Text(
        text=f"The chief executive and the leader report on the arrangements that keep children safe at {asked.name} "
        f"and with its partners, as at {day(asked.on)}. {cadence.says}"
    )
    # what anybody else says of it does not stand for the two
    if set(asked.contract.needs_signatures).isdisjoint(one.office for one in asked.said("summary")):
        yield Missing(
            what="How the chief executive and the leader assess the arrangements.",
            todo="Each writes it under their own name: Reports, this report, Say something.",
            holds_up=True,
        )
    yield from how_to_read(asked)


def _arrangements(asked: Asked) -> Iterator[AnyBlock]:
    mine = _mine(asked)
    yield counts(asked, mine, "How the duties about safeguarding stand")
    left = len(mine) - MOST
    note = f"{left} more stand in the standing report." if left > 0 else ""
    yield duties(asked, "The pressing ones first", mine[:MOST], "No duty about safeguarding binds.", note)
    yield from lines(asked)


def _figures(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers = concerns_first(of_keys(asked, SAFEGUARDING))
    yield indicators(asked, "Help, protection and care", answers, "No figure is loaded for these.")
    yield from explained(asked, "figures", answers)
    yield from charts(asked, answers, MOST_CHARTS)


def _conclusion(asked: Asked) -> Iterator[AnyBlock]:
    weak = standing_as(_mine(asked), *PRESSING)
    yield duties(asked, "What appears to be weak", weak, "Nothing about safeguarding that can be judged appears weak.")
    ahead = [one for one in actions(asked) if one.status == "open"]
    yield action_table(asked, "What is being done", ahead, "No action is open.")
    yield from (Signature(office=office) for office in asked.contract.needs_signatures)
