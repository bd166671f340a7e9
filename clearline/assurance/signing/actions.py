"""Signing: by a person, in an office that the person has, under what the thing says at that moment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.permissions import PERMISSIONS, Role
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.assurance.signing.digests import digest_of
from clearline.assurance.signing.models import SignOff
from clearline.kit.errors import BadInput


def sign(
    *,
    by: Acting,
    about: str,
    content: Mapping[str, Any],
    title: str,
    office: Role,
    on: date,
    now: datetime,
    author: UUID | None = None,
) -> None:
    """Sign a thing as it is now, in an office.

    ``content`` is what is signed: the same must be given to ``queries.signatures``, which tells a later change from it.
    ``author`` is the person whose work it is, who cannot approve it; ``None`` where it has no single author. Raises
    ``Refused`` without the permission, in an office that the person has not, for its author, and outside a sign-in:
    only a person signs; ``BadInput`` when this person has signed the same content, in whichever office.
    """
    by.require("sign")
    assert by.authority is not None
    if by.user is None:
        raise Refused("Only somebody who is signed in can sign.")
    if office not in by.roles or office not in PERMISSIONS["sign"]:
        raise Refused(f"You cannot sign as {role_title(office)}: it is not an office of yours here.")
    if author is not None:
        by.require_another(author, "Approval")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        digest = digest_of(content)
        mine = SignOff.objects.filter(authority=by.authority, about=about, digest=digest, by=by.user.individual).first()
        if mine is not None:
            raise BadInput(
                f"You have signed this as {role_title(mine.office)}. Another signature needs another person."
            )
        SignOff.objects.create(
            authority=by.authority, about=about, title=title, digest=digest, office=office, by=by.user.individual,
            on=on, at=now,
        )  # fmt: skip
        trail.record(by=by, did="signed", about=about, after={"as": office, "on": on, "digest": digest})
