"""The monitoring officer's view of a finding."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Request, page
from clearline.assurance.viewing import give_legal_view
from clearline.checks import queries
from clearline.checks.forms import LegalViewForm
from clearline.doors.links import link
from clearline.guidance.words import plain
from clearline.kit.errors import BadInput


@page("give legal view", methods=("GET", "POST"))
def give(request: Request, edition: str, rule: str, about: str) -> HttpResponse:
    """Ask for a view of a finding that is there on the day, and record it."""
    found = _found(request, edition, rule, about)
    form = LegalViewForm(request.POST if request.method == "POST" else None)
    back = link(request, "checks:finding", edition, rule, about)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("view", "reasons", "privileged")}
        give_legal_view(by=request.acting, edition=edition, rule=rule, subject=about, on=request.today, **given)
        messages.success(request, "Your view is recorded.")
        return redirect(back)
    context = {"title": "Give a legal view", "form": form, "found": found, "rule": plain(rule), "back": back}
    return render(request, "checks/legal_view.html", context)


def _found(request: Request, edition: str, rule: str, about: str) -> tuple[str, ...]:
    """Return what the finding says. Raises ``Http404`` when nothing of the kind is found on the day."""
    assert request.acting.authority is not None
    try:
        report = queries.report_of(request.acting.authority, edition=edition, on=request.on, today=request.today)
    except BadInput:
        raise Http404 from None
    every = (*report.findings, *report.check_the_text) if report else ()
    messages = tuple(one.message for one in every if (one.rule, one.about) == (rule, about))
    if not messages:
        raise Http404
    return messages
