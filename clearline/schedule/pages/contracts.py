"""The contracts of reports: who tells whom what, how often, by when; and the council's own settings of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.accounts.trail.queries import history
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput
from clearline.schedule import actions
from clearline.schedule.content import contracts as every
from clearline.schedule.contract import Content, Contract, Paragraphs
from clearline.schedule.due import Own, Plan, outstanding, plan_for
from clearline.schedule.forms import EVERY, CadenceForm
from clearline.schedule.issued import Issued
from clearline.schedule.pages.calendar import AHEAD, LAW
from clearline.schedule.queries import answered_until, edition_on, issues, own_settings


@page("see calendar")
def contracts(request: Request) -> HttpResponse:
    """List the reports with how often each is due here."""
    authority = _authority(request)
    own, edition = own_settings(authority), edition_on(request.on)
    rows = [(one, plan_for(one, own.get(one.key), edition, request.on, authority.since)) for one in every().values()]
    columns = (
        Column("title", "Report", lambda row: row[0].title, sort=lambda row: row[0].title,
               link=lambda row: link(request, "schedule:contract", row[0].key)),
        Column("maker", "From", lambda row: role_title(row[0].maker), sort=lambda row: role_title(row[0].maker)),
        Column("readers", "To", lambda row: [role_title(each) for each in row[0].readers], sort=False),
        Column("every", "How often", lambda row: how_often(row[1]), sort=lambda row: how_often(row[1])),
        Column("fixed", "Fixed by", lambda row: fixed_by(row[1]), sort=lambda row: fixed_by(row[1]).text),
        Column("public", "Meant to be published", lambda row: row[0].public, sort=lambda row: row[0].public),
    )  # fmt: skip
    makers = sorted({one.maker for one in every().values()})
    filters = (
        Filter("from", "From", [(each, role_title(each)) for each in makers], lambda row, value: row[0].maker == value),
    )
    table = Table(request, "reports", "Reports", columns, rows, filters=filters, order="title")
    return table.respond(request, "schedule/contracts.html", {"title": "Which report is due to whom"})


@page("see calendar")
def contract(request: Request, contract: str) -> HttpResponse:
    """Show the contract of a report, what of it is due, and what was issued."""
    named, authority = _named(contract), _authority(request)
    plan = plan_for(named, own_settings(authority).get(contract), edition_on(request.on), request.on, authority.since)
    answered = answered_until(authority, request.on).get(contract)
    there = outstanding(plan, request.on, request.on + AHEAD, answered)
    context = {
        "title": named.title,
        "contract": named,
        "facts": _facts(named, plan),
        "late": there.late,
        "late_days": (request.on - there.late.due).days if there.late else 0,
        "missed": there.missed,
        "ahead": there.ahead[:4],
        "contents": _contents_table(request, named),
        "issues": _issues_table(request, contract),
        "may_set": request.acting.may("set calendar"),
        "history": history(authority, f"contract:{contract}", named=request.acting.may("see people")),
    }  # fmt: skip
    return render(request, "schedule/contract.html", context)


@page("set calendar", methods=("GET", "POST"))
def set_cadence(request: Request, contract: str) -> HttpResponse:
    """Ask how often and by when a report is due here."""
    named, own = _named(contract), own_settings(_authority(request)).get(contract, Own())
    cadence = named.cadence_on(edition_on(request.on), request.on)
    suggested = (EVERY[cadence.every] if cadence.every else "no interval").lower()
    suggested = f"{suggested}, {named.deadline} days after the period"
    initial = {"every": own.every, "deadline": own.deadline, "first_due": own.first_due}
    form = CadenceForm(request.POST if request.method == "POST" else None, suggested=suggested, initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        wanted = Own(given["every"], given["deadline"], given["first_due"])
        try:
            actions.set_cadence(by=request.acting, contract=contract, own=wanted, why=given["why"], on=request.today)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The calendar is set.")
            return redirect(link(request, "schedule:contract", contract))
    context = {
        "title": f"When is it due: {named.title}", "form": form, "button": "Save", "intro": cadence.says,
        "up": link(request, "schedule:contract", contract), "up_title": named.title,
    }  # fmt: skip
    return render(request, "schedule/form.html", context)


def how_often(plan: Plan) -> str:
    """Return how often a report is due, in words."""
    return EVERY[plan.every] if plan.every else "When something happens"


def fixed_by(plan: Plan) -> Tag:
    """Return what fixes how often a report is due."""
    if plan.cadence.kind == "law":
        return Tag(LAW, "blue")
    if plan.set_here:
        return Tag("Set by this council", "grey")
    words = {"local": "Suggested, local", "practice": "Local practice", "trigger": "No interval"}
    return Tag(words[plan.cadence.kind], "grey")


def _facts(named: Contract, plan: Plan) -> list[tuple[str, object]]:
    return [
        ("What it is for", named.purpose),
        ("From", role_title(named.maker)),
        ("To", [role_title(each) for each in named.readers]),
        ("Who must confirm that it came", role_title(named.readers[0])),
        ("How often", how_often(plan)),
        ("Fixed by", [fixed_by(plan), plan.cadence.says]),
        ("Due", f"{plan.deadline} days after the end of the period" if plan.every else "No day is fixed"),
        ("Must be signed by", [role_title(each) for each in named.needs_signatures] or "Nobody"),
        ("Meant to be published", named.public),
        ("Formats", ", ".join(each.upper() for each in named.formats)),
        ("Paragraphs", paragraphs(named.paragraphs)),
    ]


def paragraphs(places: Paragraphs) -> list[str]:
    """Return paragraphs in words, an edition a line."""
    return [f"{edition}: {', '.join(at)}" for edition, at in places.items()]


def _contents_table(request: Request, named: Contract) -> Table:
    columns = (
        Column("title", "What it must or may contain"),
        Column("required", "Needed", _needed, sort=False),
        Column("paragraphs", "Paragraphs", lambda one: paragraphs(one.paragraphs), sort=False),
    )
    return Table(request, "contents", "Contents", columns, named.contents, name="contents")


def _needed(one: Content) -> Tag | str:
    if one.required:
        return Tag("Needed", "blue")
    return f"When {one.when}" if one.when else "May be there"


def _issues_table(request: Request, contract: str) -> Table:
    rows = issues(_authority(request), request.acting, contract)
    columns = (
        Column("number", "Number", link=lambda one: link(request, "reports:issue", one.contract, one.number)),
        Column("on", "Shows"),
        Column("issued_on", "Issued"),
        Column("standing", "Standing", standing, sort=False),
    )
    return Table(request, "issued", "Issued", columns, rows, name="issued", empty="None that you may see was issued.")


def standing(one: Issued) -> list[Tag]:
    """Return how an issued report stands: late, incomplete, amended, received."""
    days = one.late_days
    return [
        *([Tag(f"Late by {days} day{'' if days == 1 else 's'}", "red")] if days else []),
        *([Tag("Incomplete", "red")] if one.missing else [Tag("Complete", "green")]),
        *([Tag(f"Amended by {one.amended_by}", "yellow")] if one.amended_by else []),
        Tag("Not confirmed", "yellow") if one.readers[0] in one.not_received else Tag("Received", "green"),
    ]


def _named(contract: str) -> Contract:
    named = every().get(contract)
    if named is None:
        raise Http404
    return named


def _authority(request: Request) -> Authority:
    assert request.acting.authority is not None
    return request.acting.authority
