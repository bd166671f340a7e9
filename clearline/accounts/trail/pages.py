"""The trail of an authority: everything that was done, and one entry in full."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.accounts.permissions import ROLES
from clearline.accounts.trail import queries
from clearline.accounts.trail.entries import written
from clearline.accounts.trail.models import DONE, FAILED, REFUSED, Entry
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table
from clearline.doors.values import Linked, Tag

NAMED = "see people"
"""The permission by which the names of people are told."""

_OUTCOMES = {DONE: ("Done", "green"), REFUSED: ("Refused", "orange"), FAILED: ("Failed", "red")}


@page("see trail")
def entries(request: Request) -> HttpResponse:
    """Show what was done up to the end of a day, the last first."""
    authority = request.acting.authority
    rows = Entry.objects.filter(authority=authority, at__lt=_start(request.on + timedelta(1)))
    names = queries.names_of(queries.values_of(authority, "individual")) if request.acting.may(NAMED) else {}
    columns = (
        Column("sequence", "Entry", link=lambda row: link(request, "trail:entry", row.sequence), numeric=True),
        Column("at", "When", show=lambda row: datetime.fromisoformat(row.at), sort="sequence"),
        Column("who", "Who", show=lambda row: queries.who(row, names), sort=False),
        Column("did", "Did what", show=_did, exported=False),
        Column("did", "Did what", on_page=False),
        Column("outcome", "Outcome", on_page=False),
        Column("about", "About"),
        Column("why", "Why", show=lambda row: row.why or ("personal: see the entry" if row.why_kept else "")),
        Column("door", "By way of", on_page=False),
        Column("head", "Head of the chain", on_page=False),
    )
    filters = _filters(request.on, queries.values_of(authority, "did"), names)
    table = Table(
        request, "trail", "What was done", columns, rows,
        filters=filters, search=("did", "about", "why"), order="-sequence", empty="Nothing has been done here yet.",
    )  # fmt: skip
    newest = rows.order_by("-sequence").first()
    last = ((f"Head of the chain after entry {newest.sequence}", newest.head),) if newest else ()
    return table.respond(request, "trail/entries.html", {"title": "Trail", "last": last})


@page("see trail")
def entry(request: Request, sequence: int) -> HttpResponse:
    """Show one entry in full, with what it changed."""
    found = queries.entry(request.acting.authority, sequence, named=request.acting.may(NAMED))
    if found is None:
        raise Http404
    rows = (
        ("When", found.at),
        ("Who", found.who),
        ("About", Linked(found.about, link(request, "trail:entries", query={"q": found.about}))),
        ("Why", found.why),
        ("Outcome", Tag(*_OUTCOMES[found.outcome])),
        ("By way of", found.door),
        ("Head of the chain after it", found.head),
    )
    return render(request, "trail/entry.html", {"title": f"Entry {sequence}", "past": found, "rows": rows})


def _filters(on: date, done: Sequence[str], names: dict[str, str]) -> list[Filter]:
    """Return the filters: when, who and what; people by name only where names are told."""
    since = ((0, "that day"), (6, "the 7 days to then"), (29, "the 30 days to then"), (364, "the year to then"))
    person = Filter("person", "Person", sorted(names.items(), key=lambda item: item[1]), "individual")
    return [
        Filter("since", "When", [(_start(on - timedelta(days)), words) for days, words in since], "at__gte"),
        *([person] if names else []),
        Filter("role", "In the role", [(f'"{role}"', queries.role_words(role)) for role in ROLES], "roles__contains"),
        Filter("did", "Did what", [(did, did) for did in done]),
        Filter("outcome", "Outcome", [(outcome, words) for outcome, (words, _) in _OUTCOMES.items()]),
    ]


def _start(day: date) -> str:
    """Return when a day begins here, as the trail writes it."""
    return written(timezone.make_aware(datetime.combine(day, time.min)))


def _did(row: Entry) -> str | list[str | Tag]:
    """Return what was done; what was refused or failed is marked."""
    return row.did if row.outcome == DONE else [row.did, Tag(*_OUTCOMES[row.outcome])]
