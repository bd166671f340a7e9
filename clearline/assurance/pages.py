"""Departures from the guidance: the list, one of them with its history, and the forms that change them."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.assurance import actions
from clearline.assurance.departing import State, law_beside, state_on
from clearline.assurance.forms import ROUTES, DepartureForm, EndForm, PublishForm, RenewForm, edition_choices
from clearline.assurance.queries import OnRecord, departure_named, on_record
from clearline.doors.columns import Column, Filter
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.guidance.content import load
from clearline.guidance.queries import ROLES, edition_in_force, edition_named, editions_of
from clearline.guidance.words import places
from clearline.kit.errors import BadInput
from clearline.organisations.partnerships import Departure

COLOURS: dict[State, str] = {
    "not begun": "grey", "live": "green", "due for review": "yellow", "review passed": "red", "ended": "grey"
}  # fmt: skip


@page("see departures")
def departures(request: Request) -> HttpResponse:
    """List the departures with their state on the day."""
    columns = (
        Column("provision", "Paragraph", lambda one: one.departure.provision,
               link=lambda one: link(request, "assurance:departure", one.key)),
        Column("edition", "Edition", lambda one: one.departure.edition, missing="Any"),
        Column("reasons", "Reasons", lambda one: one.departure.reasons, sort=False),
        Column("decided_by", "Decided by", lambda one: one.departure.decided_by),
        Column("start", "From", lambda one: one.departure.start),
        Column("review", "Review", lambda one: one.departure.review),
        Column("state", "State", lambda one: _state(one, request.on)),
        Column("published", "Published"),
        Column("end", "Last day", lambda one: one.departure.end, on_page=False),
        Column("route", "Route", lambda one: dict(ROUTES)[one.departure.route], on_page=False),
        Column("alternatives", "What else was considered", lambda one: one.departure.alternatives, on_page=False),
        Column("consulted", "Who was consulted", lambda one: one.departure.consulted, on_page=False),
        Column("minutes", "Minutes", on_page=False),
        Column("key", "Key", on_page=False),
    )  # fmt: skip
    filters = (
        Filter("state", "State", [(state, state.capitalize()) for state in get_args(State)],
               lambda one, value: state_on(one.departure, request.on) == value),
        Filter("published", "Published", [("yes", "Yes"), ("no", "No")],
               lambda one, value: one.published == (value == "yes")),
    )  # fmt: skip
    table = Table(
        request, "departures", "Departures from the guidance", columns, on_record(_authority(request)),
        filters=filters, search=("provision", "reasons", "decided_by"), empty="No departure is on record.",
    )  # fmt: skip
    context = {"title": "Departures", "may_record": request.acting.may("record departure")}
    return table.respond(request, "assurance/departures.html", context)


@page("see departures")
def departure(request: Request, key: str) -> HttpResponse:
    """Show a departure, its state on the day and its history."""
    one = _named(request, key)
    state = state_on(one.departure, request.on)
    context = {
        "title": f"Departure from {_place(one.departure, request.on)}",
        "one": one,
        "state": _state(one, request.on),
        "facts": _facts(one),
        "law": law_beside(load(), one.departure),
        "may_record": request.acting.may("record departure"),
        "may_see_findings": request.acting.may("see findings"),
        "live": state in ("live", "due for review"),
        "held_as": f"departure:{key}",
        "over": state == "ended",
        "explains": {
            "edition": one.departure.edition, "explained": "yes", "paragraph": _place(one.departure, request.on)
        },
        "history": history(request.acting.authority, f"departure:{key}", named=request.acting.may("see people")),
    }  # fmt: skip
    return render(request, "assurance/departure.html", context)


@page("record departure", methods=("GET", "POST"))
def record(request: Request) -> HttpResponse:
    """Ask for a decision to depart from the guidance, and record it."""
    held = (one for one in editions_of(load(), ROLES) if one.chapters)
    editions = edition_choices(held, request.on)
    form = DepartureForm(request.POST if request.method == "POST" else None, editions=editions, initial=_start(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("save_anyway", None)
        kept = {"minutes": given.pop("minutes"), "published": given.pop("published")}
        try:
            stated = Departure(**{name: value for name, value in given.items() if value not in (None, "")})
            key = actions.record_departure(
                by=request.acting, guidance=load(), departure=stated, on=request.today, **kept
            )
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The departure is recorded.")
            return redirect(link(request, "assurance:departure", key))
    return render(request, "assurance/record.html", {"title": "Record a departure", "form": form})


@page("record departure", methods=("GET", "POST"))
def renew(request: Request, key: str) -> HttpResponse:
    """Ask for a later review date."""
    one = _named(request, key)

    def change(given: dict[str, Any]) -> None:
        actions.renew_departure(by=request.acting, key=key, on=request.today, review=given["review"], why=given["why"])

    form = RenewForm(request.POST if request.method == "POST" else None)
    intro = f"It is to be reviewed by {one.departure.review:%-d %B %Y}. If it no longer holds, end it instead."
    return _changing(request, key, form, change, "Renew the departure", "Renew", "The departure is renewed.", intro)


@page("record departure", methods=("GET", "POST"))
def end(request: Request, key: str) -> HttpResponse:
    """Ask for the last day of a departure."""
    _named(request, key)

    def change(given: dict[str, Any]) -> None:
        actions.end_departure(by=request.acting, key=key, last=given["last"], why=given["why"])

    form = EndForm(request.POST if request.method == "POST" else None)
    intro = "From the next day on, it explains nothing."
    return _changing(request, key, form, change, "End the departure", "End", "The departure is ended.", intro)


@page("record departure", methods=("GET", "POST"))
def publish(request: Request, key: str) -> HttpResponse:
    """Let the public read a departure, or no longer."""
    public = not _named(request, key).published

    def change(given: dict[str, Any]) -> None:
        actions.publish_departure(by=request.acting, key=key, published=public, on=request.today, why=given["why"])

    form = PublishForm(request.POST if request.method == "POST" else None)
    if public:
        intro = "The public will read the paragraph, the reasons, who decided, and the dates. Look for names first."
        return _changing(request, key, form, change, "Publish the departure", "Publish", "It is published.", intro)
    intro = "The public will no longer read it here. What has been read or copied stays so."
    return _changing(request, key, form, change, "Stop publishing it", "Stop publishing", "It is withdrawn.", intro)


def _changing(
    request: Request,
    key: str,
    form: Form,
    change: Callable[[dict[str, Any]], None],
    title: str,
    button: str,
    done: str,
    intro: str,
) -> HttpResponse:
    """Show a form that changes a departure; when it is sent, make the change and go back to the departure."""
    address = link(request, "assurance:departure", key)
    if request.method == "POST" and form.is_valid():
        try:
            change(form.cleaned_data)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(address)
    context = {"title": title, "form": form, "button": button, "intro": intro, "address": address}
    return render(request, "assurance/change.html", context)


def _authority(request: Request) -> Authority:
    assert request.acting.authority is not None
    return request.acting.authority


def _named(request: Request, key: str) -> OnRecord:
    one = departure_named(_authority(request), key)
    if one is None:
        raise Http404
    return one


def _place(departure: Departure, on: date) -> str:
    """Return where the provision of a departure stands, as readers and the filter of findings know it."""
    try:
        edition = edition_named(load(), departure.edition) if departure.edition else edition_in_force(load(), on)
    except BadInput:  # a record kept elsewhere can name an edition that the content has not
        return departure.provision
    return places(edition, [departure.provision])


def _state(one: OnRecord, on: date) -> Tag:
    state = state_on(one.departure, on)
    return Tag(state.capitalize(), COLOURS[state])


def _facts(one: OnRecord) -> list[tuple[str, object]]:
    departs = one.departure
    return [
        ("Paragraph", departs.provision),
        ("Edition", departs.edition or "Any"),
        ("Reasons", departs.reasons),
        ("What else was considered", departs.alternatives),
        ("Who was consulted", departs.consulted),
        ("Decided by", departs.decided_by),
        ("How it was decided", dict(ROUTES)[departs.route]),
        ("Holds from", departs.start),
        ("Last day", departs.end or "No end decided"),
        ("Review date", departs.review),
        ("Minutes", Linked("Read the minutes", one.minutes) if one.minutes else None),
        ("Published", "Yes, the public may read it" if one.published else "No"),
    ]


def _start(request: Request) -> dict[str, Any]:
    """Return what the form begins with: the provision of the finding that led here, the edition in force."""
    edition = request.GET.get("edition", "")
    if not edition:
        try:
            edition = edition_in_force(load(), request.on).edition
        except BadInput:
            edition = ""
    return {"edition": edition, "provision": request.GET.get("provision", ""), "start": request.today}
