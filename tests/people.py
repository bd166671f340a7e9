"""Authorities, people and their browsers for tests: ``member(authority, "dcs")``, then ``client_for(user)``."""

from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.permissions import Role
from clearline.accounts.signing_in.sessions import note_second_factor

PASSWORD = "three quiet herons by the weir"
LONG_AGO = date(2020, 1, 1)
_serial = count(1)


def make_authority(key: str = "northmoor", name: str = "", gss_code: str = "E06000999") -> Authority:
    """Return an authority of a key, kept in the database since 2020; the one that is there already if it is."""
    name = name or f"{key.replace('-', ' ').title()} Council"
    return Authority.objects.get_or_create(key=key, defaults={"name": name, "gss_code": gss_code, "since": LONG_AGO})[0]


def make_user(email: str = "", name: str = "", password: str | None = PASSWORD) -> User:
    """Return an account with a person of its own and no role anywhere; ``password=None`` is one invited only."""
    email = email or f"person{next(_serial)}@northmoor.example"
    user = User(email=email, individual=Individual.objects.create(name=name), made_at=timezone.now())
    user.set_password(password)
    user.save()
    return user


def member(
    authority: Authority, role: Role, *, user: User | None = None, starts: date = LONG_AGO, ends: date | None = None
) -> User:
    """Return an account with a role at an authority: a new one, or ``user``. An inspector's ends in 2099."""
    user = user or make_user(f"{role}{next(_serial)}@{authority.key}.example")
    ends = ends or (date(2099, 12, 31) if role == "inspector" else None)
    Membership.objects.create(user=user, authority=authority, role=role, starts=starts, ends=ends)
    return user


def browser() -> Client:
    """Return a browser in which nobody is signed in."""
    scheme: Any = {"wsgi.url_scheme": "https"} if settings.SECURE_SSL_REDIRECT else {}
    return Client(**scheme)


def client_for(user: User) -> Client:
    """Return a browser in which an account is signed in, its second factor passed."""
    client = browser()
    client.force_login(user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    note_second_factor(request, "totp")
    request.session.save()
    return client
