"""The page of all signatures."""

from django.http import HttpResponse

from clearline.accounts.page import Request, page
from clearline.assurance.abouts import about_address
from clearline.assurance.signing.queries import every_signature
from clearline.doors.columns import Column, Filter
from clearline.doors.tables import Table


@page("see assurance")
def signatures(request: Request) -> HttpResponse:
    """List what was signed, by whom and in which office. Whether it changed since is said where the thing is."""
    assert request.acting.authority is not None
    found = every_signature(request.acting.authority, request.on)
    columns = (
        Column("title", "What was signed", link=lambda one: about_address(request, one.about)),
        Column("office_title", "As"),
        Column("by", "By", missing="Name not recorded"),
        Column("on", "On"),
        Column("digest", "Digest", on_page=False),
        Column("about", "Key", on_page=False),
    )
    offices = sorted({(one.office, one.office_title) for one in found}, key=lambda pair: pair[1])
    filters = (Filter("office", "As", offices),)
    table = Table(
        request, "signatures", "Signatures", columns, found, filters=filters, search=("title", "by"),
        empty="Nothing has been signed yet.",
    )  # fmt: skip
    return table.respond(request, "signing/list.html", {"title": "Signatures"})
