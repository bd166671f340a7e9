"""Changes of what registers hold. Nothing is overwritten: each correction is a version more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail import actions as trail
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import as_key, new_key
from clearline.kit.rows import Row
from clearline.registers.cells import Name, check_entry, name_of, stored
from clearline.registers.content import register_named
from clearline.registers.known import Known, known_on
from clearline.registers.loading import compare
from clearline.registers.models import Entry, Interval
from clearline.registers.queries import TRAINING, VETTING, may_keep, may_see, title_of, values_of
from clearline.registers.vocabulary import Register

MOST_PROBLEMS = 50
LONGEST_KEY = 50
"""Characters of a key made from a name."""

STANDINGS = ("registered", "not-registered", "barred")
"""What can be said of a person under the Vetting and Barring Scheme."""


def add_entry(*, by: Acting, register: str, values: Mapping[str, Any], on: date, why: str = "") -> str:
    """Add an entry; return its key. ``on``: the day of the picture that its cells refer to.

    Raises ``BadInput`` for whatever a column cannot hold and for an entry that is there already; ``Refused`` for
    whoever does not keep the register.
    """
    one, authority = _kept_by(by, register)
    with transaction.atomic():
        _hold(authority)
        known, _ = known_on(authority, on, named=True)
        return put_version(by, one, None, values, known, why, taken_names(authority, one)).key


def change_entry(
    *, by: Acting, register: str, key: str, version: int, values: Mapping[str, Any], on: date, why: str
) -> None:
    """Put an entry right. ``version`` is the one that was looked at: ``BadInput`` when somebody has changed it since.

    Raises as ``add_entry`` does, and without a reason or a difference.
    """
    one, authority = _kept_by(by, register)
    with transaction.atomic():
        _hold(authority)
        row = _latest(authority, one, key)
        if row.version != version:
            raise BadInput("Somebody has changed this entry since you opened it. Look at it again.")
        _say_why(why)
        known, _ = known_on(authority, on, named=True)
        put_version(by, one, row, values, known, why, taken_names(authority, one))


def withdraw_entry(*, by: Acting, register: str, key: str, why: str) -> None:
    """Take an entry out of the register; it stays in the history. Raises ``BadInput`` without a reason."""
    one, authority = _kept_by(by, register)
    with transaction.atomic():
        _hold(authority)
        row = _latest(authority, one, key)
        _say_why(why)
        before = stored(one, values_of(one, row))
        _replace(row, withdrawn=True, about=row.about, on=row.on, values=row.values)
        _note(by, one, row.about, key, "entry withdrawn", why, before, {})


def load_rows(*, by: Acting, register: str, rows: Sequence[Row], on: date, why: str) -> dict[str, int]:
    """Put the rows of a file in a register, all of them or none; return how many are new, changed and the same.

    Raises ``BadInput`` for every row that is wrong, as ``loading.compare`` finds it now.
    """
    one, authority = _kept_by(by, register)
    _say_why(why)
    with transaction.atomic():
        _hold(authority)
        known, _ = known_on(authority, on, named=True)
        found = compare(authority, one, rows, known)
        wrong = [f"Line {row.line}, {said}" for row in found for said in row.problems]
        if wrong:
            raise BadInput(*wrong[:MOST_PROBLEMS])
        taken = taken_names(authority, one)
        there = {row.key: row for row in Entry.objects.filter(authority=authority, register=register, latest=True)}
        for row in found:
            if row.does != "same":
                put_version(by, one, there.get(row.key), row.values, known, why, taken)
    return {does: sum(row.does == does for row in found) for does in ("new", "changed", "same")}


def set_interval(*, by: Acting, register: str, months: int, why: str) -> None:
    """Set how many months old the entries of a register may be here.

    Raises ``BadInput`` where that is not a local choice, and without a reason.
    """
    by.require("set calendar")
    assert by.authority is not None
    one = register_named(register)
    if one.fresh is None or not one.fresh.local:
        raise BadInput("How often this register is kept is not a local choice.")
    if not 1 <= months <= 120:
        raise BadInput("The interval must be from 1 to 120 months.")
    _say_why(why)
    with transaction.atomic():
        _hold(by.authority)
        was = (
            Interval.objects.filter(authority=by.authority, register=register).values_list("months", flat=True).first()
        )
        Interval.objects.update_or_create(authority=by.authority, register=register, defaults={"months": months})
        before, after = {"months": was or one.fresh.months}, {"months": months}
        trail.record(by=by, did="interval set", about=f"register:{register}", why=why, before=before, after=after)


def put_version(
    by: Acting,
    register: Register,
    row: Entry | None,
    values: Mapping[str, Any],
    known: Known,
    why: str,
    taken: dict[Name, str],
) -> Entry:
    """Add an entry, or a version of one, in the caller's transaction, which holds the authority.

    ``taken``: the names that live entries have, with their keys; the new one joins them. Raises ``BadInput`` as
    ``add_entry`` does, and when nothing differs.
    """
    was = values_of(register, row) if row else {}
    wrong = check_entry(register, values, known, was)
    if wrong:
        raise BadInput(*wrong)
    kept = stored(register, values)
    if row and kept == stored(register, was):
        raise BadInput("Nothing is different from what is recorded.")
    name = name_of(register, kept)
    if taken.get(name, row.key if row else "") != (row.key if row else ""):
        raise BadInput(f"There is an entry of {title_of(register, values, known)} already. Change that one.")
    columns = _columns(register, kept)
    new = _replace(row, **columns) if row else _first(by, register, name, columns)
    taken[name] = new.key
    did = "entry changed" if row else "entry added"
    _note(by, register, new.about, new.key, did, why, stored(register, was), kept)
    return new


def record_training(*, by: Acting, about: str, done: date | bool, why: str = "") -> None:
    """Record that a person had safeguarding training on a day, or whether at all; what is said already is left."""
    values = {
        "person": about,
        "kind": "safeguarding",
        "done": bool(done),
        "on": None if isinstance(done, bool) else done,
    }
    _record(by, TRAINING, values, why)


def record_vetting(*, by: Acting, about: str, standing: str, why: str = "") -> None:
    """Record a person's standing under the Vetting and Barring Scheme, in the place of what was said of it before."""
    if standing not in STANDINGS:
        raise BadInput(f"'{standing}' is no standing. There are: {', '.join(STANDINGS)}.")
    _record(by, VETTING, {"person": about, "standing": standing}, why)


