"""The test of assurance, for those who approve it: what was tested and found, who has approved it and who has not.

Paragraphs 3.12 to 3.16 of the 2009 edition; the local assurance of the 2013 edition. It shows the newest test that was
opened by the day and not withdrawn.
"""

from collections.abc import Iterator
from datetime import date

from clearline.assurance.testing import queries
from clearline.assurance.testing.approvals import in_words
from clearline.assurance.testing.content import load
from clearline.assurance.testing.queries import OneTest
from clearline.checks.calling import before_and_after
from clearline.checks.proposal_words import LINES, line
from clearline.checks.what_if import what_if
from clearline.guidance.content import load as load_guidance
from clearline.organisations.partnerships import Body
from clearline.organisations.picture import Picture, refs
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Facts, Missing, Points, Section, Table, Text
from clearline.reports.packs import challenge_parts, element_parts
from clearline.reports.packs.action_parts import action_table, actions
from clearline.reports.packs.figure_parts import concerns_first, indicators, no_figures
from clearline.reports.packs.figure_sets import key_ones
from clearline.reports.packs.finding_parts import findings_table
from clearline.reports.packs.parts import day, section, words
from clearline.reports.packs.statement_parts import every, voices
from clearline.reports.packs.structure_parts import drawing, holders, lines, nothing_stated

MOST_VOICES = 6
PARTNERSHIPS = ("safeguarding-partnership", "lscb", "health-and-wellbeing-board", "childrens-trust-board",
                "youth-offending-board", "corporate-parenting-panel")  # fmt: skip
RUNS = ("executive", "committee", "scrutiny", "management-team")
GOVERNANCE = ("decision-scheme", "governance-frameworks", "accountability-framework", "line-unbroken",
              "function-has-one-lead")  # fmt: skip
