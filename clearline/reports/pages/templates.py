"""The council's own Word template."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.reports import actions, queries
from clearline.reports.forms import TemplateForm
from clearline.reports.pages.framing import authority_of
from clearline.reports.word_template import LARGEST


@page("issue reports", methods=("GET", "POST"))
def template(request: Request) -> HttpResponse:
    """Show which Word template is used, and take another."""
    form = TemplateForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # one byte more than may be, so that what is too large is told and not cut
            actions.keep_template(
                by=request.acting, name=file.name, content=file.read(LARGEST + 1), now=timezone.now()
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "Word documents are made in this template from now on.")
            return redirect(link(request, "reports:template"))
    context = {
        "title": "Word template", "form": form, "no_date": True, "there": queries.template(authority_of(request))
    }  # fmt: skip
    return render(request, "reports/template.html", context)


@page("issue reports", methods=("POST",))
def remove(request: Request) -> HttpResponse:
    """Make Word documents in Clearline's own look again."""
    try:
        actions.remove_template(by=request.acting)
    except BadInput as bad:
        messages.error(request, str(bad))
    else:
        messages.success(request, "Word documents are made in Clearline's own look from now on.")
    return redirect(link(request, "reports:template"))
