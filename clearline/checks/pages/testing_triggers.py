"""What calls for a test of assurance and has none, the list of tests, and the opening of one.

It joins the organisation, proposals and tests, so it stands above all three; the pages of a test itself are lower.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.assurance.testing import actions, queries
from clearline.assurance.testing.called import Trigger
from clearline.assurance.testing.forms import OpenForm
from clearline.assurance.testing.pages.shared import STATES
from clearline.assurance.testing.queries import Listed
from clearline.assurance.testing.sharing import sisters
from clearline.checks.calling import Calls, by_record, calls_of, proposals_without, without_test
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.guidance.content import load
from clearline.guidance.queries import edition_in_force
from clearline.kit.errors import BadInput
from clearline.organisations.queries import picture


class Waiting(NamedTuple):
    """A dated change that calls for a test and has none."""

    on: date
    triggers: list[tuple[str, str]]
    address: str


@page("see tests of assurance")
def tests(request: Request) -> HttpResponse:
    """List the tests of assurance; before them what calls for one and has none."""
    authority = _authority(request)
    found = queries.tests(authority, request.acting)
    columns = (
        Column("title", "Test", link=lambda one: link(request, "testing:test", one.key)),
        Column("state", "State", lambda one: STATES[one.state]),
        Column("opened_on", "Opened"),
        Column("change_on", "First day of the change", missing="No day"),
        Column("conclusion", "Conclusion", _concluded, missing="Not concluded"),
        Column("next_review", "Next review (the council’s own date)", lambda one: _review(one, request.today),
               sort=lambda one: one.next_review or date.max, missing="Not fixed"),
    )  # fmt: skip
    states = Filter("state", "State", [(key, tag.text) for key, tag in STATES.items()])
    table = Table(
        request, "tests-of-assurance", "Tests of assurance", columns, list(found), filters=(states,),
        search=("title",), empty="No test of assurance has been opened yet.",
    )  # fmt: skip
    context: dict[str, Any] = {
        "title": "Tests of assurance",
        "may_run": request.acting.may("run test of assurance"),
        "waiting": _waiting(request, authority, found),
    }
    if request.acting.may("see proposals"):
        context["proposals"] = [
            (row, link(request, "checks:proposal", row.key)) for row in proposals_without(authority, found)
        ]
    return table.respond(request, "testing/tests.html", context)


@page("run test of assurance", methods=("GET", "POST"))
def open_test(request: Request) -> HttpResponse:
    """Open a test of assurance: of a proposal, of a dated change on record, or as the council's own review."""
    authority = _authority(request)
    try:
        calls = _calls(request, authority)
    except BadInput as bad:
        problems = [str(one) for one in bad.problems]
        return render(request, "testing/cannot_open.html", {"title": "Open a test of assurance", "problems": problems})
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        initial={"title": calls.title, "change_on": calls.on, "scope": ""},
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "scope", "change_on")}
        try:
            key = actions.open_test(
                by=request.acting, on=request.today, triggers=calls.triggers, proposal=calls.proposal,
                tested=calls.tested, **given,
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The test of assurance is open.")
            return redirect(link(request, "testing:test", key))
    seen = picture(authority, request.today)
    context: dict[str, Any] = {
        "title": "Open a test of assurance",
        "form": form,
        "called": asked(calls.triggers, request.today),
        "sisters": sisters(request.acting, seen, request.today) if seen else (),
    }
    return render(request, "testing/open.html", context)


def asked(triggers: Sequence[Trigger], on: date) -> list[tuple[str, str]]:
    """Return triggers in words, each with where the edition in force on a day asks for a test."""
    try:
        edition = edition_in_force(load(), on).edition
    except BadInput:
        return [(one.words, "no edition of the guidance was in force") for one in triggers]
    return [(one.words, one.asked_by(edition)) for one in triggers]


def _calls(request: Request, authority: Authority) -> Calls:
    """Return what calls for the test that is to be opened, by what the address says. Raises ``BadInput``."""
    proposal, change = request.GET.get("proposal", ""), request.GET.get("change", "")
    if proposal:
        return calls_of(authority, proposal)
    if change:
        found = [one for one in by_record(authority) if one.on is not None and one.on.isoformat() == change]
        if not found:
            raise Http404
        return found[0]
    return Calls(
        title="Review of the arrangements for children’s services",
        triggers=(Trigger(kind="review", words="The council’s own review of its arrangements."),),
        tested=(), on=None, proposal="",
    )  # fmt: skip


def _waiting(request: Request, authority: Authority, found: Sequence[Listed]) -> list[Waiting]:
    return [
        Waiting(one.on, asked(one.triggers, one.on), link(request, "testing:open", query={"change": one.on}))
        for one in without_test(authority, found)
        if one.on is not None
    ]


def _concluded(one: Listed) -> Tag | None:
    concluding = one.concluding
    return Tag(concluding.title, concluding.colour) if concluding and one.concluded else None


def _review(one: Listed, today: date) -> object:
    overdue = one.concluded and one.next_review is not None and one.next_review < today
    return Tag(f"{one.next_review:%-d %B %Y}: passed", "red") if overdue else one.next_review


def _authority(request: Request) -> Authority:
    assert request.acting.authority is not None
    return request.acting.authority
