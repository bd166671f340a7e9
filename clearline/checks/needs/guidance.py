"""What the guidance and the organisation ask of a reader now: findings, departures, proposals, what is not stated."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from clearline.accounts.permissions import Role
from clearline.assurance.departing import State, state_on
from clearline.assurance.queries import legal_views, on_record
from clearline.checks.findings import Finding, Report
from clearline.checks.needs.things import Asked, Named, Need, Place, count, need
from clearline.guidance.words import FORCES
from clearline.organisations.gaps import gaps
from clearline.organisations.models import Proposal
from clearline.organisations.partnerships import Departure

NEW = timedelta(days=30)
"""A finding is new while it was not there so long before."""

DUE: Mapping[State, tuple[str, str]] = {
    "review passed": ("past its review date", "It explains nothing any more. End it, or record a new decision."),
    "due for review": ("due for review", "Renew it, or end it."),
}
"""The states of a departure in which somebody must act: in words, and what to do."""

ANSWERING: Mapping[Role, str] = {
    "governance-officer": "Put it right, try a proposal, or record a departure with reasons.",
    "dcs": "Decide what is done: put it right, or try a proposal.",
    "chief-executive": "Ask what is being done about each.",
    "leader": "Ask the lead member what is being done about each.",
    "lead-member": "Ask the director what is being done about each.",
    "monitoring-officer": "Say whether you agree, or record a departure that was decided.",
}
"""What each role can do about a finding; other roles are not told of them first."""

WOULD_KNOW: Mapping[Role, str] = {
    "democratic-services-officer": "democratic services",
    "board-support": "board support",
}
"""Which of what is not stated each role would know; the governance officer sees to all of it."""


def new_findings(asked: Asked) -> Iterator[Need]:
    """Yield what is found now and was not there ``NEW`` before."""
    if asked.report is None or asked.earlier is None or not _todo(asked):
        return
    before = {(one.rule, one.about) for one in asked.earlier.findings}
    found = [one for one in asked.report.open if (one.rule, one.about) not in before]
    if found:
        title = f"{count(len(found), 'finding')} since {asked.on - NEW:%-d %B %Y} that {_was(found)} not there before"
        yield need(title, _todo(asked), Place("checks:findings", (), {"explained": "no"}), _each(found, asked.report))


def open_findings(asked: Asked) -> Iterator[Need]:
    """Yield the findings that no departure explains."""
    if asked.report and asked.report.open and _todo(asked):
        found = asked.report.open
        forces = ", ".join(f"{n} {FORCES[force][0].lower()}" for force, n in Counter(f.force for f in found).items())
        title = f"{count(len(found), 'finding')} {_is(found)} not explained by a departure ({forces})"
        yield need(title, _todo(asked), Place("checks:findings", (), {"explained": "no"}), _each(found, asked.report))


def without_view(asked: Asked) -> Iterator[Need]:
    """Yield the findings of which the monitoring officer has said nothing yet."""
    if asked.report and asked.by.may("give legal view"):
        seen = {view.of for view in legal_views(asked.by)}
        edition = asked.report.edition
        found = [one for one in asked.report.findings if (edition, one.rule, one.about) not in seen]
        if found:
            title = f"{count(len(found), 'finding')} without your legal view"
            place = Place("checks:findings", (), {"view": "none"})
            yield need(title, "Say whether you agree, disagree or need advice.", place, _each(found, asked.report))


def to_read(asked: Asked) -> Iterator[Need]:
    """Yield what would be findings, once somebody has read the text."""
    if asked.report and asked.report.check_the_text and asked.by.may("confirm text"):
        number = len(asked.report.check_the_text)
        title = f"{count(number, 'possible finding')}, once somebody has read the text"
        todo = "The words of the provisions are only remembered. Read them and confirm."
        yield Need(title, todo, Place("checks:texts", (), {"confirmed": "no"}))


def departures(asked: Asked) -> Iterator[Need]:
    """Yield the departures that must be renewed, ended or decided anew."""
    if not asked.by.may("record departure"):
        return
    for state, (words, todo) in DUE.items():
        due = [one for one in on_record(asked.authority) if state_on(one.departure, asked.on) == state]
        each = [Named(_review(one.departure), Place("assurance:departure", (one.key,))) for one in due]
        if each:
            place = Place("assurance:departures", (), {"state": state})
            yield need(f"{count(len(due), 'departure')} {words}", todo, place, each)


def proposals(asked: Asked) -> Iterator[Need]:
    """Yield the proposals that wait for a decision by somebody other than their author."""
    if not asked.by.may("adopt proposal"):
        return
    waiting = Proposal.objects.filter(authority=asked.authority, state="for-decision")
    if asked.by.person:
        waiting = waiting.exclude(author=asked.by.person)
    each = [Named(title, Place("checks:proposal", (key,))) for key, title in waiting.values_list("key", "title")]
    if each:
        title = f"{count(len(each), 'proposal')} for decision"
        yield need(title, "Read what it would change, then adopt it or not.", Place("checks:proposals"), each)


def not_stated(asked: Asked) -> Iterator[Need]:
    """Yield what the reader would know, and all that is missing for whoever sees to it."""
    if asked.organisation is None:
        return
    every = gaps(asked.organisation, asked.on)
    for role, ask in WOULD_KNOW.items():
        mine = sum(gap.ask == ask for gap in every)
        if mine and role in asked.by.roles:
            title = f"{count(mine, 'fact')} that you would know {'are' if mine > 1 else 'is'} not stated"
            yield Need(title, "State what you know.", Place("checks:not-stated", (), {"ask": ask}))
    if every and "governance-officer" in asked.by.roles:
        title = f"{count(len(every), 'fact')} not stated about the organisation"
        yield Need(title, "Ask those who would know.", Place("checks:not-stated"))


def _todo(asked: Asked) -> str:
    """Return what the reader can do about a finding; empty for those who are not told of findings first."""
    return next((todo for role, todo in ANSWERING.items() if role in asked.by.roles), "")


def _each(found: Iterable[Finding], report: Report) -> list[Named]:
    return [Named(one.message, Place("checks:finding", (report.edition, one.rule, one.about))) for one in found]


def _is(found: tuple[Finding, ...]) -> str:
    return "is" if len(found) == 1 else "are"


def _was(found: list[Finding]) -> str:
    return "was" if len(found) == 1 else "were"


def _review(departure: Departure) -> str:
    return f"From {departure.provision}, review by {departure.review:%-d %B %Y}"
