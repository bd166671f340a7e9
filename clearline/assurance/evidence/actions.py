"""Changes of evidence: an item with its first version, a later version, a use, and that somebody checked it.

Its words stay out of the trail: it has readers who may not see those that are closed, now or later.
"""

from datetime import date, datetime

from django.db import transaction

from clearline.accounts.access_class import OPEN, Access, access_columns, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.assurance.abouts import check_about
from clearline.assurance.evidence import models
from clearline.assurance.evidence.contents import Content, folder_of
from clearline.assurance.evidence.link_looking import Looked
from clearline.assurance.evidence.queries import READABLE, SCANS
from clearline.assurance.evidence.scanning import Verdict
from clearline.jobs import actions as jobs
from clearline.kit import filed
from clearline.kit.errors import BadInput

SCAN_WORK = "scan held evidence"


def add(
    *,
    by: Acting,
    title: str,
    source: str,
    content: Content,
    starts: date | None,
    ends: date | None,
    expires: date | None,
    on: date,
    now: datetime,
    access: Access = OPEN,
) -> str:
    """Add a piece of evidence with its first version; return its key.

    ``starts`` and ``ends`` are the days that it speaks of, whenever it was added; ``expires`` the last day on which it
    can be relied on. Raises ``BadInput`` without a title or a source, for days that do not follow one another, and for
    an access class that what is in it cannot have.
    """
    authority = _authority(by, "keep evidence")
    if not title.strip() or not source.strip():
        raise BadInput("Give it a title, and say who made it.")
    if starts and ends and ends < starts:
        raise BadInput("The last day that it speaks of must be the same as or after the first.")
    _check_class(content, access)
    columns = access_columns(access)
    with transaction.atomic():
        _hold(authority)
        row = models.Item.objects.create(
            authority=authority, key=_next_key(authority, on), title=title.strip(), kind=content.kind,
            source=source.strip(), starts=starts, ends=ends, expires=expires, by=_individual(by), on=on, **columns,
        )  # fmt: skip
        version = _add_version(by, row, content, on, now)
        after = {
            "kind": row.kind, "from": starts, "to": ends, "expires": expires, "access": access.kind,
            "version": version.number, "digest": version.digest,
        }  # fmt: skip
        trail.record(by=by, did="evidence added", about=f"evidence:{row.key}", after=after)
    return row.key


def add_version(*, by: Acting, key: str, content: Content, why: str, on: date, now: datetime) -> int:
    """Add a version of a piece of evidence; return its number. Uses stay with theirs until they are moved.

    Raises ``BadInput`` for content of another kind or of which the item may not be made, for what is there already,
    and without a reason.
    """
    authority = _authority(by, "keep evidence")
    _say_why(why)
    with transaction.atomic():
        row = _item(authority, key, by)
        if content.kind != row.kind:
            raise BadInput(f"This evidence is of the kind “{models.KINDS[row.kind]}”. Add the other as evidence anew.")
        _check_class(content, row.access_class)
        last = row.versions.last()
        assert last is not None
        if last.digest == content.digest:
            raise BadInput("This is the same as the version that there is.")
        version = _add_version(by, row, content, on, now)
        before, after = {"digest": last.digest}, {"version": version.number, "digest": version.digest}
        about = f"evidence:{key}"
        trail.record(by=by, did="version of evidence added", about=about, why=why.strip(), before=before, after=after)
    return version.number


def use(
    *, by: Acting, item: str, about: str, place: str, why: str, on: date, access: Access = OPEN,
    version: int | None = None,
) -> int:  # fmt: skip
    """Use a version of a piece of evidence, the newest without ``version``, to prove something; return its number.

    ``about`` is the thing, ``place`` the page or paragraph, ``why`` why it proves it. Raises ``BadInput`` for a thing
    or a piece of evidence that there is not, without a place or a reason, and while its file is held.
    """
    authority = _authority(by, "keep evidence")
    check_about(about)
    if not place.strip() or not why.strip():
        raise BadInput("Say which page or paragraph of it proves this, and why.")
    columns = access_columns(access)
    with transaction.atomic():
        row = _item(authority, item, by)
        found = row.versions.filter(number=version).first() if version else row.versions.last()
        if found is None:
            raise BadInput(f"This evidence has no version {version}.")
        _must_be_readable(found)
        if row.uses.filter(about=about, place=place.strip(), ended=None).exists():
            raise BadInput("It is used for this already, by the same page or paragraph.")
        made = row.uses.create(
            version=found, about=about, place=place.strip(), why=why.strip(), by=_individual(by), on=on, **columns
        )
        after = {"for": about, "version": found.number, "access": access.kind}
        trail.record(by=by, did="evidence used", about=f"evidence:{item}", after=after)
    return made.pk


def use_newest(*, by: Acting, item: str, number: int, on: date) -> None:
    """Move a use to the newest version; it has to be checked anew. The earlier use stays on record, ended."""
    authority = _authority(by, "keep evidence")
    with transaction.atomic():
        row = _use(authority, item, number, by)
        newest = row.item.versions.last()
        assert newest is not None
        if newest.pk == row.version_id:
            raise BadInput("It uses the newest version already.")
        _must_be_readable(newest)
        row.ended = on
        row.save(update_fields=["ended"])
        row.item.uses.create(
            version=newest, about=row.about, place=row.place, why=row.why, by=_individual(by), on=on,
            **access_columns(row.access_class),
        )  # fmt: skip
        before, after = {"version": row.version.number}, {"version": newest.number}
        trail.record(
            by=by, did="use of evidence moved to the newest version", about=f"evidence:{item}", before=before,
            after={"for": row.about, **after},
        )  # fmt: skip


