"""Holds: while one is live, nothing in its scope is deleted or erased. An inquiry's hold always wins."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.models import Hold

PERSON = "person:"
"""How the scope of a hold on one person begins; the id of the person follows."""


def holds(authority: Authority) -> QuerySet[Hold]:
    """Return every hold of an authority, live or lifted, the latest first."""
    return Hold.objects.filter(authority=authority).select_related("placed_by", "lifted_by").order_by("-id")


def live(on: date) -> Q:
    """Return the condition that a hold is live on a day."""
    return Q(starts__lte=on) & (Q(lifted__isnull=True) | Q(lifted__gt=on))


def live_holds(authority: Authority, on: date) -> tuple[Hold, ...]:
    """Return the holds that are live on a day, the first placed first."""
    return tuple(Hold.objects.filter(live(on), authority=authority).order_by("id"))


def held(live: tuple[Hold, ...], record_type: str, individual: UUID | None = None) -> Hold | None:
    """Return the first of some holds that covers a type of record, or a record about a person; ``None`` if none."""
    scopes = {Hold.EVERYTHING, record_type} | ({f"{PERSON}{individual}"} if individual else set())
    return next((hold for hold in live if hold.scope in scopes), None)


def scope_words(scope: str) -> str:
    """Return what a hold covers, in words that name nobody."""
    if scope == Hold.EVERYTHING:
        return "Everything"
    if scope.startswith(PERSON):
        return f"Everything about the person {scope.removeprefix(PERSON)}"
    return load().retention[scope].title


def place_hold(*, by: Acting, scope: str, reason: str, starts: date) -> str:
    """Place a hold from a day; return its key. Raises ``BadInput`` for a scope that there is not or no reason."""
    authority = _authority(by)
    _check_scope(scope)
    if not reason.strip():
        raise BadInput("Say which inquiry, claim or request asks for the hold.")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        key = new_key("hold", set(Hold.objects.filter(authority=authority).values_list("key", flat=True)), "hold")
        who = by.user.individual if by.user else None
        Hold.objects.create(
            authority=authority, key=key, scope=scope, reason=reason.strip(), starts=starts, placed_by=who
        )
        after = {"scope": scope, "starts": starts}
        trail.record(by=by, did="hold placed", about=f"hold:{key}", why=reason.strip(), after=after,
                     personal=("why",))  # fmt: skip
    return key


def lift_hold(*, by: Acting, key: str, why: str, on: date) -> None:
    """Lift a hold from a day on. Raises ``BadInput`` without a reason, or when it is lifted or not there."""
    authority = _authority(by)
    if not why.strip():
        raise BadInput("Say why the hold is lifted.")
    with transaction.atomic():
        hold = Hold.objects.select_for_update(of=("self",)).filter(authority=authority, key=key).first()
        if hold is None:
            raise BadInput(f"There is no hold '{key}'.")
        if hold.lifted is not None:
            raise BadInput(f"This hold was lifted on {hold.lifted:%-d %B %Y}.")
        hold.lifted, hold.lifted_why = max(on, hold.starts), why.strip()
        hold.lifted_by = by.user.individual if by.user else None
        hold.save()
        trail.record(
            by=by, did="hold lifted", about=f"hold:{key}", why=why.strip(), before={"lifted": None},
            after={"lifted": hold.lifted}, personal=("why",),
        )  # fmt: skip


def _authority(by: Acting) -> Authority:
    by.require("answer for personal data")
    assert by.authority is not None
    return by.authority


def _check_scope(scope: str) -> None:
    if scope.startswith(PERSON):
        try:
            known = Individual.objects.filter(pk=UUID(scope.removeprefix(PERSON))).exists()
        except ValueError:
            known = False
        if not known:
            raise BadInput("There is no person of this id. `clearline person find` tells it.")
    elif scope != Hold.EVERYTHING and scope not in load().retention:
        raise BadInput(f"'{scope}' is no type of record. There are: everything, {', '.join(load().retention)}.")
