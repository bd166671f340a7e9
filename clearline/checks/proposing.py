"""Changes of proposals, from the first draft to the decision; each in one transaction, with one entry in the trail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority, User
from clearline.accounts.trail import actions as trail
from clearline.accounts.trail.models import DONE, Entry
from clearline.checks.gathering import gather
from clearline.checks.proposed import adopted, check_overlay, proposed, said_of
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.organisations import queries
from clearline.organisations.models import Proposal, Recorded
from clearline.organisations.organisation import Organisation
from clearline.organisations.records import Record, is_mapping, records_of

SHAPED = "proposal changed"
MADE = "proposal made"
"""What the trail says of those who wrote a proposal; none of them adopts it."""


class Wanted(NamedTuple):
    """What a proposal is, beside what it changes."""

    title: str
    reasons: str
    takes_effect: date


def propose(*, by: Acting, wanted: Wanted, overlay: Any, now: datetime) -> str:
    """Make a draft and return its key. Raises ``BadInput`` when what it says would not fit the organisation."""
    authority = _authority(by, "propose")
    with _alone(authority):
        _fits(authority, overlay, wanted.takes_effect)
        there = set(Proposal.objects.filter(authority=authority).values_list("key", flat=True))
        key = new_key(wanted.title[:50], there, "proposal")
        row = Proposal(
            authority=authority, key=key, author_id=by.person, made_at=now, overlay=overlay, **wanted._asdict()
        )
        row.save()
        trail.record(by=by, did=MADE, about=about(key), after=_told(row))
    return key


def revise(*, by: Acting, key: str, wanted: Wanted) -> None:
    """Change title, reasons and day of a draft. Raises ``BadInput`` when it would not fit the organisation that day."""
    _change(by, key, **wanted._asdict())


def rewrite(*, by: Acting, key: str, overlay: Any) -> None:
    """Put other changes in the place of those of a draft. Raises ``BadInput`` when they would not fit."""
    _change(by, key, overlay=overlay)


def put(*, by: Acting, key: str, section: str, thing: str, facts: Any) -> None:
    """Let a draft say what one thing is to be, as a file would say it; ``None`` takes it away.

    ``thing`` is empty for a section that is one thing. Raises ``BadInput`` when the organisation would not fit.
    """
    with _alone(_authority(by, "propose")):
        row = _draft(by, key)
        organisation = gather(row.authority)
        if organisation is None:
            raise BadInput("State the organisation first: a proposal changes what is stated.")
        overlay = _without(row.overlay, section, thing)
        said = said_of(organisation, row.takes_effect, section, thing, facts)
        if thing and said:
            overlay[section] = {**(overlay.get(section) or {}), **said[section]}
        elif said:
            overlay[section] = said[section]
        _change(by, key, overlay=overlay)


def undo(*, by: Acting, key: str, section: str, thing: str) -> None:
    """Take one thing out of what a draft changes. Raises ``BadInput`` when the rest would not fit without it."""
    with _alone(_authority(by, "propose")):
        _change(by, key, overlay=_without(_draft(by, key).overlay, section, thing))


def send(*, by: Acting, key: str) -> None:
    """Send a draft for decision. Raises ``BadInput`` when it has no reasons or changes nothing."""
    with _alone(_authority(by, "propose")):
        row = _draft(by, key)
        if not row.reasons.strip():
            raise BadInput("Say why, before it goes for decision: those who decide need the reasons.")
        if not row.overlay:
            raise BadInput("The proposal changes nothing yet, so there is nothing to decide.")
        _move(by, row, "for-decision", "proposal sent for decision", "")


def take_back(*, by: Acting, key: str, why: str) -> None:
    """Make a proposal that waits for its decision a draft again."""
    with _alone(_authority(by, "propose")):
        _move(by, _waiting(by, key), "draft", "proposal taken back", why)


def withdraw(*, by: Acting, key: str, why: str, now: datetime) -> None:
    """Withdraw a proposal that is not decided. It stays on record."""
    with _alone(_authority(by, "propose")):
        row = _found(by, key)
        if row.state not in ("draft", "for-decision"):
            raise BadInput(f"The proposal is {row.get_state_display()} already.")
        _move(by, row, "withdrawn", "proposal withdrawn", why, decided_at=now)


def adopt(*, by: Acting, key: str, on: date, decision: str, now: datetime) -> None:
    """Adopt a proposal from a day on: the organisation changes by dated records, and what was before stays on record.

    Raises ``Refused`` for whoever wrote any of it, and ``BadInput`` when it does not fit what is stated now.
    """
    authority = _authority(by, "adopt proposal")
    with _alone(authority):
        row = _waiting(by, key)
        for author in _authors(row):
            by.require_another(author, "The adoption of a proposal")
        stated = queries.organisation(authority)
        if stated is None:
            raise BadInput("Nothing is stated of the organisation, so there is nothing to change.")
        _write(authority, adopted(stated, row.overlay, on))
        row.takes_effect = on
        _move(by, row, "adopted", "proposal adopted", decision, decided_at=now, decision=decision)


def about(key: str) -> str:
    """Return what entries of the trail about a proposal are about."""
    return f"proposal:{key}"


def may_adopt(by: Acting, row: Proposal) -> bool:
    """Return whether somebody may adopt a proposal: in their roles, and as none of those who wrote it."""
    try:
        for author in _authors(row):
            by.require_another(author, "The adoption of a proposal")
    except Refused:
        return False
    return by.may("adopt proposal")


@contextmanager
def _alone(authority: Authority) -> Iterator[None]:
    """Begin a transaction in which nobody else changes this authority's organisation or proposals."""
    with transaction.atomic():
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        yield


