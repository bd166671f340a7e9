"""Pages that anybody may read without signing in: who is accountable here, and what was published. Nothing else."""

import csv
from io import StringIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.keeping import kept
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, public_page
from clearline.assurance.departing import asked_there
from clearline.assurance.forms import ROUTES
from clearline.checks import publishing
from clearline.doors.accessibility import statement
from clearline.doors.columns import Column
from clearline.doors.tables import Table, respond
from clearline.doors.values import Linked
from clearline.guidance.content import load
from clearline.guidance.queries import departed_from
from clearline.kit.errors import BadInput
from clearline.organisations.partnerships import Departure

FUTURE = "These pages show no day that is still to come, so today is shown."


def _authority(request: Request, key: str) -> Authority:
    """Return an authority, and let the page know whose it is and that no day to come is shown."""
    found = Authority.objects.filter(key=key).first()
    if found is None:
        raise Http404
    request.authority = found  # type: ignore[attr-defined]
    if request.on > request.today:
        request.on, request.on_problem = request.today, FUTURE
    return found


@public_page()
@kept
def front(request: Request) -> HttpResponse:
    """List the authorities that are kept here."""
    context = {
        "title": "Who is accountable for children's services",
        "authorities": Authority.objects.all(),
        "no_date": True,
    }
    return render(request, "public/front.html", context)


@public_page()
@kept
def authority(request: Request, authority: str) -> HttpResponse:
    """Say who is accountable for children's services at an authority, and what it published."""
    found = _authority(request, authority)
    picture = publishing.picture_of(found, request.on)
    context: dict[str, Any] = {
        "title": f"Who is accountable at {found.name}",
        "authority": found,
        "departures": [(_departed_from(one), one, at) for one, at in publishing.departures(found, request.on)],
    }
    try:
        context["releases"] = publishing.releases(settings.FIGURES, found, request.on, request.today)
    except BadInput:
        context["no_releases"] = True
    if picture is not None:
        columns = (Column("function", "Function"), Column("officer", "Officer"), Column("member", "Elected member"))
        context |= {
            "accountable": publishing.accountable(picture, found),
            "lines": list(publishing.lines(picture)),
            "drawn": picture.dcs is not None,
            "table": Table(
                request, "functions", "Who answers for each function", columns, publishing.functions(picture),
                empty="No functions are stated yet.",
            ),
        }  # fmt: skip
    return respond(request, "public/authority.html", context)


@public_page()
@kept
def departures(request: Request, authority: str) -> HttpResponse:
    """List where the council departs from the guidance, and explain each: comply or explain."""
    found = _authority(request, authority)
    context = {
        "title": "Where the council departs from guidance, with reasons",
        "authority": found,
        "explained": [_explained(one, minutes) for one, minutes in publishing.departures(found, request.on)],
    }
    return render(request, "public/departures.html", context)


def _departed_from(one: Departure) -> str:
    """Return what the public reads a departure is from: a printed number of a paragraph, else what is said there."""
    known = departed_from(load(), one.provision, one.edition)
    if not known.startswith(one.provision):
        return known
    return f"Paragraph {one.provision}" + (f" of the {one.edition} edition" if one.edition else "")


def _explained(one: Departure, minutes: str) -> tuple[str, list[tuple[str, object]]]:
    """Return the paragraph that a departure is from, and all that explains it."""
    return _departed_from(one), [
        ("What the guidance asks there", list(asked_there(load(), one)) or None),
        ("Why the council departs from it", one.reasons),
        ("What else was considered", one.alternatives),
        ("Who was consulted", one.consulted),
        ("Decided by", one.decided_by),
        ("How it was decided", dict(ROUTES)[one.route]),
        ("From", one.start),
        ("Last day", one.end or "No end decided"),
        ("To be reviewed by", one.review),
        ("Minutes", Linked(f"Minutes of the decision on {_departed_from(one)}", minutes) if minutes else None),
    ]


@public_page()
@kept
def drawing(request: Request, authority: str) -> HttpResponse:
    """Give out the two lines as a drawing."""
    picture = publishing.picture_of(_authority(request, authority), request.on)
    svg = publishing.drawing(picture) if picture else None
    if svg is None:
        raise Http404
    return HttpResponse(svg, content_type="image/svg+xml")


@public_page()
@kept
def release(request: Request, authority: str, number: int) -> HttpResponse:
    """Show one publication of figures, or give it out as its readers had it."""
    found = _authority(request, authority)
    try:
        every = publishing.releases(settings.FIGURES, found, request.on, request.today)
    except BadInput:
        raise Http404 from None
    there = {one.entry.number: one for one in every}
    if number not in there:
        raise Http404
    text = there[number].entry.table.text
    if request.GET.get("format") == "csv":
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{found.key}-publication-{number}.csv"'
        return response
    head, *rows = list(csv.reader(StringIO(text)))
    entry = there[number].entry
    context = {
        "title": entry.title,
        "authority": found,
        "release": there[number],
        "head": head,
        "rows": rows[:1000],
        "more": max(len(rows) - 1000, 0),
    }
    return render(request, "public/release.html", context)


@public_page()
@kept
def accessibility(request: Request) -> HttpResponse:
    """Say how accessible these pages are, as far as it was tested."""
    return render(
        request,
        "public/accessibility.html",
        {"title": "Accessibility statement", "no_date": True, "tested": statement()},
    )
