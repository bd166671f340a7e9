"""Pages on which a proposal goes on: sent for decision, taken back, withdrawn, adopted; and two of them compared."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.checks import proposing
from clearline.checks.pages.proposals import compared, judged_on, posted, proposal_or_404, to_proposal
from clearline.checks.proposal_forms import AdoptForm, WhyForm
from clearline.checks.proposed import proposed
from clearline.checks.queries import organisation_of
from clearline.doors.forms import Form
from clearline.doors.tables import respond
from clearline.kit.errors import BadInput

Do = Callable[[dict[str, Any]], None]
"""What a step does with what its form says."""


class NothingToSay(Form):
    """A step that asks nothing but to be confirmed."""


def _step(request: Request, key: str, form: Form, do: Do, words: tuple[str, str, str]) -> HttpResponse:
    """Show a step, or take it. ``words``: the title, the button, and what is said when it is done."""
    row = proposal_or_404(request, key)
    title, button, done = words
    if form.is_valid():
        try:
            do(form.cleaned_data)
            return to_proposal(request, key, done)
        except BadInput as error:
            form.refuse(error)
    context = {"title": title, "form": form, "button": button, "row": row}
    return render(request, "checks/proposal_step.html", context)


@page("propose", methods=("GET", "POST"))
def send(request: Request, key: str) -> HttpResponse:
    """Send a draft for decision."""
    words = ("Send for decision", "Send for decision", "The proposal waits for a decision.")
    return _step(
        request,
        key,
        NothingToSay(posted(request)),
        lambda given: proposing.send(by=request.acting, key=key),
        words,
    )


@page("propose", methods=("GET", "POST"))
def take_back(request: Request, key: str) -> HttpResponse:
    """Make a proposal that waits for its decision a draft again."""

    def do(given: dict[str, Any]) -> None:
        proposing.take_back(by=request.acting, key=key, why=given["why"])

    words = ("Take the proposal back", "Take back", "The proposal is a draft again.")
    return _step(request, key, WhyForm(posted(request)), do, words)


@page("propose", methods=("GET", "POST"))
def withdraw(request: Request, key: str) -> HttpResponse:
    """Withdraw a proposal."""

    def do(given: dict[str, Any]) -> None:
        proposing.withdraw(by=request.acting, key=key, why=given["why"], now=timezone.now())

    words = ("Withdraw the proposal", "Withdraw", "The proposal is withdrawn. It stays on record.")
    return _step(request, key, WhyForm(posted(request)), do, words)


@page("adopt proposal", methods=("GET", "POST"))
def adopt(request: Request, key: str) -> HttpResponse:
    """Adopt a proposal from a day on."""

    def do(given: dict[str, Any]) -> None:
        proposing.adopt(by=request.acting, key=key, on=given["on"], decision=given["decision"], now=timezone.now())

    row = proposal_or_404(request, key)
    words = ("Adopt the proposal", "Adopt", "The proposal is adopted. The organisation changes on the day.")
    return _step(request, key, AdoptForm(posted(request), initial={"on": row.takes_effect}), do, words)


@page("see proposals")
def compare(request: Request, key: str) -> HttpResponse:
    """Say what is otherwise from one proposal to another."""
    one = proposal_or_404(request, key)
    other = proposal_or_404(request, request.GET.get("with", ""))
    assert request.acting.authority is not None
    organisation = organisation_of(request.acting.authority)
    day = max(judged_on(request, one), judged_on(request, other))
    context: dict[str, Any] = {
        "title": "Two proposals compared",
        "row": one,
        "other": other,
        "on": day,
        "no_date": True,
    }
    try:
        if organisation is None:
            raise BadInput("Nothing is stated of the organisation yet, so nothing can be compared.")
        first, second = (proposed(organisation, each.overlay, day) for each in (one, other))
        context |= compared(request, first, second, day, f"proposals-{one.key}-{other.key}")
    except BadInput as error:
        context["problems"] = [str(problem) for problem in error.problems]
    return respond(request, "checks/proposals_compared.html", context)