def _record(by: Acting, register: str, values: Mapping[str, Any], why: str) -> None:
    """Add what is said of a person, whom the picture need not have; put right an entry that is there already."""
    one, authority = _kept_by(by, register)
    with transaction.atomic():
        _hold(authority)
        known = Known(of={"person": {values["person"]: values["person"]}}, stated=True)
        taken = taken_names(authority, one)
        key = taken.get(name_of(one, stored(one, values)))
        twin = _latest(authority, one, key) if key else None
        if twin is None or stored(one, values_of(one, twin)) != stored(one, values):
            put_version(by, one, twin, values, known, why, taken)


def _kept_by(by: Acting, register: str) -> tuple[Register, Authority]:
    by.require("keep registers")
    one = register_named(register)
    if not may_keep(by, one) or not may_see(by, one.see):
        raise Refused(f"Your roles here do not keep this register: {one.title}.")
    assert by.authority is not None
    return one, by.authority


def _hold(authority: Authority) -> None:
    """Hold the authority against other writers until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _latest(authority: Authority, register: Register, key: str) -> Entry:
    row = Entry.objects.filter(authority=authority, register=register.key, key=key, latest=True).first()
    if row is None or row.withdrawn:
        raise BadInput(f"There is no entry '{key}' in this register.")
    return row


def _say_why(why: str) -> None:
    if not why.strip():
        raise BadInput("Say why.")


def taken_names(authority: Authority, register: Register) -> dict[Name, str]:
    """Return the key of each live entry by its name."""
    rows = Entry.objects.filter(authority=authority, register=register.key, latest=True, withdrawn=False)
    return {name_of(register, stored(register, values_of(register, row))): row.key for row in rows}


def _shortened(key: str) -> str:
    """Return a key that leaves room for a number, cut between two words."""
    return key if len(key) <= LONGEST_KEY else key[: LONGEST_KEY + 1].rpartition("-")[0]


def _first(by: Acting, register: Register, name: Name, columns: Mapping[str, Any]) -> Entry:
    """Add an entry under a key made from its name."""
    assert by.authority is not None
    keys = Entry.objects.filter(authority=by.authority, register=register.key).values_list("key", flat=True)
    key = new_key(_shortened(as_key("-".join(filter(None, name)))), set(keys), "entry")
    return Entry.objects.create(authority=by.authority, register=register.key, key=key, **columns)


def _columns(register: Register, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the columns of the table."""
    apart = {register.subject, register.dated}
    day = kept.get(register.dated or "")
    return {
        "about": kept.get(register.subject or "", ""),
        "on": date.fromisoformat(day) if day else None,
        "values": {key: value for key, value in kept.items() if key not in apart},
    }


def _replace(row: Entry, **columns: Any) -> Entry:
    """Add the next version of an entry after a row, which is the latest no more."""
    Entry.objects.filter(pk=row.pk).update(latest=False)
    return Entry.objects.create(
        authority_id=row.authority_id, register=row.register, key=row.key, version=row.version + 1, **columns
    )


def _told(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    open_ = register.see in ("everyone", "people")
    return {
        key: value if open_ and register.column(key).see in ("everyone", "people") else "shown only to some"
        for key, value in values.items()
    }


def _note(
    by: Acting, register: Register, subject: str, key: str, did: str, why: str,
    before: Mapping[str, Any], after: Mapping[str, Any],
) -> None:  # fmt: skip
    """Leave an entry in the trail. What is recorded of a person is about that person, and can be erased with them.

    The trail has readers who do not see every column, so it tells of the others only that they hold something.
    """
    before, after = (_told(register, values) for values in (before, after))
    about, personal = f"register:{register.key}/{key}", tuple[str, ...]()
    if register.about_people:
        about, personal = f"people:{subject}", (*{**before, **after}, "why")
        did = f"{did} in {register.title}"
    trail.record(by=by, did=did, about=about, why=why.strip(), before=before, after=after, personal=personal)
