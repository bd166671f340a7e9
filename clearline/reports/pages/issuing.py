"""Issues a report, and shows how far that has come."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.doors.values import Tag
from clearline.jobs.queries import work
from clearline.kit.errors import BadInput
from clearline.reports import actions
from clearline.reports.forms import IssueForm
from clearline.reports.pages.framing import authority_of, contract_of
from clearline.schedule.queries import issues

STATES = {
    "waiting": Tag("Waiting", "grey"), "running": Tag("Being made", "blue"), "done": Tag("Issued", "green"),
    "failed": Tag("Not issued", "red"), "refused": Tag("Refused", "red"),
}  # fmt: skip


@page("issue reports", methods=("GET", "POST"))
def ask_to_issue(request: Request, contract: str) -> HttpResponse:
    """Issue a report as at the day, or say all that it waits for."""
    one = contract_of(contract)
    earlier = [each.number for each in issues(authority_of(request), request.acting, contract) if not each.amended_by]
    form = IssueForm(request.POST if request.method == "POST" else None, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            job = actions.ask_to_issue(
                by=request.acting, contract=contract, on=request.on, now=timezone.now(), amends=given["amends"],
                why=given["why"],
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            return redirect(link(request, "reports:being-issued", job, query={"report": contract}))
    intro = (
        f"{one.title}, as at {request.on:%-d %B %Y}. It is numbered, and its files are kept as they are: what is wrong "
        "in it is put right by another issue that names it."
    )
    context = {
        "title": "Issue this report", "form": form, "button": "Issue", "intro": intro, "contract": one,
        "up": link(request, "reports:report", contract),
    }  # fmt: skip
    return render(request, "reports/form.html", context)


@page("issue reports")
def being_issued(request: Request, job: UUID) -> HttpResponse:
    """Show how far the issuing of a report has come."""
    found = work(request.acting.authority, job)
    if found is None or found.what != actions.WORK:
        raise Http404
    newest = next(iter(issues(authority_of(request), request.acting, request.GET.get("report", ""))), None)
    context = {
        "title": "Issuing a report", "newest": newest if found.state == "done" else None,
        "no_date": True, "work": found, "state": STATES[found.state],
        "says": found.says.splitlines(), "unfinished": found.state in ("waiting", "running"),
    }  # fmt: skip
    return render(request, "reports/being_issued.html", context)
