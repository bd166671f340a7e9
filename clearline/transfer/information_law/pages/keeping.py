"""Retention: the schedule, what is overdue, deleting it, receipts; and holds."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table, respond
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput
from clearline.transfer.information_law import retention as keeping
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.forms import DeleteForm, HoldForm, WhyForm
from clearline.transfer.information_law.holds import holds as all_holds
from clearline.transfer.information_law.holds import lift_hold, place_hold, scope_words
from clearline.transfer.information_law.pages.documents import authority_of
from clearline.transfer.information_law.person import people_of
from clearline.transfer.models import Hold, RetentionRun

BY = {"retention": "This schedule", "machine": "The machine, by itself", "nobody": "Nothing"}


@page("see information law")
def retention(request: Request) -> HttpResponse:
    """Show how long each type of record is kept."""
    columns = (
        Column("title", "Record", lambda one: one.title),
        Column("keep", "Kept", lambda one: one.keep, sort=False),
        Column("why", "Why", lambda one: one.why, sort=False),
        Column("days", "Days", lambda one: one.days, numeric=True, missing="No limit"),
        Column("by", "Deleted by", lambda one: BY[one.by]),
    )
    rows = list(load().retention.values())
    table = Table(request, "retention-schedule", "Retention schedule", columns, rows)
    return table.respond(request, "transfer/retention.html", {"title": "Retention schedule", "no_date": True})


@page("see information law")
def due(request: Request) -> HttpResponse:
    """List what is kept past its time on the day."""
    titles = load().retention
    columns = (
        Column("record_type", "Type", lambda one: titles[one.record_type].title),
        Column("what", "Record"),
        Column("record", "Id", on_page=False),
        Column("since", "Counted from"),
        Column("overdue", "Overdue since"),
        Column("hold", "Held by", lambda one: _held(request, one.hold), sort=lambda one: one.hold),
    )
    filters = (Filter("record_type", "Type", [(key, titles[key].title) for key in keeping.FINDERS]),)
    overdue = Table(
        request, "overdue", "What is overdue", columns, keeping.due(request.acting, request.on),
        filters=filters, empty="Nothing is kept past its time.", name="overdue",
    )  # fmt: skip
    receipts = Table(
        request, "receipts", "What was deleted", _receipt_columns(), keeping.receipts(authority_of(request)),
        empty="Nothing has been deleted by the schedule yet.", name="receipts",
    )  # fmt: skip
    context = {
        "title": "Kept past its time",
        "last": keeping.last_look(authority_of(request)),
        "may_delete": request.acting.may("answer for personal data"),
    }
    return respond(request, "transfer/due.html", {**context, "overdue": overdue, "receipts": receipts})


def _held(request: Request, key: str) -> object:
    return Linked(key, link(request, "transfer:holds")) if key else None


def _receipt_columns() -> tuple[Column, ...]:
    return (
        Column("pk", "Receipt", numeric=True),
        Column("at", "When"),
        Column(
            "by", "By", lambda run: run.by.name if run.by else "the machine", missing="name not recorded", sort=False
        ),
        Column("counts", "What", _counted, sort=False),
        Column("why", "Why", sort=False),
    )


def _counted(run: RetentionRun) -> list[str]:
    titles = load().retention
    return [
        f"{titles[key].title}: {count['overdue'] - count['held']} deleted, {count['held']} held"
        for key, count in run.counts.items()
    ]


@page("answer for personal data", methods=("GET", "POST"))
def delete(request: Request) -> HttpResponse:
    """Ask what to delete of what is overdue, and why."""
    counts: dict[str, int] = {}
    for one in keeping.due(request.acting, request.today):
        counts[one.record_type] = counts.get(one.record_type, 0) + (not one.hold)
    form = DeleteForm(request.POST if request.method == "POST" else None, counts=counts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            run = keeping.apply(by=request.acting, why=given["why"], now=timezone.now(), record_types=given["types"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, f"Deleted. The receipt has the number {run.pk}.")
            return redirect(link(request, "transfer:due"))
    context = {
        "title": "Delete what is overdue", "form": form, "button": "Delete", "kind": "warning", "up": "transfer:due",
        "up_title": "Kept past its time", "warning": "What is deleted cannot be brought back, but from a backup.",
        "nothing": "" if any(counts.values()) else "Nothing is overdue that could be deleted.",
    }  # fmt: skip
    return render(request, "transfer/form.html", context)


@page("see information law")
def holds(request: Request) -> HttpResponse:
    """List the holds with their state on the day."""
    may = request.acting.may("answer for personal data")
    columns = [
        Column("key", "Hold"),
        Column("scope", "What is held", lambda hold: scope_words(hold.scope)),
        Column("reason", "For what", sort=False),
        Column("starts", "From"),
        Column("lifted", "Lifted from"),
        Column("lifted_why", "Why it was lifted", sort=False, on_page=False),
        Column("state", "State", lambda hold: _state(hold, request.on), sort=False),
    ]
    if may:
        columns.append(Column("lift", "Change", lambda hold: _lifting(request, hold), sort=False, exported=False))
    table = Table(
        request, "holds", "Holds", columns, list(all_holds(authority_of(request))), empty="There has been no hold."
    )
    return table.respond(request, "transfer/holds.html", {"title": "Holds", "may_place": may})


def _state(hold: Hold, on: date) -> Tag:
    if hold.lifted is not None and hold.lifted <= on:
        return Tag("Lifted", "grey")
    return Tag("Live", "green") if hold.starts <= on else Tag("Not begun", "grey")


def _lifting(request: Request, hold: Hold) -> object:
    return Linked(f"Lift {hold.key}", link(request, "transfer:lift", hold.key)) if hold.lifted is None else None


@page("answer for personal data", methods=("GET", "POST"))
def place(request: Request) -> HttpResponse:
    """Ask for a hold."""
    people = list(people_of(authority_of(request)))
    asked = {
        "starts": request.today,
        "scope": "person" if "person" in request.GET else "",
        "person": request.GET.get("person"),
    }
    form = HoldForm(request.POST if request.method == "POST" else None, people=people, initial=asked)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            place_hold(by=request.acting, scope=given["scope"], reason=given["reason"], starts=given["starts"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The hold is in place.")
            return redirect(link(request, "transfer:holds"))
    context: dict[str, Any] = {"title": "Place a hold", "form": form, "button": "Place the hold"}
    context |= {"up": "transfer:holds", "up_title": "Holds"}
    return render(request, "transfer/form.html", context)


@page("answer for personal data", methods=("GET", "POST"))
def lift(request: Request, key: str) -> HttpResponse:
    """Ask why a hold is lifted."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            lift_hold(by=request.acting, key=key, why=form.cleaned_data["why"], on=request.today)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The hold is lifted.")
            return redirect(link(request, "transfer:holds"))
    context = {"title": f"Lift the hold {key}", "form": form, "button": "Lift it", "up": "transfer:holds"}
    return render(request, "transfer/form.html", {**context, "up_title": "Holds"})
