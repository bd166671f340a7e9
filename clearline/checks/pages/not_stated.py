"""What the organisation does not state, by who would know it: the list to send them."""

from django.http import HttpResponse

from clearline.accounts.page import Request, page
from clearline.checks import queries
from clearline.checks.asking import capital
from clearline.checks.pages.findings import nothing_stated
from clearline.doors.columns import Column, Filter
from clearline.doors.tables import Table
from clearline.organisations.gaps import gaps


@page("see findings")
def not_stated(request: Request) -> HttpResponse:
    """List every fact that is not stated on a day."""
    assert request.acting.authority is not None
    organisation = queries.organisation_of(request.acting.authority)
    if organisation is None:
        return nothing_stated(request, "What is not stated")
    rows = gaps(organisation, request.on)
    columns = (
        Column("about", "About"),
        Column("fact", "What is not stated", lambda gap: capital(gap.fact)),
        Column("ask", "Who would know", lambda gap: capital(gap.ask)),
        Column("at", "Where it is written in a file", on_page=False),
    )
    asks = sorted({gap.ask for gap in rows})
    filters = (Filter("ask", "Who would know", [(ask, capital(ask)) for ask in asks]),)
    table = Table(
        request, "not-stated", "What is not stated", columns, rows, filters=filters, search=("about", "fact"),
        empty="Nothing is missing.",
    )  # fmt: skip
    return table.respond(request, "checks/not_stated.html", {"title": "What is not stated"})
