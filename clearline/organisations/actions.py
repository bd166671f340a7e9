"""Changes of the organisation: each in one transaction, checked whole, with one entry in the trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority, Individual
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput, Problem
from clearline.organisations import queries
from clearline.organisations.files import check_fit
from clearline.organisations.models import Person, Recorded
from clearline.organisations.organisation import Organisation
from clearline.organisations.readable import check_readable
from clearline.organisations.records import DAY, NESTED, Record, holds, records_of
from clearline.organisations.sections import DATED, about, one_of, permission_to_change

NO_LONGER = "What you wanted to change has changed since you opened it. Look at it again, then make your change."


def state(*, by: Acting, section: str, key: str, facts: Any, start: date | None, why: str = "", seen: str = "") -> None:
    """State a thing as it is from a day on, ending the version before; ``None``: as it has always been.

    ``facts`` is what a file would say; appointments and seats in it count only as stated or not. A version that begins
    on the same day is corrected. ``seen`` is the mark of the version that was looked at (``queries.Numbered``). Raises
    ``BadInput`` when the organisation would not fit together on some day, or something else was seen than is there;
    ``Refused`` without the permission.
    """
    authority = _authority(by, section)
    check_readable(section, key, facts)
    with transaction.atomic():
        rows = _versions(authority, section, key)
        before = next((row for row in reversed(rows) if (row.valid_from or date.min) <= (start or date.min)), None)
        _unchanged(before, seen)
        if before and before.valid_from == start:
            _correct(by, before, facts, why)
            return
        was = _said(before) if before else None
        later = (row.valid_from for row in rows if row.valid_from and row.valid_from > (start or date.min))
        following = next(later, None)
        last = following - DAY if following else None
        if start and before and (before.valid_to is None or before.valid_to >= start):
            last = before.valid_to  # what has an end already keeps it
            before.valid_to = start - DAY
            before.save(update_fields=["valid_to"])
        new = _add(authority, Record(section, key, "", start, last, _bare(section, facts)))
        _changed(by, new, "stated", why, was)


def correct(*, by: Acting, section: str, key: str, number: int, facts: Any, why: str = "", seen: str = "") -> None:
    """Put right what a version of a thing states, by its number; the trail keeps what was stated before.

    Raises ``BadInput`` when there is no such version or the organisation would not fit together on some day.
    """
    authority = _authority(by, section)
    check_readable(section, key, facts)
    with transaction.atomic():
        row = next((row for row in _versions(authority, section, key) if row.pk == number), None)
        if row is None:
            raise BadInput(NO_LONGER)
        _unchanged(row, seen)
        _correct(by, row, facts, why)


def _correct(by: Acting, row: Recorded, facts: Any, why: str) -> None:
    before = _said(row)
    row.facts = _bare(row.section, facts)
    row.save(update_fields=["facts"])
    _changed(by, row, "corrected", why, before)


def end(*, by: Acting, section: str, key: str, last: date, why: str = "") -> None:
    """End a thing after its last day. Raises ``BadInput`` when it is not there then, or others still refer to it."""
    authority = _authority(by, section)
    with transaction.atomic():
        rows = _versions(authority, section, key)
        row = next((row for row in rows if holds(_record(row), last)), None)
        if row is None:
            raise BadInput(f"There is no {one_of(section)} '{key}' on {last}.")
        if row is not rows[-1]:
            later = rows[rows.index(row) + 1].valid_from
            raise BadInput(f"It is stated anew from {later}. End it after that day, or put that right first.")
        before = _said(row)
        if section in DATED:
            row.facts = {**_mapping(row.facts), "to": last.isoformat()}
        else:
            row.valid_to = last
        row.save(update_fields=["facts", "valid_to"])
        _changed(by, row, "ended", why, before)


def state_part(
    *, by: Acting, within: str, part: Mapping[str, Any], replaces: int | None = None, why: str = "", seen: str = ""
) -> None:
    """State an appointment (within ``posts/x`` or ``offices/x``) or a seat (within ``bodies/x``).

    ``replaces`` is the number of the record that is put right, as ``queries.parts`` gives it; ``None`` adds one.
    Raises as ``state`` does.
    """
    owner, _, key = within.partition("/")
    authority = _authority(by, owner)
    check_readable(owner, key, part)
    with transaction.atomic():
        row = None
        if replaces:
            row = _locked(authority).filter(pk=replaces, within=within).first()
            if row is None:
                raise BadInput(NO_LONGER)
            _unchanged(row, seen)
        before = row.facts if row else None
        if row:
            row.facts = dict(part)
            row.save(update_fields=["facts"])
        else:
            _stating_parts(authority, owner, key)
            _add(authority, Record(NESTED[owner][1], "", within, None, None, dict(part)))
        what = f"{'seat' if owner == 'bodies' else 'appointment'} {'corrected' if before else 'stated'}"
        _fits(authority)
        trail.record(by=by, did=what, about=about(owner, key), why=why, before=before, after=dict(part))


def _stating_parts(authority: Authority, owner: str, key: str) -> None:
    """Let every version of a thing say that its appointments or seats are stated, as they now are."""
    rows = _versions(authority, owner, key)
    if not rows:
        raise BadInput(f"There is no {one_of(owner)} '{key}'.")
    for row in rows:
        facts = _mapping(row.facts)
        if NESTED[owner][0] not in facts:
            row.facts = {**facts, NESTED[owner][0]: []}
            row.save(update_fields=["facts"])


def state_none(*, by: Acting, section: str, key: str = "", why: str = "") -> None:
    """State that there are none: holders of a post, seats of a body, or, without a key, things of a section.

    Raises ``BadInput`` when there is no such thing.
    """
    authority = _authority(by, section)
    if not key:
        state(by=by, section=section, key="", facts={}, start=None, why=why)
        return
    with transaction.atomic():
        _stating_parts(authority, section, key)
        did = f"{one_of(section)}: no {NESTED[section][1]} stated"
        trail.record(by=by, did=did, about=about(section, key), why=why)


def withdraw(*, by: Acting, section: str, key: str, number: int, why: str = "") -> None:
    """Take back a version, an appointment or a seat that was recorded by mistake; the trail keeps what it said.

    The version before goes on in its place. Raises ``BadInput`` when it is no longer there, or others refer to it.
    """
    authority = _authority(by, section)
    with transaction.atomic():
        rows = _versions(authority, section, key)
        row = _locked(authority).filter(pk=number, within=f"{section}/{key}").first() or next(
            (row for row in rows if row.pk == number), None
        )
        if row is None:
            raise BadInput(NO_LONGER)
        before = _mapping(row.facts) if row.within else _said(row)
        for earlier in rows:
            if earlier.valid_to and not row.within and earlier.valid_to + DAY == row.valid_from:
                earlier.valid_to = row.valid_to
                earlier.save(update_fields=["valid_to"])
        if rows == [row]:
            _locked(authority).filter(within=f"{section}/{key}").delete()
        row.delete()
        _fits(authority)
        what = NESTED[section][1][:-1] if row.within else one_of(section)
        trail.record(
            by=by, did=f"{what} taken back", about=about(section, key), why=why, before=before,
            personal=set(before) if section == "people" else (),
        )  # fmt: skip


def name_person(*, by: Acting, key: str, name: str, individual: Individual | None = None, why: str = "") -> None:
    """Record who stands behind a person's id: a name, and the account's person when there is one."""
    authority = _authority(by, "people")
    check_readable("people", key, name)
    with transaction.atomic():
        row = Person.objects.select_for_update().filter(authority=authority, key=key).first()
        before = {"name": row.individual.name} if row else None
        who = individual or (row.individual if row else Individual())
        who.name = name or who.name
        who.save()
        Person.objects.update_or_create(authority=authority, key=key, defaults={"individual": who})
        trail.record(
            by=by, did="person named", about=about("people", key), why=why, before=before, after={"name": who.name},
            personal=("name",),
        )  # fmt: skip


def replace_organisation(*, by: Acting, organisation: Organisation, why: str) -> None:
    """Put a whole organisation in the place of what is stated: an import. Raises ``BadInput`` when it does not fit."""
    by.require("transfer authority")
    assert by.authority is not None
    check_fit(organisation, {})
    with transaction.atomic():
        old = _locked(by.authority)
        before = {"records": old.count()}
        old.delete()
        new = records_of(organisation)
        Recorded.objects.bulk_create((_row(by.authority, record) for record in new), batch_size=1000)
        trail.record(
            by=by, did="organisation replaced", about=about("organisation"), why=why, before=before,
            after={"records": len(new)},
        )  # fmt: skip


def _authority(by: Acting, section: str) -> Authority:
    by.require(permission_to_change(section))
    assert by.authority is not None
    return by.authority


def _locked(authority: Authority) -> Any:
    """Return the authority's records, held against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    return Recorded.objects.filter(authority=authority).order_by("id")


