"""Who takes the calendar by mail or by feed. The address of a feed is a secret, shown once; only its hash is kept."""

import secrets
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, User
from clearline.accounts.queries import acting_for
from clearline.accounts.trail import actions as trail
from clearline.kit.values import Value
from clearline.schedule.models import Feed, Mailing


class Wanted(Value, frozen=True, kw_only=True):
    """Which mail about the calendar somebody wants."""

    reminders: bool = True
    digest: bool = False


def wanted(user: User, authority: Authority) -> Wanted:
    """Return which mail somebody wants; who has not said is reminded of what their office owes, and no more."""
    row = Mailing.objects.filter(user=user, authority=authority).first()
    return Wanted(reminders=row.reminders, digest=row.digest) if row else Wanted()


def has_feed(user: User, authority: Authority) -> bool:
    """Return whether somebody has a feed whose address works."""
    return Feed.objects.filter(user=user, authority=authority, revoked_at=None).exists()


def choose_mail(*, by: Acting, wanted: Wanted) -> None:
    """Choose which mail about the calendar one wants. Raises ``Refused`` for whoever is no person."""
    user, authority = _person(by)
    values = {"reminders": wanted.reminders, "digest": wanted.digest}
    with transaction.atomic():
        Mailing.objects.update_or_create(user=user, authority=authority, defaults=values)
        trail.record(by=by, did="mail about the calendar chosen", about=f"account:{user.pk}", after=values)


def make_feed(*, by: Acting, now: datetime) -> str:
    """Make a feed for whoever asks and end the one there was; return the secret part of its address, this once."""
    user, authority = _person(by)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        Feed.objects.filter(user=user, authority=authority, revoked_at=None).update(revoked_at=now)
        Feed.objects.create(user=user, authority=authority, digest=_digest(secret), made_at=now)
        trail.record(by=by, did="calendar feed made", about=f"account:{user.pk}")
    return secret


def end_feed(*, by: Acting, now: datetime) -> None:
    """End one's own feed: its address leads nowhere from now on. Without one nothing happens."""
    user, authority = _person(by)
    with transaction.atomic():
        if Feed.objects.filter(user=user, authority=authority, revoked_at=None).update(revoked_at=now):
            trail.record(by=by, did="calendar feed ended", about=f"account:{user.pk}")


def feed_of(authority: str, secret: str, on: date) -> Acting | None:
    """Return whose feed an address is, in the roles they have on a day; ``None`` for no open feed, for an account that
    is closed, and for roles that may not see the calendar."""
    row = Feed.objects.filter(digest=_digest(secret), authority__key=authority, revoked_at=None).first()
    acting = acting_for(row.user, authority, on, "page") if row else None
    return acting if acting is not None and acting.may("see calendar") else None


def _person(by: Acting) -> tuple[User, Authority]:
    by.require("see calendar")
    if by.user is None or by.authority is None:
        raise Refused("Only a person who is signed in can do this: it is for them.")
    return by.user, by.authority


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
