"""The pages that change a thing: add it, change or correct it, end it, name the person behind an id."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from clearline.accounts.page import Method, Request, page
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.organisations import actions, queries
from clearline.organisations.forms.facts import EndForm, NameForm, WhyForm, add_form, change_form
from clearline.organisations.pages.other_lists import title_of, where
from clearline.organisations.pages.showing import Seen
from clearline.organisations.records import NESTED, UNKNOWN_OR_EMPTY, is_mapping
from clearline.organisations.sections import SECTION_WORDS, permission_to_change

DOORS: tuple[Method, ...] = ("GET", "POST")


@page("change boards", DOORS)
def add(request: Request, section: str) -> HttpResponse:
    """Add a thing to a section, from a day on."""
    seen = _allowed(request, section)
    if not is_mapping(section):
        raise Http404
    taken = getattr(seen.picture.organisation, section) or {}
    form = add_form(section, seen.choices, taken, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data.get("which") or _new_key(seen, section, form.facts)
        start, why = form.cleaned_data["start"], form.cleaned_data["why"]
        try:
            actions.state(by=seen.acting, section=section, key=key, facts=form.facts, start=start, why=why)
        except BadInput as bad:
            form.refuse(bad)
        else:
            return _done(request, f"You have added “{title_of(key, form.facts)}”.", seen.address(section, key))
    return _asked(seen, section, "", form, f"Add {SECTION_WORDS[section].a}")


def _new_key(seen: Seen, section: str, facts: Any) -> str:
    """Return an id that nothing else has or had, made from what the thing is called; a person's says nothing."""
    named = facts if isinstance(facts, dict) and section != "people" else {}
    title = str(named.get("title") or named.get("name") or named.get("kind") or "")
    return new_key(title, queries.taken_ids(seen.authority), SECTION_WORDS[section].one.split()[0])


@page("change boards", DOORS)
def change(request: Request, section: str, key: str = "") -> HttpResponse:
    """Change a thing from a day on, or correct what is stated of it."""
    seen = _allowed(request, section)
    versions = queries.versions(seen.authority, section, key)
    now = queries.in_force(versions, request.on)
    if is_mapping(section) and not versions and section != "people":
        raise Http404
    form = change_form(section, seen.choices, now.record.facts if now else None, request.POST or None)
    form.fields["seen"].initial = now.mark if now else ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        what: dict[str, Any] = {
            "by": seen.acting,
            "section": section,
            "key": key,
            "facts": form.facts,
            "why": given["why"],
        }
        try:
            if given["how"] == "correct" and now:
                actions.correct(number=now.number, seen=given["seen"], **what)
            else:
                _as_seen(now, given["seen"])
                actions.state(start=given["start"] if given["how"] == "change" else None, **what)
        except BadInput as bad:
            form.refuse(bad)
        else:
            return _done(request, "Your change is recorded.", _address(seen, section, key))
    thing = _called(seen, section, key, now)
    return _asked(seen, section, key, form, f"Change or correct: {thing}", thing)


@page("change boards", DOORS)
def end(request: Request, section: str, key: str = "") -> HttpResponse:
    """End a thing after its last day, or take back what was recorded by mistake."""
    seen = _allowed(request, section)
    now = queries.in_force(queries.versions(seen.authority, section, key), request.on)
    if now is None or section == "authority":
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what: dict[str, Any] = {"by": seen.acting, "section": section, "key": key, "why": form.cleaned_data["why"]}
        try:
            if form.cleaned_data["how"] == "end":
                actions.end(last=form.cleaned_data["last"], **what)
            else:
                actions.withdraw(number=now.number, **what)
        except BadInput as bad:
            form.refuse(bad)
        else:
            left = not key or queries.versions(seen.authority, section, key)
            address = _address(seen, section, key) if left else where(request, section)
            return _done(request, "Your change is recorded.", address)
    thing = _called(seen, section, key, now)
    return _asked(seen, section, key, form, f"End or take back: {thing}", thing)


@page("change boards", DOORS)
def none(request: Request, section: str, key: str = "") -> HttpResponse:
    """Record that a post has no holder, a board no members, or that nothing of a section is on record."""
    seen = _allowed(request, section)
    if key and (section not in NESTED or not queries.versions(seen.authority, section, key)):
        raise Http404
    if not key and section not in UNKNOWN_OR_EMPTY:
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.state_none(by=seen.acting, section=section, key=key, why=form.cleaned_data["why"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            return _done(request, "It is recorded that there are none.", _address(seen, section, key))
    thing = seen.choices.title(key) if key else ""
    title = f"Record that there are no {NESTED[section][1]}: {thing}" if key else "Record that nothing is on record"
    return _asked(seen, section, key, form, title, thing)


@page("change organisation", DOORS)
def name(request: Request, key: str) -> HttpResponse:
    """Record or correct the name of the person behind an id."""
    request.acting.require("see people")
    seen = _allowed(request, "people")
    if key not in seen.choices.rooms.get("people", ()):
        raise Http404
    form = NameForm(request.POST or None, initial={"name": seen.names.get(key, "")})
    if request.method == "POST" and form.is_valid():
        actions.name_person(by=seen.acting, key=key, name=form.cleaned_data["name"], why=form.cleaned_data["why"])
        return _done(request, "The name is recorded.", seen.address("people", key))
    return _asked(seen, "people", key, form, f"Record the name of {key}", seen.names.get(key, key))


def _allowed(request: Request, section: str) -> Seen:
    """Return what the reader sees; 404 for no section, ``Refused`` where they may not change it."""
    if section not in SECTION_WORDS:
        raise Http404
    request.acting.require(permission_to_change(section))
    return Seen(request)


def _as_seen(now: queries.Numbered | None, seen: str) -> None:
    """Raise ``BadInput`` when a change was written over something else than is stated on the day now."""
    if seen and (now is None or now.mark != seen):
        raise BadInput(actions.NO_LONGER)


def _called(seen: Seen, section: str, key: str, now: queries.Numbered | None) -> str:
    """Return what a thing is called."""
    if section == "people":
        return seen.names.get(key, key)
    return title_of(key, now.record.facts if now else None) if key else SECTION_WORDS[section].many


def _address(seen: Seen, section: str, key: str) -> str:
    return seen.address(section, key) if key else where(seen.request, section)


def _done(request: Request, what: str, address: str) -> HttpResponse:
    messages.success(request, what)
    return HttpResponseRedirect(address)


def _asked(seen: Seen, section: str, key: str, form: Any, title: str, thing: str = "") -> HttpResponse:
    """Answer with a form; ``thing`` is what its thing is called."""
    back_title = thing or SECTION_WORDS[section].many
    context = {"title": title, "form": form, "back": _address(seen, section, key), "back_title": back_title,
               "name_follows": section == "people" and not key}  # fmt: skip
    return render(seen.request, "organisations/change.html", context)
