"""Invitations: a signed link by which one person chooses a password, once, within a few days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from clearline.accounts.models import User

_SALT = "clearline.accounts.invitation"


def token(user: User) -> str:
    """Return what stands in the link. A later invitation makes it void, and so does its being taken up."""
    assert user.invited_at is not None
    return signing.dumps([user.pk, user.invited_at.isoformat()], salt=_SALT)


def link(user: User, site: str) -> str:
    """Return the whole link; ``site`` is like https://clearline.example.gov.uk, without a slash at the end."""
    return site + reverse("accounts:invitation", kwargs={"token": token(user)})


def is_open(user: User, now: datetime) -> bool:
    """Return whether an account waits for its person and its invitation is not too old."""
    return user.is_active and user.invited_at is not None and now - user.invited_at <= _valid_for()


def invited(text: str, now: datetime) -> User | None:
    """Return whom a link invites; ``None`` for one that is forged, used, too old, or made void by a later one."""
    try:
        pk, invited_at = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    if user is None or not is_open(user, now):
        return None
    return user if user.invited_at and user.invited_at.isoformat() == invited_at else None


def mail(user: User, site: str, authority: str) -> None:
    """Mail an invitation, or to whoever has signed in before, that they have a role.

    Mail goes by the queue, so it is sent only if the change that causes it is made.
    """
    address = link(user, site) if user.invited_at else None
    words = {"authority": authority, "link": address, "site": site, "days": settings.INVITATION_DAYS}
    text = render_to_string("accounts/mail/invitation.txt", words)
    send_mail(f"Clearline: your role at {authority}", text, None, [user.email])


def _valid_for() -> timedelta:
    return timedelta(days=settings.INVITATION_DAYS)
