"""Duties whose words Clearline does not have from the text itself, and who has read them there."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.assurance.actions import confirm_text, withdraw_text
from clearline.assurance.queries import Confirmed, texts_confirmed
from clearline.checks import queries
from clearline.checks.forms import ConfirmTextForm, WhyForm
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.guidance import words
from clearline.guidance.content import load
from clearline.guidance.queries import Stated, force_rank
from clearline.kit.errors import BadInput


class Line(NamedTuple):
    """A duty to be read, and by whom it was."""

    stated: Stated
    confirmed: Confirmed | None

    @property
    def address(self) -> tuple[str, str, str]:
        return self.stated.edition.document, self.stated.edition.edition, self.stated.duty.key


@page("see findings")
def texts(request: Request) -> HttpResponse:
    """List the duties that bind and whose words are not read in the text, with who confirmed them."""
    rows = _lines(request)
    columns = (
        Column("says", "What it asks", lambda row: row.stated.duty.says, sort=False,
               link=lambda row: link(request, "guidance:duty", *row.address)),
        Column("document", "Document", lambda row: row.stated.edition.title),
        Column("place", "Paragraph", lambda row: row.stated.place, exported=False),
        Column("at", "Paragraph", lambda row: row.stated.provision.at, on_page=False),
        Column("certainty", "Words", lambda row: words.CERTAINTIES[row.stated.certainty]),
        Column("confirmed", "Confirmed", _confirmed, link=lambda row: _to_confirm(request, row)),
        Column("by", "By", lambda row: row.confirmed.by if row.confirmed else None, on_page=False),
        Column("on", "On", lambda row: row.confirmed.on if row.confirmed else None, on_page=False),
        Column("page", "Page", lambda row: row.confirmed.page if row.confirmed else None, on_page=False),
        Column("duty", "Duty", lambda row: row.stated.duty.key, on_page=False),
    )  # fmt: skip
    documents = {row.stated.edition.document: row.stated.edition.title for row in rows}
    filters = (
        Filter("document", "Document", list(documents.items()), lambda row, value: row.address[0] == value),
        Filter("confirmed", "Confirmed", [("no", "Not confirmed"), ("yes", "Confirmed")],
               lambda row, value: (row.confirmed is not None) == (value == "yes")),
        Filter("words", "Words", [(key, words.CERTAINTIES[key]) for key in ("remembered", "second-hand")],
               lambda row, value: row.stated.certainty == value),
    )  # fmt: skip
    table = Table(
        request, "texts", "Duties whose words are not read in the text", columns, rows, filters=filters,
        search=("says", "place"), empty="The words of every duty were read in the text.",
    )  # fmt: skip
    return table.respond(request, "checks/texts.html", {"title": "Check the text"})


@page("confirm text", methods=("GET", "POST"))
def confirm(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Ask where the words of a duty were read, and record it."""
    row = _line(request, document, edition, duty)
    known = {"page": row.confirmed.page, "on": row.confirmed.on} if row.confirmed else {"on": request.today}
    form = ConfirmTextForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_text(
                by=request.acting, guidance=load(), document=document, edition=edition, duty=duty,
                today=request.today, **form.cleaned_data,
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The text is confirmed. What is found there now counts as a finding.")
            return redirect(link(request, "checks:texts"))
    about, named = f"text:{document}/{edition}/{duty}", request.acting.may("see people")
    past = history(request.acting.authority, about, named=named)
    context = {"title": "Confirm the text", "form": form, "row": row, "address": row.address, "history": past}
    return render(request, "checks/confirm_text.html", context)


@page("confirm text", methods=("GET", "POST"))
def withdraw(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Ask why a confirmation is withdrawn, and withdraw it."""
    row = _line(request, document, edition, duty)
    if row.confirmed is None:
        raise Http404
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        withdraw_text(by=request.acting, document=document, edition=edition, duty=duty, why=why)
        messages.success(request, "The confirmation is withdrawn.")
        return redirect(link(request, "checks:texts"))
    context = {"title": "Withdraw the confirmation", "form": form, "row": row, "address": row.address}
    return render(request, "checks/withdraw_text.html", context)


def _lines(request: Request) -> list[Line]:
    assert request.acting.authority is not None
    said = {(one.document, one.edition, one.duty): one for one in texts_confirmed(request.acting.authority)}
    return [
        Line(stated, said.get(name))
        for name, stated in queries.stated_duties().items()
        if stated.certainty != "seen" and force_rank(stated.duty)
    ]


def _line(request: Request, document: str, edition: str, duty: str) -> Line:
    """Return the line of one duty; ``Http404`` when its words are read already or there is no such duty."""
    for row in _lines(request):
        if row.address == (document, edition, duty):
            return row
    raise Http404


def _confirmed(row: Line) -> Tag:
    if row.confirmed is None:
        return Tag("Not confirmed", "yellow")
    return Tag(f"Confirmed, {row.confirmed.page}", "green")


def _to_confirm(request: Request, row: Line) -> str | None:
    return link(request, "checks:confirm-text", *row.address) if request.acting.may("confirm text") else None
