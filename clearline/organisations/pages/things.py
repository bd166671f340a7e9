"""The page of one thing: what is stated of it, who holds it, what belongs to it, its versions and its history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse

from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.doors.links import here, link
from clearline.doors.tables import respond
from clearline.organisations import queries
from clearline.organisations.lines.words import day_in_words
from clearline.organisations.pages.appointing import parts_table
from clearline.organisations.pages.lists import OWN_LISTS
from clearline.organisations.pages.other_lists import title_of, where
from clearline.organisations.pages.related import related
from clearline.organisations.pages.showing import Seen
from clearline.organisations.queries import Numbered
from clearline.organisations.records import NESTED, is_mapping
from clearline.organisations.sections import DATED, SECTION_WORDS, about


@page("see organisation")
def post(request: Request, key: str) -> HttpResponse:
    """Show a post: holders now and before, the line up, what it answers for, its seats."""
    return _shown(request, "posts", key)


@page("see organisation")
def office(request: Request, key: str) -> HttpResponse:
    """Show a political office."""
    return _shown(request, "offices", key)


@page("see organisation")
def function(request: Request, key: str) -> HttpResponse:
    """Show a function and who answers for it."""
    return _shown(request, "functions", key)


@page("see organisation")
def body(request: Request, key: str) -> HttpResponse:
    """Show a board or committee with its seats and attendance."""
    return _shown(request, "bodies", key)


@page("see organisation")
def partner(request: Request, key: str) -> HttpResponse:
    """Show a partner and how it is engaged."""
    return _shown(request, "partners", key)


@page("see people")
def person(request: Request, key: str) -> HttpResponse:
    """Show a person: what they hold and held, and what is known of them that a rule asks for."""
    return _shown(request, "people", key)


@page("see organisation")
def thing(request: Request, section: str, key: str = "") -> HttpResponse:
    """Show a thing of any other section, or a section that is one thing."""
    if section not in SECTION_WORDS or section in OWN_LISTS or is_mapping(section) != bool(key):
        raise Http404
    return _shown(request, section, key)


def _shown(request: Request, section: str, key: str) -> HttpResponse:
    """Answer with the page of a thing; 404 for one that never was, and a sentence for one that is not there then."""
    seen = Seen(request)
    versions = queries.versions(seen.authority, section, key)
    known = key in seen.choices.rooms["people"] if section == "people" and seen.stated else not is_mapping(section)
    if not versions and not known:
        raise Http404
    there = queries.in_force(versions, request.on)
    facts = there.record.facts if there else None
    alive = there is not None and (section not in DATED or key in getattr(seen.picture, section))
    latest = there or (versions[-1] if versions else None)
    title = seen.names.get(key, key) if section == "people" else _title(section, key, latest)
    shown = there is not None or section == "people"
    words = SECTION_WORDS[section]
    context: dict[str, Any] = {
        "title": title, "caption": words.one.capitalize(), "list_title": words.many if key else "Other facts",
        "section_address": where(request, section) if key else link(request, "organisations:others"),
        "absent": "" if alive or section == "people" else _absent(versions, there, request.on),
        "rows": seen.facts(section, facts) if shown else [],
        "related": list(related(seen, section, key)) if shown else [],
        "buttons": list(_buttons(seen, section, key, there, alive)),
        "versions": _versions(seen, section, versions) if len(versions) > 1 else [],
        "history": history(seen.authority, about(section, key), named=seen.sees_people),
    }  # fmt: skip
    if section in NESTED:
        context["parts"] = parts_table(seen, section, key)
    return respond(request, "organisations/thing.html", context)


def _absent(versions: tuple[Numbered, ...], there: Numbered | None, on: date) -> str:
    """Return why a thing is not there on a day."""
    if there:
        first, last = (there.record.facts.get(name) for name in ("from", "to"))
        if last and date.fromisoformat(last) < on:
            return f"It is not there on {day_in_words(on)}: it ended on {day_in_words(date.fromisoformat(last))}."
        return f"It is not there on {day_in_words(on)}: it begins on {day_in_words(date.fromisoformat(first))}."
    if not versions:
        return "This is not stated yet. What is not stated is not known, which is never the same as no."
    first = versions[0].record.valid_from
    if first and on < first:
        return f"It is not there on {day_in_words(on)}: it is stated from {day_in_words(first)}."
    return f"It is not there on {day_in_words(on)}: it ended before."


def _buttons(seen: Seen, section: str, key: str, there: Numbered | None, alive: bool) -> Iterator[tuple[str, str]]:
    """Yield what the reader may do with a thing: words and address."""
    if not seen.may_change(section) or not (seen.stated or section == "authority"):
        return
    request, where_to = seen.request, (section, key) if key else (section,)
    yield "Change or correct", link(request, "organisations:change", *where_to)
    if section in NESTED and there and alive:
        words = "Add a seat" if section == "bodies" else "Add an appointment"
        yield words, link(request, "organisations:appoint", section, key)
        if NESTED[section][0] not in there.record.facts:
            words = "Record that it has no members" if section == "bodies" else "Record that it is vacant"
            yield words, link(request, "organisations:none", section, key)
    if section == "people":
        yield "Record the name", link(request, "organisations:name", key)
    if alive and section != "authority":
        yield "End or take back", link(request, "organisations:end", *where_to)


def _title(section: str, key: str, version: Numbered | None) -> str:
    return title_of(key, version.record.facts) if key and version else SECTION_WORDS[section].many


def _versions(seen: Seen, section: str, versions: tuple[Numbered, ...]) -> list[dict[str, Any]]:
    """Return what each version changed, the latest first, with the address of the page as at its first day."""
    found = []
    before: dict[str, Any] = {}
    for number, record in versions:
        rows = dict(seen.facts(section, record.facts))
        changes = [
            (name, before.get(name), value) for name, value in rows.items() if before and value != before.get(name)
        ]
        first = here(seen.request, on=record.valid_from) if record.valid_from else ""
        found.append({
            "start": record.valid_from, "end": record.valid_to, "changes": changes, "address": first,
            "shown": record == getattr(queries.in_force(versions, seen.on), "record", None), "number": number,
        })  # fmt: skip
        before = rows
    return found[::-1]
