"""What the pages of a test of assurance share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request
from clearline.assurance.testing import queries
from clearline.assurance.testing.elements import State
from clearline.assurance.testing.queries import OneTest
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput

ELEMENT_STATES: dict[State, Tag] = {
    "not started": Tag("Not started", "grey"),
    "in progress": Tag("In progress", "blue"),
    "complete": Tag("Complete", "green"),
}

STATES = {
    "draft": Tag("Draft", "grey"),
    "in-review": Tag("In review", "blue"),
    "in-approval": Tag("In approval", "blue"),
    "concluded": Tag("Concluded", "green"),
    "published": Tag("Published", "green"),
    "withdrawn": Tag("Withdrawn", "orange"),
}


def authority_of(request: Request) -> Authority:
    """Return the authority of a page of one."""
    assert request.acting.authority is not None
    return request.acting.authority


def test_or_404(request: Request, key: str) -> OneTest:
    """Return a test of this authority as this reader may see it."""
    return as_at_or_404(request, key, None)


def as_at_or_404(request: Request, key: str, on: date | None) -> OneTest:
    """Return a test of this authority as it was on a day, ``None`` for now, and as this reader may see it."""
    one = queries.as_at(authority_of(request), key, request.acting, on)
    if one is None:
        raise Http404
    return one


def past(request: Request) -> date | None:
    """Return the past day that a page is asked for; ``None`` for now."""
    return request.on if request.on < request.today else None


def posted(request: Request) -> Any:
    """Return what was sent, for a form; ``None`` when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def changing(
    request: Request,
    one: OneTest,
    form: Form,
    change: Callable[[dict[str, Any]], None],
    *,
    title: str,
    button: str,
    done: str,
    to: str = "",
    template: str = "testing/change.html",
    **context: Any,
) -> HttpResponse:
    """Show a form that changes a test; when it is sent, make the change and go to ``to``, or to the test."""
    address = link(request, "testing:test", one.key)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "save_anyway"}
        try:
            change(given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(to or address)
    shown = {"title": title, "form": form, "button": button, "one": one, "address": address, **context}
    return render(request, template, shown)
