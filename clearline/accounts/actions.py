"""Changes to authorities, accounts and roles. Each is one transaction with one entry in the trail."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import get_resolver

from clearline.accounts import invitations
from clearline.accounts.acting import Acting, Refused
from clearline.accounts.brand import checked_colour, checked_logo
from clearline.accounts.models import Authority, Individual, Membership, Session, User
from clearline.accounts.permissions import ROLES, Role
from clearline.accounts.queries import live
from clearline.accounts.signing_in.second_factor import forget
from clearline.accounts.tokens import forget_tokens
from clearline.accounts.trail.actions import record
from clearline.kit.errors import BadInput


def create_authority(*, by: Acting, key: str, name: str, gss_code: str, on: date) -> Authority:
    """Make a place for the work of an authority. Raises ``BadInput`` for a key that is taken or no address."""
    authority = Authority(key=key, name=name.strip(), gss_code=gss_code, since=on)
    check_new(authority)
    with transaction.atomic():
        authority.save()
        after = {"name": name, "gss_code": gss_code, "since": on.isoformat()}
        record(by=by._replace(authority=authority), did="authority created", about=f"authority:{key}", after=after)
    return authority


def check_new(authority: Authority) -> None:
    """Raise ``BadInput`` for an authority whose key is taken, no address or one of other pages, or that cannot be."""
    if authority.key in {"static", *_first_words(get_resolver().url_patterns)}:
        raise BadInput(f"'{authority.key}' is the address of other pages of this site. Choose another key.")
    _check(authority)


def put_logo(authority: Authority, logo: bytes) -> None:
    """Give an authority a logo, none for no bytes, unsaved. Raises ``BadInput`` for what is no small PNG."""
    authority.logo = checked_logo(logo) if logo else None
    authority.logo_mark = sha256(logo).hexdigest()[:16] if logo else ""


def change_look(*, by: Acting, name: str, product_name: str, brand_colour: str, logo: bytes | None, why: str) -> None:
    """Change how an authority's pages look. ``logo``: PNG bytes, empty for none, ``None`` to leave what is there.

    Raises ``BadInput`` for a colour on which white words cannot be read and for a picture that is no small PNG, and
    ``Refused``.
    """
    by.require("change settings")
    assert by.authority is not None
    with transaction.atomic():
        authority = Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        before = _look(authority)
        authority.name, authority.product_name = name.strip(), product_name.strip()
        authority.brand_colour = checked_colour(brand_colour) if brand_colour.strip() else ""
        if logo is not None:
            put_logo(authority, logo)
        _check(authority)
        authority.save()
        after = _look(authority)
        record(by=by, did="look changed", about=f"authority:{authority.key}", why=why, before=before, after=after)


def _look(authority: Authority) -> dict[str, str]:
    names = ("name", "product_name", "brand_colour", "logo_mark")
    return {name: getattr(authority, name) for name in names}


def invite(
    *,
    by: Acting,
    email: str,
    name: str,
    role: Role,
    starts: date,
    ends: date | None,
    now: datetime,
    site: str | None = None,
) -> User:
    """Give a role to whoever reads an address, with an account if they have none; return the account.

    An account that was never used has ``invited_at``, and its person needs a link: it is mailed if ``site`` is given,
    the address of this site without a slash at its end. Raises ``Refused``, and ``BadInput`` for an address or days
    that cannot be.
    """
    by.require("change roles")
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise BadInput(f"'{email}' is not an email address. Write it like name@example.gov.uk.") from error
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            individual = Individual.objects.create(name=name.strip())
            user = User(email=email.strip(), individual=individual, made_at=now, invited_at=now)
            user.set_unusable_password()
            user.save()
        elif user.invited_at is not None:
            _update(user, invited_at=now)
        membership = give_role(by=by, user=user, role=role, starts=starts, ends=ends)
        if site is not None:
            invitations.mail(user, site, membership.authority.name)
    return user


def give_role(*, by: Acting, user: User, role: Role, starts: date, ends: date | None) -> Membership:
    """Give an account a role at the authority. Raises ``Refused`` for one's own account, ``BadInput`` for bad days."""
    by.require("change roles")
    assert by.authority is not None
    if _own(by, user):
        raise Refused("You cannot give a role to yourself. Another administrator can.")
    if role not in ROLES:
        raise BadInput(f"'{role}' is not a role. Roles: {', '.join(ROLES)}.")
    if role == "inspector" and ends is None:
        raise BadInput("An inspector’s role always ends. Give its last day.")
    if ends is not None and ends < starts:
        raise BadInput("The last day of a role must be its first day or later.")
    rows = Membership.objects.filter(user=user, authority=by.authority, role=role)
    if rows.filter(live(starts)).exists():
        raise BadInput(f"{user.email} has this role already.")
    with transaction.atomic():
        row = Membership.objects.create(user=user, authority=by.authority, role=role, starts=starts, ends=ends)
        after = {"role": role, "starts": starts.isoformat(), "ends": ends and ends.isoformat(), "email": user.email}
        record(by=by, did="role given", about=_about(user), after=after, personal=("email",))
    return row


