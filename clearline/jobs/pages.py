"""The work that is done later for a council: how it stands, and for administrators what broke down."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.jobs import actions, queries
from clearline.jobs.queries import Listed
from clearline.kit.errors import BadInput

STATES = {
    "waiting": Tag("Waiting", "grey"), "running": Tag("Running", "blue"), "done": Tag("Done", "green"),
    "failed": Tag("Failed", "red"), "refused": Tag("Refused", "red"),
}  # fmt: skip


@page("see home")
def jobs(request: Request) -> HttpResponse:
    """List the work that the reader asked for or may ask for; all of the council's for an administrator."""
    assert request.acting.authority is not None
    found = queries.listed(request.acting)
    columns = (
        Column("title", "Work", link=lambda one: link(request, one.page, one.id) if one.page else None),
        Column("state", "State", _state, sort=lambda one: one.state),
        Column("says", "What came of it", lambda one: _came(request, one), sort=False),
        Column("made_at", "Asked for"),
        Column("asked_by", "By", lambda one: "You" if one.mine else one.asked_by or None, missing=""),
        Column("ended_at", "Ended", missing=""),
    )
    filters = (
        Filter("state", "State", [(key, tag.text) for key, tag in STATES.items()],
               lambda one, value: one.state == value),
        Filter("mine", "By", [("me", "You")], lambda one, _: one.mine),
    )  # fmt: skip
    table = Table(
        request, "work", "Newest first", columns, found, filters=filters,
        empty="Nothing that you may see was asked for in the last 90 days.",
    )  # fmt: skip
    context = {
        "title": "Background work", "no_date": True, "stuck": queries.stuck(request.acting.authority, timezone.now()),
        "unfinished": any(one.state in ("waiting", "running") for one in found),
    }  # fmt: skip
    return table.respond(request, "jobs/jobs.html", context)


@page("change settings", methods=("GET", "POST"))
def again(request: Request, job: UUID) -> HttpResponse:
    """Ask whether work that broke down is begun again or left."""
    found = next((one for one in queries.broken_down(request.acting) if one.id == job), None)
    if found is None and (request.method == "GET" or not queries.is_here(request.acting, job)):
        raise Http404
    if request.method == "POST":
        try:
            if request.POST.get("do") == "leave":
                actions.leave(by=request.acting, job=job)
                messages.success(request, "It is left undone.")
            else:
                actions.try_again(by=request.acting, job=job, now=timezone.now())
                messages.success(request, "It is begun again.")
        except BadInput as bad:
            messages.error(request, str(bad))
        return redirect(link(request, "jobs:jobs"))
    return render(request, "jobs/again.html", {"title": "Work that broke down", "no_date": True, "found": found})


def _state(one: Listed) -> list[Tag | str] | Tag:
    state = STATES[one.state]
    return [state, f"{one.done} of {one.of}"] if one.state == "running" and one.of else state


def _came(request: Request, one: Listed) -> list[str | Linked]:
    said: list[str | Linked] = list(one.says.splitlines())
    if one.again and request.acting.may("change settings"):
        said.append(Linked("Try again", link(request, "jobs:again", one.id)))
    return said
