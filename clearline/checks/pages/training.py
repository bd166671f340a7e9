"""The roll-call of safeguarding training and vetting: each person, what is on record, and the form to add to it."""

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.checks import queries
from clearline.checks.forms import TrainingForm
from clearline.checks.pages.findings import nothing_stated
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.guidance.words import plain
from clearline.organisations.picture import Picture
from clearline.organisations.queries import names
from clearline.registers.actions import record_training, record_vetting

NOT_DONE, DONE, NOT_STATED = "No training", "Yes, day not stated", "Not stated"


class Line(NamedTuple):
    """A person in the roll-call."""

    key: str
    name: str
    """The name, or the id of a person whose name is not recorded."""
    holds: tuple[str, ...]
    trained: date | bool | None
    vetting: str | None


@page("see people")
def training(request: Request) -> HttpResponse:
    """List the people of the organisation with their training and vetting."""
    rows = _lines(request)
    if rows is None:
        return nothing_stated(request, "Training and vetting")
    columns = (
        Column("name", "Person", link=lambda row: _to_change(request, row)),
        Column("holds", "Holds", lambda row: list(row.holds), missing="Nothing on this day"),
        Column("trained", "Safeguarding training", _trained),
        Column("vetting", "Vetting", lambda row: plain(row.vetting) if row.vetting else NOT_STATED),
        Column("key", "Id", on_page=False),
    )
    filters = (
        Filter("trained", "Safeguarding training", [("yes", "On record"), ("no", NOT_DONE), ("unknown", NOT_STATED)],
               lambda row, value: value == ("unknown" if row.trained is None else "yes" if row.trained else "no")),
    )  # fmt: skip
    table = Table(
        request, "training", "Safeguarding training and vetting", columns, rows, filters=filters,
        search=("name", "holds"), empty="Nobody is in the organisation yet.",
    )  # fmt: skip
    return table.respond(request, "checks/training.html", {"title": "Training and vetting"})


@page("change organisation", methods=("GET", "POST"))
def record(request: Request, key: str) -> HttpResponse:
    """Ask what training or vetting a person has had, and record it."""
    row = next((row for row in _lines(request) or () if row.key == key), None)
    if row is None:
        raise Http404
    form = TrainingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given, why = form.cleaned_data, form.cleaned_data["why"]
        if given["done"]:
            done = given["on"] if given["done"] == "on" else False
            record_training(by=request.acting, about=key, done=done, why=why)
        if given["vetting"]:
            record_vetting(by=request.acting, about=key, standing=given["vetting"], why=why)
        messages.success(request, "It is recorded.")
        return redirect(link(request, "checks:training"))
    past = history(request.acting.authority, f"people:{key}", named=request.acting.may("see people"))
    context = {"title": "Record training or vetting", "form": form, "row": row, "history": past}
    return render(request, "checks/record_training.html", context)


def _lines(request: Request) -> list[Line] | None:
    """Return the people of the organisation on the day; ``None`` when nothing is stated."""
    assert request.acting.authority is not None
    organisation = queries.organisation_of(request.acting.authority)
    if organisation is None:
        return None
    picture, known = Picture(organisation, request.on), names(request.acting.authority)
    holds: dict[str, list[str]] = {key: [] for key in picture.organisation.people}
    for ref in (*picture.own_posts, *picture.offices):
        for holder in picture.all_holders(ref) or ():
            holds.setdefault(holder.person, []).append(picture.name(ref))
    facts = picture.facts_of
    return [
        Line(key, known.get(key, key), tuple(held), facts(key).safeguarding_training, facts(key).vetting)
        for key, held in holds.items()
    ]


def _trained(row: Line) -> date | str:
    if isinstance(row.trained, date):
        return row.trained
    return NOT_STATED if row.trained is None else DONE if row.trained else NOT_DONE


def _to_change(request: Request, row: Line) -> str | None:
    return link(request, "checks:record-training", row.key) if request.acting.may("change organisation") else None
