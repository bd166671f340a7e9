"""An organisation taken apart into dated records, as the database keeps it, and put together again.

A record is one thing as it is stated from one day to another: a post, a body, the plan. A later record of the same
thing takes the earlier one's place, as a dated change does in a file. The first and last day that a thing says of
itself (since when a post exists) are among its facts. Appointments and seats are records of their own, within the post,
office or body that they belong to, through all the versions of it that state them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from clearline.kit.reading import convert
from clearline.organisations.organisation import SECTIONS, Organisation, Sections

DAY = timedelta(days=1)

NESTED = {"posts": ("holders", "appointments"), "offices": ("holders", "appointments"), "bodies": ("seats", "seats")}
"""The sections whose things hold dated parts: the name of the parts there, and the section of their records."""


class Record(NamedTuple):
    """One thing as it is from a day to a day."""

    section: str
    key: str
    """The id of the thing; empty for a section that is one thing, like the plan."""
    within: str
    """For appointments and seats: the section and id of what they belong to, as ``posts/director``."""
    valid_from: date | None
    """The first day on which it is stated so; ``None`` when it has always been."""
    valid_to: date | None
    """The last day; ``None`` while it goes on."""
    facts: Any
    """What is stated, as a file would say it, without appointments and seats."""


def is_mapping(section: str) -> bool:
    """Return whether a section holds things by id, rather than being one thing."""
    return section in _MAPPINGS


UNKNOWN_OR_EMPTY = ("considerations",)
"""The sections of things by id where nothing stated is not the same as nothing on record."""

_MAPPINGS = frozenset(field.name for field in msgspec.structs.fields(Sections) if "dict" in str(field.type))


Version = tuple[date | None, Any]
"""From which day something is stated so, and what; nothing (``None``) where it is gone."""


def records_of(organisation: Organisation) -> list[Record]:
    """Return an organisation as records, in the order of its sections."""
    plain = msgspec.to_builtins(organisation)
    changes = sorted(plain.get("changes", ()), key=lambda change: str(change["on"]))
    records = list(_versions_of("authority", "", plain, changes))
    for section in SECTIONS:
        if section in UNKNOWN_OR_EMPTY:
            records += _stated_at_all(section, plain, changes)
        keys: Iterable[str] = ("",)
        if is_mapping(section):
            stated = [plain.get(section), *(change.get(section) for change in changes)]
            keys = dict.fromkeys(key for things in stated for key in things or ())
        for key in keys:
            records += _versions_of(section, key, plain, changes)
    return records


def _stated(source: Mapping[str, Any], section: str, key: str) -> Any:
    there = source.get(section)
    return there.get(key) if key and there is not None else there


def _days(section: str, key: str, plain: Mapping[str, Any], changes: Iterable[Any]) -> list[Version]:
    """Return the days on which a thing was stated anew or taken away, in order, each day once."""
    days: dict[date | None, Any] = {None: _stated(plain, section, key)}
    for change in changes:
        stated = _stated(change, section, key)
        if stated is not None:
            days[date.fromisoformat(change["on"])] = stated
        elif not {section, f"{section}/{key}"}.isdisjoint(change.get("gone", ())):
            days[date.fromisoformat(change["on"])] = None
    return list(days.items())


def _spans(days: Sequence[Version]) -> Iterator[tuple[date | None, date | None, Any]]:
    """Yield the first day, the last day and the facts of each version that states something."""
    for (start, facts), (following, _) in zip(days, [*days[1:], (None, None)], strict=True):
        if facts is not None:
            yield start, following - DAY if following else None, facts


def _stated_at_all(section: str, plain: Mapping[str, Any], changes: Iterable[Any]) -> Iterator[Record]:
    """Yield the records that say that a section is known, be it that it has nothing in it."""
    days: list[Version] = [(day, None if things is None else {}) for day, things in _days(section, "", plain, changes)]
    for start, end, facts in _spans(days):
        yield Record(section, "", "", start, end, facts)


def _versions_of(section: str, key: str, plain: Mapping[str, Any], changes: Iterable[Any]) -> Iterator[Record]:
    """Yield the records of one thing: its versions in order, then its appointments or seats."""
    stating: list[tuple[date | None, Sequence[Any]]] = []
    for start, end, facts in _spans(_days(section, key, plain, changes)):
        facts, parts = _without_parts(section, facts)
        if parts is not None:
            stating.append((start, parts))
        yield Record(section, key, "", start, end, facts)
    if section in NESTED:
        yield from _parts_of(NESTED[section][1], f"{section}/{key}", stating)


def _without_parts(section: str, facts: Any) -> tuple[Any, Sequence[Any] | None]:
    """Return facts without appointments or seats, and those; an empty list stays, and says that they are stated."""
    if section not in NESTED or facts.get(NESTED[section][0]) is None:
        return facts, None
    name = NESTED[section][0]
    return {**facts, name: []}, facts[name]


class _Part:
    """An appointment or a seat, and the first and last of the versions that state it, by number."""

    def __init__(self, facts: Any, version: int) -> None:
        self.facts, self.first, self.last = facts, version, version


def _parts_of(section: str, within: str, stating: Sequence[tuple[date | None, Sequence[Any]]]) -> Iterator[Record]:
    """Yield a record for each part through all the versions that follow one another and state it, in their order."""
    merged: list[_Part] = []
    for version, (_, parts) in enumerate(stating):
        at = 0
        for facts in parts:
            same = (n for n in range(at, len(merged)) if merged[n].facts == facts and merged[n].last == version - 1)
            found = next(same, None)
            if found is None:
                merged.insert(at, _Part(facts, version))
            else:
                merged[found].last, at = version, found
            at += 1
    for part in merged:
        start = stating[part.first][0] if part.first else None
        following = stating[part.last + 1][0] if part.last + 1 < len(stating) else None
        yield Record(section, "", within, start, following - DAY if following else None, part.facts)


def organisation_from(records: Iterable[Record]) -> Organisation:
    """Return the organisation that records state. Raises ``BadInput`` when they state none."""
    return convert(_plain(records), Organisation, {})


def _plain(records: Iterable[Record]) -> dict[str, Any]:
    """Return what records state, as a file would say it."""
    things: dict[tuple[str, str], list[Record]] = defaultdict(list)
    parts: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.within:
            parts[record.within].append(record)
        else:
            things[record.section, record.key].append(record)
    plain: dict[str, Any] = {}
    changes: dict[date, dict[str, Any]] = defaultdict(dict)
    for (section, key), versions in things.items():
        versions.sort(key=lambda record: record.valid_from or date.min)
        place = f"{section}/{key}" if key else section
        for record, following in zip(versions, [*versions[1:], None], strict=True):
            facts = _with_parts(record, parts.get(place, ()))
            _put(changes[record.valid_from] if record.valid_from else plain, section, key, facts)
            end = record.valid_to + DAY if record.valid_to else None
            if end and not (following and following.valid_from == end):
                changes[end].setdefault("gone", []).append(place)
    return {**plain, "changes": [{"on": day, **change} for day, change in sorted(changes.items())]}


def holds(record: Record, day: date | None) -> bool:
    """Return whether something is stated on a day; ``None`` is before all days."""
    on = day or date.min
    return (record.valid_from or date.min) <= on and (record.valid_to is None or on <= record.valid_to)


def _with_parts(record: Record, parts: Iterable[Record]) -> Any:
    """Return a thing's facts with the appointments or seats that are stated as its version begins."""
    name = NESTED[record.section][0] if record.section in NESTED else ""
    if not name or name not in record.facts:
        return record.facts
    return {**record.facts, name: [part.facts for part in parts if holds(part, record.valid_from)]}


def _put(target: dict[str, Any], section: str, key: str, facts: Any) -> None:
    if key:
        target.setdefault(section, {})[key] = facts
    elif is_mapping(section):
        target.setdefault(section, {})
    else:
        target[section] = facts
