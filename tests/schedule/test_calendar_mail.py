"""Mail about the calendar: to whom, when, once, what is held before an election, and that it reaches a mail server."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from mail_catcher import catching
from people import make_authority, make_user, member
from world_schedule import BRIEFING, as_role, at, issued

from clearline.accounts.acting import Acting, at_the_machine
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.jobs.actions import MACHINE, enqueue
from clearline.jobs.kinds import Kind
from clearline.jobs.models import Job
from clearline.jobs.worker import work
from clearline.schedule import actions, electing, subscribing
from clearline.schedule.due import Own
from clearline.schedule.items import Item
from clearline.schedule.models import Reminded
from clearline.schedule.reminding import send
from clearline.schedule.subscribing import Wanted

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 1)


@pytest.fixture
def authority() -> Authority:
    """Return an authority whose one report is the briefing: due on 15 June, and no other for long."""
    from clearline.schedule.content import contracts

    authority = make_authority()
    authority.since = date(2026, 5, 20)
    authority.save()
    by = at_the_machine(authority)
    for key in contracts():
        own = Own("month", 5, date(2026, 6, 15)) if key == BRIEFING else Own("none")
        actions.set_cadence(by=by, contract=key, own=own, why="For a test.", on=MONDAY)
    return authority


def mailed(authority: Authority, on: date, extra: Any = lambda *_: ()) -> list[EmailMessage]:
    mail.outbox.clear()
    count = send(authority=authority, today=on, now=at(on), besides=extra)
    assert count == len(mail.outbox)
    return list(mail.outbox)


def wants(user: User, authority: Authority, role: Role, **wanted: bool) -> None:
    subscribing.choose_mail(by=as_role(authority, role, user=user), wanted=Wanted(**wanted))


def test_the_maker_is_reminded_once_at_each_step(authority: Authority) -> None:
    dcs = member(authority, "dcs")
    member(authority, "lead-member")
    days = [date(2026, 5, 31) + timedelta(days=number) for number in range(20)]
    sent = {day: found for day in days if (found := mailed(authority, day))}
    assert list(sent) == [date(2026, 6, 1), date(2026, 6, 12), date(2026, 6, 16)]
    assert all([each.to for each in found] == [[dcs.email]] for found in sent.values())
    (last,) = sent[date(2026, 6, 16)]
    assert last.subject == "Northmoor Council: late, or due soon"
    assert "- 15 June 2026 (1 day late): Lead member's briefing" in last.body
    assert "/northmoor/calendar/your-calendar/" in last.body


def test_a_night_that_was_missed_is_made_up_for_and_nothing_is_sent_twice(authority: Authority) -> None:
    member(authority, "dcs")
    assert len(mailed(authority, date(2026, 6, 3))) == 1
    assert mailed(authority, date(2026, 6, 3)) == mailed(authority, date(2026, 6, 4)) == []
    assert Reminded.objects.count() == 1


def test_what_is_issued_is_no_longer_reminded_of(authority: Authority) -> None:
    member(authority, "dcs")
    issued(authority, on=date(2026, 6, 10), issued_on=date(2026, 6, 11))
    assert mailed(authority, date(2026, 6, 12)) == []


def test_whoever_wants_none_gets_none(authority: Authority) -> None:
    wants(member(authority, "dcs"), authority, "dcs", reminders=False)
    assert mailed(authority, MONDAY) == []


def test_who_has_no_account_yet_or_no_longer_is_not_mailed(authority: Authority) -> None:
    invited, closed, gone = make_user(), make_user(), make_user()
    invited.invited_at = datetime(2026, 5, 1, tzinfo=UTC)
    closed.is_active = False
    for user in (invited, closed):
        user.save()
        member(authority, "dcs", user=user)
    member(authority, "dcs", user=gone, ends=date(2026, 5, 31))
    assert mailed(authority, MONDAY) == []


def test_the_digest_comes_once_a_week_with_what_is_late_due_unread_and_asked(authority: Authority) -> None:
    leader, dcs = member(authority, "lead-member"), member(authority, "dcs")
    for user, role in ((leader, "lead-member"), (dcs, "dcs")):
        wants(user, authority, role, reminders=False, digest=True)  # type: ignore[arg-type]
    number = issued(authority, on=date(2026, 6, 10), issued_on=date(2026, 6, 11))
    issued(authority, "inspection-ready-bundle", on=date(2026, 6, 10), issued_on=date(2026, 6, 11))
    reader = as_role(authority, "lead-member", user=leader)
    actions.ask(by=reader, contract=BRIEFING, number=number, text="Why?", now=at(date(2026, 6, 12)))
    found = {each.to[0]: each.body for each in mailed(authority, date(2026, 7, 20))}
    assert "Late\n- 15 July 2026 (5 days late): Lead member's briefing" in found[leader.email]
    assert "Issued to you and not yet confirmed\n- Lead member's briefing, 2026-01\n\nThe" in found[leader.email]
    assert "Issued to you and not yet confirmed\n- Inspection-ready bundle, 2026-01\n" in found[dcs.email]
    assert "Questions that wait" not in found[leader.email]
    assert (
        "Questions that wait for your answer\n- Lead member's briefing, 2026-01, question 1 of 12 June 2026"
        in (found[dcs.email])
    )
    assert mailed(authority, date(2026, 7, 26)) == []
    assert len(mailed(authority, date(2026, 7, 27))) == 2


def test_a_digest_with_nothing_in_it_is_not_sent(authority: Authority) -> None:
    wants(member(authority, "dcs"), authority, "dcs", reminders=False, digest=True)
    actions.set_cadence(by=at_the_machine(authority), contract=BRIEFING, own=Own("none"), why="So.", on=MONDAY)
    assert mailed(authority, MONDAY) == []


def test_what_other_features_have_to_be_done_is_mailed_too(authority: Authority) -> None:
    officer = member(authority, "governance-officer")

    def extra(by: Acting, start: date, end: date) -> Iterable[Item]:
        assert by.user == officer
        return [
            Item(
                key="departure:a", kind="Review", title="Review it", about="departure:a",
                due=start + timedelta(days=2), owner="governance-officer", address="/northmoor/departures/a/",
            )
        ]  # fmt: skip

    (message,) = mailed(authority, MONDAY, extra)
    assert "- 3 June 2026: Review it, from Governance officer\n  http" in message.body
    assert "/northmoor/departures/a/" in message.body


def public_report(authority: Authority) -> Any:
    item = Item(
        key="report:annual-governance-digest/1", kind="Report", title="Digest", owner="governance-officer",
        about="report:annual-governance-digest/1", due=date(2026, 6, 10), readers=("scrutiny-member",), public=True,
    )  # fmt: skip
    return lambda by, start, end: [item]


def test_a_public_reminder_to_readers_outside_is_held_before_an_election_and_sent_after(authority: Authority) -> None:
    outside, inside = member(authority, "scrutiny-member"), member(authority, "governance-officer")
    by = as_role(authority, "monitoring-officer")
    wants(by.user, authority, "monitoring-officer", reminders=False)  # type: ignore[arg-type]
    key = electing.set_election(by=by, election="Council", starts=MONDAY, ends=date(2026, 6, 2))
    extra = public_report(authority)
    assert [each.to for each in mailed(authority, MONDAY, extra)] == [[inside.email]]
    assert [each.to for each in mailed(authority, date(2026, 6, 3), extra)] == [[outside.email]]
    Reminded.objects.all().delete()
    actions.release(
        by=by, about="report:annual-governance-digest/1", election=key, why="No politics in it.", now=at(MONDAY)
    )
    assert {each.to[0] for each in mailed(authority, MONDAY, extra)} == {outside.email, inside.email}


@pytest.mark.django_db(transaction=True)
def test_the_machine_mails_every_morning_and_a_mail_server_gets_it(authority: Authority, settings: Any) -> None:
    dcs = member(authority, "dcs")
    settings.EMAIL_BACKEND = "clearline.jobs.mail.Outbox"
    settings.MAIL_BY = "django.core.mail.backends.smtp.EmailBackend"
    settings.NIGHTLY = {}
    settings.JOBS = {**settings.JOBS, "mail calendar": Kind("clearline.checks.calendar_mail:mail_calendar")}
    authority.since = date(2020, 1, 1)  # so that something is late on whatever day this runs
    authority.save()
    actions.set_cadence(
        by=at_the_machine(authority), contract=BRIEFING, own=Own("month", 5, date(2020, 6, 15)), why="So.", on=MONDAY
    )

    def clock() -> datetime:
        return datetime.now(UTC)

    with catching() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        for _ in range(2):
            enqueue(by=MACHINE, what="mail calendar", now=clock())
            work(clock, Event(), until_empty=True)
    (message,) = server.caught
    assert message["To"] == dcs.email
    assert "Lead member's briefing" in words(message)
    said = Job.objects.filter(what="mail calendar").order_by("made_at").values_list("state", "says")
    assert list(said) == [("done", "1 mails written."), ("done", "0 mails written.")]


def words(message: Message) -> str:
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()
