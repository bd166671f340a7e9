"""Whether a register is kept, complete and fresh on a day: one pure function, with cases beside each register."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from clearline.kit.proving import ProofState, Result
from clearline.kit.values import Value
from clearline.registers.subjects import Due
from clearline.registers.vocabulary import AllYes, Each, EveryChoice, Filled, Register, SomeOf, When

MOST_NAMED = 8
"""Entries named in a sentence before the rest are counted."""


class Told(Value, frozen=True, kw_only=True):
    """An entry as it stands now, for those who judge the register."""

    key: str
    title: str
    """By which it is told from others, without a person's name."""
    values: Mapping[str, Any]
    withdrawn: bool = False


class Found(Value, frozen=True, kw_only=True):
    """One thing that keeps a register from passing."""

    fails: bool
    """``False``: it is not known."""
    says: str


def counting(register: Register, entries: Sequence[Told], on: date) -> tuple[Told, ...]:
    """Return the entries that count on a day: begun, not over, not withdrawn; the latest of each subject and kind."""
    latest: dict[tuple[Any, ...], Told] = {}
    kinds = sorted({key for rule in register.complete if isinstance(rule, Each) for key in rule.when})
    for entry in sorted(_live(register, entries, on), key=lambda one: _day(register, one) or date.min):
        subject = entry.values.get(register.subject) if register.subject else entry.key
        latest[subject, *(entry.values.get(key) for key in kinds)] = entry
    return tuple(latest.values())


def judge(register: Register, entries: Sequence[Told], dues: Sequence[Due], months: int | None, on: date) -> ProofState:
    """Return how a register stands on a day.

    ``dues``: whom each ``Each`` of its rules is about, in their order. ``months``: how old entries may be; ``None``
    when nothing is asked. Too old or missing is not known; only a recorded no fails, and never in a register that the
    source leaves to choice.
    """
    counted = counting(register, entries, on)
    days = [day for entry in counted if (day := _day(register, entry))]
    newest = max(days, default=None)
    if not entries:
        return ProofState(
            key=register.key, title=register.title, result="never looked at", says=("Nothing is recorded.",)
        )
    if not counted:
        says: tuple[str, ...] = (f"No entry counts on {on:%-d %B %Y}.",)
        return ProofState(key=register.key, title=register.title, result="not known", says=says)
    found = [*_incomplete(register, counted, dues, on), *_stale(register, counted, months, on)]
    fails = any(one.fails for one in found) and not register.permissive
    result: Result = "fails" if fails else "not known" if found else "passes"
    there = "1 entry counts" if len(counted) == 1 else f"{len(counted)} entries count"
    there += f"; the newest is of {newest:%-d %B %Y}." if newest else "."
    return ProofState(
        key=register.key, title=register.title, result=result, says=(there, *(one.says for one in found)), newest=newest
    )


