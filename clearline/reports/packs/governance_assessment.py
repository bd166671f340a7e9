"""The chief executive's and the leader's yearly assessment of governance and partnership.

Paragraphs 3.31 and 4.5 of the 2009 edition. It is of arrangements and not of people: of appraisals it says only whether
one was done, on which day and by whom. The editions since 2012 do not ask for it, so it is then local practice.
"""

from collections.abc import Iterator

from clearline.accounts.queries import role_title
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Points, Section, Signature, Text
from clearline.reports.packs import challenge_parts, register_parts
from clearline.reports.packs.action_parts import action_table, actions, test_table
from clearline.reports.packs.figure_parts import (
    concerns_first,
    explained,
    gap_table,
    indicators,
    no_figures,
)  # fmt: skip
from clearline.reports.packs.figure_sets import SAFEGUARDED, SAFEGUARDING, gaps_to_watch, key_ones, of_keys
from clearline.reports.packs.finding_parts import departure_table, departures, findings_table
from clearline.reports.packs.parts import day, section
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import counts, duties, live
from clearline.reports.packs.statement_parts import every, said
from clearline.reports.packs.structure_parts import holders, lines, nothing_stated

PARTNERSHIP = frozenset({16, 17, 18, 19, 20, 28, 39, 48})
"""The systems of the guidance about working with partners."""

AT_THE_TOP = frozenset({"chief-executive", "leader"})
MOST = 12


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the assessment."""
    return (
        section(asked, "scope", *_scope(asked)),
        section(asked, "governance", *_governance(asked)),
        section(asked, "partnership", *_partnership(asked)),
        section(asked, "outcomes", *_outcomes(asked)),
        section(asked, "safeguarding", *_safeguarding(asked)),
        section(asked, "roles", holders(asked), *_roles(asked)),
        section(asked, "practice", *_practice(asked)),
        section(asked, "appraisals", *_appraisals(asked)),
        section(asked, "conclusion", *_conclusion(asked)),
    )


def _scope(asked: Asked) -> Iterator[AnyBlock]:
    cadence = asked.contract.cadence_on(asked.edition, asked.on)
    yield Text(
        text=f"The chief executive and the leader assess how effective governance and partnership are at {asked.name}, "
        f"as at {day(asked.on)}. {cadence.says}"
    )
    yield Points(
        points=(
            "It assesses arrangements, not people. What an appraisal says is never held here.",
            "What follows is taken from the record; what the two say of it stands under their names.",
            "Neither wrote the other's words. Each signs what all of it says.",
        )
    )
    yield from how_to_read(asked)


def _judged(asked: Asked, content: str, what: str) -> Iterator[AnyBlock]:
    """Yield that neither has said how they assess something, where neither has; nobody else can say it for them."""
    if AT_THE_TOP.isdisjoint(one.office for one in asked.said(content)):
        yield Missing(
            what=f"How the chief executive and the leader assess {what}.",
            todo="Each writes it under their own name: Reports, this report, Say something.",
            holds_up=True,
        )


def _governance(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "governance", "governance")
    yield counts(asked, live(asked), "How every duty stands")
    yield from lines(asked)
    if asked.report is None:
        yield nothing_stated()
    else:
        yield findings_table(asked, "Arrangements that appear not to meet a provision", asked.report.findings,
                             "Nothing appears not to meet a provision.")  # fmt: skip
    yield departure_table(asked, departures(asked))
    yield from register_parts.table(asked, "governance-frameworks")
    yield from register_parts.table(asked, "decision-rights")


def _partnership(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "partnership", "partnership")
    mine = [one for one in live(asked) if not PARTNERSHIP.isdisjoint(one.stated.duty.systems)]
    yield duties(asked, "Duties about partnership, the pressing ones first", mine[:MOST],
                 "No duty about partnership binds on this day.", _more(len(mine)))  # fmt: skip
    yield from register_parts.table(asked, "information-sharing")


def _more(found: int) -> str:
    return f"{found - MOST} more stand in the standing report." if found > MOST else ""


def _outcomes(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "outcomes", "whether outcomes for children get better")
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers, gaps = key_ones(asked)[0], gaps_to_watch(asked)
    yield indicators(asked, "Outcomes, concerns first", concerns_first(answers), "No figure is loaded for these.")
    yield from explained(asked, "outcomes", answers)
    yield gap_table(asked, "Gaps between groups of children", gaps, "No gap can be measured from what is loaded.")
    yield from explained(asked, "outcomes", (), gaps)


def _safeguarding(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "safeguarding", "standards of safeguarding")
    mine = [one for one in live(asked) if not SAFEGUARDED.isdisjoint(one.stated.duty.systems)]
    yield duties(asked, "Duties about safeguarding, the pressing ones first", mine[:MOST],
                 "No duty about safeguarding binds on this day.", _more(len(mine)))  # fmt: skip
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers = concerns_first(of_keys(asked, SAFEGUARDING))
    yield indicators(asked, "Help, protection and care", answers, "No figure is loaded for these.")


def _roles(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "roles", "how the two roles are monitored and supported")
    mine = [one for one in live(asked) if not AT_THE_TOP.isdisjoint(one.stated.duty.bearers)]
    yield duties(asked, "What the chief executive and the leader must do", mine,
                 "No duty of theirs binds on this day.")  # fmt: skip
    judged = [one for one in every(asked) if "chief-executive" in one.column_names]
    yield from said(asked, judged)


def _practice(asked: Asked) -> Iterator[AnyBlock]:
    yield from _judged(asked, "practice", "whether the arrangements work in practice")
    log = challenge_parts.log(asked)
    yield from challenge_parts.tables(asked, "Challenges and what came of them", log, "No challenge is recorded.")
    yield test_table(asked)


def _appraisals(asked: Asked) -> Iterator[AnyBlock]:
    yield Text(text="Whether an appraisal was done, on which day and by whom. What was said in it is not held.")
    yield from register_parts.table(asked, "leadership-development")


def _conclusion(asked: Asked) -> Iterator[AnyBlock]:
    """Yield what each of the two concludes, or that one has not; what is done; and the places to sign."""
    said = {one.office for one in asked.said("conclusion")}
    for office in asked.contract.needs_signatures:
        if office not in said:
            yield Missing(
                what=f"What the {role_title(office).lower()} concludes.",
                todo=f"The {role_title(office).lower()} writes it: Reports, this report, Say something.",
                holds_up=True,
            )
    ahead = [one for one in actions(asked) if one.status == "open"]
    yield action_table(asked, "What is being done", ahead, "No action is open.")
    yield from (Signature(office=office) for office in asked.contract.needs_signatures)
