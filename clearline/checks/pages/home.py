"""The first page of an authority: what needs the reader now, then the state of the whole."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clearline.accounts.models import Membership
from clearline.accounts.page import Request, page
from clearline.accounts.queries import live
from clearline.accounts.trail.queries import role_words
from clearline.assurance.departing import state_on
from clearline.assurance.queries import on_record
from clearline.checks import queries
from clearline.checks.findings import Report
from clearline.checks.needs import needs
from clearline.checks.needs.guidance import NEW
from clearline.checks.needs.outcomes import figures_of
from clearline.checks.needs.things import Asked, Named, Need, Place
from clearline.checks.standing import LIVE
from clearline.checks.standings import Standings, standings
from clearline.doors.links import link
from clearline.doors.values import Linked
from clearline.guidance.words import FORCES
from clearline.kit.errors import BadInput
from clearline.measures.asking.scorecards import is_overdue, is_worse
from clearline.measures.pages.framing import RESTRICTED


@page("see home")
def home(request: Request) -> HttpResponse:
    """Show what needs the reader in their roles, then how the whole stands."""
    asked = _asked(request)
    found = needs(asked)
    context = {
        "title": "Home",
        "roles": [role_words(role) for role in sorted(asked.by.roles)],
        "needs": [_linked(request, need) for need in found],
        "restricted": RESTRICTED if any(need.restricted for need in found) else "",
        "state": _state(request, asked),
        "nothing": asked.organisation is None,
        "may_state": asked.by.may("change organisation"),
    }
    return render(request, "checks/home.html", context)


def _asked(request: Request) -> Asked:
    """Return what is known to the reader on the day."""
    by, on, today = request.acting, request.on, request.today
    assert by.authority is not None
    report = _report(request, None, on)
    earlier = _report(request, report.edition, on - NEW) if report else None
    organisation = queries.organisation_of(by.authority)
    stand = _standings(request) if organisation else None
    return Asked(by, by.authority, on, today, organisation, report, earlier, figures_of(by, on, today), stand)


def _report(request: Request, edition: str | None, on: date) -> Report | None:
    """Return the report of a day for whoever may see findings; ``None`` when nothing can be judged then."""
    assert request.acting.authority is not None
    if not request.acting.may("see findings"):
        return None
    try:
        return queries.report_of(request.acting.authority, edition=edition, on=on, today=request.today)
    except BadInput:
        return None


def _standings(request: Request) -> Standings | None:
    """Return how every duty stands for whoever may see findings; ``None`` when nothing can be judged on the day."""
    by = request.acting
    assert by.authority is not None
    if not by.may("see findings"):
        return None
    try:
        return standings(by.authority, edition=None, on=request.on, today=request.today, by=by)
    except BadInput:
        return None


def _linked(request: Request, need: Need) -> dict[str, Any]:
    """Return a need with the addresses of its pages."""

    def address(place: Place) -> str:
        return link(request, place.name, *place.args, query=place.query)

    def shown(one: Named) -> Linked | str:
        return Linked(one.text, address(one.place)) if one.place else one.text

    return {
        "title": need.title,
        "todo": need.todo,
        "address": address(need.place),
        "named": [shown(one) for one in need.named],
        "more": need.more,
    }


def _state(request: Request, asked: Asked) -> list[tuple[str, object]]:
    """Return how the whole stands, as far as the reader may see it."""
    rows: list[tuple[str, object]] = []
    if asked.report:
        rows += _of_report(request, asked.report)
    if asked.standings:
        counts = asked.standings.counts
        words = f"{counts['Appears to be met']} of {sum(counts[word] for word in LIVE)}"
        rows.append(("Duties that appear to be met", Linked(words, link(request, "checks:standing"))))
    if asked.by.may("see departures"):
        states = [state_on(one.departure, asked.on) for one in on_record(asked.authority)]
        holding = sum(state in ("live", "due for review") for state in states)
        rows.append(("Departures that hold", Linked(str(holding), link(request, "assurance:departures"))))
    if asked.figures:
        answers = asked.figures.answers
        counted = f"{len(answers)}: {sum(map(is_worse, answers))} worse than the neighbours"
        rows.append(("Measures with a figure", Linked(counted, link(request, "measures:scorecard"))))
        rows.append(("Newest figures published on", asked.figures.newest))
        rows.append(("Measures overdue", str(sum(is_overdue(one, asked.on) for one in answers))))
    elif asked.by.may("see published figures"):
        rows.append(("Figures", "None loaded yet: the analyst loads them"))
    if asked.by.may("change roles"):
        people = Membership.objects.filter(live(asked.on), authority=asked.authority).values("user").distinct().count()
        rows.append(("People with a role here", Linked(str(people), link(request, "accounts:roles"))))
    return rows


def _of_report(request: Request, report: Report) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [("Edition of the guidance", report.edition)]
    for force in ("must", "should", "presumption"):
        every = [one for one in report.findings if one.force == force]
        explained = sum(one.explained is not None for one in every)
        words = f"{len(every)}, {explained} of them explained by a departure" if explained else str(len(every))
        address = link(request, "checks:findings", query={"force": force})
        rows.append((f"Findings: {FORCES[force][0].lower()}", Linked(words, address) if every else words))
    rows.append(("Findings once a text is read", str(len(report.check_the_text))))
    facts = Linked(str(len(report.not_stated)), f"{link(request, 'checks:findings')}#table-unknown")
    return [*rows, ("Not stated, so not judged", facts)]
