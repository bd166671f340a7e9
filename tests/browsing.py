"""What a person does to sign in, for the tests: enter a password, read the code that the app on their phone shows."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from people import PASSWORD, browser

from clearline.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, steps: int = 0) -> str:
    """Return what the app shows now, or some steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def give_app(user: User, secret: str = SECRET) -> User:
    """Set up an app for a person as if they had done it long ago."""
    TOTP.activate(user, secret)
    return user


def enter_password(client: Client, email: str, password: str = PASSWORD, **kwargs: Any) -> Any:
    """Send the first page of the sign-in."""
    return client.post("/account/sign-in/", {"login": email, "password": password}, **kwargs)


def sign_in(user: User, client: Client | None = None, password: str = PASSWORD) -> Client:
    """Sign in with password and app as a person would; the code may be used again in the same test."""
    client = client or browser()
    assert enter_password(client, user.email, password).url == "/account/second-factor/code/"
    cache.clear()
    assert client.post("/account/second-factor/code/", {"code": code()}).status_code == 302
    cache.clear()
    return client


def is_signed_in(client: Client) -> bool:
    """Return whether the next request of a browser is that of somebody signed in and let in."""
    return bool(client.get("/account/").status_code == 200)


def link_in(text: str) -> str:
    """Return the address within the site of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]