def _versions(authority: Authority, section: str, key: str) -> list[Recorded]:
    """Return the versions of a thing, the earliest first, held against other writers."""
    rows = _locked(authority).filter(section=section, key=key, within="").select_related("authority")
    return sorted(rows, key=lambda row: row.valid_from or date.min)


def _row(authority: Authority, record: Record) -> Recorded:
    facts = msgspec.to_builtins(record.facts)
    return Recorded(authority=authority, **{**record._asdict(), "facts": facts})


def _record(row: Recorded) -> Record:
    return Record(*(getattr(row, name) for name in Record._fields))


def _add(authority: Authority, record: Record) -> Recorded:
    row = _row(authority, record)
    row.save()
    return row


def _bare(section: str, facts: Any) -> Any:
    """Return facts in which appointments or seats are only said to be stated: they are records of their own."""
    name = NESTED[section][0] if section in NESTED else ""
    return {**facts, name: []} if name and name in facts else facts


def _mapping(facts: Any) -> dict[str, Any]:
    return dict(facts) if isinstance(facts, Mapping) else {"stated": facts}


def _said(row: Recorded) -> dict[str, Any]:
    """Return what a version states, for the trail."""
    return {**_mapping(row.facts), "from day": row.valid_from, "last day": row.valid_to}


def _unchanged(row: Recorded | None, seen: str) -> None:
    """Raise ``BadInput`` when somebody else changed what was looked at."""
    if seen and (row is None or queries.mark_of(row.facts) != seen):
        raise BadInput(NO_LONGER)


def _changed(by: Acting, row: Recorded, what: str, why: str, before: dict[str, Any] | None) -> None:
    """Check that all still fits together, and record the change. What is said of a person is kept apart."""
    _fits(row.authority)
    after = _said(row)
    trail.record(
        by=by, did=f"{one_of(row.section)} {what}", about=about(row.section, row.key), why=why, before=before,
        after=after, personal={*after, *(before or ())} if row.section == "people" else (),
    )  # fmt: skip


def _fits(authority: Authority) -> None:
    """Raise ``BadInput`` unless what is now stated is an organisation whose parts fit together on every day."""
    organisation = queries.stated(authority.pk)
    try:
        if organisation is not None:
            check_fit(organisation, {})
    except BadInput as bad:
        words = (
            (each, each.what.replace("not in the file", "not there on every day from then")) for each in bad.problems
        )
        raise BadInput(*(Problem(None, None, what, each.todo) for each, what in words)) from None
