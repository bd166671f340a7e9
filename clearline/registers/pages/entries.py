"""One entry with its history, and the forms that add it, put it right and withdraw it."""

import itertools
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import Past, history
from clearline.doors.links import link
from clearline.doors.values import words
from clearline.kit.errors import BadInput
from clearline.registers import actions, queries
from clearline.registers.cells import in_words
from clearline.registers.forms import WithdrawForm, entry_form
from clearline.registers.known import Known, known_on
from clearline.registers.pages.framing import authority_of, named, shown
from clearline.registers.queries import Recorded
from clearline.registers.vocabulary import Register


@page("see registers")
def entry(request: Request, register: str, entry: str) -> HttpResponse:
    """Show an entry, what it said before, and who changed it when and why."""
    one, every, known = _versions(request, register, entry)
    now = every[0]
    columns = queries.shown_columns(one, request.acting)
    facts = [(column.title, shown(request, column, now.values.get(column.key), known)) for column in columns]
    context = {
        "title": now.title or one.title, "one": one, "now": now, "facts": facts,
        "earlier": [_changes(one, before, after, known) for after, before in itertools.pairwise(every)],
        "history": _history(request, one, now), "may_keep": queries.may_keep(request.acting, one) and not now.withdrawn,
    }  # fmt: skip
    return render(request, "registers/entry.html", context)


@page("keep registers", methods=("GET", "POST"))
def add(request: Request, register: str) -> HttpResponse:
    """Ask for an entry, and add it."""
    one = kept_by(request, register)
    known, _ = known_on(authority_of(request), request.on, named=request.acting.may("see people"))
    form = entry_form(request.POST if request.method == "POST" else None, one, known)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            key = actions.add_entry(by=request.acting, register=register, values=form.values(), on=request.on, why=why)
        except BadInput as bad:
            form.refuse_columns(bad)
        else:
            messages.success(request, "It is recorded.")
            return redirect(link(request, "registers:entry", register, key))
    return render(
        request, "registers/asked.html", {"title": f"Add {one.entry}", "one": one, "form": form, "button": "Add"}
    )


@page("keep registers", methods=("GET", "POST"))
def change(request: Request, register: str, entry: str) -> HttpResponse:
    """Put an entry right; what it said before stays in its history."""
    kept_by(request, register)
    one, every, known = _versions(request, register, entry)
    now = _live(every)
    form = entry_form(request.POST if request.method == "POST" else None, one, known, now.values)
    address = link(request, "registers:entry", register, entry)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        try:
            actions.change_entry(
                by=request.acting, register=register, key=entry, version=int(seen) if seen.isdecimal() else 0,
                values=form.values(), on=request.on, why=form.cleaned_data["why"],
            )  # fmt: skip
        except BadInput as bad:
            form.refuse_columns(bad)
        else:
            messages.success(request, "The entry is put right.")
            return redirect(address)
    context = {
        "title": f"Change {one.entry}",
        "one": one,
        "form": form,
        "button": "Save",
        "address": address,
        "now": now,
    }
    return render(request, "registers/asked.html", context)


@page("keep registers", methods=("GET", "POST"))
def withdraw(request: Request, register: str, entry: str) -> HttpResponse:
    """Take an entry out, with the reason; its history stays."""
    one = kept_by(request, register)
    now = _live(_versions(request, register, entry)[1])
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_entry(by=request.acting, register=register, key=entry, why=form.cleaned_data["why"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The entry is withdrawn.")
            return redirect(link(request, "registers:register", register))
    address = link(request, "registers:entry", register, entry)
    context = {"title": f"Withdraw {one.entry}", "one": one, "form": form, "now": now, "address": address}
    return render(request, "registers/withdraw.html", context)


def kept_by(request: Request, register: str) -> Register:
    """Return a register that somebody keeps; ``Refused`` for whoever does not."""
    one = named(register)
    if not queries.may_keep(request.acting, one) or not queries.may_see(request.acting, one.see):
        raise Refused(f"Your roles here do not keep this register: {one.title}.")
    return one


def _versions(request: Request, register: str, entry: str) -> tuple[Register, tuple[Recorded, ...], Known]:
    """Return the versions of an entry, the newest first; ``Refused`` where one does not see the register's entries."""
    one = named(register)
    if not queries.may_see(request.acting, one.see):
        raise Refused(f"Your roles here do not see the entries of this register: {one.title}.")
    authority = authority_of(request)
    every = queries.versions(authority, register, entry, request.on, request.acting)
    if not every:
        raise Http404
    return one, every, known_on(authority, request.on, named=request.acting.may("see people"))[0]


def _live(every: tuple[Recorded, ...]) -> Recorded:
    if every[0].withdrawn:
        raise Http404
    return every[0]


def _changes(one: Register, before: Recorded, after: Recorded, known: Known) -> dict[str, Any]:
    """Return what a version said before the one after it: its number, and each cell that differs."""
    said = [
        (column.title, words(in_words(column, before.values.get(column.key), known)))
        for column in one.columns
        if before.values.get(column.key) != after.values.get(column.key)
    ]
    return {
        "version": before.version, "said": said, "withdrawn": after.withdrawn,
        "recorded_at": before.recorded_at and localdate(before.recorded_at),
    }  # fmt: skip


def _history(request: Request, one: Register, now: Recorded) -> tuple[Past, ...]:
    """Return what was done to an entry; of one about a person, what was done in this register to that person."""
    named_too = request.acting.may("see people")
    if not one.about_people:
        return history(request.acting.authority, f"register:{one.key}/{now.key}", named=named_too)
    past = history(request.acting.authority, f"people:{now.values[str(one.subject)]}", named=named_too)
    return tuple(each for each in past if each.did.endswith(f" in {one.title}"))
