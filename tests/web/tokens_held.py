"""Programs that hold a token, for tests of the API."""

import json
from datetime import timedelta
from typing import Any, NamedTuple

from django.test import Client
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, User
from clearline.accounts.permissions import Role
from clearline.accounts.queries import acting_for
from clearline.accounts.tokens import SCOPES, make, may_be_given


def acting_of(user: User, authority: Authority) -> Acting:
    """Return somebody at work in the browser, in the roles that they have."""
    found = acting_for(user, authority.key, timezone.localdate(), "page")
    assert found is not None
    return found


def token_for(user: User, authority: Authority, *scopes: str) -> str:
    """Return the text of a new token with some scopes; with all that its owner can give when none are named."""
    by, now = acting_of(user, authority), timezone.now()
    on = timezone.localdate()
    given = scopes or tuple(may_be_given(by))
    return make(by=by, name="A test", scopes=given, ends=on + timedelta(30), now=now, on=on).text


class Program(NamedTuple):
    """A program that asks the API; it keeps no cookies."""

    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return the answer to a request. ``body``: a value to be sent as JSON, or bytes as they are."""
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return Client().generic(method, f"/api{path}", sent, "application/json", headers={**shown, **headers})

    def get(self, path: str, status: int = 200) -> Any:
        """Return what is read, from JSON."""
        answer = self.ask("GET", path)
        assert answer.status_code == status, (answer.status_code, answer.content[:300])
        return json.loads(answer.content)


def program(user: User, authority: Authority, *scopes: str) -> Program:
    """Return a program with a new token of somebody."""
    return Program(token_for(user, authority, *scopes))


def program_as(authority: Authority, role: Role, *scopes: str) -> Program:
    """Return a program with a token of a new account in a role."""
    from people import member

    return program(member(authority, role), authority, *scopes)


ALL_SCOPES = tuple(SCOPES)
