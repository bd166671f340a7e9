"""Questions about evidence: what there is, what it is used for, and what is wrong with it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from clearline.accounts.access_class import OPEN, Access, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.assurance.evidence import models
from clearline.assurance.evidence.contents import folder_of
from clearline.kit import filed
from clearline.kit.errors import BadInput
from clearline.kit.values import Value

__all__ = ["KINDS", "SCANS", "ItemKept", "Used", "VersionKept", "item", "items", "read", "uses_of"]

KINDS, SCANS = models.KINDS, models.SCANS

READABLE = ("clean", "not-scanned")
"""What a scan says of a file that can be downloaded."""


class VersionKept(Value, frozen=True, kw_only=True):
    """An item as it was on a day."""

    number: int
    digest: str
    on: date
    """When it was added, which says nothing of the time that it speaks of."""
    by: str
    """By name; empty when none is recorded or shown."""
    name: str = ""
    size: int | None = None
    scan: str = ""
    """A key of ``SCANS``."""
    link: str = ""
    link_state: str = ""
    """works, dead or not-checked; empty until it was looked at."""
    link_says: str = ""
    link_looked_at: datetime | None = None
    frozen: Any = None

    @property
    def held(self) -> bool:
        return self.scan == "held"

    @property
    def dead(self) -> bool:
        return self.link_state == "dead"

    @property
    def readable(self) -> bool:
        """Whether there is a file that can be downloaded."""
        return self.scan in READABLE


class Used(Value, frozen=True, kw_only=True):
    """That a version of an item proves something."""

    number: int
    """By which this use is called."""
    item: str
    title: str
    kind: str
    version: int
    newest: int
    """The number of the newest version; the use stays with its own until it is moved."""
    about: str
    place: str
    why: str
    by: str
    on: date
    starts: date | None
    """The first day that the item speaks of; ``None`` when it is not known."""
    ends: date | None
    expires: date | None
    expired: bool
    checked_by: str
    """By name; empty when none is recorded or shown, or nobody has checked."""
    checked_on: date | None
    """``None`` until it is checked."""
    held: bool
    dead: bool
    access: Access = OPEN
    """Of the use; a reader of it may see the item besides."""


class ItemKept(Value, frozen=True, kw_only=True):
    """A piece of evidence with its versions and uses as of a day."""

    key: str
    title: str
    kind: str
    """A key of ``KINDS``."""
    source: str
    starts: date | None
    ends: date | None
    expires: date | None
    on: date
    versions: tuple[VersionKept, ...]
    """The newest first."""
    uses: tuple[Used, ...]
    access: Access = OPEN
    number: int = 0
    """By which its access class is changed."""

    @property
    def newest(self) -> VersionKept:
        return self.versions[0]

    def expired(self, on: date) -> bool:
        """Return whether it can no longer be relied on, on a day."""
        return self.expires is not None and self.expires < on

    @property
    def unchecked(self) -> bool:
        """Whether somebody has yet to check one of its uses."""
        return any(one.checked_on is None for one in self.uses)


def items(authority: Authority, by: Acting, on: date) -> tuple[ItemKept, ...]:
    """Return the evidence that somebody may see, as of a day, in the order in which it was added."""
    rows = _whole(models.Item.objects.filter(authority=authority, on__lte=on))
    return tuple(_item(row, by, on) for row in rows if may_see(by, row.access_class))


def item(authority: Authority, key: str, by: Acting, on: date) -> ItemKept | None:
    """Return one piece of evidence; ``None`` when there is none of that key, or none that somebody may see."""
    row = _whole(models.Item.objects.filter(authority=authority, key=key, on__lte=on)).first()
    return _item(row, by, on) if row and may_see(by, row.access_class) else None


def uses_of(authority: Authority, about: str, by: Acting, *, on: date | None = None) -> tuple[Used, ...]:
    """Return what is used as evidence for a thing and somebody may see; as of a day, or of all days without one."""
    day = on or date.max
    rows = models.Use.objects.filter(item__authority=authority, about=about, on__lte=day).select_related(
        "item", "version", "by", "checked_by"
    )
    seen = [row for row in rows if _seen(row, by, day) and may_see(by, row.item.access_class)]
    versions: dict[int, list[models.Version]] = {}
    for version in models.Version.objects.filter(item__in={row.item_id for row in seen}, on__lte=day):
        versions.setdefault(version.item_id, []).append(version)
    return tuple(_used(row, row.item, versions[row.item_id], by, on) for row in seen)


def read(authority: Authority, key: str, number: int, by: Acting) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a file; ``None`` for one that somebody may not see, or that there is not.

    Raises ``BadInput`` while it is held, when it was deleted, and when the bytes are not what was kept.
    """
    row = models.Version.objects.filter(item__authority=authority, item__key=key, number=number).exclude(name="")
    found = row.select_related("item").first()
    if found is None or not may_see(by, found.item.access_class):
        return None
    if found.scan not in READABLE:
        raise BadInput(f"This file cannot be downloaded. {SCANS[found.scan]}.")
    return found.name, filed.read_filed(folder_of(authority), found.digest)


def _whole(rows: QuerySet[models.Item]) -> QuerySet[models.Item]:
    """Return items with all that is shown of them, by three queries.

    What a use refers to is joined: asked for apart, SQLite refuses more than a thousand of them.
    """
    return rows.prefetch_related(
        Prefetch("versions", models.Version.objects.select_related("by")),
        Prefetch("uses", models.Use.objects.select_related("version", "by", "checked_by")),
    )


def _item(row: models.Item, by: Acting, on: date) -> ItemKept:
    versions = [one for one in row.versions.all() if one.on <= on]
    uses = [one for one in row.uses.all() if _seen(one, by, on)]
    return ItemKept(
        key=row.key, title=row.title, kind=row.kind, source=row.source, starts=row.starts, ends=row.ends,
        expires=row.expires, on=row.on, versions=tuple(_version(one, by) for one in reversed(versions)),
        uses=tuple(_used(one, row, versions, by, on) for one in uses), access=row.access_class,
        number=row.pk,
    )  # fmt: skip


def _seen(row: models.Use, by: Acting, on: date) -> bool:
    begun = row.on <= on and (row.ended is None or row.ended > on)
    return begun and may_see(by, row.access_class)


def _version(row: models.Version, by: Acting) -> VersionKept:
    return VersionKept(
        number=row.number, digest=row.digest, on=row.on, by=_name(row.by, by), name=row.name, size=row.size,
        scan=row.scan, link=row.link, link_state=row.link_state, link_says=row.link_says,
        link_looked_at=row.link_looked_at, frozen=row.frozen,
    )  # fmt: skip


def _used(row: models.Use, of: models.Item, versions: Iterable[models.Version], by: Acting, on: date | None) -> Used:
    checked = row.checked_on if row.checked_on and (on is None or row.checked_on <= on) else None
    return Used(
        number=row.pk, item=of.key, title=of.title, kind=of.kind, version=row.version.number,
        newest=max(one.number for one in versions), about=row.about, place=row.place, why=row.why,
        by=_name(row.by, by), on=row.on, starts=of.starts, ends=of.ends, expires=of.expires,
        expired=of.expires is not None and on is not None and of.expires < on,
        checked_by=_name(row.checked_by, by) if checked else "", checked_on=checked,
        held=row.version.scan == "held", dead=row.version.link_state == "dead", access=row.access_class,
    )  # fmt: skip


def _name(individual: Any, by: Acting) -> str:
    return individual.name if individual and by.may("see people") else ""
