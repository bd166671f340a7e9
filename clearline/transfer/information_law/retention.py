"""What is kept past its time, by the schedule of the catalogue; and deleting it, which a hold always stops."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Membership
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.accounts.trail import actions as trail
from clearline.assurance.models import LegalView
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person, Proposal
from clearline.registers.content import registers
from clearline.registers.models import Entry
from clearline.transfer.information_law.appointments import holding, last_days
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.holds import held, live_holds
from clearline.transfer.information_law.letting_go import forget_in_trail, let_go
from clearline.transfer.models import FoiDecision, FoiRequest, RetentionRun

ASKS: frozenset[Role] = frozenset({"data-protection-officer"})
"""As whom the nightly list is made: nothing in it that a data protection officer may not see."""


class Past(NamedTuple):
    """A row that has been kept for as long as the schedule says, and from when it counts."""

    row: Model
    record: str
    """``kind:key``, as the trail names it."""
    what: str
    since: date
    individual: UUID | None
    """The person that it is about; ``None`` for nobody."""


class Due(NamedTuple):
    """A record that is overdue."""

    record_type: str
    record: str
    what: str
    since: date
    """The day from which its time counts."""
    overdue: date
    """The first day on which it should be gone."""
    hold: str
    """The key of the hold that keeps it; empty for none."""


def due(by: Acting, on: date) -> tuple[Due, ...]:
    """Return what an authority has kept past its time on a day, those that a hold keeps among it."""
    return tuple(found for found, _ in _due(by, on))


def _due(by: Acting, on: date) -> Iterator[tuple[Due, Past]]:
    assert by.authority is not None
    live = live_holds(by.authority, on)
    for record_type, find in FINDERS.items():
        period = load().retention[record_type].period
        assert period is not None
        for past in find(by, on - period, on):
            hold = held(live, record_type, past.individual)
            overdue = past.since + period + timedelta(days=1)
            yield Due(record_type, past.record, past.what, past.since, overdue, hold.key if hold else ""), past


def look(*, authority: Authority, now: datetime) -> int:
    """Make the dry run of a night in place of the last one; return how many records are overdue. Deletes nothing."""
    by = Acting(None, authority, ASKS, "job")
    found = due(by, timezone.localdate(now))
    with transaction.atomic():
        RetentionRun.objects.filter(authority=authority, applied=False).delete()
        RetentionRun.objects.create(authority=authority, at=now, counts=counts(found))
    return len(found)


def counts(found: Iterable[Due]) -> dict[str, dict[str, int]]:
    """Return how many records of each type are overdue, and how many of them a hold keeps."""
    result: dict[str, dict[str, int]] = {}
    for one in found:
        both = result.setdefault(one.record_type, {"overdue": 0, "held": 0})
        both["overdue"] += 1
        both["held"] += bool(one.hold)
    return result


def apply(*, by: Acting, why: str, now: datetime, record_types: Iterable[str] = ()) -> RetentionRun:
    """Delete what is overdue and not held, of some types or of all; return the receipt.

    Raises ``BadInput`` without a reason, for a type that nothing deletes, or when nothing can be deleted; ``Refused``
    for whoever does not answer for personal data.
    """
    by.require("answer for personal data")
    assert by.authority is not None
    wanted = set(record_types) or set(FINDERS)
    if wanted - set(FINDERS):
        raise BadInput(f"Retention deletes no '{min(wanted - set(FINDERS))}'. It deletes: {', '.join(FINDERS)}.")
    if not why.strip():
        raise BadInput("Say why, for the trail and the receipt.")
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        found = [pair for pair in _due(by, timezone.localdate(now)) if pair[0].record_type in wanted]
        going = [(one, past) for one, past in found if not one.hold]
        if not going:
            raise BadInput("Nothing is overdue that could be deleted.")
        for one, past in going:
            DELETERS.get(one.record_type, _plainly)(by, past, why)
        # how many views there were is told to nobody who may not see them
        told = counts(one for one, _ in found if one.record_type != "legal-views")
        run = RetentionRun.objects.create(
            authority=by.authority, at=now, applied=True, why=why.strip(), counts=told,
            by=by.user.individual if by.user else None,
        )  # fmt: skip
        gone = sorted(one.record for one, _ in going if one.record_type != "legal-views")
        trail.record(
            by=by, did="overdue records deleted", about=f"retention:{run.pk}", why=why.strip(),
            before={"records": gone}, after={"records": []},
        )  # fmt: skip
    return run


def receipts(authority: Authority) -> tuple[RetentionRun, ...]:
    """Return what was deleted and when, the latest first."""
    return tuple(RetentionRun.objects.filter(authority=authority, applied=True).select_related("by").order_by("-id"))


def last_look(authority: Authority) -> RetentionRun | None:
    """Return the last dry run; ``None`` when there has been none."""
    return RetentionRun.objects.filter(authority=authority, applied=False).first()


def _roles(by: Acting, before: date, on: date) -> Iterator[Past]:
    rows = Membership.objects.filter(authority=by.authority, ends__lt=before).select_related("user__individual")
    for row in rows.order_by("id"):
        assert row.ends is not None
        what = f"{role_title(row.role)} until {row.ends:%-d %B %Y}"
        yield Past(row, f"account:{row.user_id}", what, row.ends, row.user.individual_id)


def _names(by: Acting, before: date, on: date) -> Iterator[Past]:
    assert by.authority is not None
    last = last_days(by.authority)
    for row in Person.objects.filter(authority=by.authority).select_related("individual").order_by("key"):
        day = last.get(row.key)
        if day is not None and day < before:
            yield Past(row, f"people:{row.key}", f"Name behind {row.key}", day, row.individual_id)


def _entries(by: Acting, before: date, on: date) -> Iterator[Past]:
    assert by.authority is not None
    now = holding(by.authority, on)
    people = dict(Person.objects.filter(authority=by.authority).values_list("key", "individual_id"))
    known = registers()
    every = Entry.objects.filter(authority=by.authority)
    live = every.filter(latest=True, withdrawn=False, on__isnull=False)
    latest = {(row.register, row.about): row.pk for row in live.order_by("on", "id")}
    for row in every.filter(on__lt=before).order_by("id"):
        if row.register in known and not known[row.register].about_people:
            continue
        if row.about in now and latest.get((row.register, row.about)) == row.pk:
            continue
        assert row.on is not None
        what = f"{row.register.replace('-', ' ').capitalize()} of {row.about}"
        yield Past(row, f"people:{row.about}", what, row.on, people.get(row.about))


def _proposals(by: Acting, before: date, on: date) -> Iterator[Past]:
    rows = Proposal.objects.filter(authority=by.authority, state="withdrawn", decided_at__isnull=False)
    for row in rows.order_by("id"):
        assert row.decided_at is not None
        day = timezone.localdate(row.decided_at)
        if day < before:
            yield Past(row, f"proposal:{row.key}", f"Withdrawn proposal {row.title}", day, row.author_id)


def _views(by: Acting, before: date, on: date) -> Iterator[Past]:
    if not by.may("see legal views"):
        return
    rows = LegalView.objects.filter(authority=by.authority, given_on__lt=before)
    if not by.may("see privileged views"):
        rows = rows.filter(privileged=False)
    for row in rows.order_by("id"):
        yield Past(row, f"sealed:{row.seal}", f"Legal view of {row.rule}", row.given_on, row.by_id)


def _requests(by: Acting, before: date, on: date) -> Iterator[Past]:
    for row in FoiRequest.objects.filter(authority=by.authority, closed__lt=before).order_by("id"):
        assert row.closed is not None
        yield Past(row, f"foi:{row.reference}", f"Request {row.reference}", row.closed, None)


FINDERS: dict[str, Callable[[Acting, date, date], Iterator[Past]]] = {
    "accounts": _roles,
    "names": _names,
    "registers": _entries,
    "proposals": _proposals,
    "legal-views": _views,
    "foi": _requests,
}
"""How what is overdue is found, by record type: what counts from before a day, as it stands on another."""


def _plainly(by: Acting, past: Past, why: str) -> None:
    past.row.delete()


def _delete_role(by: Acting, past: Past, why: str) -> None:
    row: Any = past.row
    user = row.user
    row.delete()
    if not user.memberships.exists():
        user.delete()
        forget_in_trail(by, [past.record], by.authority, why)
        let_go(user.individual)


def _delete_name(by: Acting, past: Past, why: str) -> None:
    row: Any = past.row
    row.delete()
    forget_in_trail(by, [past.record], by.authority, why)
    let_go(row.individual)


def _delete_view(by: Acting, past: Past, why: str) -> None:
    past.row.delete()
    forget_in_trail(by, [past.record], None, why)
    unnamed = by._replace(authority=None, roles=frozenset())
    trail.record(by=unnamed, did="sealed", about=past.record, why="", after={"deleted": True}, personal=("deleted",))


def _delete_request(by: Acting, past: Past, why: str) -> None:
    FoiDecision.objects.filter(request=past.row.pk).delete()
    past.row.delete()


DELETERS: dict[str, Callable[[Acting, Past, str], None]] = {
    "accounts": _delete_role,
    "names": _delete_name,
    "legal-views": _delete_view,
    "foi": _delete_request,
}
"""How a record is deleted, where more goes with it than its row."""
