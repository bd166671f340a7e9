"""What came of an issued report: who received it, what was asked and answered. ``reports`` shows it with its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.acting import Refused
from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.schedule import actions
from clearline.schedule.forms import AnswerForm, QuestionForm
from clearline.schedule.issued import Issued, without_names
from clearline.schedule.pages.contracts import standing
from clearline.schedule.queries import issue as issue_named
from clearline.schedule.queries import may_read


def about(request: Request, one: Issued) -> dict[str, Any]:
    """Return what ``schedule/issued.html`` shows of an issued report to whoever is here."""
    mine = [office for office in one.readers if office in request.acting.roles]
    one = one if request.acting.may("see people") else without_names(one)
    return {
        "one": one,
        "standing": standing(one),
        "facts": _facts(one, digest=request.acting.may("see figures")),
        "receipts": [(role_title(each.office), each.by, each.at) for each in one.receipts],
        "not_received": [role_title(office) for office in one.not_received],
        "questions": [(each, role_title(each.office)) for each in one.questions],
        "may_confirm": any(office in one.not_received for office in mine),
        "may_ask": bool(mine),
        "may_answer": one.maker in request.acting.roles,
    }


def _facts(one: Issued, *, digest: bool) -> list[tuple[str, object]]:
    """Return what is known of an issue. Its digest covers small numbers, which could be guessed and tried against it,
    so that only those who see them are told it."""
    amends = [("Puts right", f"Issue {one.amends}: {one.why}")] if one.amends else []
    return [
        ("From", role_title(one.maker)),
        ("To", [role_title(each) for each in one.readers]),
        ("Shows", one.on),
        ("Issued", one.issued_on),
        ("Issued by", one.by or "No name is recorded or shown"),
        ("Due", one.due or "No day was fixed"),
        *amends,
        *([("Digest of what it says", one.digest)] if digest else []),
    ]


@page("see reports", methods=("POST",))
def acknowledge(request: Request, contract: str, number: str) -> HttpResponse:
    """Confirm that a report came."""
    _there(request, contract, number)
    actions.acknowledge(by=request.acting, contract=contract, number=number, now=timezone.now())
    messages.success(request, "You have confirmed that it came.")
    return redirect(link(request, "reports:issue", contract, number))


@page("see reports", methods=("GET", "POST"))
def ask(request: Request, contract: str, number: str) -> HttpResponse:
    """Ask the maker something about a report."""
    one = _readable(request, contract, number)
    if request.acting.roles.isdisjoint(one.readers):
        raise Refused("Those whom the report is for ask about it.")
    form = QuestionForm(request.POST if request.method == "POST" else None)

    def do(text: str) -> None:
        actions.ask(by=request.acting, contract=contract, number=number, text=text, now=timezone.now())

    return _asking(request, one, form, do, "Ask about this report", "Send the question", "Your question is sent.", "")


@page("see reports", methods=("GET", "POST"))
def answer(request: Request, contract: str, number: str, question: int) -> HttpResponse:
    """Answer a question about a report."""
    one = _readable(request, contract, number)
    if one.maker not in request.acting.roles:
        raise Refused(f"It is answered by the office that made it: {role_title(one.maker)}.")
    asked = next((each for each in one.questions if each.number == question), None)
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def do(text: str) -> None:
        actions.answer(
            by=request.acting, contract=contract, number=number, question=question, text=text, now=timezone.now()
        )

    title = f"Answer question {question}"
    return _asking(request, one, form, do, title, "Send the answer", "Your answer is sent.", asked.text)


def _asking(
    request: Request, one: Issued, form: Form, do: Any, title: str, button: str, done: str, quoted: str
) -> HttpResponse:
    """Show a form for words about a report; when it is sent, keep them and go back to the report."""
    up = link(request, "reports:issue", one.contract, one.number)
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data["text"])
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(up)
    context = {
        "title": title, "form": form, "button": button, "quoted": quoted, "up": up,
        "up_title": f"{one.title}, {one.number}",
    }  # fmt: skip
    return render(request, "schedule/form.html", context)


def _there(request: Request, contract: str, number: str) -> Issued:
    assert request.acting.authority is not None
    authority: Authority = request.acting.authority
    one = issue_named(authority, contract, number)
    if one is None:
        raise Http404
    return one


def _readable(request: Request, contract: str, number: str) -> Issued:
    one = _there(request, contract, number)
    if not may_read(request.acting, one):
        raise Refused("This report is for others.")
    return one