def end_role(*, by: Acting, membership: Membership, on: date, last_day: date | None, why: str) -> None:
    """End a role: at once, so that the next request knows it no more, or with a last day from ``on``.

    Raises ``Refused`` for the role of the last administrator and for a later end of one's own role, ``BadInput`` for a
    last day in the past and for a role that has ended.
    """
    by.require("change roles")
    _same_authority(by, membership)
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=membership.authority_id)
        membership = _not_ended(membership, on)
        if last_day is not None and last_day < max(on, membership.starts):
            raise BadInput("The last day must be today or later, and not before the role begins.")
        if membership.ends and last_day and last_day > membership.ends and _own(by, membership.user):
            raise Refused("You cannot make your own role last longer. Another administrator can.")
        if membership.role == "administrator" and by.user is not None and not _other_administrators(membership, on):
            raise Refused("This is the only administrator. Give the role to somebody else first.")
        before = {"role": membership.role, "ends": membership.ends and membership.ends.isoformat()}
        ends = last_day or on - timedelta(days=1)
        if ends < membership.starts:
            membership.delete()
        else:
            membership.ends = ends
            membership.save()
        if last_day is None:
            end_sessions(user=membership.user)
        after = {"role": membership.role, "ends": ends.isoformat()}
        record(by=by, did="role ended", about=_about(membership.user), why=why, before=before, after=after)


def invite_again(*, by: Acting, user: User, why: str, now: datetime, site: str | None = None) -> None:
    """Let a person who lost their password or phone begin anew: both are void, every session ends.

    The link to choose a new password is mailed if ``site`` is given. Raises ``Refused``.
    """
    with transaction.atomic():
        _begin_anew(user)
        user.set_unusable_password()
        _update(user, invited_at=now, password=user.password)
        if site is not None:
            invitations.mail(user, site, by.authority.name if by.authority else "your council")
        record(by=_over(by, user), did="account begun anew", about=_about(user), why=why)


def set_active(*, by: Acting, user: User, active: bool, why: str) -> None:
    """Close an account, which ends its sessions, or open it again. Raises ``Refused``."""
    with transaction.atomic():
        before = {"active": user.is_active}
        _update(user, is_active=active)
        end_sessions(user=user)
        forget_tokens(user)
        did = "account opened again" if active else "account closed"
        record(by=_over(by, user), did=did, about=_about(user), why=why, before=before, after={"active": active})


def same_person(*, by: Acting, user: User, other: User, why: str) -> None:
    """Record that two accounts are of one person, for whom duties that two people must do are then one's.

    Whatever was kept for the person of ``user`` is kept for that of ``other``. Raises ``Refused``.
    """
    if user.individual_id == other.individual_id:
        raise BadInput("These two accounts are of one person already.")
    with transaction.atomic():
        by = _over(_over(by, user), other)
        gone, stays = user.individual, other.individual
        before, after = {"individual": str(gone.pk)}, {"individual": str(stays.pk)}
        for relation in Individual._meta.related_objects:
            field = relation.field.name
            relation.related_model._base_manager.filter(**{field: gone}).update(**{field: stays})
        gone.delete()
        user.individual = stays
        record(by=by, did="accounts linked", about=_about(user), why=why, before=before, after=after)


def take_up(*, user: User, password: str) -> None:
    """Choose the first password of an invited account; the invitation is used up."""
    with transaction.atomic():
        user.set_password(password)
        _update(user, invited_at=None, password=user.password)
        record(by=_self(user), did="invitation taken up", about=_about(user))


def link_council_account(*, user: User) -> None:
    """Note, in the transaction that links the council's sign-in to an account, that it is linked."""
    _update(user, invited_at=None)
    record(by=_self(user), did="council’s sign-in linked", about=_about(user))


def unlink_council_account(*, user: User, keep: str | None) -> None:
    """Take away the council's sign-in from an account.

    Raises ``BadInput`` when there is none, or when nobody could sign in to it then.
    """
    if not user.has_usable_password():
        raise BadInput("You have no password, so this is your only way to sign in.")
    with transaction.atomic():
        if not SocialAccount.objects.filter(user=user).delete()[0]:
            raise BadInput("No council’s sign-in is linked to your account.")
        end_sessions(user=user, keep=keep)
        record(by=_self(user), did="council’s sign-in unlinked", about=_about(user))


