"""What appears not to meet the guidance, and one finding with all that was decided of it."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.assurance.departing import state_on
from clearline.assurance.forms import edition_choices
from clearline.assurance.queries import legal_views, on_record
from clearline.checks import engine, queries
from clearline.checks.findings import Finding, Report
from clearline.checks.pages import finding_tables as tables
from clearline.doors.links import here, link
from clearline.doors.tables import respond
from clearline.doors.values import Linked, Tag
from clearline.guidance import words
from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.kit.errors import BadInput


@page("see findings")
def findings(request: Request) -> HttpResponse:
    """Show what a check says of the authority, by an edition and on a day."""
    chosen = request.GET.get("edition", "").strip()
    context: dict[str, Any] = {
        "title": "Findings",
        "editions": edition_choices(queries.editions_to_check_by(), request.on),
        "chosen": chosen,
        "may_see_people": request.acting.may("see people"),
    }
    try:
        report = _report(request, chosen or None)
    except BadInput as bad:
        return render(request, "checks/findings.html", {**context, "problems": bad.problems})
    if report is None:
        return nothing_stated(request, "Findings")
    edition = edition_named(load(), report.edition)
    context |= {
        "report": report,
        "chosen": report.edition,
        "replaced": edition.end + timedelta(days=1) if report.historical and edition.end else None,
        "first_day": here(request, on=edition.start) if report.historical and edition.start != request.on else "",
        "table": tables.findings_table(request, report),
        "text": tables.text_table(request, report),
        "unknown": tables.unknown_table(request, report),
        "overtaken": tables.overtaken_table(request, report),
        "idle": tables.idle_table(request, report),
    }
    return respond(request, "checks/findings.html", context)


@page("see findings")
def finding(request: Request, edition: str, rule: str, about: str) -> HttpResponse:
    """Show one finding: what carries it, what would put it right, and what was decided of it, now and before."""
    try:
        report = _report(request, edition)
    except BadInput:
        raise Http404 from None
    if report is None or rule not in queries.rules_named():
        raise Http404
    every = (*report.findings, *report.check_the_text)
    found = [one for one in every if (one.rule, one.about) == (rule, about)]
    views = [view for view in legal_views(request.acting) if view.of == (edition, rule, about)]
    stated = engine.find_rule(rule)
    context = {
        "title": found[0].message if found else stated.sentence,
        "rule": stated,
        "report": report,
        "about": about,
        "of_edition": {"edition": edition},
        "found": [
            (one, _facts(request, one, report), _duties(request, one), {"edition": edition, "provision": _place(one)})
            for one in found
        ],
        "departures": _departures(request, found),
        "may_depart": request.acting.may("record departure"),
        "views": views if request.acting.may("see legal views") else None,
        "may_view": request.acting.may("give legal view"),
    }
    return render(request, "checks/finding.html", context)


def nothing_stated(request: Request, title: str) -> HttpResponse:
    """Answer with what to do first, where nothing is stated about the organisation."""
    context = {"title": title, "may_state": request.acting.may("change organisation")}
    return render(request, "checks/nothing_stated.html", context)


def _report(request: Request, edition: str | None) -> Report | None:
    assert request.acting.authority is not None
    return queries.report_of(request.acting.authority, edition=edition, on=request.on, today=request.today)


def _facts(request: Request, found: Finding, report: Report) -> list[tuple[str, object]]:
    row = tables.lines(report, [found], request.acting)[0]
    departs: object = "None explains it"
    if found.explained:
        departs = Linked(found.explained.reasons, link(request, "assurance:departure", row.departure))
    elif found.basis != "guidance":
        departs = "The law cannot be departed from"
    return [
        ("Force", Tag(*words.FORCES[found.force])),
        ("Rests on", words.BASES[found.basis]),
        ("Who must act", [words.bearer(one) for one in row.bearers]),
        ("To put it right", found.remedy),
        ("Departure", departs),
        ("Words of the provision", words.CERTAINTIES[found.certainty]),
    ]


def _place(found: Finding) -> str:
    """Return the paragraph of the guidance from which a departure would be: that of the strongest duty there."""
    return next((one.at for one in found.citations if one.basis == "guidance"), "")


def _duties(request: Request, found: Finding) -> list[dict[str, Any]]:
    """Return the duties that carry a finding, each with its words and its page."""
    duties: list[dict[str, Any]] = []
    for one in found.citations:
        stated = queries.stated_duties()[one.document, one.edition, one.duty]
        duties.append({
            "paragraph": tables.paragraph(request, one),
            "says": stated.duty.says,
            "address": link(request, "guidance:duty", one.document, one.edition, one.duty),
            "force": Tag(*words.FORCES[stated.duty.force]),
            "certainty": words.CERTAINTIES[one.certainty],
            "confirm": "" if one.certainty == "seen" or not request.acting.may("confirm text") else
            link(request, "checks:confirm-text", one.document, one.edition, one.duty),
        })  # fmt: skip
    return duties


def _departures(request: Request, found: list[Finding]) -> list[tuple[Linked, str]]:
    """Return the departures on record from the paragraphs of a finding, whatever their state."""
    assert request.acting.authority is not None
    places = {at for one in found for at in one.paragraphs}
    return [
        (
            Linked(one.departure.reasons, link(request, "assurance:departure", one.key)),
            state_on(one.departure, request.on),
        )
        for one in on_record(request.acting.authority)
        if one.departure.provision in places
    ]  # fmt: skip
