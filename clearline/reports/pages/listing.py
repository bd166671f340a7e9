"""The reports that there are, what was issued, and what is late."""

from django.http import HttpResponse

from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Tag
from clearline.reports.pages.framing import authority_of
from clearline.schedule.content import contracts
from clearline.schedule.contract import Contract
from clearline.schedule.issued import Issued
from clearline.schedule.queries import due, issues


@page("see reports")
def reports(request: Request) -> HttpResponse:
    """List what can be made, and what was issued, the newest first."""
    authority = authority_of(request)
    there = issues(authority, request.acting)
    kinds, made = _kinds(request, there), _issued(request, there)
    late = [one for one in due(authority, request.on, request.on, request.on) if one.late]
    context = {
        "title": "Reports", "kinds": kinds, "made": made, "no_date": True,
        "late": late if request.acting.may("see calendar") else [],
        "may_set": request.acting.may("issue reports"),
    }  # fmt: skip
    return respond(request, "reports/reports.html", context)


def _kinds(request: Request, there: tuple[Issued, ...]) -> Table:
    newest: dict[str, Issued] = {}
    for one in there:
        newest.setdefault(one.contract, one)
    columns = (
        Column("title", "Report", link=lambda one: link(request, "reports:report", one.key)),
        Column("maker", "Made by", lambda one: role_title(one.maker)),
        Column("readers", "For", lambda one: [role_title(each) for each in one.readers], sort=False),
        Column("newest", "Newest issue", lambda one: newest[one.key].number if one.key in newest else None,
               missing="None yet",
               link=lambda one: _address(request, newest[one.key]) if one.key in newest else None),
        Column("public", "For the public"),
    )  # fmt: skip
    filters = (
        Filter("public", "For the public", [("yes", "Yes"), ("no", "No")],
               lambda one, value: one.public == (value == "yes")),
    )  # fmt: skip
    rows: list[Contract] = list(contracts().values())
    return Table(
        request, "reports", "Reports that can be made", columns, rows, filters=filters, search=("title",), name="kinds",
        order="title",
    )  # fmt: skip


def _issued(request: Request, there: tuple[Issued, ...]) -> Table:
    columns = (
        Column("number", "Number", link=lambda one: _address(request, one)),
        Column("title", "Report"),
        Column("on", "Shows"),
        Column("issued_on", "Issued"),
        Column("state", "Standing", _standing, sort=lambda one: -one.late_days),
    )
    return Table(
        request, "issued-reports", "Reports issued", columns, there, search=("title", "number"), name="made",
        empty="No report that you may read was issued.",
    )  # fmt: skip


def _address(request: Request, one: Issued) -> str:
    return link(request, "reports:issue", one.contract, one.number)


def _standing(one: Issued) -> list[Tag]:
    found = [Tag(f"Late by {one.late_days} days", "red")] if one.late_days else []
    found += [Tag("Not complete", "orange")] if one.missing else []
    found += [Tag(f"Amended by {one.amended_by}", "grey")] if one.amended_by else []
    return found or [Tag("Complete", "green")]
