"""Tokens: what lets a program act for its owner at one authority, within scopes and until a day.

A token never allows more than its owner's own roles do at that moment. It is shown once; only its hash is kept.
"""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, Token, User
from clearline.accounts.permissions import PERMISSIONS
from clearline.accounts.queries import acting_for
from clearline.accounts.trail.actions import record
from clearline.kit.errors import BadInput

PREFIX = "clearline_"
"""How every token begins, so that one that was left in a file or a repository is found by a search."""

LONGEST = timedelta(days=365)

SCOPES: dict[str, tuple[str, frozenset[str]]] = {
    "read": ("The guidance, and which authority and roles it is for", frozenset({"see home", "see guidance"})),
    "organisation": ("The organisation and its lines of accountability", frozenset({"see organisation"})),
    "people": ("People in the organisation by name, where your roles show them", frozenset({"see people"})),
    "findings": (
        "Findings, proposals and departures",
        frozenset({"see findings", "see proposals", "see departures"}),
    ),
    "figures": ("Figures, with small numbers if your roles show them",
                frozenset({"see figures", "see published figures"})),
    "trail": ("The trail of what was done", frozenset({"see trail"})),
    "write:organisation": ("Change the organisation", frozenset({"change organisation", "change boards"})),
    "write:departures": ("Record and end departures", frozenset({"record departure"})),
    "write:proposals": ("Make proposals and change drafts", frozenset({"propose"})),
}  # fmt: skip
"""Each scope in words, with the permissions that it lets through. What is in none of them no token can do."""


class Shown(NamedTuple):
    """A new token, and the only moment at which its text is known."""

    text: str
    number: int


def make(*, by: Acting, name: str, scopes: Collection[str], ends: date, now: datetime, on: date) -> Shown:
    """Make a token for whoever asks, at their authority, whose last day is ``ends``.

    Raises ``Refused`` without the permission; ``BadInput`` without a name or scopes, for a scope that would let nothing
    through, and for a last day in the past or more than a year away.
    """
    by.require("use tokens")
    if by.user is None or by.authority is None:
        raise Refused("Only a person who is signed in can make a token: it acts for them.")
    problems = [*_bad_scopes(by, scopes)]
    if not name.strip():
        problems.append("Say what the token is for.")
    if not on <= ends <= on + LONGEST:
        problems.append("The last day must be today or later, and at most a year from now.")
    if problems:
        raise BadInput(*problems)
    text = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Token.objects.create(
            user=by.user, authority=by.authority, name=name.strip(), mark=text[len(PREFIX) :][:8], digest=_digest(text),
            scopes=" ".join(scope for scope in SCOPES if scope in scopes), made_at=now, ends=ends,
        )  # fmt: skip
        after = {"name": row.name, "scopes": row.scopes, "ends": ends}
        record(by=by, did="token made", about=_about(row), after=after)
    return Shown(text, row.pk)


def may_be_given(by: Acting) -> dict[str, str]:
    """Return the scopes that would let something through for somebody, each in words."""
    return {scope: words for scope, (words, allowed) in SCOPES.items() if any(by.may(one) for one in allowed)}


def revoke(*, by: Acting, number: int, why: str, now: datetime) -> None:
    """End a token at once: one's own, or any of the authority's for whoever may change roles there.

    Raises ``BadInput`` when there is none that goes on, ``Refused`` for another's.
    """
    with transaction.atomic():
        row = Token.objects.select_for_update().filter(pk=number, authority=by.authority, revoked_at=None).first()
        if row is None:
            raise BadInput("There is no such token, or it has been ended.")
        if by.user is None or row.user_id != by.user.pk:
            by.require("change roles")
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        record(by=by, did="token ended", about=_about(row), why=why, before={"ended": False}, after={"ended": True})


def forget_tokens(user: User) -> None:
    """Take away every token of an account that is closed or begun anew, in that transaction."""
    Token.objects.filter(user=user).delete()


def presented(text: str, on: date) -> Token | None:
    """Return the token of a text; ``None`` when there is none, it was ended, or its last day or its owner is gone."""
    if not text.startswith(PREFIX):
        return None
    rows = Token.objects.filter(digest=_digest(text), revoked_at=None, ends__gte=on, user__is_active=True)
    return rows.select_related("user", "authority").first()


def acting_with(token: Token, on: date) -> Acting | None:
    """Return who acts by a token, with what roles and scopes allow; ``None`` when its owner has no such role there."""
    found = acting_for(token.user, token.authority.key, on, "api")
    if found is None or not found.may("use tokens"):
        return None
    return found._replace(only=allowed_by(token.scopes.split()))


def allowed_by(scopes: Collection[str]) -> frozenset[str]:
    """Return the permissions that scopes let through."""
    return frozenset().union(*(SCOPES[scope][1] for scope in scopes if scope in SCOPES))


def scope_of(permission: str) -> str:
    """Return the scope that lets a permission through. Raises ``StopIteration`` for what no token can do."""
    return next(scope for scope, (_, allowed) in SCOPES.items() if permission in allowed)


def note_use(token: Token, now: datetime) -> None:
    """Note that a token is in use, by the hour: at every request it would be a write at every request."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if token.last_used_at is None or token.last_used_at < hour:
        Token.objects.filter(pk=token.pk).update(last_used_at=hour)


def own_tokens(user: User) -> QuerySet[Token]:
    """Return the tokens that a person has, or had, the latest first."""
    return Token.objects.filter(user=user).select_related("authority")


def tokens_here(authority: Authority) -> QuerySet[Token]:
    """Return the tokens of everybody at an authority, the latest first."""
    return Token.objects.filter(authority=authority).select_related("user__individual")


def state(token: Token, on: date) -> str:
    """Return how it stands with a token: in use, ended, or over since its last day."""
    if token.revoked_at is not None:
        return "Ended"
    return "Over" if token.ends < on else "Open"


def _bad_scopes(by: Acting, scopes: Collection[str]) -> list[str]:
    if not scopes:
        return ["Choose what the token is allowed to do."]
    given = may_be_given(by)
    return [
        f"'{one}' is not a scope." if one not in SCOPES else f"Your roles here allow nothing of the scope {one}."
        for one in scopes
        if one not in given
    ]


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def _about(row: Token) -> str:
    return f"token:{row.pk}"


assert frozenset().union(*(allowed for _, allowed in SCOPES.values())) <= PERMISSIONS.keys()
