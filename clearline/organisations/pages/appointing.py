"""The pages that add, correct and end an appointment or a seat, and the table of them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from clearline.accounts.page import Method, Request, page
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import new_key
from clearline.organisations import actions, queries
from clearline.organisations.forms.parts import PartForm, part_form
from clearline.organisations.forms.questions import Question
from clearline.organisations.lines.words import day_in_words
from clearline.organisations.pages.showing import Seen
from clearline.organisations.queries import Numbered
from clearline.organisations.records import NESTED
from clearline.organisations.sections import permission_to_change
from clearline.organisations.wording import label

DOORS: tuple[Method, ...] = ("GET", "POST")

SHOWN = {"bodies": ("held_by", "as", "meetings", "attended", "reasons")}
ONLY_IN_FILES = ("reasons",)
COUNTS = ("meetings", "attended")


@page("change boards", DOORS)
def appoint(request: Request, section: str, key: str) -> HttpResponse:
    """Add an appointment to a post or office, or a seat to a board."""
    return _part(request, section, key, None)


@page("change boards", DOORS)
def appointment(request: Request, section: str, key: str, number: int) -> HttpResponse:
    """Correct an appointment or a seat, or give it its last day."""
    return _part(request, section, key, number)


def _part(request: Request, section: str, key: str, number: int | None) -> HttpResponse:
    if section not in NESTED:
        raise Http404
    request.acting.require(permission_to_change(section))
    seen, within = Seen(request), f"{section}/{key}"
    now = next((one for one in queries.parts(seen.authority, within) if one.number == number), None)
    if not queries.versions(seen.authority, section, key) or (number and now is None):
        raise Http404
    form = part_form(section, seen.choices, now.record.facts if now else None, request.POST or None)
    form.fields["seen"].initial = now.mark if now else ""
    if request.method == "POST" and form.is_valid():
        try:
            _state(seen, within, form, number)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, f"The {NESTED[section][1][:-1]} is recorded.")
            return HttpResponseRedirect(seen.address(section, key))
    what = "a seat" if section == "bodies" else "an appointment"
    title = f"{'Correct or end' if number else 'Add'} {what}: {seen.choices.title(key)}"
    context = {"title": title, "form": form, "back": seen.address(section, key), "back_title": seen.choices.title(key)}
    return render(request, "organisations/change.html", context)


def _state(seen: Seen, within: str, form: PartForm, number: int | None) -> None:
    """Record what a form says: first, where one is named, the person who was not recorded yet."""
    given, part = form.cleaned_data, dict(form.facts)
    section, _, key = within.partition("/")
    if number and given["mistake"]:
        actions.withdraw(by=seen.acting, section=section, key=key, number=number, why=given["why"])
        return
    with transaction.atomic():
        if given.get("new_person"):
            part["person"] = new_key("person", queries.taken_ids(seen.authority), "person")
            actions.name_person(by=seen.acting, key=part["person"], name=given["new_person"], why=given["why"])
        actions.state_part(
            by=seen.acting, within=within, part=part, replaces=number, why=given["why"], seen=given["seen"]
        )


def parts_table(seen: Seen, section: str, key: str) -> Table:
    """Return the table of a thing's appointments or seats, those of other days too."""
    rows = queries.parts(seen.authority, f"{section}/{key}")
    questions = part_form(section, seen.choices, None, None).questions
    columns = [_column(seen, name, questions[name]) for name in SHOWN.get(section, ("person", "kind", "joint_with"))]
    columns += [
        Column("from", "From", show=lambda row: _day(row, "from")),
        Column("to", "To", show=lambda row: _day(row, "to")),
        Column("state", f"On {day_in_words(seen.on)}", show=lambda row: _now(row, seen.on)),
    ]

    def change(row: Numbered) -> Linked:
        return Linked("Correct or end", link(seen.request, "organisations:appointment", section, key, row.number))

    if seen.may_change(section):
        columns.append(Column("change", "Change", show=change, sort=False, exported=False))
    caption = "Seats" if section == "bodies" else "Holders now and before"
    subject = f"{key}-{NESTED[section][1]}"
    return Table(seen.request, subject, caption, columns, rows, empty="None is recorded.", name="part")


def _column(seen: Seen, name: str, question: Question) -> Column:
    def show(row: Numbered) -> Any:
        value = row.record.facts.get(name, question.default)
        if name == "person":
            return seen.person(value)
        return question.shown(value) if name in row.record.facts or isinstance(value, str) else None

    counts = name in COUNTS
    missing = "Not stated" if counts else ""
    return Column(name, label(name), show, numeric=counts, missing=missing, on_page=name not in ONLY_IN_FILES)


def _day(row: Numbered, name: str) -> date | None:
    stated = row.record.facts.get(name)
    return date.fromisoformat(stated) if stated else None


def _now(row: Numbered, on: date) -> Tag:
    """Return whether an appointment or seat holds on a day."""
    start, end = _day(row, "from"), _day(row, "to")
    if start and start > on:
        return Tag("Later", "blue")
    return Tag("Ended", "grey") if end and end < on else Tag("Now", "green")
