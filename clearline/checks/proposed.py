"""A proposal as a value: what it lays over the organisation, and the dated change that adopting it makes.

A proposal is kept as what a file would say that extends today's: mappings by key, all else replaced, null taken away.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from clearline.kit.errors import BadInput
from clearline.kit.reading import convert
from clearline.organisations.files import check_fit, merge
from clearline.organisations.organisation import SECTIONS, Change, Organisation, as_on
from clearline.organisations.records import NESTED, is_mapping

DAY = timedelta(days=1)

REFUSED = {
    "extends": "A proposal always changes this authority's own organisation, and never reads a file. Leave it out.",
    "changes": "A proposal takes effect on one day. Leave it out, and make a proposal for each day.",
    "departures": "A departure is recorded on its own page, with its decision-maker. Leave it out.",
}
"""What a file may say and a proposal may not, and why."""

REGISTERED = ("safeguarding_training", "vetting")
"""What is recorded of people in registers, and is no proposal's to change."""


class Part(NamedTuple):
    """One thing that a proposal changes."""

    section: str
    key: str
    """Empty for a section that is one thing."""
    before: Any
    """What is stated without the proposal, as a file says it; ``None`` when it is not there."""
    after: Any


def check_overlay(overlay: Any) -> dict[str, Any]:
    """Return what a proposal says; raise ``BadInput`` when it is no mapping or says what a proposal may not."""
    if not isinstance(overlay, dict):
        raise BadInput("A proposal says what changes, section by section, as `posts:` and beneath it the post.")
    refused = [f"'{key}' cannot be in a proposal. {REFUSED[key]}" for key in overlay if key in REFUSED]
    people = overlay.get("people")
    for key, person in (people if isinstance(people, dict) else {}).items():
        said = [name for name in REGISTERED if isinstance(person, dict) and name in person]
        refused += [
            f"'people.{key}.{name}' is recorded in its register, not by a proposal. Leave it out." for name in said
        ]
    if not _can_be_kept(overlay):
        refused.append("There is a character in it that cannot be kept. Write it without that character.")
    if refused:
        raise BadInput(*refused)
    return overlay


def _can_be_kept(overlay: dict[str, Any]) -> bool:
    """Return whether both databases can hold the text: no half of a character, and none that is nothing at all."""
    try:
        return b"\\u0000" not in msgspec.json.encode(overlay)
    except UnicodeEncodeError:
        return False


def proposed(today: Organisation, overlay: Mapping[str, Any], on: date) -> Organisation:
    """Return the organisation of a day with a proposal laid over it. Raises ``BadInput`` when it would not fit."""
    organisation = convert(merge(_plain(as_on(today, on)), check_overlay(overlay)), Organisation, {})
    check_fit(organisation, {})
    return organisation


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what laid over ``before`` makes ``after``; ``merge`` is its inverse."""
    found: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        was = before.get(key)
        if isinstance(value, dict) and isinstance(was, dict):
            inner = difference(was, value)
            if inner:
                found[key] = inner
        elif value != was:
            found[key] = value
    return found


def said_of(today: Organisation, on: date, section: str, thing: str, facts: Any) -> dict[str, Any]:
    """Return what a proposal says so that one thing is what it is wanted to be; nothing when it is so already.

    ``thing`` is empty for a section that is one thing; ``None`` for facts takes it away. Raises ``BadInput``.
    """
    before = _plain(as_on(today, on))
    wanted = merge(before, {section: {thing: None} if thing else None})
    if facts is not None and thing:
        wanted[section] = {**wanted.get(section, {}), thing: facts}
    elif facts is not None:
        wanted[section] = facts
    said = difference(before, _plain(convert(wanted, Organisation, {})))
    return {name: part for name, part in said.items() if name == section}


def _plain(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation as a file says it, its defaults left out."""
    plain: dict[str, Any] = msgspec.json.decode(
        msgspec.json.encode(msgspec.structs.replace(organisation, extends=None))
    )
    return plain


def parts(today: Organisation, overlay: Mapping[str, Any], on: date) -> list[Part]:
    """Return the things that a proposal changes, in the order of the sections. Raises ``BadInput``."""
    before, after = _plain(as_on(today, on)), _plain(proposed(today, overlay, on))
    found = []
    for section in ("authority", *SECTIONS):
        old, new = before.get(section), after.get(section)
        if section == "authority" or not is_mapping(section):
            found += [Part(section, "", old, new)] if old != new else []
            continue
        old, new = old or {}, new or {}
        found += [
            Part(section, key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)
        ]
    return found


def change_of(today: Organisation, overlay: Mapping[str, Any], on: date) -> Change:
    """Return the dated change that adopting a proposal from a day on makes.

    Appointments and seats that the proposal replaces end the day before; new ones begin on the day. Raises ``BadInput``
    when the proposal changes nothing or would not fit.
    """
    found = parts(today, overlay, on)
    if not found:
        raise BadInput("The proposal changes nothing on that day, so there is nothing to adopt.")
    stated: dict[str, Any] = {}
    gone = []
    for part in found:
        if part.after is None:
            gone.append(f"{part.section}/{part.key}" if part.key else part.section)
        elif part.key:
            stated.setdefault(part.section, {})[part.key] = _dated(part, on)
        else:
            stated[part.section] = part.after
    return convert({"on": on.isoformat(), **stated, "gone": gone}, Change, {})


def adopted(today: Organisation, overlay: Mapping[str, Any], on: date) -> Organisation:
    """Return the organisation with its dated changes once a proposal is adopted. Raises ``BadInput``."""
    change = change_of(today, overlay, on)
    later = sorted(one.on for one in today.changes if one.on >= on)
    if later:
        what = f"The organisation has a change stated from {later[0]} already, which is not before {on}."
        raise BadInput(f"{what} Take that change back, or adopt the proposal from a later day.")
    organisation = msgspec.structs.replace(today, changes=(*today.changes, change))
    check_fit(organisation, {})
    return organisation


def _dated(part: Part, on: date) -> Any:
    """Return what a thing states from the day on, its appointments or seats with their first and last days."""
    name = NESTED[part.section][0] if part.section in NESTED else ""
    if not name or part.after.get(name) is None:
        return part.after
    old, new = (part.before or {}).get(name) or [], part.after[name]
    kept = [one if one in new else _ended(one, on) for one in old]
    begun = [{**one, "from": max(one.get("from", ""), on.isoformat())} for one in new if one not in old]
    return {**part.after, name: kept + begun}


def _ended(one: dict[str, Any], on: date) -> dict[str, Any]:
    """Return an appointment or seat that goes on no longer; one that is over, or is still to begin, stays as it is."""
    day = on.isoformat()
    if one.get("from", "") >= day or one.get("to", "9999") < day:
        return one
    return {**one, "to": (on - DAY).isoformat()}
