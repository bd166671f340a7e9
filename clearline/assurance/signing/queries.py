"""Questions about signatures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clearline.accounts.models import Authority
from clearline.accounts.queries import role_title
from clearline.assurance.signing.digests import digest_of
from clearline.assurance.signing.models import SignOff
from clearline.kit.values import Value

__all__ = ["Signature", "SignedOff", "digest_of", "every_signature", "signatures"]


class Signature(Value, frozen=True, kw_only=True):
    """That somebody signed something, whatever it is now."""

    about: str
    title: str
    """What was signed, in words."""
    office: str
    """A role of ``accounts``."""
    by: str
    """Who signed, by name; empty when no name is recorded."""
    on: date
    digest: str

    @property
    def office_title(self) -> str:
        return role_title(self.office)


class SignedOff(Signature, frozen=True, kw_only=True):
    """A signature beside what is there now."""

    changed: bool
    """Whether what is there now differs from what was signed."""


def signatures(
    authority: Authority, about: str, content_now: Mapping[str, Any], *, on: date | None = None
) -> tuple[SignedOff, ...]:
    """Return the signatures under a thing, the earliest first, each with whether the thing has changed since.

    ``content_now`` is the content as whoever signed would sign it today. ``on``: those given by a day, which
    ``content_now`` is of too; ``None`` for all.
    """
    now = digest_of(content_now)
    rows = SignOff.objects.filter(authority=authority, about=about, on__lte=on or date.max)
    rows = rows.select_related("by").order_by("id")
    return tuple(SignedOff(**_values(row), changed=row.digest != now) for row in rows)


def every_signature(authority: Authority, on: date) -> tuple[Signature, ...]:
    """Return the signatures of an authority that were given by a day, the last first."""
    rows = SignOff.objects.filter(authority=authority, on__lte=on).select_related("by").order_by("-id")
    return tuple(Signature(**_values(row)) for row in rows)


def _values(row: SignOff) -> dict[str, Any]:
    return {
        "about": row.about, "title": row.title, "office": row.office, "by": row.by.name, "on": row.on,
        "digest": row.digest,
    }  # fmt: skip
