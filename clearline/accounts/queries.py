"""Questions about authorities and about who has which role where."""

from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from clearline.accounts.acting import Acting, Door
from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.signing_in.sessions import mark
from clearline.kit.errors import BadInput


def authority_named(key: str) -> Authority:
    """Return the authority of a key; raise ``BadInput`` when there is none."""
    found = Authority.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Authority.objects.values_list("key", flat=True)) or "none yet"
        raise BadInput(f"There is no authority '{key}' here. Known: {known}.")
    return found


def live(on: date) -> Q:
    """Return the condition that a membership holds on a day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """Return the roles that an account has on a day, at all authorities."""
    return (
        user.memberships.filter(live(on))
        .select_related("authority")
        .order_by("authority__name", "authority__key", "role")
    )


def acting_for(user: User, authority_key: str, on: date, door: Door) -> Acting | None:
    """Return the account at work for an authority; ``None`` without a role there or without such an authority."""
    rows = [row for row in memberships_of(user, on) if row.authority.key == authority_key]
    if not rows or not user.is_active:
        return None
    return Acting(user, rows[0].authority, frozenset(row.role for row in rows), door)  # type: ignore[misc]


def role_title(role: str) -> str:
    """Return a role in words: "Director of children’s services (DCS)", "Lead member"."""
    return "Director of children’s services (DCS)" if role == "dcs" else role.replace("-", " ").capitalize()


class OwnRoles(NamedTuple):
    """The roles of one person at one authority."""

    authority: Authority
    roles: tuple[Membership, ...]


def own_roles(user: User, on: date) -> tuple[OwnRoles, ...]:
    """Return where a person has roles on a day, by the name of the authority; never one authority within another."""
    by_authority = groupby(memberships_of(user, on), key=lambda row: row.authority)
    return tuple(OwnRoles(authority, tuple(rows)) for authority, rows in by_authority)


class OwnSession(NamedTuple):
    """A browser in which a person is signed in."""

    mark: str
    """What it is called on a page; the key itself is never shown."""
    browser: str
    started_at: datetime
    is_this: bool


def own_sessions(user: User, now: datetime, this: str | None) -> tuple[OwnSession, ...]:
    """Return the sessions of a person that have not ended, the latest first. ``this`` is the key of the one asking."""
    rows = user.sessions.filter(expire_date__gt=now).order_by("-started_at")
    return tuple(
        OwnSession(mark(row.session_key), row.browser_name, row.started_at, row.session_key == this) for row in rows
    )


def roles_here(authority: Authority, on: date) -> QuerySet[Membership]:
    """Return the roles at an authority that have not ended on a day, with ``has_app``: a second factor is set up."""
    app = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    rows = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), authority=authority)
    return rows.select_related("user__individual").annotate(has_app=Exists(app)).order_by("user__email", "role")


def accounts_here(authority: Authority) -> QuerySet[User]:
    """Return the accounts that have, or had, a role at an authority."""
    return User.objects.filter(memberships__authority=authority).distinct().select_related("individual")


def account_named(email: str) -> User:
    """Return the account of an address; raise ``BadInput`` when there is none."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise BadInput(f"There is no account {email}. Invite it by giving it a role.")
    return found
