"""Reports of the demonstration: a briefing issued and asked about, an assessment half signed, a statement published."""

from datetime import date, timedelta

from clearline.accounts.permissions import Role
from clearline.reports import actions, publishing
from clearline.reports.blocks import Missing, walk
from clearline.reports.issuing import draft
from clearline.schedule import actions as calendar
from clearline.web.demo.work import Work

BRIEFING, ASSESSMENT, COMPLY = "lead-member-briefing", "governance-assessment", "comply-or-explain"

LATEST = 15
"""Days after the end of a month by which all that happened about its reports had happened."""


def last_month(today: date) -> date:
    """Return the end of the latest month whose reports were issued, read and asked about by today."""
    return (today - timedelta(days=LATEST)).replace(day=1) - timedelta(days=1)


def make_reports(work: Work) -> None:
    """Let people write, issue, read, sign and publish reports. Raises ``BadInput`` where an action refuses it."""
    on = last_month(work.today)
    _explain(work, on)
    _brief(work, on)
    _comply(work, on)
    _assess(work, on)


def _explain(work: Work, on: date) -> None:
    """Let an officer say in the briefing why targets are missed, so that it can be issued."""
    script = work.script.briefing
    found = draft(work.authority, BRIEFING, on=on, today=work.today)
    for section in found.restricted.sections:
        for one in walk((section,)):
            if isinstance(one, Missing) and one.holds_up:
                text = script.words.get(one.about, script.otherwise)
                _say(work, BRIEFING, section.key, on, text, script.said_by, about=one.about)


def _brief(work: Work, on: date) -> None:
    """Issue the briefing; the lead member confirms that it came and asks, and the director answers."""
    script, member = work.script.briefing, work.by("lead-member")
    issued = work.at(on, 9)
    number = actions.issue(by=work.by("governance-officer"), contract=BRIEFING, on=on, now=issued)
    one = {"contract": BRIEFING, "number": number}
    calendar.acknowledge(by=member, now=work.at(on, 10), **one)
    question = calendar.ask(by=member, text=script.question, now=work.at(on, 11), **one)
    calendar.answer(by=work.by("dcs"), question=question, text=script.answer, now=work.at(on, 14), **one)


def _comply(work: Work, on: date) -> None:
    """Issue the comply-or-explain statement and publish it, by another office than the one that makes it."""
    paper = work.script.comply
    actions.tell_committee(
        by=work.by("democratic-services-officer"), contract=COMPLY, on=on, texts=paper.texts,
        meets=work.day(paper.meets),
    )  # fmt: skip
    number = actions.issue(by=work.by("monitoring-officer"), contract=COMPLY, on=on, now=work.at(on, 8))
    day = on + timedelta(days=10)
    publishing.publish(
        by=work.by("governance-officer"), contract=COMPLY, number=number, on=day, now=work.at(day)
    )  # fmt: skip


def _assess(work: Work, on: date) -> None:
    """Let the chief executive and the leader write the yearly assessment; one of them has signed."""
    for one in work.script.assessment:
        _say(work, ASSESSMENT, one.content, on, one.words, one.by)
    day = on + timedelta(days=13)
    actions.sign(
        by=work.by("chief-executive"), contract=ASSESSMENT, on=on, office="chief-executive", today=day, now=work.at(day)
    )


def _say(work: Work, contract: str, content: str, on: date, text: str, office: Role, about: str = "") -> None:
    actions.comment(
        by=work.by(office), contract=contract, content=content, on=on, text=text, office=office, now=work.at(on, 5),
        about=about,
    )  # fmt: skip
