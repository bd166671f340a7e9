"""Changes of what accountable people decided: departures and texts confirmed. Legal views are in ``viewing``."""

from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Model

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.assurance import models
from clearline.assurance.departing import check_departure, state_on
from clearline.assurance.queries import as_value
from clearline.guidance.queries import edition_named, stated_in
from clearline.guidance.schema import Guidance
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.organisations.partnerships import Departure
from clearline.schedule.elections import require_no_hold


def record_departure(
    *,
    by: Acting,
    guidance: Guidance,
    departure: Departure,
    minutes: str = "",
    published: bool = False,
    on: date | None = None,
) -> str:
    """Record a decision to depart from the guidance; return its key.

    ``on`` is the day of publishing, for what is published at once; else ``None``. Raises ``BadInput`` for a provision
    that the edition has not or that is law, for words that say nothing, for dates that do not follow one another, and
    for publishing within a pre-election period; ``Refused`` without the permission.
    """
    authority = _authority(by, "record departure")
    check_departure(guidance, departure)
    with transaction.atomic():
        _hold(authority)
        taken = set(models.Departure.objects.filter(authority=authority).values_list("key", flat=True))
        key = new_key(f"{departure.edition}-{departure.provision}"[:50], taken, "departure")
        if published:
            assert on is not None
            require_no_hold(authority, f"departure:{key}", max(on, departure.start))
        row = models.Departure.objects.create(
            authority=authority, key=key, minutes=minutes, published=published, **_columns(departure)
        )
        after = _kept(row)
        trail.record(by=by, did="departure recorded", about=f"departure:{key}", why=after.pop("reasons"), after=after)
    return key


def renew_departure(*, by: Acting, key: str, review: date, on: date, why: str) -> None:
    """Put off the review of a departure that is live on a day, with the reasons why it still holds.

    One that is no longer live is recorded anew, so that the days between stay as they were.
    """
    authority = _authority(by, "record departure")
    with transaction.atomic():
        row = _departure(authority, key)
        if state_on(as_value(row), on) not in ("live", "due for review"):
            raise BadInput("This departure is not live, so it cannot be renewed. Record a new one.")
        if review <= row.review:
            raise BadInput(f"The new review date must be after the one there is: {row.review:%-d %B %Y}.")
        _change(row, by, "departure renewed", why, review=review)


def end_departure(*, by: Acting, key: str, last: date, why: str) -> None:
    """End a departure after its last day. Raises ``BadInput`` when it would end before it begins or has ended."""
    authority = _authority(by, "record departure")
    with transaction.atomic():
        row = _departure(authority, key)
        if last < row.starts:
            raise BadInput(f"The last day must be the same as or after the first: {row.starts:%-d %B %Y}.")
        if row.ends is not None and row.ends <= last:
            raise BadInput(f"This departure already ends on {row.ends:%-d %B %Y}.")
        _change(row, by, "departure ended", why, ends=last)


def publish_departure(*, by: Acting, key: str, published: bool, on: date, why: str) -> None:
    """Let the public read a departure, or no longer.

    Raises ``BadInput`` when it is so already, and for publishing on a day within a pre-election period, unless the
    monitoring officer released it.
    """
    authority = _authority(by, "record departure")
    with transaction.atomic():
        row = _departure(authority, key)
        if row.published == published:
            raise BadInput(f"This departure is already {'published' if published else 'not published'}.")
        if published:
            # the public first reads it on the day on which it begins
            require_no_hold(authority, f"departure:{key}", max(on, row.starts))
        did = "departure published" if published else "departure no longer published"
        _change(row, by, did, why, published=published)


def confirm_text(
    *,
    by: Acting,
    guidance: Guidance,
    document: str,
    edition: str,
    duty: str,
    page: str,
    on: date,
    today: date,
    why: str = "",
) -> None:
    """Record that the words of a duty were read in the document itself, on which page; again to put that right.

    Raises ``BadInput`` for a duty that there is not, without a page, or for a day to come.
    """
    authority = _authority(by, "confirm text")
    named = edition_named(guidance, f"{document}/{edition}")
    if not any(stated.duty.key == duty for stated in stated_in(named)):
        raise BadInput(f"{document}/{edition} has no duty '{duty}'.")
    if not page.strip():
        raise BadInput("Say on which page or in which paragraph the words are.")
    if on > today:
        raise BadInput("The day on which you read it must be today or in the past.")
    with transaction.atomic():
        _hold(authority)
        place: dict[str, Any] = {"authority": authority, "document": document, "edition": edition, "duty": duty}
        row = models.TextConfirmed.objects.filter(**place).first()
        before = {"page": row.page, "on": row.on} if row else None
        values = {"by": _individual(by), "on": on, "page": page.strip()}
        models.TextConfirmed.objects.update_or_create(**place, defaults=values)
        after = {"page": values["page"], "on": on}
        about = f"text:{document}/{edition}/{duty}"
        trail.record(by=by, did="text confirmed", about=about, why=why, before=before, after=after)


def withdraw_text(*, by: Acting, document: str, edition: str, duty: str, why: str) -> None:
    """Take back that the words of a duty were read. Raises ``BadInput`` when nobody has said that they were."""
    authority = _authority(by, "confirm text")
    with transaction.atomic():
        _hold(authority)
        row = models.TextConfirmed.objects.filter(
            authority=authority, document=document, edition=edition, duty=duty
        ).first()
        if row is None:
            raise BadInput("The words of this duty are not confirmed, so there is nothing to withdraw.")
        before = {"page": row.page, "on": row.on}
        row.delete()
        about = f"text:{document}/{edition}/{duty}"
        trail.record(by=by, did="text confirmation withdrawn", about=about, why=why, before=before, after={})


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _individual(by: Acting) -> Individual | None:
    return by.user.individual if by.user else None


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _departure(authority: Authority, key: str) -> models.Departure:
    _hold(authority)
    row = models.Departure.objects.filter(authority=authority, key=key).first()
    if row is None:
        raise BadInput(f"There is no departure '{key}'.")
    return row


def _change(row: models.Departure, by: Acting, did: str, why: str, **fields: Any) -> None:
    """Change fields of a departure, and leave one entry with what they were."""
    if not why.strip():
        raise BadInput("Say why.")
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    trail.record(by=by, did=did, about=f"departure:{row.key}", why=why, before=before, after=fields)


def _columns(departure: Departure) -> dict[str, Any]:
    """Return a departure as the columns of its table."""
    names = {"start": "starts", "end": "ends"}
    stated = msgspec.structs.asdict(departure)
    empty = {"edition": "", "alternatives": "", "consulted": ""}
    return {names.get(name, name): empty.get(name) if value is None else value for name, value in stated.items()}


def _kept(row: Model) -> dict[str, Any]:
    """Return what a row states, for the trail: nothing that is empty, and no keys of tables."""
    names = [field.name for field in row._meta.concrete_fields if field.name not in ("id", "authority", "key")]
    return {name: value for name in names if (value := getattr(row, name)) not in (None, "")}
