"""What other people wait for from the reader: an answer, a receipt, an approval, a release before an election."""

from collections.abc import Iterator
from datetime import date

from clearline.assurance.challenges.queries import Challenge, challenges, to_answer
from clearline.assurance.challenges.voices import voices
from clearline.assurance.signing.queries import every_signature
from clearline.assurance.testing.queries import test, tests
from clearline.checks.needs.things import Asked, Named, Need, Place, count, need
from clearline.schedule.content import contracts
from clearline.schedule.elections import elections
from clearline.schedule.issued import Issued, Waiting
from clearline.schedule.queries import issues, unread, waiting_questions


def to_be_answered(asked: Asked) -> Iterator[Need]:
    """Yield the challenges that the reader, by an office of theirs, has to answer."""
    if not asked.by.may("answer challenge"):
        return
    found = to_answer(asked.by, asked.today)
    if found:
        title = f"{count(len(found), 'challenge')} for you to answer"
        yield need(title, "Say what the answer is, and then what has changed.", Place("challenges:challenges"),
                   [_named(one) for one in found])  # fmt: skip


def answered(asked: Asked) -> Iterator[Need]:
    """Yield the challenges of the reader's own office that have been answered and are not closed."""
    if not asked.by.may("challenge"):
        return
    mine = {voice.party.ref for voice in voices(asked.by, asked.today)}
    every = challenges(asked.authority, asked.by, asked.today)
    found = [one for one in every if one.state == "answered" and not mine.isdisjoint(one.challengers)]
    if found:
        title = f"{count(len(found), 'answer')} to challenges of yours"
        yield need(title, "Close what is settled, reply, or escalate what is not.", Place("challenges:challenges"),
                   [_named(one) for one in found])  # fmt: skip


def reports(asked: Asked) -> Iterator[Need]:
    """Yield the newest reports for the reader's office that it has not confirmed, and the questions put to it."""
    if not asked.by.may("see reports"):
        return
    came = unread(asked.authority, asked.by)
    if came:
        todo = "Read it, confirm that it came, and ask what you want to know."
        place = Place("schedule:calendar")
        yield need(f"{count(len(came), 'report')} for you to read", todo, place, [_issue(one) for one in came])
    put = [one for one in waiting_questions(asked.authority, asked.by) if one.maker in asked.by.roles]
    if put:
        title = f"{count(len(put), 'question')} about a report of yours"
        yield need(title, "Answer on the page of the report.", Place("schedule:calendar"), [_issue(one) for one in put])


def approvals(asked: Asked) -> Iterator[Need]:
    """Yield the tests of assurance that wait for an approval which the reader gives or records."""
    if not asked.by.may("approve test of assurance"):
        return
    sent = (one for one in tests(asked.authority, asked.by) if one.state == "in-approval")
    whole = (found for one in sent if (found := test(asked.authority, one.key, asked.by)))
    waits = [
        one for one in whole
        if any(each.standing == "not yet" and asked.by.roles.intersection(each.step.offices) for each in one.stands())
    ]  # fmt: skip
    if waits:
        title = f"{count(len(waits), 'test of assurance', 'tests of assurance')} to approve"
        named = [Named(one.title, Place("testing:test", (one.key,))) for one in waits]
        yield need(title, "Read it, then approve, defer or refuse it.", Place("testing:tests"), named)


def signatures(asked: Asked) -> Iterator[Need]:
    """Yield the drafts that another office has signed and an office of the reader has not."""
    if not asked.by.may("sign"):
        return
    signed: dict[tuple[str, str], set[str]] = {}
    for one in every_signature(asked.authority, asked.today):
        kind, _, rest = one.about.partition(":")
        contract, _, day = rest.partition("/")
        if kind == "pack" and contract in contracts():
            signed.setdefault((contract, day), set()).add(one.office)
    issued = {(one.contract, one.on.isoformat()) for one in issues(asked.authority, asked.by)} if signed else set()
    waits = [
        Named(f"{contracts()[contract].title}, as at {date.fromisoformat(day):%-d %B %Y}",
              Place("reports:report", (contract,), {"on": day}))
        for (contract, day), by in signed.items()
        if (contract, day) not in issued and asked.by.roles & set(contracts()[contract].needs_signatures) - by
    ]  # fmt: skip
    if waits:
        title = f"{count(len(waits), 'report')} for you to sign"
        yield need(title, "Read it, then sign it or say what has to change.", Place("reports:reports"), waits)


def releases(asked: Asked) -> Iterator[Need]:
    """Yield what the monitoring officer is asked to release in a pre-election period."""
    if not asked.by.may("release in pre-election period"):
        return
    wanted = sum(len(one.wanted) for one in elections(asked.authority) if one.is_on(asked.today))
    if wanted:
        title = f"{count(wanted, 'release')} asked for before an election"
        yield need(title, "Release it with a reason, or let it wait until after the poll.",
                   Place("schedule:elections"), [])  # fmt: skip


def _issue(one: Issued | Waiting) -> Named:
    return Named(f"{one.title} {one.number}", Place("reports:issue", (one.contract, one.number)))


def _named(one: Challenge) -> Named:
    return Named(one.topic, Place("challenges:challenge", (one.key,)))
