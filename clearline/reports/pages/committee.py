"""What a report says to its committee: asked for on one page, each heading with who may read it."""

from typing import Any

from django.http import Http404, HttpResponse

from clearline.accounts.access_class import may_see
from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.reports import actions
from clearline.reports.committee import paper_of
from clearline.reports.committee_forms import PaperForm, written
from clearline.reports.models import CommitteePaper
from clearline.reports.pages.framing import authority_of, changing, contract_of


@page("make reports", methods=("GET", "POST"))
def committee(request: Request, contract: str) -> HttpResponse:
    """Ask for what a report says to its committee."""
    one = contract_of(contract)
    if not one.committee:
        raise Http404
    there = paper_of(authority_of(request), contract, request.on)
    closed = {
        key for key, heading in (there.headings if there else {}).items() if not may_see(request.acting, heading.access)
    }
    headings = [key for key in CommitteePaper.HEADINGS if key not in closed]
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, contract=one, headings=headings, initial=written(there))

    def change(given: dict[str, Any]) -> None:
        actions.tell_committee(
            by=request.acting, contract=contract, on=request.on, texts=form.texts(), classes=form.classes(),
            meeting=given["meeting"], meets=given["meets"], minutes=given["minutes"],
        )  # fmt: skip

    return changing(
        request, form, change, "It stands in the report.", link(request, "reports:report", contract),
        template="reports/committee.html", title="What the committee is told", button="Save", contract=one,
        closed=len(closed), intro=f"In {one.title}, as at {request.on:%-d %B %Y}. What is open stands in "
        "the open part; what is exempt or confidential in the exempt appendix only.",
    )  # fmt: skip
