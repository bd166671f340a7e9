"""Questions about what registers hold: entries, how a register stands, extracts for evidence and packs.

As at a past day, an entry counts by its own days and says what is known of it today: a correction made since is in it,
and what was entered late counts from the day on which it happened. That is how the organisation is told too. What the
register itself said at the end of a day, corrected since or not, is asked with ``recorded_by``: by that is told what
changed since a day. Versions of which nobody knows when they were recorded count as recorded before any day.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.doors.values import words
from clearline.kit.proving import ProofState
from clearline.kit.values import Value
from clearline.organisations.picture import Picture
from clearline.registers import models
from clearline.registers.cells import in_words, read_stored
from clearline.registers.content import PERMISSION_TO_SEE, register_named, registers
from clearline.registers.judging import Told, counting, fits, judge, when_words
from clearline.registers.known import Known, known_on
from clearline.registers.subjects import due
from clearline.registers.vocabulary import Column, Each, Register, See

TRAINING, VETTING = "training", "vetting"


class Recorded(Value, frozen=True, kw_only=True):
    """A version of an entry."""

    key: str
    version: int
    withdrawn: bool
    values: Mapping[str, Any]
    """By key of the column, only the columns that the reader may see; an empty cell is not in it."""
    title: str
    """By which it is told from others, in words."""
    counts: bool
    """Whether it is one of those by which the register is judged on the day."""
    recorded_at: datetime | None
    """When this version was recorded; ``None`` where nobody knows."""


class Extract(Value, frozen=True, kw_only=True):
    """What a register says on a day, as evidence or for a pack."""

    register: str
    title: str
    on: date
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Cells as a table shows them: text, numbers, days, yes or no, lists, ``None``."""
    freshness: str
    """Sentences: how many entries count, the newest, what is missing or too old."""
    state: ProofState


class Subject(Value, frozen=True, kw_only=True):
    """One of those for whom a register must have an entry, with the one that counts."""

    key: str
    title: str
    """By name for those who see people; else by what they hold."""
    entry: Recorded | None


def may_see(by: Acting, see: See) -> bool:
    """Return whether somebody sees what a register or a column shows only to some."""
    if isinstance(see, tuple):
        return not by.roles.isdisjoint(see)
    permission = PERMISSION_TO_SEE[see]
    return permission is None or by.may(permission)


def may_keep(by: Acting, register: Register) -> bool:
    """Return whether somebody keeps a register."""
    return by.may("keep registers") and not by.roles.isdisjoint(register.keepers)


def shown_columns(register: Register, by: Acting) -> tuple[Column, ...]:
    """Return the columns that somebody sees; none of a register that they do not see."""
    if not may_see(by, register.see):
        return ()
    return tuple(column for column in register.columns if may_see(by, column.see))


def entries(authority: Authority, register: str, on: date, by: Acting) -> tuple[Recorded, ...]:
    """Return the entries that are not withdrawn, those of later days too; none for whoever does not see them.

    Raises ``BadInput`` for a register that there is not. Three queries at most.
    """
    one = register_named(register)
    known, _ = known_on(authority, on, named=by.may("see people"))
    rows = models.Entry.objects.filter(authority=authority, register=register, latest=True)
    return recorded(one, rows, known, on, by)


def recorded(
    register: Register, rows: Sequence[models.Entry] | Any, known: Known, on: date, by: Acting
) -> tuple[Recorded, ...]:
    """Return rows that are not withdrawn as values, those that count on the day marked."""
    columns = shown_columns(register, by)
    if not columns:
        return ()
    there = [_told(register, row, known) for row in rows]
    counted = {one.key for one in counting(register, there, on)}
    return tuple(
        _recorded(columns, row, one, one.key in counted)
        for row, one in zip(rows, there, strict=True)
        if not row.withdrawn
    )


def versions(authority: Authority, register: str, key: str, on: date, by: Acting) -> tuple[Recorded, ...]:
    """Return the versions of an entry, the newest first; none when there is no such entry, or none that one sees."""
    one = register_named(register)
    columns = shown_columns(one, by)
    if not columns:
        return ()
    known, _ = known_on(authority, on, named=by.may("see people"))
    rows = models.Entry.objects.filter(authority=authority, register=register, key=key).order_by("-version")
    return tuple(_recorded(columns, row, _told(one, row, known), row.latest and not row.withdrawn) for row in rows)


def values_of(register: Register, row: models.Entry) -> dict[str, Any]:
    """Return what a row holds, its subject and its day among it, by key of the column."""
    kept = dict(row.values)
    if register.subject and row.about:
        kept[register.subject] = row.about
    if register.dated and row.on:
        kept[register.dated] = row.on.isoformat()
    return read_stored(register, kept)


def title_of(register: Register, values: Mapping[str, Any], known: Known) -> str:
    """Return by what an entry is told from others, in words."""
    parts = (
        words(in_words(column, values.get(column.key), known)) for column in map(register.column, register.named_by)
    )
    return ", ".join(part for part in parts if part)


def intervals(authority: Authority) -> dict[str, int]:
    """Return the intervals that an authority set, in months, by register."""
    return dict(models.Interval.objects.filter(authority=authority).values_list("register", "months"))


def interval_of(register: Register, own: Mapping[str, int]) -> int | None:
    """Return how many months old entries may be: as the authority says, else as the content; ``None`` for no limit."""
    if register.fresh is None:
        return None
    return own.get(register.key, register.fresh.months) if register.fresh.local else register.fresh.months


