"""What people wrote for a pack, as values: remarks by named people, and the headings of a committee's paper."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from clearline.accounts.models import Authority
from clearline.kit.values import Value
from clearline.reports.blocks import Commentary
from clearline.reports.models import CommitteePaper, Remark


class Paper(Value, frozen=True, kw_only=True):
    """What a report says to a committee, heading by heading; empty where nothing is written."""

    texts: dict[str, str]
    """By the keys of ``CommitteePaper.HEADINGS``."""
    meets: date | None = None
    minutes: str = ""
    """The reference of the minute; empty until there is one."""


def remarks_of(authority: Authority, contract: str, on: date) -> Mapping[tuple[str, str], tuple[Commentary, ...]]:
    """Return what stands in a pack, by content and what it is about: of each office its newest. One query.

    A draft stands nowhere, nor does it take the place of what was said before.
    """
    rows = Remark.objects.filter(authority=authority, contract=contract, on=on).exclude(access="draft")
    rows = rows.select_related("by")
    newest = {(one.content, one.about, one.office): one for one in rows.order_by("at", "id")}
    found: dict[tuple[str, str], tuple[Commentary, ...]] = {}
    for (content, about, _), one in newest.items():
        found[content, about] = (*found.get((content, about), ()), _commentary(one))
    return found


def own_remark(
    authority: Authority, contract: str, content: str, on: date, about: str, person: UUID | None
) -> Commentary | None:
    """Return what somebody wrote last about something in a pack, drafts too; ``None`` for nothing."""
    rows = Remark.objects.filter(
        authority=authority, contract=contract, content=content, on=on, about=about, by=person
    )  # fmt: skip
    row = rows.select_related("by").order_by("-at", "-id").first()
    return _commentary(row) if row else None


def _commentary(one: Remark) -> Commentary:
    return Commentary(
        by=str(one.by), office=one.office, on=timezone.localdate(one.at), text=one.text, about=one.about,
        access=one.access_class,
    )  # fmt: skip


def paper_of(authority: Authority, contract: str, on: date) -> Paper | None:
    """Return what a pack says to its committee; ``None`` when nothing is written."""
    row = CommitteePaper.objects.filter(authority=authority, contract=contract, on=on).first()
    if row is None:
        return None
    texts = {key: getattr(row, column) for key, column in CommitteePaper.HEADINGS.items()}
    return Paper(texts=texts, meets=row.meets, minutes=row.minutes)
