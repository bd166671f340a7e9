"""Uploads a file of figures, and shows what became of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Tag
from clearline.jobs.queries import Work, newest, work
from clearline.kit.errors import BadInput
from clearline.measures import actions
from clearline.measures.forms import UploadForm
from clearline.measures.pages.framing import said, sections

STATES = {
    "waiting": Tag("Waiting", "grey"), "running": Tag("Being loaded", "blue"), "done": Tag("Loaded", "green"),
    "failed": Tag("Not loaded", "red"), "refused": Tag("Refused", "red"),
}  # fmt: skip


@page("change figures", methods=("GET", "POST"))
def upload(request: Request) -> HttpResponse:
    """Take in a file of figures; what looks child-level is refused with an explanation, and not kept."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            job = actions.upload(
                by=request.acting, file=given["file"], kind=given["kind"], published=given["published"],
                now=timezone.now(), today=request.today,
            )  # fmt: skip
        except BadInput as error:
            for sentence in said(error):
                form.add_error("file", sentence)
        else:
            return redirect(link(request, "measures:loading", job))
    columns = [
        Column("made_at", "Uploaded", link=lambda one: link(request, "measures:loading", one.id)),
        Column("state", "State", lambda one: STATES[one.state]),
        Column("says", "What was said", lambda one: one.says.splitlines()),
    ]
    assert request.acting.authority is not None
    rows = [one for one in newest(request.acting.authority) if one.what == actions.WORK]
    table = Table(request, "uploads", "Files uploaded lately", columns, rows, empty="No file has been uploaded lately.")
    context = {"title": "Upload figures", "sections": sections(request), "form": form, "no_date": True, "table": table}
    return respond(request, "measures/upload.html", context)


@page("change figures")
def loading(request: Request, job: UUID) -> HttpResponse:
    """Show how far the loading of a file has come, and what it said."""
    found = work(request.acting.authority, job)
    if found is None or found.what != actions.WORK:
        raise Http404
    context = {
        "title": "Uploaded figures", "sections": sections(request), "no_date": True, "work": found,
        "state": STATES[found.state], "says": found.says.splitlines(), "unfinished": _unfinished(found),
    }  # fmt: skip
    return render(request, "measures/loading.html", context)


def _unfinished(found: Work) -> bool:
    return found.state in ("waiting", "running")
