"""The list of registers with how each stands, and one register with its entries."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput
from clearline.registers import actions, loading, models, queries
from clearline.registers.content import registers
from clearline.registers.forms import IntervalForm
from clearline.registers.known import Known, known_on
from clearline.registers.pages.framing import STANDINGS, authority_of, keepers, named, shown, sources
from clearline.registers.queries import Recorded, Subject
from clearline.registers.vocabulary import Register

NO_ENTRY = Tag("No entry", "yellow")


@page("see registers")
def all_registers(request: Request) -> HttpResponse:
    """List the registers with how each stands on the day."""
    states = queries.register_states(authority_of(request), request.on, request.today)
    columns = (
        Column("title", "Register", link=lambda one: link(request, "registers:register", one.key)),
        Column("purpose", "What it shows", sort=False),
        Column("state", "Standing", lambda one: STANDINGS[states[one.key].result]),
        Column("newest", "Newest entry", lambda one: states[one.key].newest),
        Column("says", "What is there and what is missing", lambda one: list(states[one.key].says), sort=False),
        Column("keepers", "Kept by", keepers, on_page=False),
        Column("paragraphs", "Paragraphs", lambda one: list(one.paragraphs), on_page=False),
        Column("key", "Key", on_page=False),
    )
    filters = (
        Filter("state", "Standing", [(key, tag.text) for key, tag in STANDINGS.items()],
               lambda one, value: states[one.key].result == value),
        Filter("mine", "Kept by", [("me", "My role")], lambda one, _: queries.may_keep(request.acting, one)),
    )  # fmt: skip
    table = Table(
        request, "registers", "Registers", columns, list(registers().values()), filters=filters,
        search=("title", "purpose", "paragraphs"), empty="There are no registers.",
    )  # fmt: skip
    return table.respond(request, "registers/registers.html", {"title": "Registers"})


@page("see registers")
def register(request: Request, register: str) -> HttpResponse:
    """Show a register: what it is for, how it stands, whom it must cover, and its entries."""
    one, authority = named(register), authority_of(request)
    known, picture = known_on(authority, request.on, named=request.acting.may("see people"))
    unnamed = known_on(authority, request.on, named=False)[0] if one.about_people else known
    rows = list(models.Entry.objects.filter(authority=authority, register=register, latest=True))
    own = queries.intervals(authority)
    months = queries.interval_of(one, own)
    state = queries.state_of(one, rows, unnamed, picture, months, request.on)
    seen = queries.may_see(request.acting, one.see)
    entries = queries.recorded(one, rows, known, request.on, request.acting)
    subjects, unknown = queries.subjects(one, entries, known, picture) if seen else ((), ())
    tables = {"table": _entries(request, one, entries, known)} if seen else {}
    if subjects:
        tables["roll_call"] = _roll_call(request, subjects)
    context: dict[str, Any] = {
        "title": one.title, "one": one, "state": state, "standing": STANDINGS[state.result], "seen": seen,
        "unknown": unknown, "keepers": keepers(one), "sources": sources(request, one), "kept": _interval(one, months),
        "own": register in own, "months": months, "may_keep": queries.may_keep(request.acting, one) and seen,
        "later": queries.recorded_after(rows, request.on) if request.on < request.today else 0,
        "may_set": request.acting.may("set calendar") and one.fresh is not None and one.fresh.local,
    }  # fmt: skip
    return respond(request, "registers/register.html", {**tables, **context})


@page("set calendar", methods=("GET", "POST"))
def interval(request: Request, register: str) -> HttpResponse:
    """Set how old the entries of a register may be here."""
    one = named(register)
    months = queries.interval_of(one, queries.intervals(authority_of(request)))
    form = IntervalForm(request.POST if request.method == "POST" else None, initial={"months": months})
    address = link(request, "registers:register", register)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_interval(
                by=request.acting, register=register, **{k: form.cleaned_data[k] for k in ("months", "why")}
            )
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The interval is set.")
            return redirect(address)
    context = {"title": "Set the interval", "one": one, "form": form, "address": address, "button": "Set"}
    return render(request, "registers/interval.html", {**context, "no_date": True})


def _interval(one: Register, months: int | None) -> str:
    """Return how old the entries may be, in words; empty when the register asks nothing of it."""
    if one.fresh is None:
        return ""
    what = "Each entry that counts" if one.fresh.of == "each" else "The newest entry"
    if months is None:
        return "No interval is set."
    return f"{what} may be at most {months} month{'' if months == 1 else 's'} old."


def _entries(request: Request, one: Register, entries: tuple[Recorded, ...], known: Known) -> Table:
    """Return the table of the entries: a column for each that the reader sees, and filters by what can be chosen."""
    columns = [Column("entry-key", loading.ENTRY, lambda row: row.key, on_page=False)]
    filters = [
        Filter(
            "counted", "Counts on this day", [("yes", "Yes"), ("no", "No")], lambda row, it: row.counts == (it == "yes")
        )
    ]
    visible = queries.shown_columns(one, request.acting)
    for at, column in enumerate(visible):
        columns.append(_column(request, column, known, link_to=one.key if at == 0 else ""))
        if column.type in ("choice", "choices", "yes-no"):
            filters.append(_filter(column, known))
    columns.append(Column("counted", "Counts on this day", lambda row: row.counts, exported=False))
    searched = [
        column.key for column in visible if column.type in ("text", "long-text", "person", "post", "partner", "body")
    ]
    return Table(
        request, one.key, one.title, columns, entries, filters=filters, search=searched,
        order=f"-{one.dated}" if one.dated else one.named_by[0], empty="Nothing is recorded yet.", name="entries",
    )  # fmt: skip


def _column(request: Request, column: Any, known: Known, *, link_to: str) -> Column:
    def value(row: Recorded) -> Any:
        said = shown(request, column, row.values.get(column.key), known)
        return getattr(said, "text", said) if link_to else said

    def to_entry(row: Recorded) -> str:
        return link(request, "registers:entry", link_to, row.key)

    return Column(
        column.key, column.title, value, link=to_entry if link_to else None, numeric=column.type == "number",
        missing="Open" if link_to else "", on_page=column.type not in ("long-text", "link"),
    )  # fmt: skip


def _filter(column: Any, known: Known) -> Filter:
    choices = [("yes", "Yes"), ("no", "No")] if column.type == "yes-no" else list(known.choices(column).items())

    def holds(row: Recorded, wanted: str) -> bool:
        value = row.values.get(column.key)
        if isinstance(value, list):
            return wanted in value
        return value == ({"yes": True, "no": False}[wanted] if column.type == "yes-no" else wanted)

    return Filter(column.key, column.title, choices, holds)


def _roll_call(request: Request, subjects: tuple[Subject, ...]) -> Table:
    columns = (
        Column("title", "For whom or what"),
        Column("entry", "Entry that counts", lambda one: one.entry.title if one.entry else NO_ENTRY, sort=False),
    )
    return Table(request, "roll-call", "Those who must have an entry", columns, subjects, name="roll")