def months_before(on: date, months: int) -> date:
    """Return the day a number of months before another; the last of the month where it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def listed(names: Sequence[str]) -> str:
    """Return some names as a list in a sentence, the rest counted."""
    shown = list(dict.fromkeys(names))
    more = len(shown) - MOST_NAMED
    return ", ".join(shown[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def fits(values: Mapping[str, Any], when: When) -> bool:
    """Return whether an entry has the values that are asked for."""
    return all(not chosen_in(values.get(key)).isdisjoint(_wanted(value)) for key, value in when.items())


def when_words(register: Register, when: When) -> str:
    """Return the values that are asked for in words; empty when none are."""
    return ", ".join(
        " or ".join(register.column(key).choices.get(one, one) for one in _wanted(value)) for key, value in when.items()
    )


def chosen_in(cell: Any) -> frozenset[str]:
    """Return what was chosen in a cell: nothing, one or several."""
    return frozenset(cell if isinstance(cell, list) else [cell] if cell else [])


def _wanted(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _live(register: Register, entries: Sequence[Told], on: date) -> Iterator[Told]:
    for entry in entries:
        begins, ends = _day(register, entry), entry.values.get(register.ends or "")
        if not entry.withdrawn and (begins is None or begins <= on) and (ends is None or on <= ends):
            yield entry


def _day(register: Register, entry: Told) -> date | None:
    return entry.values.get(register.dated) if register.dated else None


def _incomplete(register: Register, counted: Sequence[Told], dues: Sequence[Due], on: date) -> Iterator[Found]:
    waiting = iter(dues)
    for rule in register.complete:
        if isinstance(rule, Each):
            yield from _missing(register, rule, counted, next(waiting))
        elif isinstance(rule, AllYes):
            yield from _not_yes(register, rule, counted)
        elif isinstance(rule, Filled):
            yield from _empty(register, rule.columns, counted)
        elif isinstance(rule, SomeOf):
            yield from _not_some(register, rule, counted, on)
        else:
            yield from _not_every(register, rule, counted)


def _missing(register: Register, rule: Each, counted: Sequence[Told], there: Due) -> Iterator[Found]:
    have = {one.values.get(str(register.subject)) for one in counted if fits(one.values, rule.when)}
    missing = [said for key, said in there.subjects.items() if key not in have]
    of = when_words(register, rule.when)
    if missing:
        yield Found(fails=False, says=f"No entry{f' of {of.lower()}' if of else ''} for: {listed(missing)}.")
    if there.unknown:
        yield Found(fails=False, says=f"Not stated: {listed(there.unknown)}.")


def _not_yes(register: Register, rule: AllYes, counted: Sequence[Told]) -> Iterator[Found]:
    for key in rule.columns:
        title = register.column(key).title
        no = [one.title for one in counted if one.values.get(key) is False]
        if no:
            yield Found(fails=True, says=f"“{title}” is no for: {listed(no)}.")
        yield from _empty(register, (key,), counted)


def _empty(register: Register, columns: Sequence[str], counted: Sequence[Told]) -> Iterator[Found]:
    for key in columns:
        empty = [one.title for one in counted if one.values.get(key) in (None, "", [])]
        if empty:
            title = register.column(key).title
            yield Found(fails=False, says=f"“{title}” is not answered for: {listed(empty)}.")


def _not_every(register: Register, rule: EveryChoice, counted: Sequence[Told]) -> Iterator[Found]:
    column = register.column(rule.column)
    if not rule.in_each:
        yield from _none_has(register, rule.column, tuple(column.choices), counted, "No entry")
        return
    for choice, title in column.choices.items():
        without = [one.title for one in counted if choice not in chosen_in(one.values.get(rule.column))]
        if without:
            yield Found(fails=False, says=f"“{column.title}” does not have {title} for: {listed(without)}.")


def _not_some(register: Register, rule: SomeOf, counted: Sequence[Told], on: date) -> Iterator[Found]:
    """Yield the choices that no entry of those asked for has; in words whose, and of how many months."""
    since = months_before(on, rule.within) if rule.within else date.min
    recent = [one for one in counted if (_day(register, one) or date.min) >= since and fits(one.values, rule.when)]
    of = when_words(register, rule.when)
    who = "No entry" + (f" of {of.lower()}" if of else "")
    who += f" in {_interval(register, rule.within)}" if rule.within else ""
    yield from _none_has(register, rule.column, rule.choices, recent, who)


def _none_has(
    register: Register, key: str, wanted: Sequence[str], counted: Sequence[Told], who: str
) -> Iterator[Found]:  # fmt: skip
    column = register.column(key)
    chosen = {choice for one in counted for choice in chosen_in(one.values.get(key))}
    missing = [column.choices[choice] for choice in wanted if choice not in chosen]
    if missing:
        yield Found(fails=False, says=f"{who} has under “{column.title}”: {listed(missing)}.")


def _stale(register: Register, counted: Sequence[Told], months: int | None, on: date) -> Iterator[Found]:
    if register.fresh is None or months is None:
        return
    limit = months_before(on, months)
    days = [(one, _day(register, one)) for one in counted]
    if register.fresh.of == "newest":
        if not any(day and day >= limit for _, day in days):
            yield Found(fails=False, says=f"The newest entry is older than {_interval(register, months)}.")
        return
    old = [one.title for one, day in days if day and day < limit]
    if old:
        yield Found(fails=False, says=f"Older than {_interval(register, months)}: {listed(old)}.")
    undated = [one.title for one, day in days if day is None]
    if undated:
        yield Found(fails=False, says=f"No day is recorded for: {listed(undated)}.")


def _interval(register: Register, months: int) -> str:
    assert register.fresh is not None
    length = "a month" if months == 1 else f"{months} months"
    return f"{length} (a local interval)" if register.fresh.local else length
