"""Offers what was judged under an earlier edition to the duties of a later one: never copied as done, never lost."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.assurance.statements import models
from clearline.assurance.statements.queries import Judgement, recorded
from clearline.guidance.content import load
from clearline.guidance.queries import Stated, edition_named, stated_in
from clearline.kit.errors import BadInput
from clearline.kit.values import Value


class Offered(Value, frozen=True, kw_only=True):
    """A judgement of an earlier edition beside the one that begins anew."""

    how: str
    """How the later duty came from the earlier: same, reworded, narrowed, widened, split or merged."""
    on: date
    earlier: Judgement
    later: Judgement


def offer(*, by: Acting, from_edition: str, to_edition: str, on: date, why: str) -> int:
    """Offer every judgement of an edition (``document/edition``) to the duties of another that continue its duty.

    Each of these begins anew: no statement, no strength, no decision and no review goes with it. Those that were
    offered before are left as they are. Returns how many were offered now. Raises ``BadInput`` when there is nothing
    more to offer, without a reason, or for editions that there are not.
    """
    by.require("keep judgements")
    assert by.authority is not None
    if not why.strip():
        raise BadInput("Say why.")
    earlier, later = (edition_named(load(), name) for name in (from_edition, to_edition))
    if earlier == later:
        raise BadInput("Choose two editions.")
    if earlier.document == later.document and (later.start or date.min) < (earlier.start or date.min):
        raise BadInput(f"{to_edition} came before {from_edition}: offer what was said to the later edition.")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        place = {"authority": by.authority, "document": earlier.document, "edition": earlier.edition}
        rows = {row.duty: row for row in models.Judgement.objects.filter(**place)}
        count = 0
        for old, how, stated in _links(f"{earlier.document}/{earlier.edition}", list(stated_in(later))):
            if old in rows and _said_of(rows[old]):
                count += _offer(by, rows[old], stated, how, on)
        if not count:
            raise BadInput("There is nothing more to offer: no judgement there has a duty that continues its own.")
        about, after = f"edition:{to_edition}", {"from": from_edition, "offered": count}
        trail.record(by=by, did="judgements offered", about=about, why=why.strip(), after=after)
    return count


def offers(authority: Authority, on: date) -> tuple[Offered, ...]:
    """Return what was offered by a day, the latest first, with what is said of either now."""
    return _filled(models.Offer.objects.filter(earlier__authority=authority, on__lte=on).order_by("-id"), on)


def offered_to(authority: Authority, one: Judgement, on: date) -> tuple[Offered, ...]:
    """Return what of earlier editions was offered to a judgement."""
    rows = models.Offer.objects.filter(
        later__authority=authority, later__document=one.document, later__edition=one.edition, later__duty=one.duty,
        on__lte=on,
    )  # fmt: skip
    return _filled(rows, on)


def _links(earlier: str, later: list[Stated]) -> Iterator[tuple[str, str, Stated]]:
    """Yield each duty of an earlier edition with how a later one continues it: by its typed link, else by its key."""
    for stated in later:
        typed = {link.key: link.as_ for link in stated.duty.follows if link.edition == earlier}
        for old, how in {stated.duty.key: "same", **typed}.items():
            yield old, how, stated


def _said_of(row: models.Judgement) -> bool:
    return row.statements.exists() or row.keepings.exists() or row.voices.exists()


def _offer(by: Acting, old: models.Judgement, stated: Stated, how: str, on: date) -> bool:
    """Offer one judgement to one duty; return whether it was not offered before."""
    new = models.Judgement.objects.get_or_create(
        authority=by.authority, document=stated.edition.document, edition=stated.edition.edition, duty=stated.duty.key
    )[0]
    values = {"how": how, "by": by.user.individual if by.user else None, "on": on}
    return models.Offer.objects.get_or_create(earlier=old, later=new, defaults=values)[1]


def _filled(rows: QuerySet[models.Offer], on: date) -> tuple[Offered, ...]:
    found = list(rows)
    numbers = {number for row in found for number in (row.earlier_id, row.later_id)}
    known = recorded(models.Judgement.objects.filter(pk__in=numbers), on)
    return tuple(
        Offered(how=row.how, on=row.on, earlier=known[row.earlier_id], later=known[row.later_id])
        for row in found
        if row.earlier_id in known and row.later_id in known
    )