def register_states(
    authority: Authority, on: date, today: date, *, recorded_by: date | None = None
) -> Mapping[str, ProofState]:
    """Return how each register stands on a day, by its key, which is that of the proof. It names no person.

    ``recorded_by``: by what was recorded at the end of that day alone; ``None``: by what is known today. Four queries
    at most, however much is recorded. Of a day to come, what is recorded today is told.
    """
    known, picture = known_on(authority, min(on, today), named=False)
    own = intervals(authority)
    rows: dict[str, list[models.Entry]] = {}
    for row in _rows(authority, recorded_by):
        rows.setdefault(row.register, []).append(row)
    return {
        key: state_of(one, rows.get(key, ()), known, picture, interval_of(one, own), on)
        for key, one in registers().items()
    }


def _rows(authority: Authority, recorded_by: date | None) -> "Sequence[models.Entry] | QuerySet[models.Entry]":
    """Return the newest version of each entry; with a day the newest that was recorded by its end."""
    every = models.Entry.objects.filter(authority=authority)
    if recorded_by is None:
        return every.filter(latest=True)
    by_then = every.filter(Q(recorded_at=None) | Q(recorded_at__lte=_end_of(recorded_by)))
    return list({(row.register, row.key): row for row in by_then.order_by("version")}.values())


def recorded_after(rows: Sequence[models.Entry], day: date) -> int:
    """Return how many rows were recorded after a day."""
    return sum(1 for row in rows if row.recorded_at and row.recorded_at > _end_of(day))


def _end_of(day: date) -> datetime:
    """Return the last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def state_of(
    register: Register,
    rows: Sequence[models.Entry],
    known: Known,
    picture: Picture | None,
    months: int | None,
    on: date,
) -> ProofState:
    """Return how one register stands by its latest rows; ``known`` gives the words for what is said of them."""
    dues = [due(register, rule, picture) for rule in register.complete if isinstance(rule, Each)]
    return judge(register, [_told(register, row, known) for row in rows], dues, months, on)


def subjects(
    register: Register, rows: Sequence[Recorded], known: Known, picture: Picture | None
) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Return those for whom the register must have an entry, each with the one that counts, and what is not stated."""
    rules = [rule for rule in register.complete if isinstance(rule, Each)]
    dues = [due(register, rule, picture) for rule in rules]
    people = register.column(register.subject) if register.about_people and register.subject else None
    found: dict[str, Subject] = {}
    for rule, there in zip(rules, dues, strict=True):
        for key, said in there.subjects.items():
            mine = [row for row in rows if row.counts and row.values.get(str(register.subject)) == key]
            right = [row for row in mine if fits(row.values, rule.when)]
            title = f"{known.words(people, key)} ({said})" if people and known.words(people, key) != said else said
            what = when_words(register, rule.when)
            title = f"{title}: {what.lower()}" if what else title
            found[f"{key} {what}"] = Subject(key=key, title=title, entry=right[-1] if right else None)
    return tuple(found.values()), tuple(dict.fromkeys(said for one in dues for said in one.unknown))


def extract(authority: Authority, register: str, on: date, by: Acting) -> Extract:
    """Return what a register says on a day, with how it stands: the entries that count, as the reader sees them."""
    one = register_named(register)
    known, picture = known_on(authority, on, named=by.may("see people"))
    unnamed = known_on(authority, on, named=False)[0] if one.about_people else known
    rows = list(models.Entry.objects.filter(authority=authority, register=register, latest=True))
    columns = shown_columns(one, by)
    state = state_of(one, rows, unnamed, picture, interval_of(one, intervals(authority)), on)
    return Extract(
        register=register,
        title=one.title,
        on=on,
        columns=tuple(column.title for column in columns),
        rows=tuple(
            tuple(in_words(column, row.values.get(column.key), known) for column in columns)
            for row in recorded(one, rows, known, on, by)
            if row.counts
        ),
        freshness=" ".join(state.says),
        state=state,
    )


def training(authority: Authority) -> dict[str, date | bool]:
    """Return each person's latest safeguarding training; ``False`` when it is on record that there was none."""
    latest: dict[str, date | bool] = {}
    for row in _counted(authority, TRAINING).filter(values__kind="safeguarding"):
        now = (row.on or True) if row.values.get("done") else False
        was = latest.get(row.about)
        latest[row.about] = max(was, now) if isinstance(was, date) and isinstance(now, date) else now or was or False
    return latest


def vetting(authority: Authority) -> dict[str, str]:
    """Return each person's latest standing under the Vetting and Barring Scheme."""
    return {row.about: row.values["standing"] for row in _counted(authority, VETTING)}


def _counted(authority: Authority, register: str) -> Any:
    rows = models.Entry.objects.filter(authority=authority, register=register, latest=True, withdrawn=False)
    return rows.order_by("id")


def _told(register: Register, row: models.Entry, known: Known) -> Told:
    values = values_of(register, row)
    return Told(key=row.key, title=title_of(register, values, known), values=values, withdrawn=row.withdrawn)


def _recorded(columns: Sequence[Column], row: models.Entry, told: Told, counts: bool) -> Recorded:
    shown = {column.key for column in columns}
    values = {key: value for key, value in told.values.items() if key in shown}
    return Recorded(
        key=row.key, version=row.version, withdrawn=row.withdrawn, values=values, title=told.title, counts=counts,
        recorded_at=row.recorded_at,
    )  # fmt: skip
