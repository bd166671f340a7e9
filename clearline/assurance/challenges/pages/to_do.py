"""Actions: the list, one with its history, and the forms that open, change and end them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.assurance.abouts import KINDS, about_address, asked_about
from clearline.assurance.challenges import actions as changes
from clearline.assurance.challenges import forms, to_do
from clearline.assurance.challenges.pages.listing import authority_of
from clearline.assurance.challenges.to_do import Action
from clearline.assurance.evidence import viewing as evidence
from clearline.assurance.evidence.queries import items
from clearline.assurance.histories import in_names
from clearline.assurance.naming import called, called_one
from clearline.doors.columns import Column, Filter
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput

STATES = {
    "late": Tag("Late", "red"), "open": Tag("Open", "yellow"), "done": Tag("Done", "green"),
    "done late": Tag("Done late", "green"), "dropped": Tag("Dropped", "grey"),
}  # fmt: skip


@page("see assurance")
def actions(request: Request) -> HttpResponse:
    """List the actions with their state on the day."""
    found = to_do.actions_of(authority_of(request), request.on)
    words = called(request.acting, [one.source for one in found], request.on)
    columns = (
        Column("title", "Action", link=lambda one: link(request, "challenges:action", one.key)),
        Column("owner_name", "Who", link=lambda one: _owner(request, one)),
        Column("due", "Due"),
        Column("state", "State", lambda one: STATES[one.state], sort=lambda one: list(STATES).index(one.state)),
        Column("source", "From", lambda one: words[one.source], link=lambda one: about_address(request, one.source)),
        Column("opened", "Opened", on_page=False),
        Column("ended", "Ended", on_page=False),
        Column("outcome", "Outcome", on_page=False),
        Column("key", "Number", on_page=False),
    )
    owners = sorted({(one.owner, one.owner_name) for one in found}, key=lambda pair: pair[1])
    sources = sorted({one.source.partition(":")[0] for one in found})
    filters = (
        Filter("state", "State", [(key, tag.text) for key, tag in STATES.items()]),
        Filter("owner", "Who", owners),
        Filter("source", "From", [(kind, KINDS[kind].word) for kind in sources],
               lambda one, value: one.source.startswith(f"{value}:")),
    )  # fmt: skip
    table = Table(
        request, "actions", "All actions", columns, found, filters=filters, search=("title", "owner_name", "key"),
        empty="No action is on record.",
    )  # fmt: skip
    context = {
        "title": "Actions",
        "late": sum(one.state == "late" for one in found),
        "open": sum(one.status == "open" for one in found),
        "gone": [one for one in found if one.status == "open" and not one.owner_is],
        "may_keep": request.acting.may("keep actions"),
    }
    return table.respond(request, "challenges/actions.html", context)


@page("see assurance")
def action(request: Request, key: str) -> HttpResponse:
    """Show an action, what shows that it was done, and its history."""
    one = _named(request, key)
    about = f"action:{key}"
    source, words = about_address(request, one.source), called_one(request.acting, one.source, request.on)
    facts = [
        ("Number", one.key),
        ("Who", Linked(one.owner_name, _owner(request, one) or "")),
        ("Due", one.due),
        ("Comes from", Linked(words, source) if source else words),
        ("Opened", one.opened),
        *([("Dropped on" if one.status == "dropped" else "Done on", one.ended)] if one.ended else []),
        *([("Why it was dropped" if one.status == "dropped" else "What was done", one.outcome)] if one.outcome else []),
    ]
    owners = {**to_do.owners(authority_of(request), request.on), one.owner: one.owner_name}
    names = {**owners, one.source: words}
    context = {
        "title": one.title,
        "one": one,
        "state": STATES[one.state],
        "facts": facts,
        "about": about,
        **evidence.shown(request, about),
        "may_keep": request.acting.may("keep actions"),
        "history": in_names(history(authority_of(request), about, named=request.acting.may("see people")), names),
    }
    return render(request, "challenges/action.html", context)


@page("keep actions", methods=("GET", "POST"))
def open_action(request: Request) -> HttpResponse:
    """Ask for an action because of the thing from whose page the reader came, or of an inspection, and open it."""
    source, bad = asked_about(request, "source")
    owners = list(to_do.owners(authority_of(request), request.today).items())
    sent = request.POST if request.method == "POST" else None
    form = forms.OpenActionForm(sent, owners=owners, source=source)
    if sent is not None and not bad and form.is_valid():
        given = dict(form.cleaned_data)
        recommended = given.pop("recommendation", "")
        try:
            because = source or f"inspection:{recommended}"
            key = changes.open_action(by=request.acting, source=because, on=request.today, **given)
        except BadInput as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The action is opened.")
            return redirect(link(request, "challenges:action", key))
    context = {
        "title": "Open an action", "form": form, "button": "Open the action", "no_owners": not owners,
        "source": called_one(request.acting, source, request.today), "problems": bad,
    }  # fmt: skip
    return render(request, "challenges/action_form.html", context)


@page("keep actions", methods=("GET", "POST"))
def change(request: Request, key: str) -> HttpResponse:
    """Ask for another owner or another day."""
    one = _named(request, key)
    owners = {one.owner: one.owner_name, **to_do.owners(authority_of(request), request.today)}
    sent = request.POST if request.method == "POST" else None
    start = {"owner": one.owner, "due": one.due}
    form = forms.ChangeActionForm(sent, owners=owners.items(), initial=start)

    def do(given: dict[str, Any]) -> None:
        changes.change_action(by=request.acting, key=key, on=request.today, **given)

    return _changing(request, one, form, do, "Change the action", "Save", "The action is changed.")


@page("keep actions", methods=("GET", "POST"))
def finish(request: Request, key: str) -> HttpResponse:
    """Ask what was done and what shows it."""
    one = _named(request, key)
    kept = [(item.key, item.title) for item in items(authority_of(request), request.acting, request.today)]
    sent = request.POST if request.method == "POST" else None
    form = forms.FinishActionForm(sent, items=kept)

    def do(given: dict[str, Any]) -> None:
        changes.finish_action(by=request.acting, key=key, on=request.today, **given)

    return _changing(request, one, form, do, "Finish the action", "It is done", "The action is done.")


@page("keep actions", methods=("GET", "POST"))
def drop(request: Request, key: str) -> HttpResponse:
    """Ask why an action will not be done."""
    one = _named(request, key)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        changes.drop_action(by=request.acting, key=key, on=request.today, **given)

    return _changing(request, one, form, do, "Drop the action", "Drop it", "The action is dropped.")


@page("keep actions", methods=("GET", "POST"))
def open_again(request: Request, key: str) -> HttpResponse:
    """Ask why an action that was ended is opened again."""
    one = _named(request, key)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        changes.open_again(by=request.acting, key=key, **given)

    return _changing(request, one, form, do, "Open the action again", "Open it again", "The action is open again.")


def _changing(
    request: Request, one: Action, form: Form, do: Callable[[dict[str, Any]], None], title: str, button: str, done: str
) -> HttpResponse:
    """Show a form that changes an action; when it is sent, make the change and go back to the action."""
    address = link(request, "challenges:action", one.key)
    if request.method == "POST" and form.is_valid():
        try:
            do({name: value for name, value in form.cleaned_data.items() if name != "save_anyway"})
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(address)
    context = {"title": title, "form": form, "button": button, "one": one, "address": address}
    return render(request, "challenges/action_form.html", context)


def _owner(request: Request, one: Action) -> str | None:
    return link(request, f"organisations:{one.owner_is}", one.owner) if one.owner_is else None


def _named(request: Request, key: str) -> Action:
    one = to_do.action_named(authority_of(request), key, request.on)
    if one is None:
        raise Http404
    return one
