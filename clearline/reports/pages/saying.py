"""What people add to a report: their words, what its committee is told, and their signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.accounts.permissions import PERMISSIONS, ROLES
from clearline.assurance.abouts import about_words, asked_about
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.reports import actions
from clearline.reports.commenting import own_remark, paper_of
from clearline.reports.forms import CommentForm, PaperForm
from clearline.reports.models import CommitteePaper
from clearline.reports.pages.framing import authority_of, changing, contract_of


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

    intro = f"In {one.title}, as at {request.on:%-d %B %Y}, under “{named.title}”."
    intro += f" About {about_words(about)}." if about else ""
    intro += " It stands there under your name. What you said there before under the same office is replaced."
    intro += " A draft is kept for you here, and stands nowhere."
    done = "Your draft is kept." if request.POST.get("access") == "draft" else "What you said stands in the report."
    return changing(
        request, form, change, done, link(request, "reports:report", contract),
        title="Say something in this report", button="Save", intro=intro, contract=one,
    )  # fmt: skip


def _written(request: Request, contract: str, content: str, about: str) -> dict[str, Any]:
    """Return what the reader wrote here last, a draft too, to go on from it; empty for nothing."""
    one = own_remark(authority_of(request), contract, content, request.on, about, request.acting.person)
    if one is None:
        return {}
    access = {"access": one.access.kind, "exempt_paragraph": one.access.paragraph, "exempt_why": one.access.why}
    return {"text": one.text, **access, **({"office": one.office} if one.office in request.acting.roles else {})}


@page("make reports", methods=("GET", "POST"))
def committee(request: Request, contract: str) -> HttpResponse:
    """Ask for what a report says to its committee."""
    one = contract_of(contract)
    if not one.committee:
        raise Http404
    there = paper_of(authority_of(request), contract, request.on)
    initial = {**there.texts, "meets": there.meets, "minutes": there.minutes} if there else {}
    form = PaperForm(request.POST if request.method == "POST" else None, contract=one, initial=initial)

    def change(given: dict[str, Any]) -> None:
        texts = {key: given.get(key, "") for key in CommitteePaper.HEADINGS}
        actions.tell_committee(
            by=request.acting, contract=contract, on=request.on, texts=texts, meets=given["meets"],
            minutes=given["minutes"],
        )  # fmt: skip

    return changing(
        request, form, change, "It stands in the report.", link(request, "reports:report", contract),
        title="What the committee is told", button="Save", contract=one,
        intro=f"In {one.title}, as at {request.on:%-d %B %Y}. Everybody may read it: nothing exempt belongs here.",
    )  # fmt: skip


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