def _authority(by: Acting, permission: str) -> Authority:
    by.require(permission)
    assert by.authority is not None
    return by.authority


def _found(by: Acting, key: str) -> Proposal:
    """Return a proposal. Raises ``BadInput`` when there is none."""
    row = Proposal.objects.filter(authority=by.authority, key=key).first()
    if row is None:
        raise BadInput(f"There is no proposal '{key}'.")
    return row


def _draft(by: Acting, key: str) -> Proposal:
    by.require("propose")
    row = _found(by, key)
    if row.state != "draft":
        raise BadInput("Only a draft can be changed. Take the proposal back first.")
    return row


def _waiting(by: Acting, key: str) -> Proposal:
    row = _found(by, key)
    if row.state != "for-decision":
        raise BadInput("The proposal is not waiting for a decision.")
    return row


def _authors(row: Proposal) -> set[UUID]:
    """Return the people who wrote a proposal or changed it, as their accounts say now who they are."""
    entries = Entry.objects.filter(authority=row.authority, about=about(row.key), did__in=(MADE, SHAPED), outcome=DONE)
    people = {row.author_id} if row.author_id else set()
    accounts = set()
    for account, person in entries.exclude(user="").values_list("user", "individual"):
        accounts.add(int(account))
        people.add(UUID(person))
    return people | set(User.objects.filter(pk__in=accounts).values_list("individual_id", flat=True))


def _change(by: Acting, key: str, **fields: Any) -> None:
    """Change a draft, checked whole."""
    with _alone(_authority(by, "propose")):
        row = _draft(by, key)
        before = _told(row)
        for name, value in fields.items():
            setattr(row, name, value)
        _fits(row.authority, row.overlay, row.takes_effect)
        row.save()
        trail.record(by=by, did=SHAPED, about=about(key), before=before, after=_told(row))


def _move(by: Acting, row: Proposal, state: str, did: str, why: str, **fields: Any) -> None:
    """Take a proposal to another state, from the one in which it was read."""
    with transaction.atomic():
        moved = Proposal.objects.filter(pk=row.pk, state=row.state).update(
            state=state, takes_effect=row.takes_effect, **fields
        )
        if not moved:
            raise BadInput("Somebody else has just changed the proposal. Look at it again.")
        before = {"state": row.state}
        trail.record(
            by=by,
            did=did,
            about=about(row.key),
            why=why,
            before=before,
            after={"state": state, "takes_effect": str(row.takes_effect)},
        )


def _told(row: Proposal) -> dict[str, Any]:
    """Return a proposal as the trail keeps it, what it changes thing by thing."""
    changes: dict[str, Any] = {}
    for section, said in row.overlay.items():
        if is_mapping(section) and isinstance(said, dict):
            changes |= {f"{section}/{key}": facts for key, facts in said.items()}
        else:
            changes[section] = said
    return {"title": row.title, "reasons": row.reasons, "takes_effect": str(row.takes_effect), "changes": changes}


def _fits(authority: Authority, overlay: Mapping[str, Any], on: date) -> None:
    """Raise ``BadInput`` unless a proposal fits the organisation on its day."""
    organisation = gather(authority)
    if organisation is not None:
        proposed(organisation, overlay, on)
    elif check_overlay(overlay):
        raise BadInput("State the organisation first: a proposal changes what is stated.")


def _without(overlay: Mapping[str, Any], section: str, thing: str) -> dict[str, Any]:
    """Return what a proposal says without one thing."""
    rest = {name: said for name, said in overlay.items() if name != section}
    if thing and is_mapping(section):
        kept = {key: said for key, said in (overlay.get(section) or {}).items() if key != thing}
        return {**rest, section: kept} if kept else rest
    return rest


def _write(authority: Authority, organisation: Organisation) -> None:
    """Let the records state an organisation: those that it has already stay, with their numbers."""
    rows = list(Recorded.objects.filter(authority=authority).order_by("id"))
    there = {_text(Record(*(getattr(row, name) for name in Record._fields))): row.pk for row in rows}
    wanted = {_text(record): record for record in records_of(organisation)}
    Recorded.objects.filter(pk__in=[pk for text, pk in there.items() if text not in wanted]).delete()
    new = [
        record._replace(facts=msgspec.to_builtins(record.facts)) for text, record in wanted.items() if text not in there
    ]
    Recorded.objects.bulk_create(Recorded(authority=authority, **record._asdict()) for record in new)


def _text(record: Record) -> bytes:
    return msgspec.json.encode(record, order="sorted")
