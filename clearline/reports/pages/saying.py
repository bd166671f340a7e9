"""What people add to a report: their words and their signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clearline.accounts.access_class import may_see
from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.accounts.permissions import PERMISSIONS, ROLES
from clearline.assurance.abouts import asked_about
from clearline.assurance.naming import called_one
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.reports import actions
from clearline.reports.commenting import newest_elsewhere, own_remark, spoken_of
from clearline.reports.formats.words import commentary_heading
from clearline.reports.forms import CommentForm
from clearline.reports.pages.framing import authority_of, changing, contract_of
from clearline.reports.spoken import figure_now

FIGURES = ("measure:", "gap:")


@page("comment in reports", methods=("GET", "POST"))
def comment(request: Request, contract: str, content: str) -> HttpResponse:
    """Ask for what somebody wants to say in a report as at the day, and keep it under their name."""
    one = contract_of(contract)
    named = next((each for each in one.contents if each.key == content), None)
    if named is None:
        raise Http404
    about, bad = asked_about(request, "about")
    if bad:
        raise Http404
    offices = [role for role in ROLES if role in request.acting.roles and role in PERMISSIONS["comment in reports"]]
    form = CommentForm(
        request.POST if request.method == "POST" else None, offices=list(offices),
        initial=_written(request, contract, content, about),
    )  # fmt: skip

    def change(given: dict[str, Any]) -> None:
        actions.comment(
            by=request.acting, contract=contract, content=content, on=request.on, text=given["text"],
            office=given["office"], now=timezone.now(), about=about, access=form.access_class(),
        )  # fmt: skip

    what = called_one(request.acting, about, request.on)
    intro = f"In {one.title}, as at {request.on:%-d %B %Y}, under “{named.title}”."
    intro += f" About {what[:1].lower()}{what[1:]}." if about else ""
    intro += " It stands there under your name. What you said there before under the same office is replaced."
    intro += " A draft is kept for you here, and stands nowhere."
    done = "Your draft is kept." if request.POST.get("access") == "draft" else "What you said stands in the report."
    return changing(
        request, form, change, done, link(request, "reports:report", contract),
        template="reports/comment.html", title="Say something in this report", button="Save", intro=intro,
        contract=one, everywhere=about.startswith(FIGURES), elsewhere=_elsewhere(request, contract, about),
    )  # fmt: skip


def _elsewhere(request: Request, contract: str, about: str) -> list[dict[str, Any]]:
    """Return what was said of a figure for other reports, as far as the reader may read it."""
    authority = authority_of(request)
    spoken = spoken_of(authority, contract, request.on).get(about, ()) if about else ()
    now = figure_now(authority, about, request.on, request.today) if spoken else None
    return [
        {"heading": commentary_heading(said), "text": said.text, "counts": counts}
        for said, counts in newest_elsewhere(spoken, now)
        if may_see(request.acting, said.access)
    ]


def _written(request: Request, contract: str, content: str, about: str) -> dict[str, Any]:
    """Return what the reader wrote here last, a draft too, to go on from it; empty for nothing."""
    one = own_remark(authority_of(request), contract, content, request.on, about, request.acting.person)
    if one is None:
        return {}
    access = {"access": one.access.kind, "exempt_paragraph": one.access.paragraph, "exempt_why": one.access.why}
    return {"text": one.text, **access, **({"office": one.office} if one.office in request.acting.roles else {})}


@page("sign", methods=("POST",))
def sign(request: Request, contract: str) -> HttpResponse:
    """Sign a report as at the day."""
    one = contract_of(contract)
    office = next((each for each in one.needs_signatures if each in request.acting.roles), None)
    if office is None:
        raise Refused("This report is not signed by an office of yours.")
    try:
        actions.sign(
            by=request.acting, contract=contract, on=request.on, office=office, today=request.today, now=timezone.now()
        )
    except BadInput as bad:
        messages.error(request, str(bad))
    else:
        messages.success(request, "You have signed it.")
    return redirect(link(request, "reports:report", contract))
