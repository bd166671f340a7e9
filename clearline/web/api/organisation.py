"""The organisation as at a day: all of it, a section, a thing, its lines of accountability, and changes of things."""

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, field
from ninja import Router

from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.organisations import actions, queries
from clearline.organisations.lines.report import LineReport, report
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture
from clearline.organisations.records import NESTED
from clearline.organisations.sections import SECTION_WORDS
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import Changed, not_found
from clearline.web.api.reading import sensible

router = Router()


class Thing(Value, frozen=True, kw_only=True, omit_defaults=False):
    """One thing of the organisation as it is stated on the day."""

    section: str
    key: str
    """Empty for a section that is one thing."""
    mark: str
    """Send it back as ``seen`` with a change, so that what somebody else changed meanwhile is not overwritten."""
    facts: Any
    first_day: date | None
    """``null``: it has always been so."""
    last_day: date | None
    parts: tuple[Any, ...]
    """Its appointments or seats."""


class Named(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A person of the organisation by name."""

    key: str
    """The id by which posts and offices refer to them."""
    name: str


class Stated(Value, frozen=True, kw_only=True):
    """What a thing is to state, from a day on."""

    facts: Any
    start: date | None = field(name="from", default=None)
    """The first day; ``null``: as it has always been."""
    why: Annotated[str, Meta(max_length=1000)] = ""
    seen: str = ""
    """The ``mark`` of what was looked at; empty to change whatever there is."""


class EndedOn(Value, frozen=True, kw_only=True):
    """When a thing ends."""

    last: date
    why: Annotated[str, Meta(max_length=1000)] = ""


@operation(router, "GET", "/authorities/{slug:authority}/organisation", "see organisation")
def read_organisation(call: Call, on: Day | None = None) -> Organisation:
    """The organisation on a day. What is stated of people is there with the scope people alone"""
    return _as_seen(call, _picture(call, on).organisation)


@operation(router, "GET", "/authorities/{slug:authority}/organisation/{slug:section}", "see organisation")
def read_section(call: Call, section: str, on: Day | None = None) -> Any:
    """A section of the organisation on a day, such as posts or functions"""
    _known(call, section)
    found = getattr(_as_seen(call, _picture(call, on).organisation), section)
    return msgspec.to_builtins(found)


@operation(router, "GET", "/authorities/{slug:authority}/organisation/{slug:section}/{slug:key}", "see organisation")
def read_thing(call: Call, section: str, key: str, on: Day | None = None) -> Thing:
    """A thing as it is stated on a day, with the mark by which a change of it is safe"""
    _known(call, section)
    found = queries.in_force(queries.versions(call.authority, section, key), on or call.today)
    if found is None:
        not_found("There is no such thing on that day.")
    parts = queries.parts(call.authority, f"{section}/{key}")
    record = found.record
    return Thing(section=section, key=key, mark=found.mark, facts=record.facts, first_day=record.valid_from,
                 last_day=record.valid_to, parts=tuple(one.record.facts for one in parts))  # fmt: skip


@operation(router, "GET", "/authorities/{slug:authority}/people", "see people")
def list_people(call: Call) -> tuple[Named, ...]:
    """The names of the people in the organisation, where one is recorded"""
    return tuple(Named(key=key, name=name) for key, name in sorted(queries.names(call.authority).items()))


@operation(router, "GET", "/authorities/{slug:authority}/lines", "see organisation")
def read_lines(call: Call, of: str | None = None, on: Day | None = None) -> LineReport:
    """The lines of accountability of a post, office or function; of every statutory function and front-line post"""
    return report(_picture(call, on), of or None)


@operation(router, "PUT", "/authorities/{slug:authority}/organisation/{slug:section}/{slug:key}", "change boards")
def state_thing(call: Call, section: str, key: str, body: Stated) -> Thing:
    """State a thing as it is from a day on; what was before stays on record"""
    _known(call, section)
    if section in NESTED and not isinstance(body.facts, dict):
        raise BadInput("The facts of a post, an office or a board are an object.")
    start = sensible(body.start) if body.start else None
    try:
        actions.state(by=call.by, section=section, key=key, facts=body.facts, start=start, why=body.why, seen=body.seen)
    except BadInput as error:
        _changed(error)
    return read_thing(call, section, key, start)


@operation(router, "POST", "/authorities/{slug:authority}/organisation/{slug:section}/{slug:key}/end", "change boards",
           status=204)  # fmt: skip
def end_thing(call: Call, section: str, key: str, body: EndedOn) -> None:
    """End a thing after its last day; it stays on record"""
    _known(call, section)
    actions.end(by=call.by, section=section, key=key, last=sensible(body.last), why=body.why)


def _picture(call: Call, on: date | None) -> Picture:
    found = queries.picture(call.authority, on or call.today)
    return found or not_found("Nothing is stated of the organisation yet.")


def _as_seen(call: Call, organisation: Organisation) -> Organisation:
    """Return an organisation without what is stated of people, for those who may not see them."""
    return organisation if call.by.may("see people") else msgspec.structs.replace(organisation, people={})


def _known(call: Call, section: str) -> None:
    """Say that a section is not there: none of that name, or that of people to whoever may not see them."""
    if section not in SECTION_WORDS or (section == "people" and not call.by.may("see people")):
        not_found("There is no such section. Sections: " + ", ".join(SECTION_WORDS) + ".")


def _changed(error: BadInput) -> None:
    """Raise what a program is told: that the thing has changed since it was looked at, or what is wrong."""
    if str(error) == actions.NO_LONGER:
        raise Changed(str(error)) from error
    raise error
