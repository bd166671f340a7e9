"""What the things that an "about" names are called on record, for a reader who may read that: no machine's keys.

Pages and packs ask for all that they show at once: a query or two for each kind of thing among them. The tables of the
rooms of assurance are named, not imported: pages of every room ask here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.apps import apps

from clearline.accounts.access_class import may_see
from clearline.accounts.acting import Acting
from clearline.assurance.abouts import KINDS, about_words
from clearline.assurance.models import Departure
from clearline.measures.content import load as load_measures
from clearline.organisations.queries import picture
from clearline.registers.content import registers
from clearline.registers.queries import entries
from clearline.schedule.content import contracts

Names = Iterator[tuple[str, str]]
"""Keys of things, each with its name."""


def called(by: Acting, abouts: Iterable[str], on: date) -> Mapping[str, str]:
    """Return what each of some things is called on a day, with the kind of thing before it: "Action: Agree a protocol".

    What somebody may not read, and what is not there, is told by its key in words.
    """
    wanted: dict[str, set[str]] = {}
    every = set(abouts)
    for about in every:
        kind, _, key = about.partition(":")
        wanted.setdefault(kind, set()).add(key)
    found = {
        f"{kind}:{key}": f"{KINDS[kind].word}: {name}"
        for kind, keys in wanted.items() if kind in NAMERS
        for key, name in NAMERS[kind](by, keys, on)
    }  # fmt: skip
    return {about: found.get(about) or about_words(about) for about in every}


def called_one(by: Acting, about: str, on: date) -> str:
    """Return what one thing is called, as ``called`` does; empty for none."""
    return called(by, [about], on)[about] if about else ""


def _table(name: str) -> Any:
    return apps.get_model(name)


def _tests(by: Acting, keys: set[str], on: date) -> Names:
    assert by.authority is not None
    if by.may("see tests of assurance"):
        tests = {key.partition("/")[0] for key in keys}
        for row in _table("testing.Test").seen_by(by).filter(key__in=tests).prefetch_related("elements"):
            yield row.key, row.title
            yield from ((f"{row.key}/{one.key}", f"{row.title}, {one.title.lower()}") for one in row.elements.all())


def _challenges(by: Acting, keys: set[str], on: date) -> Names:
    if by.may("see challenges"):
        for row in _table("challenges.Challenge").objects.filter(authority=by.authority, key__in=keys):
            if may_see(by, row.access_class):
                yield row.key, f"{row.topic} ({row.key})"


def _actions(by: Acting, keys: set[str], on: date) -> Names:
    if by.may("see assurance"):
        rows = _table("challenges.Action").objects.filter(authority=by.authority, key__in=keys)
        yield from rows.values_list("key", "title")


def _evidence(by: Acting, keys: set[str], on: date) -> Names:
    for row in _table("evidence.Item").objects.filter(authority=by.authority, key__in=keys):
        if may_see(by, row.access_class):
            yield row.key, row.title


def _departures(by: Acting, keys: set[str], on: date) -> Names:
    if by.may("see departures"):
        for row in Departure.objects.filter(authority=by.authority, key__in=keys):
            yield row.key, f"from {row.provision}{f' of the {row.edition} edition' if row.edition else ''}"


def _findings(by: Acting, keys: set[str], on: date) -> Names:
    """Yield findings: the edition, the rule, and what it is about by its name in the organisation of the day."""
    assert by.authority is not None
    seen = picture(by.authority, on)
    for key in keys:
        edition, _, rest = key.partition("/")
        rule, _, subject = rest.partition("/")
        if seen is not None and subject:
            yield key, f"{seen.name(subject)}, {rule.replace('-', ' ')} ({edition} edition)"


def _registers(by: Acting, keys: set[str], on: date) -> Names:
    """Yield registers by their titles, and their entries by what tells them from others."""
    assert by.authority is not None
    for register in {key.partition("/")[0] for key in keys} & registers().keys():
        title = registers()[register].title
        yield register, title
        yield from ((key, f"{title}, an entry") for key in keys if key.startswith(f"{register}/"))
        if by.may("see registers"):
            for one in entries(by.authority, register, on, by):
                yield f"{register}/{one.key}", f"{title}, {one.title}"


def _reports(by: Acting, keys: set[str], on: date) -> Names:
    for key in keys:
        contract, _, number = key.partition("/")
        if contract in contracts():
            yield key, f"{contracts()[contract].title}{f', {_day(number)}' if number else ''}"


def _day(number: str) -> str:
    """Return the day that an issue is called by in words; a number as it is."""
    try:
        return f"{date.fromisoformat(number):%-d %B %Y}"
    except ValueError:
        return number


def _gaps(by: Acting, keys: set[str], on: date) -> Names:
    return ((one.key, one.title) for one in load_measures().gaps)


NAMERS: Mapping[str, Callable[[Acting, set[str], date], Names]] = {
    "test": _tests, "challenge": _challenges, "action": _actions, "evidence": _evidence, "departure": _departures,
    "finding": _findings, "register": _registers, "report": _reports, "pack": _reports, "gap": _gaps,
}  # fmt: skip
"""How each kind is named; duties and measures are named by content, in ``about_words``."""
