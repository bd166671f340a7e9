"""What the pages of reports share: the authority, a contract by its key, a file to download, a form that changes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request
from clearline.doors.forms import Form
from clearline.kit.errors import BadInput
from clearline.reports.formats import TYPES
from clearline.schedule.content import contracts
from clearline.schedule.contract import Contract


def authority_of(request: Request) -> Authority:
    """Return the authority that the page is of."""
    assert request.acting.authority is not None
    return request.acting.authority


def contract_of(key: str) -> Contract:
    """Return a contract; a page that is not there for one that there is not."""
    if key not in contracts():
        raise Http404
    return contracts()[key]


def as_download(name: str, content: bytes) -> HttpResponse:
    """Return a file to be kept and never shown in the page of the site."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def changing(
    request: Request, form: Form, change: Callable[[dict[str, Any]], object], done: str, up: str, *,
    template: str = "reports/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form; when it is sent, make the change, say so and go back up. ``context``: title, button, intro ..."""
    if request.method == "POST" and form.is_valid():
        try:
            change(form.cleaned_data)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(up)
    return render(request, template, {"form": form, "up": up, **context})