"""Rules whose findings say whether governance is clear."""


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the test, in the fourteen headings that councils use."""
    test = newest(asked)
    return (
        section(asked, "purpose", *_purpose(asked)),
        section(asked, "trigger-and-scope", *(_trigger(asked, test) if test else (no_test(),))),
        section(asked, "roles", holders(asked)),
        section(asked, "structure", *_structure(asked, test)),
        section(asked, "additional-functions", *_functions(asked, test)),
        element_parts.elements(asked, test) if test else section(asked, "elements", no_test()),
        section(asked, "governance", *_governance(asked)),
        section(asked, "performance", *_performance(asked)),
        section(asked, "voice", *_voice(asked, test)),
        section(asked, "partnerships", *_partnerships(asked)),
        section(asked, "risks", *(element_parts.risks(asked, test) if test else (no_test(),))),
        section(asked, "conclusion", *(_conclusion(asked, test) if test else (no_test(),))),
        section(asked, "approval", *(_approval(asked, test) if test else (no_test(),))),
        section(asked, "next-review", *(_review(test) if test else (no_test(),))),
    )


def newest(asked: Asked) -> OneTest | None:
    """Return the test that the report is about; ``None`` when there is none by the day."""
    for one in queries.tests(asked.authority, asked.by):
        if one.opened_on <= asked.on and one.state != "withdrawn":
            return queries.as_at(asked.authority, one.key, asked.by, _past(asked))
    return None


def _past(asked: Asked) -> date | None:
    """Return the past day that is reported; ``None`` for now."""
    return asked.on if asked.on < asked.today else None


def no_test() -> Missing:
    """Return that there is no test to report."""
    return Missing(what="The test of assurance: none is open.",
                   todo="The governance officer opens one: Tests of assurance.")  # fmt: skip


def _purpose(asked: Asked) -> Iterator[AnyBlock]:
    yield Text(text="A test of assurance asks three things of the arrangements for children's services:")
    yield Points(points=tuple(f"{limb.title}. {limb.asks}" for limb in load().limbs))
    yield Text(
        text="Sections 18 and 19 of the Children Act 2004 ask for one officer and one member who answer for children's "
        "services; the statutory guidance, to which the council has regard, asks it to assure itself before it adds "
        "functions, combines or shares the posts. Each council shapes its own test, and no law fixes how often it is "
        f"made. The paragraphs named here are those of the {asked.edition} edition where it has any. This report is "
        "not legal advice."
    )


def _trigger(asked: Asked, test: OneTest) -> Iterator[AnyBlock]:
    source = asked.source("Test of assurance", "testing:test", test.key, as_of=asked.on)
    yield Facts(rows=(
        ("Test", test.title), ("Opened", day(test.opened_on)),
        ("First day of the change", day(test.change_on) if test.change_on else "No day"),
        ("How far it is today" if _past(asked) else "How far it is", test.state.replace("-", " ").capitalize()),
    ))  # fmt: skip
    yield Table(
        title="What called for it",
        columns=("Kind", "What it is", "Where it is asked for"),
        rows=tuple((words(one.title), words(one.words), words(one.asked_by(asked.edition))) for one in test.triggers),
        sources=(source,),
    )
    yield Text(text=f"Scope. {test.scope}")


def _structure(asked: Asked, test: OneTest | None) -> Iterator[AnyBlock]:
    pair = before_and_after(asked.authority, test) if test else None
    if pair is None:
        yield from lines(asked)
        return
    yield from _changes(asked, *pair)
    yield from _drawn(asked, "Before the change", pair[0])
    yield from _drawn(asked, "With the change", pair[1])


def _changes(asked: Asked, was: Picture, would: Picture) -> Iterator[AnyBlock]:
    """Yield what the change moves, and what would no longer meet, or would come to meet, the guidance by it."""
    found = what_if(was.organisation, would.organisation, load_guidance(), asked.edition, would.on, asked.today)
    yield Table(
        title="Lines and functions that change",
        columns=("Of", "Before", "With the change"),
        rows=tuple(
            (words(f"{one.about} ({LINES[one.kind]})"), words(line(one, one.before)), words(line(one, one.after)))
            for one in found.lines
        ),
        empty="No line and no function changes.",
    )
    none = "Nothing more appears not to meet a provision."
    yield findings_table(asked, "What would appear not to meet a provision with the change, and does not today",
                         found.appear, none)  # fmt: skip
    stay = [one for one in found.proposed.findings if one not in found.appear]
    yield findings_table(asked, "What appears not to meet a provision today, and still would", stay, "Nothing does.")


def _drawn(asked: Asked, when: str, picture: Picture) -> Iterator[AnyBlock]:
    if picture.dcs is None:
        yield Missing(what=f"{when}: no post is designated as director of children's services.",
                      todo="The governance officer states it in the organisation or the proposal.")  # fmt: skip
        return
    found = drawing(asked, picture, picture.dcs)
    yield Text(text=f"{when}, as at {day(picture.on)}.")
    yield found


def _functions(asked: Asked, test: OneTest | None) -> Iterator[AnyBlock]:
    pair = before_and_after(asked.authority, test) if test else None
    if pair is not None:
        yield from _further(asked, pair[0], ", before the change")
        yield from _further(asked, pair[1], ", with the change")
    elif asked.picture is not None:
        yield from _further(asked, asked.picture, "")
    else:
        yield nothing_stated()


def _further(asked: Asked, picture: Picture, when: str) -> Iterator[AnyBlock]:
    """Yield what the director carries beyond section 18(2), before or with a change (``when``, or empty)."""
    there = asked.picture.functions if asked.picture else {}  # what is only proposed has no page yet
    rows = tuple(
        (words(one.title, asked.address("organisations:function", key) if key in there else ""),
         words(day(one.start) if one.start else "Always"),
         words(", ".join(picture.name(ref) for ref in refs(one.political_owner)) or "Not stated"))
        for key, one in picture.extra_functions.items()
    )  # fmt: skip
    yield Table(
        title=f"Functions of the director beyond section 18(2) of the Children Act 2004{when}",
        columns=("Function", "Since", "Politically answered for by"),
        rows=rows,
        empty="The director carries no function beyond section 18(2) of the Children Act 2004.",
    )
    if picture.combined:
        words_then = "One person is director of children's services and director of adult social services"
        yield Text(text=f"{words_then}{when}.")


def _governance(asked: Asked) -> Iterator[AnyBlock]:
    yield from _bodies(asked, "Bodies that decide, scrutinise and audit", RUNS)
    if asked.report is not None:
        found = [one for one in asked.report.findings if one.rule in GOVERNANCE]
        title = "What in governance appears not to meet a provision"
        yield findings_table(asked, title, found, "Nothing is found here.")


def _performance(asked: Asked) -> Iterator[AnyBlock]:
    if asked.scorecard is None:
        yield no_figures(asked)
        return
    answers, _ = key_ones(asked)
    yield indicators(asked, "Key indicators, concerns first", concerns_first(answers), "No figure is loaded for these.")


def _voice(asked: Asked, test: OneTest | None) -> Iterator[AnyBlock]:
    said = list(voices(asked, every(asked), MOST_VOICES))
    said += list(element_parts.words_of(test, "childrens-involvement")) if test else []
    yield from said or [Missing(what="What children, young people and families say.",
                                todo="The participation officer records it beside the statements.")]  # fmt: skip


def _partnerships(asked: Asked) -> Iterator[AnyBlock]:
    yield from _bodies(asked, "Partnerships and boards", PARTNERSHIPS)


def _bodies(asked: Asked, title: str, kinds: tuple[str, ...]) -> Iterator[AnyBlock]:
    picture = asked.picture
    if picture is None:
        yield nothing_stated()
        return
    there = [(key, body) for key, body in picture.bodies.items() if body.kind in kinds]
    yield Table(
        title=title,
        columns=("Body", "Kind", "Led for the council by", "Seats"),
        numeric=(3,),
        rows=tuple(
            (words(body.name, asked.address("organisations:body", key)),
             words(body.kind.replace("-", " ").capitalize()), words(_lead(picture, body)), _seats(picture, body))
            for key, body in there
        ),
        empty="None is stated in the organisation.",
    )  # fmt: skip


def _lead(picture: Picture, body: Body) -> str:
    lead = body.political_lead or body.professional_lead
    return picture.name(lead) if lead else "Not stated"


def _seats(picture: Picture, body: Body) -> Cell:
    seats = picture.seats(body)
    return Cell(text="Not stated") if seats is None else Cell(text=str(len(seats)), value=len(seats))


def _conclusion(asked: Asked, test: OneTest) -> Iterator[AnyBlock]:
    concluding = test.concluding
    if concluding is None:
        yield Missing(what="A conclusion.", todo="Whoever runs the test proposes one, with the reasons.")
    else:
        stage = "Concluded" if test.concluded_on and test.concluded_on <= asked.on else "Proposed"
        yield Text(text=f"{stage}: {concluding.title}. {concluding.says}")
        yield Text(text=test.conclusion_words)
    for one in test.reviews:
        how = "under their own sign-in" if one.own else "entered for the reviewer, who has no account"
        changed = " The test has changed since." if one.changed else ""
        asks = f" Recommends: {one.recommendations}" if one.recommendations else ""
        by = f"Independent review by {one.organisation}, {one.capacity}, {day(one.on)} ({how})."
        yield Text(text=f"{by}{changed} {one.words}{asks}")
    if not test.reviews:
        yield Missing(what="An independent review.", todo="Whoever runs the test sends it for review.")
    yield Table(
        title="What other councils published of their arrangements",
        columns=("Council", "Arrangement", "Read on"),
        rows=tuple(
            (words(one.council, one.link), words(one.arrangement), words(day(one.on))) for one in test.comparisons
        ),
        empty="It has not been compared with what other councils published.",
    )  # fmt: skip
    here = f"test:{test.key}"
    found = [one for one in actions(asked) if one.source == here or one.source.startswith(f"{here}/")]
    yield action_table(asked, "Actions from the test", found, "No action comes from the test.")
    log = [one for one in challenge_parts.log(asked) if one.about == here]
    title, none = "Challenges to the test as a whole", "Nobody has challenged it as a whole."
    yield from challenge_parts.tables(asked, title, log, none)


def _approval(asked: Asked, test: OneTest) -> Iterator[AnyBlock]:
    standing = test.stands(_past(asked))
    yield Text(text=in_words(standing) if test.versions else "It has not been sent for approval yet.")
    rows = []
    for one in standing:
        last = one.latest
        rows.append((
            words(one.step.title), words(one.standing.capitalize()), words(day(last.on) if last else ""),
            words(f"Version {last.version}" if last else ""), words(last.minute if last else ""),
            words(last.words if last else ""),
        ))  # fmt: skip
    yield Table(
        title="Who has and has not approved", rows=tuple(rows), empty="Nobody is on the way of approval.",
        columns=("Who has to approve", "Has it?", "On", "Of what", "Minute", "What was said"),
        sources=(asked.source("Approvals", "testing:test", test.key, as_of=asked.on),),
    )  # fmt: skip
    if test.changed:
        yield Text(text="The test has changed since it was sent for approval last.")


def _review(test: OneTest) -> Iterator[AnyBlock]:
    if test.next_review is None:
        yield Text(text="The date of the next review is fixed when the test is concluded. No law fixes an interval.")
        return
    yield Facts(rows=(
        ("Next review", f"{day(test.next_review)} (the council's own date; no law fixes an interval)"),
        ("Reviewed before, if", test.review_triggers or "Nothing is named"),
    ))  # fmt: skip
