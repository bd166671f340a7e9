"""Mails people about what their offices owe or are owed: reminders on fixed days, and a digest once a week.

Every mail is written together with the note that it was, so a worker that dies or runs twice sends nothing twice.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.queries import acting_for, live
from clearline.schedule.elections import holds
from clearline.schedule.items import OUTSIDE, Item, concerning
from clearline.schedule.models import Mailing, Reminded
from clearline.schedule.queries import due, unread, waiting_questions
from clearline.schedule.subscribing import Wanted

STEPS = (14, 3, -1)
"""Days before an item's day on which its owner is reminded; below nought: when it is that much late."""

AHEAD = timedelta(days=28)
"""How far a digest looks."""

Extra = Callable[[Acting, date, date], Iterable[Item]]
"""What other features have to be done, as somebody may see it, from one day to another."""


class _Reader(NamedTuple):
    acting: Acting
    user: User
    wants: Wanted


def send(*, authority: Authority, today: date, now: datetime, besides: Extra) -> int:
    """Write the mails of a day for everybody at an authority who wants them; return how many."""
    reports = due(authority, today, today + AHEAD, today)
    sent = 0
    for reader in _readers(authority, today):
        others = besides(reader.acting, today, today + AHEAD)
        items = _not_held(authority, concerning([*reports, *others], reader.acting), reader.acting, today)
        if reader.wants.reminders:
            sent += _remind(reader, authority, items, today, now)
        if reader.wants.digest:
            sent += _digest(reader, authority, items, today, now)
    return sent


def _readers(authority: Authority, today: date) -> list[_Reader]:
    """Return who may be mailed: accounts that were taken up and have a role that may see the calendar."""
    chosen = {row.user_id: row for row in Mailing.objects.filter(authority=authority)}
    rows = Membership.objects.filter(live(today), authority=authority, user__is_active=True, user__invited_at=None)
    users = User.objects.filter(pk__in=rows.values("user")).select_related("individual").order_by("pk")
    found = []
    for user in users:
        acting, row = acting_for(user, authority.key, today, "job"), chosen.get(user.pk)
        wants = Wanted(reminders=row.reminders, digest=row.digest) if row else Wanted()
        if acting is not None and acting.may("see calendar") and (wants.reminders or wants.digest):
            found.append(_Reader(acting, user, wants))
    return found


def _not_held(authority: Authority, items: Sequence[Item], by: Acting, today: date) -> list[Item]:
    """Return the items without public reminders that a pre-election period holds back: those to readers outside."""
    if not by.roles <= OUTSIDE:
        return list(items)
    held = holds(authority, [one.about for one in items if one.public], today)
    return [one for one in items if not held.get(one.about)]


def _remind(reader: _Reader, authority: Authority, items: Sequence[Item], today: date, now: datetime) -> int:
    """Mail somebody about what their office owes and has come to a step that they were not mailed about."""
    own = [one for one in items if one.owner in reader.acting.roles or _from_outside(reader.acting, one)]
    marks = {f"{one.key} {one.due} {step}": one for one in own if (step := _step(one, today)) is not None}
    new = _unsent(reader, authority, marks)
    if not new:
        return 0
    lines = [_line(marks[mark], authority) for mark in new]
    late = any(marks[mark].late for mark in new)
    subject = f"{authority.name}: {'late, or ' if late else ''}due soon"
    return _mail(reader, authority, new, subject, "\n".join(lines), now)


def _from_outside(by: Acting, item: Item) -> bool:
    """Return whether somebody outside, whose office owes nothing here, is reminded of what they will read."""
    return by.roles <= OUTSIDE and not by.roles.isdisjoint(item.readers)


def _step(item: Item, today: date) -> int | None:
    """Return the last step that an item has come to; ``None`` before the first."""
    left = (item.due - today).days
    passed = [step for step in STEPS if left <= step]
    return min(passed) if passed else None


def _digest(reader: _Reader, authority: Authority, items: Sequence[Item], today: date, now: datetime) -> int:
    """Mail somebody once a week what is late, due, not confirmed and not answered; nothing when there is none."""
    year, week, _ = today.isocalendar()
    new = _unsent(reader, authority, [f"digest {year}-{week:02}"])
    body = _digest_body(reader, authority, items) if new else ""
    if not body:
        return 0
    return _mail(reader, authority, new, f"{authority.name}: the week ahead", body, now)


def _digest_body(reader: _Reader, authority: Authority, items: Sequence[Item]) -> str:
    to_read = [f"- {one.title}, {one.number}" for one in unread(authority, reader.acting)]
    questions = [
        f"- {one.title}, {one.number}, question {one.question} of {one.at:%-d %B %Y}"
        for one in waiting_questions(authority, reader.acting)
        if one.maker in reader.acting.roles
    ]
    parts = (
        ("Late", [_line(one, authority) for one in items if one.late]),
        ("Due in the next four weeks", [_line(one, authority) for one in items if not one.late]),
        ("Issued to you and not yet confirmed", to_read),
        ("Questions that wait for your answer", questions),
    )
    return "\n\n".join("\n".join([title, *lines]) for title, lines in parts if lines)


def _line(item: Item, authority: Authority) -> str:
    days = f" ({item.late} days late)" if item.late > 1 else " (1 day late)" if item.late else ""
    owner = f", from {item.owner_words}" if item.owner_words else ""
    page = f"\n  {settings.SITE}{item.address}" if item.address else ""
    return f"- {item.due:%-d %B %Y}{days}: {item.title}{owner}{page}"


def _unsent(reader: _Reader, authority: Authority, marks: Iterable[str]) -> list[str]:
    wanted = list(marks)
    rows = Reminded.objects.filter(user=reader.user, authority=authority, what__in=wanted)
    sent = set(rows.values_list("what", flat=True))
    return [mark for mark in wanted if mark not in sent]


def _mail(reader: _Reader, authority: Authority, marks: Sequence[str], subject: str, body: str, now: datetime) -> int:
    """Write a mail into the outbox with the note of what it was about, both or neither."""
    page = settings.SITE + reverse("schedule:calendar", kwargs={"authority": authority.key})
    own = settings.SITE + reverse("schedule:own", kwargs={"authority": authority.key})
    text = f"{body}\n\nThe calendar: {page}\nChoose which mail you get: {own}\n"
    with transaction.atomic():
        Reminded.objects.bulk_create(
            Reminded(user=reader.user, authority=authority, what=mark, at=now) for mark in marks
        )
        EmailMessage(subject, text, to=[reader.user.email]).send()
    return 1
