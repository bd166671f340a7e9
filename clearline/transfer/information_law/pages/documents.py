"""The documents: what they are made from, the record of processing, the impact assessment, the privacy notice."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from clearline.accounts.keeping import kept
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page, public_page
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table
from clearline.transfer.information_law import documents, retention
from clearline.transfer.information_law.field_catalogue import KINDS, fields, load
from clearline.transfer.information_law.foi_deciding import requests_of
from clearline.transfer.information_law.holds import live_holds


def authority_of(request: Request) -> Authority:
    """Return the authority that is being looked at."""
    assert request.acting.authority is not None
    return request.acting.authority


@page("see information law")
def information_law(request: Request) -> HttpResponse:
    """Show what there is to do and to read."""
    authority, may = authority_of(request), request.acting.may
    last = retention.last_look(authority)
    overdue = sum(count["overdue"] - count["held"] for count in last.counts.values()) if last else None
    live = len(live_holds(authority, request.on))
    shown = "Not looked yet" if overdue is None else overdue
    state = [
        ("Overdue at the last look", shown, link(request, "transfer:due"), "See", "what is overdue"),
        ("Holds that are live", live, link(request, "transfer:holds"), "See", "holds"),
    ]
    if may("decide foi"):
        open_ = sum(one.closed is None for one in requests_of(authority))
        state.append(("Requests not answered", open_, link(request, "transfer:requests"), "See", "requests"))
    context = {"title": "Information law", "state": state, "may_people": may("answer for personal data")}
    return render(request, "transfer/information_law.html", context)


@page("see information law")
def processing(request: Request) -> HttpResponse:
    """Show the record of processing, and give it out as a file."""
    columns = (
        Column("title", "Activity", lambda one: one.activity.title),
        Column("purpose", "Purpose", lambda one: one.activity.purpose, sort=False),
        Column("whose", "People", lambda one: one.activity.whose, sort=False),
        Column("basis", "Lawful basis", lambda one: one.activity.basis, sort=False),
        Column("condition", "Condition for what is specially protected", lambda one: one.activity.condition,
               missing="Nothing is", sort=False),
        Column("categories", "What is kept", sort=False, on_page=False),
        Column("special", "Specially protected", sort=False, on_page=False),
        Column("recipients", "Who outside gets it", lambda one: one.activity.recipients, sort=False, on_page=False),
        Column("readers", "Who reads it here", sort=False, on_page=False),
        Column("abroad", "Transfers abroad", lambda one: documents.ABROAD, sort=False, on_page=False),
        Column("kept", "How long", sort=False, on_page=False),
        Column("security", "Security", lambda one: documents.SECURITY, sort=False, on_page=False),
    )  # fmt: skip
    rows = documents.processing()
    table = Table(request, "record-of-processing", "Record of processing", columns, rows)
    context = {"title": "Record of processing", "no_date": True}
    return table.respond(request, "transfer/processing.html", {**context, "rows": rows})


@page("see information law")
def catalogue(request: Request) -> HttpResponse:
    """Show every field of every table."""
    columns = (
        Column("table", "Table"),
        Column("name", "Field"),
        Column("says", "What it holds", sort=False),
        Column("kind", "About a person?", lambda field: KINDS[field.kind]),
        Column("retention", "Kept", lambda field: field.retention.keep, sort=False),
        Column("readers", "Who reads it", sort=False, missing="No page shows it", on_page=False),
        Column("purpose", "Purpose", lambda field: field.activity.purpose, sort=False, on_page=False),
        Column("basis", "Lawful basis", lambda field: field.activity.basis, sort=False, on_page=False),
        Column("condition", "Condition", sort=False, on_page=False),
    )
    rows = list(fields())
    filters = (
        Filter("kind", "About a person?", list(KINDS.items())),
        Filter("table", "Table", [(table, table) for table in load().tables]),
    )
    table = Table(
        request, "fields", "Every field that is kept", columns, rows, filters=filters, search=("name", "says")
    )
    return table.respond(request, "transfer/table.html", {"title": "Every field that is kept", "no_date": True})


@page("see information law")
def impact_assessment(request: Request) -> HttpResponse:
    """Show the data protection impact assessment, or give it out as Markdown for a council to adapt."""
    context = {
        "title": "Data protection impact assessment",
        "no_date": True,
        "facts": documents.facts(authority_of(request)),
        "assessment": documents.assessment(),
        "rows": documents.processing(),
        "council": authority_of(request),
        "today": request.today,
        "as_markdown": {"format": "md"},
    }
    if request.GET.get("format") == "md":
        response = HttpResponse(
            render_to_string("transfer/impact_assessment.md", context), content_type="text/markdown; charset=utf-8"
        )
        name = f"{authority_of(request).key}-impact-assessment.md"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return render(request, "transfer/impact_assessment.html", context)


@public_page()
@kept
def privacy(request: Request, authority: str) -> HttpResponse:
    """Tell whoever asks what is kept of people, why and how long. Needs no sign-in."""
    found = Authority.objects.filter(key=authority).first()
    if found is None:
        raise Http404
    request.authority = found  # type: ignore[attr-defined]
    context = {"title": "Privacy notice", "no_date": True, "rows": documents.processing(), "council": found}
    return render(request, "transfer/privacy.html", context)
