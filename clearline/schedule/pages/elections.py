"""Pre-election periods: which there are, what is held in them and what was released; the forms that change them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput
from clearline.schedule import electing
from clearline.schedule.content import contracts
from clearline.schedule.elections import Election, election_named
from clearline.schedule.elections import elections as every
from clearline.schedule.forms import ChangeElectionForm, ElectionForm, WhyForm, WhyReleasedForm


@page("see calendar")
def elections(request: Request) -> HttpResponse:
    """List the pre-election periods and what was released in them."""
    assert request.acting.authority is not None
    rows = every(request.acting.authority)
    may_set, may_release = (request.acting.may(each) for each in ("set elections", "release in pre-election period"))
    columns = [
        Column("election", "Election"),
        Column("starts", "First day"),
        Column("ends", "Last day"),
        Column("state", "State", lambda one: _state(request, one), sort=False),
        Column("do", "Change", lambda one: _ways(request, one), sort=False, exported=False),
    ]
    columns = columns if may_set else columns[:-1]
    periods = Table(request, "periods", "Pre-election periods", columns, rows, name="periods",
                    empty="No pre-election period is set.")  # fmt: skip
    released = [(one, each) for one in rows for each in one.releases]
    released_columns = (
        Column("at", "When", lambda row: row[1].at, sort=lambda row: row[1].at),
        Column("about", "What", lambda row: _words(row[1].about), sort=lambda row: row[1].about),
        Column("reason", "Why", lambda row: row[1].reason, sort=False),
        Column("by", "By", lambda row: _name(request, row[1].by), sort=False, missing="Not recorded or shown"),
        Column("election", "Election", lambda row: row[0].election, sort=lambda row: row[0].election),
    )
    releases = Table(request, "released", "What was released", released_columns, released, name="released",
                     empty="Nothing was released.")  # fmt: skip
    context = {
        "title": "Pre-election periods", "now": [one for one in rows if one.is_on(request.on)],
        "wanted": _wanted(request, rows, may_release), "periods": periods, "releases": releases, "may_set": may_set,
    }  # fmt: skip
    return respond(request, "schedule/elections.html", context)


def _wanted(request: Request, rows: Iterable[Election], may_release: bool) -> Table:
    """Return the table of what is held and wanted out; the monitoring officer finds the way to release each in it."""
    held = [(one, each) for one in rows if one.ends >= request.today for each in one.wanted]
    columns = [
        Column("about", "What", lambda row: _words(row[1].about), sort=lambda row: row[1].about),
        Column("why", "Why it is wanted now", lambda row: row[1].why, sort=False),
        Column("by", "Asked by", lambda row: _name(request, row[1].by), sort=False, missing="Not recorded or shown"),
        Column("at", "When", lambda row: row[1].at, sort=lambda row: row[1].at),
        Column("until", "Held until", lambda row: row[0].ends, sort=lambda row: row[0].ends),
        Column("do", "Release", lambda row: "Release", sort=False, exported=False,
               link=lambda row: link(request, "schedule:release", row[0].key, query={"about": row[1].about})),
    ]  # fmt: skip
    columns = columns if may_release else columns[:-1]
    return Table(request, "held", "Held, and asked to be released", columns, held, name="held",
                 empty="Nobody has asked for a release.")  # fmt: skip


def _name(request: Request, by: str) -> str:
    return by if request.acting.may("see people") else ""


def _words(about: str) -> str:
    """Return what something is called: a report by its title and number, anything else by its kind and its key."""
    kind, _, key = about.partition(":")
    contract, _, number = key.partition("/")
    if kind == "report" and contract in contracts():
        return f"{contracts()[contract].title} {number}".strip()
    called = {"test": "Test of assurance"}.get(kind, kind.capitalize())
    return f"{called}: {key.replace('-', ' ')}" if key else called


def _state(request: Request, one: Election) -> Tag:
    if one.is_on(request.on):
        return Tag("Publishing is held", "red")
    return Tag("To come", "blue") if one.starts > request.on else Tag("Over", "grey")


def _ways(request: Request, one: Election) -> list[Linked]:
    ways = (("Change", "change-election"), ("Remove", "remove-election"))
    return [Linked(words, link(request, f"schedule:{name}", one.key)) for words, name in ways]


@page("set elections", methods=("GET", "POST"))
def add(request: Request) -> HttpResponse:
    """Ask for a pre-election period."""
    form = ElectionForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        electing.set_election(by=request.acting, **given)

    return _changing(request, form, do, "Set a pre-election period", "Set it", "The pre-election period is set.")


@page("set elections", methods=("GET", "POST"))
def change(request: Request, key: str) -> HttpResponse:
    """Ask for other days or another name."""
    one = _named(request, key)
    initial = {"election": one.election, "starts": one.starts, "ends": one.ends}
    form = ChangeElectionForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(given: dict[str, Any]) -> None:
        electing.change_election(by=request.acting, key=key, **given)

    return _changing(request, form, do, f"Change: {one.election}", "Save", "The pre-election period is changed.")


@page("set elections", methods=("GET", "POST"))
def remove(request: Request, key: str) -> HttpResponse:
    """Ask why a pre-election period is taken back."""
    one = _named(request, key)
    form = WhyForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        electing.remove_election(by=request.acting, key=key, **given)

    return _changing(request, form, do, f"Remove: {one.election}", "Remove it", "The pre-election period is removed.")


@page("release in pre-election period", methods=("GET", "POST"))
def release(request: Request, key: str) -> HttpResponse:
    """Ask why one thing is let out within a pre-election period."""
    one = _named(request, key)
    about = request.GET.get("about", "") or request.POST.get("about", "")
    if not about:
        raise Http404
    form = WhyReleasedForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        electing.release(by=request.acting, about=about, election=key, now=timezone.now(), **given)

    title = f"Release in the pre-election period of {one.election}: {_words(about)}"
    return _changing(request, form, do, title, "Release it", "It is released, and may go out.")


@page("see calendar", methods=("GET", "POST"))
def want_release(request: Request) -> HttpResponse:
    """Ask why something that is held should go out before the poll."""
    about = request.GET.get("about", "")
    form = WhyForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        now = timezone.now()
        electing.want_release(by=request.acting, about=about, on=request.today, now=now, **given)

    title, done = f"Ask for a release: {_words(about)}", "The monitoring officer sees that you asked."
    return _changing(request, form, do, title, "Ask for it", done)


def _changing(
    request: Request, form: Form, do: Callable[[dict[str, Any]], None], title: str, button: str, done: str
) -> HttpResponse:
    """Show a form; when it is sent, make the change and go back to the periods."""
    up = link(request, "schedule:elections")
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "save_anyway"}
        try:
            do(given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(up)
    context = {"title": title, "form": form, "button": button, "up": up, "up_title": "Pre-election periods"}
    return render(request, "schedule/form.html", context)


def _named(request: Request, key: str) -> Election:
    assert request.acting.authority is not None
    one = election_named(request.acting.authority, key)
    if one is None:
        raise Http404
    return one
