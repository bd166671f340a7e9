"""Requests for information: search, the schedule of a request, decisions, the notice, the answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.tables import Column, Filter, Table
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput
from clearline.transfer.information_law import foi_deciding as deciding
from clearline.transfer.information_law.foi import CLASSES, Match, search
from clearline.transfer.information_law.forms import AnsweredForm, DecisionForm, RequestForm
from clearline.transfer.information_law.pages.documents import authority_of
from clearline.transfer.models import FoiRequest


@page("decide foi")
def requests(request: Request) -> HttpResponse:
    """List the requests."""
    columns = (
        Column("reference", "Reference", link=lambda one: link(request, "transfer:request", one.reference)),
        Column("words", "Words", sort=False),
        Column("received", "Came on"),
        Column("answer_by", "Answer by", lambda one: deciding.answer_by(one.received)),
        Column("closed", "Answered on", missing="Not yet"),
    )
    table = Table(
        request, "requests", "Requests for information", columns, deciding.requests_of(authority_of(request)),
        empty="No request has been opened.",
    )  # fmt: skip
    context = {"title": "Requests for information", "no_date": True}
    return table.respond(request, "transfer/requests.html", context)


@page("decide foi", methods=("GET", "POST"))
def open_request(request: Request) -> HttpResponse:
    """Ask for the reference of a request and for what to search."""
    asked = {"received": request.today, "words": request.GET.get("words", "")}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reference", "words", "received")}
        try:
            row = deciding.open_request(by=request.acting, today=request.today, **given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            return redirect(link(request, "transfer:request", row.reference))
    context = {"title": "Open a request", "form": form, "button": "Open the request", "up": "transfer:requests"}
    return render(request, "transfer/form.html", {**context, "up_title": "Requests for information", "no_date": True})


@page("decide foi")
def find(request: Request) -> HttpResponse:
    """Search all records for words, without opening a request."""
    words, problem = request.GET.get("words", "").strip()[:200], ""
    found: tuple[Match, ...] = ()
    if words:
        try:
            found = search(request.acting, words)
        except BadInput as bad:
            problem = str(bad)
    table = Table(
        request, "records", "Records that hold all the words", _match_columns(), found,
        filters=[Filter("kind", "Kind", [(one.kind, one.kind) for one in CLASSES])],
        empty="No record holds all the words." if words else "Search for words to see records.",
    )  # fmt: skip
    context = {
        "title": "Search all records", "words": words, "problems": [problem] if problem else [], "no_date": True,
        "words_query": {"words": words},
    }  # fmt: skip
    return table.respond(request, "transfer/find.html", context)


def _match_columns() -> tuple[Column, ...]:
    return (
        Column("title", "Record"),
        Column("kind", "Kind"),
        Column("record", "Id", on_page=False),
        Column("day", "Date"),
        Column("excerpt", "Words", sort=False),
        Column("sections", "Likely exemption"),
        Column("reasons", "Why", sort=False, on_page=False),
    )


@page("decide foi")
def one_request(request: Request, reference: str) -> HttpResponse:
    """Show the records that a request asks for, with what was decided of each."""
    asked = _named(request, reference)
    every = deciding.schedule(request.acting, asked)
    columns = (
        *(
            Column(
                one.key,
                one.title,
                _of_match(one.key),
                sort=one.sort,
                on_page=one.key in ("title", "excerpt", "sections"),
            )
            for one in _match_columns()
        ),
        Column("decision", "Decision", _decision, sort=lambda one: one.decision.decision if one.decision else ""),
        Column("exemption", "Withheld by", lambda one: one.decision.exemption if one.decision else "", on_page=False),
        Column("note", "Reasons", lambda one: one.decision.note if one.decision else "", on_page=False),
        Column("decided", "Decided on", lambda one: one.decision.decided if one.decision else None, on_page=False),
        Column("decide", "Change", lambda one: _deciding(request, asked, one.match), sort=False, exported=False),
    )
    states = [("open", "Not decided"), ("disclose", "Disclosed"), ("withhold", "Withheld")]
    table = Table(
        request, f"request-{reference}", "Records that hold all the words", columns, every,
        filters=[Filter("state", "Decision", states, lambda one, value: _state(one) == value)],
        empty="No record holds all the words.",
    )  # fmt: skip
    context = {
        "title": f"Request {reference}", "no_date": True, "asked": asked,
        "answer_by": deciding.answer_by(asked.received),
        "left": sum(one.decision is None for one in every),
        "withheld": any(one.decision and one.decision.decision == "withhold" for one in every),
    }  # fmt: skip
    return table.respond(request, "transfer/request.html", context)


def _of_match(key: str) -> Callable[[deciding.Decided], Any]:
    return lambda one: getattr(one.match, key)


def _state(one: deciding.Decided) -> str:
    return one.decision.decision if one.decision else "open"


def _decision(one: deciding.Decided) -> Tag:
    if one.decision is None:
        return Tag("Not decided", "grey")
    if one.decision.decision == "disclose":
        return Tag("Disclose", "green")
    return Tag(f"Withhold: {one.decision.exemption}", "orange")


def _deciding(request: Request, asked: FoiRequest, match: Match) -> object:
    if asked.closed is not None:
        return None
    address = link(request, "transfer:decide", asked.reference, query={"record": match.record})
    return Linked(f"Decide on {match.title}", address)


@page("decide foi", methods=("GET", "POST"))
def decide(request: Request, reference: str) -> HttpResponse:
    """Ask what is decided of one record."""
    asked, record = _named(request, reference), request.GET.get("record", "")
    there = next((one for one in deciding.schedule(request.acting, asked) if one.match.record == record), None)
    if there is None:
        raise Http404
    row = there.decision
    initial = {"decision": row.decision, "exemption": row.exemption, "note": row.note} if row else {}
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("decision", "exemption", "note")}
        try:
            deciding.decide(by=request.acting, request=asked, record=record, on=request.today, **given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, f"Decided: {there.match.title}.")
            return redirect(link(request, "transfer:request", reference))
    context = {"title": "Decide on a record", "no_date": True, "asked": asked, "match": there.match, "form": form}
    return render(request, "transfer/decide.html", context)


@page("decide foi")
def notice(request: Request, reference: str) -> HttpResponse:
    """Show the draft of a refusal notice, or give it out as text."""
    asked, text, nothing = _named(request, reference), "", ""
    try:
        text = deciding.refusal_notice(request.acting, asked)
    except BadInput as bad:
        nothing = str(bad)
    if text and request.GET.get("format") == "txt":
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="refusal-notice.txt"'
        return response
    context = {
        "title": "Draft of a refusal notice", "no_date": True, "text": text, "reference": reference,
        "nothing": nothing, "as_text": {"format": "txt"},
    }  # fmt: skip
    return render(request, "transfer/notice.html", context)


@page("decide foi", methods=("GET", "POST"))
def answered(request: Request, reference: str) -> HttpResponse:
    """Ask when a request was answered."""
    asked = _named(request, reference)
    form = AnsweredForm(request.POST if request.method == "POST" else None, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.close_request(by=request.acting, request=asked, on=form.cleaned_data["on"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The request is answered.")
            return redirect(link(request, "transfer:requests"))
    context = {"title": "Note the answer", "form": form, "button": "Save", "up": "transfer:requests", "no_date": True}
    return render(request, "transfer/form.html", {**context, "up_title": "Requests for information"})


def _named(request: Request, reference: str) -> FoiRequest:
    try:
        return deciding.request_named(authority_of(request), reference)
    except BadInput:
        raise Http404 from None