def check(*, by: Acting, item: str, number: int, on: date) -> None:
    """Say that one has looked at the page and that it proves what it is used for.

    Raises ``Refused`` for whoever added the use or its version, ``BadInput`` when it was checked before.
    """
    authority = _authority(by, "check evidence")
    with transaction.atomic():
        row = _use(authority, item, number, by)
        by.require_another(row.by_id, "The check")
        by.require_another(row.version.by_id, "The check")
        if row.checked_on is not None:
            raise BadInput(f"This was checked on {row.checked_on:%-d %B %Y}.")
        row.checked_by, row.checked_on = _individual(by), on
        row.save(update_fields=["checked_by", "checked_on"])
        after = {"for": row.about, "version": row.version.number, "checked on": on}
        trail.record(by=by, did="use of evidence checked", about=f"evidence:{item}", after=after)


def end_use(*, by: Acting, item: str, number: int, why: str, on: date) -> None:
    """Use it no longer for something, from a day on; that it was used stays on record."""
    authority = _authority(by, "keep evidence")
    _say_why(why)
    with transaction.atomic():
        row = _use(authority, item, number, by)
        row.ended = on
        row.save(update_fields=["ended"])
        about, after = f"evidence:{item}", {"for": row.about, "ended": on}
        trail.record(by=by, did="use of evidence ended", about=about, why=why.strip(), after=after)


def settle_scan(*, by: Acting, version: int, verdict: Verdict) -> None:
    """Keep what the scanner says of a file that was held; one that is harmful is deleted."""
    with transaction.atomic():
        row = models.Version.objects.select_related("item__authority").get(pk=version)
        was, row.scan = row.scan, verdict
        row.save(update_fields=["scan"])
        trail.record(
            by=by._replace(authority=row.item.authority), did="held evidence scanned", about=f"evidence:{row.item.key}",
            before={"scan": SCANS[was]}, after={"scan": SCANS[verdict], "version": row.number},
        )  # fmt: skip
    if verdict == "infected":
        same = models.Version.objects.filter(item__authority=row.item.authority, digest=row.digest)
        if not same.filter(scan__in=(*READABLE, "held")).exists():
            filed.path_of(folder_of(row.item.authority), row.digest).unlink(missing_ok=True)


def keep_link(*, by: Acting, version: int, looked: Looked, now: datetime) -> None:
    """Keep what came of looking at a link; in the trail only where it differs from the last time."""
    with transaction.atomic():
        row = models.Version.objects.select_related("item__authority").get(pk=version)
        was, row.link_state, row.link_says, row.link_looked_at = row.link_state, looked.state, looked.says, now
        row.save(update_fields=["link_state", "link_says", "link_looked_at"])
        if was != looked.state:
            trail.record(
                by=by._replace(authority=row.item.authority), did="link looked at", about=f"evidence:{row.item.key}",
                before={"link": was}, after={"link": looked.state, "says": looked.says, "version": row.number},
            )  # fmt: skip


def _add_version(by: Acting, row: models.Item, content: Content, on: date, now: datetime) -> models.Version:
    last = row.versions.last()
    made = row.versions.create(
        number=last.number + 1 if last else 1, digest=content.digest, name=content.name, size=content.size,
        scan=content.scan, link=content.link, frozen=content.frozen, by=_individual(by), on=on,
    )  # fmt: skip
    if made.scan == "held":
        jobs.enqueue(by=jobs.MACHINE, what=SCAN_WORK, now=now, key=f"{SCAN_WORK}: {made.pk}")
    return made


def _next_key(authority: Authority, on: date) -> str:
    """Return the next number of the year: a key says nothing of what it is about, which can be closed."""
    there = models.Item.objects.filter(authority=authority, key__startswith=f"{on.year}-").count()
    return f"{on.year}-{there + 1}"


def _check_class(content: Content, access: Access) -> None:
    if access.kind not in content.classes:
        can = " or ".join(content.classes)
        raise BadInput(f"What is in it can hold small numbers or names, so it must be {can}.")


def _must_be_readable(row: models.Version) -> None:
    if row.scan and row.scan not in READABLE:
        raise BadInput(f"This file cannot be used. {SCANS[row.scan]}.")


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _item(authority: Authority, key: str, by: Acting) -> models.Item:
    """Return a piece of evidence, the authority held. What somebody may not see is not there for them."""
    _hold(authority)
    row = models.Item.objects.filter(authority=authority, key=key).first()
    if row is None or not may_see(by, row.access_class):
        raise BadInput(f"There is no evidence '{key}'.")
    return row


def _use(authority: Authority, item: str, number: int, by: Acting) -> models.Use:
    _hold(authority)
    rows = models.Use.objects.filter(item__authority=authority, item__key=item, pk=number, ended=None)
    row = rows.select_related("item", "version").first()
    if row is None or not (may_see(by, row.item.access_class) and may_see(by, row.access_class)):
        raise BadInput("There is no such use of this evidence any more.")
    return row


def _say_why(why: str) -> None:
    if not why.strip():
        raise BadInput("Say why.")


def _individual(by: Acting) -> Individual | None:
    return by.user.individual if by.user else None
