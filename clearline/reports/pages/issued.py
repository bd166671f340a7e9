"""An issued report: its files, what came of it, and whether the public may read it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.reports import publishing
from clearline.reports.forms import WhyForm
from clearline.reports.pages.framing import as_download, authority_of, changing, contract_of
from clearline.reports.queries import content_of, files_for, publication
from clearline.schedule.issued import Filed, Issued
from clearline.schedule.pages.received import about
from clearline.schedule.queries import issue as issue_named
from clearline.schedule.queries import may_read

PARTS = {"whole": "Whole", "open": "Open part", "exempt": "Exempt appendix"}
HIDDEN = {"open": "small numbers hidden", "restricted": "small numbers shown"}


@page("see reports")
def issue(request: Request, contract: str, number: str) -> HttpResponse:
    """Show an issued report to its readers: its files, whether it was late or lacks something, what was asked."""
    one, authority = _readable(request, contract, number), authority_of(request)
    public = publication(authority, contract, number, request.today)
    files = files_for(request.acting, one)
    context = {
        "title": f"{one.title} {one.number}",
        **about(request, one),
        "contract": contract_of(contract),
        "files": [_shown(request, one, file) for file in sorted(files, key=_order)],
        "kept_back": len(one.files) - len(files),
        "public": public,
        "about_it": f"report:{contract}/{number}",
        "may_publish": request.acting.may(publishing.PUBLISH) and contract_of(contract).public,
    }
    return render(request, "reports/issue.html", context)


def _order(file: Filed) -> tuple[int, bool]:
    """Return where a file stands in the list: the whole first, and its copy with small numbers before that without."""
    return list(PARTS).index(file.part), file.rendering == "open"


def _shown(request: Request, one: Issued, file: Filed) -> tuple[str, str, str, int]:
    address = link(request, "reports:download", one.contract, one.number, file.name)
    hidden = f", {HIDDEN[file.rendering]}" if file.part != "open" else ""
    return f"{PARTS[file.part]}{hidden}", file.format.upper(), address, file.size


@page("see reports")
def download(request: Request, contract: str, number: str, name: str) -> HttpResponse:
    """Give out a file of an issued report to those who may see all that is in it."""
    one = _readable(request, contract, number)
    file = next((each for each in one.files if each.name == name), None)
    if file is None:
        raise Http404
    if file not in files_for(request.acting, one):
        raise Refused("Your roles here do not see all that is in this file.")
    return as_download(file.name, content_of(authority_of(request), file))


@page(publishing.PUBLISH, methods=("GET", "POST"))
def publish(request: Request, contract: str, number: str) -> HttpResponse:
    """Let the public read the open part of an issued report."""
    one = _readable(request, contract, number)

    def change(given: dict[str, Any]) -> None:
        publishing.publish(by=request.acting, contract=contract, number=number, on=request.today, now=timezone.now())

    return changing(
        request, Form(request.POST if request.method == "POST" else None), change, "It is published.",
        link(request, "reports:issue", contract, number), title="Publish this report", button="Publish",
        contract=contract_of(contract),
        intro=f"The public will read the open part of {one.title} {number}. Read together with "
        "everything published before, could the council's own counts in it tell who a child is? That is tried first.",
    )  # fmt: skip


@page(publishing.PUBLISH, methods=("GET", "POST"))
def withdraw(request: Request, contract: str, number: str) -> HttpResponse:
    """Let the public no longer read a report."""
    _readable(request, contract, number)

    def change(given: dict[str, Any]) -> None:
        publishing.withdraw(by=request.acting, contract=contract, number=number, on=request.today, why=given["why"])

    return changing(
        request, WhyForm(request.POST if request.method == "POST" else None), change, "It is withdrawn.",
        link(request, "reports:issue", contract, number), title="Stop publishing this report", button="Stop publishing",
        intro="The public will no longer read it here. What has been read or copied stays so.",
        contract=contract_of(contract),
    )  # fmt: skip


def _readable(request: Request, contract: str, number: str) -> Issued:
    contract_of(contract)
    one = issue_named(authority_of(request), contract, number)
    if one is None:
        raise Http404
    if not may_read(request.acting, one):
        raise Refused("This report is for others.")
    return one
