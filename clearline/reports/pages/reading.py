"""Who may read something that was written, wherever it stands: one page for every kind of thing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.assurance.abouts import about_address
from clearline.assurance.access_forms import WORDS, ReclassifyForm
from clearline.assurance.classified import KINDS, Classed, classed
from clearline.assurance.naming import called_one
from clearline.assurance.reclassifying import change_access
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.reports.holding import Holding, holding
from clearline.reports.pages.framing import authority_of
from clearline.schedule.content import contracts


@page("see home", methods=("GET", "POST"))
def who_may_read(request: Request, kind: str, key: str) -> HttpResponse:
    """Ask who may read a thing from now on, and why that is changed."""
    one = _named(request, kind, key)
    start = {"access": one.access.kind, "exempt_paragraph": one.access.paragraph, "exempt_why": one.access.why}
    form = ReclassifyForm(request.POST if request.method == "POST" else None, initial=start)
    up = _up(request, one)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            below = change_access(by=request.acting, kind=kind, key=key, access=form.access_class(), why=why)
        except BadInput as bad:
            form.refuse(bad)
        else:
            words = "It is changed, here and wherever it stands."
            words += f" {below} that hang on it are closed with it." if below else ""
            messages.success(request, words)
            return redirect(up)
    found = holding(authority_of(request), one.texts, one.since, request.today)
    context = {
        "title": "Change who may read this", "form": form, "one": one, "up": up,
        "facts": _facts(one, _where(request, one)), "opens": request.acting.may("open what was closed"),
        "issues": [_issue(request, each) for each in found], "no_date": True,
    }  # fmt: skip
    return render(request, "reports/who_may_read.html", context)


def _named(request: Request, kind: str, key: str) -> Classed:
    """Return a thing whose class this reader may change; whoever may not is not told whether it is there."""
    if kind not in KINDS:
        raise Http404
    one = classed(request.acting, kind, key)
    if one is None and request.acting.may("change access"):
        raise Http404
    if one is None:
        raise Refused("Only whoever wrote it and those who keep what others wrote say who may read it.")
    return one


def _facts(one: Classed, where: str) -> list[tuple[str, object]]:
    return [
        ("What it is", one.title),
        ("Where", where),
        ("Its words", list(one.texts) if one.readable else "Not for your role to read"),
        ("Who may read it now", WORDS[one.access.kind]),
        *([("Exempt under paragraph", one.access.paragraph), ("Why", one.access.why)] if one.access.paragraph else []),
    ]


def _where(request: Request, one: Classed) -> str:
    kind, _, key = one.about.partition(":")
    if kind == "pack":
        contract, _, on = key.rpartition("/")
        return f"{contracts()[contract].title if contract in contracts() else contract}, as at {on}"
    return called_one(request.acting, one.about, request.on)


def _up(request: Request, one: Classed) -> str:
    """Return the address of the page that the thing stands on, or of the start where this reader may not open it."""
    kind, _, key = one.about.partition(":")
    if kind == "pack" and request.acting.may("see reports"):
        return link(request, "reports:report", key.rpartition("/")[0])
    return about_address(request, one.about) or link(request, "home")


def _issue(request: Request, found: Holding) -> dict[str, Any]:
    """Return an issue that holds it, with what this reader may do about it."""
    one, at = found.issue, (found.issue.contract, found.issue.number)
    may = request.acting.may
    return {
        "words": f"{one.title} {one.number}",
        "address": link(request, "reports:issue", *at) if may("see reports") else "",
        "public": found.public,
        "readable": found.readable,
        "amended": one.amended_by,
        "withdraw": link(request, "reports:withdraw", *at) if found.public and may("publish reports") else "",
        "amend": link(request, "reports:ask-to-issue", one.contract, query={"on": one.on.isoformat()})
        if may("issue reports")
        else "",
    }