def change_password(*, by: Acting, user: User, password: str, keep: str | None) -> None:
    """Change a password and end every session of the account but ``keep``, the key of the one in which it is done."""
    with transaction.atomic():
        user.set_password(password)
        _update(user, password=user.password)
        end_sessions(user=user, keep=keep)
        record(by=by, did="sign-in secret changed", about=_about(user))


def second_factor_changed(*, user: User, did: str, keep: str | None) -> None:
    """Note that a person set up or removed their second factor; every other session of theirs ends."""
    with transaction.atomic():
        end_sessions(user=user, keep=keep)
        record(by=_self(user), did=did, about=_about(user))


def end_sessions(*, user: User, keep: str | None = None) -> int:
    """End the sessions of an account but ``keep``, so that their next request is signed out; return how many."""
    return Session.objects.filter(user=user).exclude(session_key=keep or "").delete()[0]


def make_demo_accounts(
    *, by: Acting, on: date, now: datetime, names: Mapping[Role, str] = {}
) -> Mapping[Role, tuple[str, str]]:
    """Make an account for every role, with an address and a random password each; for the demonstration only."""
    assert by.authority is not None
    made: dict[Role, tuple[str, str]] = {}
    for role in ROLES:
        email = f"{role}@{by.authority.key}.example"
        ends = on + timedelta(days=365) if role == "inspector" else None
        user = invite(by=by, email=email, name=names.get(role, ""), role=role, starts=on, ends=ends, now=now)
        password = token_urlsafe(12)
        take_up(user=user, password=password)
        made[role] = (email, password)
    return made


def may_change(by: Acting, user: User) -> bool:
    """Return whether somebody may change an account itself, and not only its roles at their authority."""
    try:
        _over(by, user)
    except Refused:
        return False
    return True


def _over(by: Acting, user: User) -> Acting:
    """Return ``by`` if they may change an account itself. What others rely on, only the machine may touch."""
    by.require("change roles")
    if _own(by, user):
        raise Refused("You cannot do this to your own account. Another administrator can.")
    places = set(user.memberships.values_list("authority_id", flat=True))
    if by.user is not None and places != {by.authority.pk if by.authority else None}:
        raise Refused("This account has roles at other authorities. Ask whoever runs this site.")
    return by


def _begin_anew(user: User) -> None:
    forget(user)
    forget_tokens(user)
    SocialAccount.objects.filter(user=user).delete()
    end_sessions(user=user)


def _other_administrators(membership: Membership, on: date) -> bool:
    rows = Membership.objects.filter(live(on), authority=membership.authority, role="administrator")
    return rows.filter(user__is_active=True).exclude(user=membership.user).exists()


def _own(by: Acting, user: User) -> bool:
    return by.user is not None and by.person == user.individual_id


def _not_ended(membership: Membership, on: date) -> Membership:
    """Return a role as it is now. Raises ``BadInput`` when it is over or gone: an end is never put off into a gap."""
    found = Membership.objects.select_related("user__individual").filter(pk=membership.pk).first()
    if found is None or (found.ends is not None and found.ends < on):
        raise BadInput("This role has ended already. Give it anew.")
    return found


def _same_authority(by: Acting, membership: Membership) -> None:
    if by.authority is None or membership.authority_id != by.authority.pk:
        raise Refused("This role is not of your authority.")


def _self(user: User) -> Acting:
    return Acting(user, None, frozenset(), "page")


def _about(user: User) -> str:
    return f"account:{user.pk}"


def _update(user: User, **fields: object) -> None:
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))


def _first_words(patterns: Iterable[Any]) -> Iterator[str]:
    """Yield how the addresses of the site begin."""
    for pattern in patterns:
        text = str(pattern.pattern)
        if text:
            yield text.lstrip("^").split("/")[0]
        else:
            yield from _first_words(getattr(pattern, "url_patterns", ()))


def _check(authority: Authority) -> None:
    try:
        authority.full_clean(exclude=["logo"])
    except ValidationError as error:
        raise BadInput(*(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())) from error
    same = Authority.objects.filter(gss_code=authority.gss_code).exclude(pk=authority.pk).first()
    if authority.gss_code and same:
        raise BadInput(f"{authority.gss_code} is the code of {same.name} here. Each council has one of its own.")
    if not re.fullmatch(r"([A-Z][0-9]{8})?", authority.gss_code):  # a folder of figures is named by it
        raise BadInput(f"gss_code: '{authority.gss_code}' is no code of an area, such as E06000999.")
