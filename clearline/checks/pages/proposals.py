"""Pages of proposals: the list, a draft, and what a proposal would change, in words that a committee can read."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history, names_of
from clearline.assurance.queries import confirmed_texts
from clearline.assurance.testing.queries import tests
from clearline.checks import proposal_words, proposing
from clearline.checks.proposal_forms import TextForm, WantedForm
from clearline.checks.proposed import parts, proposed
from clearline.checks.queries import organisation_of
from clearline.checks.triggers import triggers
from clearline.checks.what_if import WhatIf, what_if
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table, respond
from clearline.doors.values import Linked, Tag
from clearline.guidance import queries as guidance
from clearline.guidance.content import load
from clearline.kit.errors import BadInput
from clearline.organisations.models import Proposal
from clearline.organisations.organisation import Organisation, as_on
from clearline.organisations.picture import Picture
from clearline.organisations.queries import names
from clearline.organisations.writing import plain_yaml

STATES = {
    "draft": Tag("Draft", "grey"),
    "for-decision": Tag("For decision", "blue"),
    "adopted": Tag("Adopted", "green"),
    "withdrawn": Tag("Withdrawn", "orange"),
}


def proposal_or_404(request: Request, key: str) -> Proposal:
    """Return a proposal of this authority."""
    row = (
        Proposal.objects.filter(authority=request.acting.authority, key=key)
        .select_related("authority", "author")
        .first()
    )
    if row is None:
        raise Http404
    return row


@page("see proposals")
def proposals(request: Request) -> HttpResponse:
    """List the proposals."""
    columns = (
        Column("title", "Proposal", link=lambda row: link(request, "checks:proposal", row.key)),
        Column("state", "State", lambda row: STATES[row.state]),
        Column("takes_effect", "Takes effect"),
        Column("made_at", "Made"),
        Column("decided_at", "Decided", missing="Not yet"),
    )
    states = Filter("state", "State", [(key, tag.text) for key, tag in STATES.items()])
    table = Table(
        request, "proposals", "Proposals", columns, Proposal.objects.filter(authority=request.acting.authority),
        filters=(states,), search=("title", "reasons"), empty="Nothing has been proposed yet.",
    )  # fmt: skip
    return table.respond(request, "checks/proposals.html", {"title": "Proposals", "may": request.acting.may("propose")})


@page("propose", methods=("GET", "POST"))
def propose(request: Request) -> HttpResponse:
    """Make a draft."""
    form = WantedForm(posted(request), initial={"takes_effect": request.on})
    if form.is_valid():
        key = proposing.propose(by=request.acting, wanted=wanted(form), overlay={}, now=timezone.now())
        return to_proposal(request, key)
    return render(request, "checks/propose.html", {"title": "Make a proposal", "form": form, "button": "Make a draft"})


@page("propose", methods=("GET", "POST"))
def edit(request: Request, key: str) -> HttpResponse:
    """Change title, reasons and day of a draft."""
    row = proposal_or_404(request, key)
    initial = {"title": row.title, "reasons": row.reasons, "takes_effect": row.takes_effect}
    form = WantedForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            proposing.revise(by=request.acting, key=key, wanted=wanted(form))
            return to_proposal(request, key, "The proposal is changed.")
        except BadInput as error:
            form.refuse(error)
    context = {"title": "Change title, reasons or day", "form": form, "button": "Save", "row": row}
    return render(request, "checks/propose.html", context)


@page("propose", methods=("GET", "POST"))
def text(request: Request, key: str) -> HttpResponse:
    """Write, paste or upload all that a draft changes."""
    row = proposal_or_404(request, key)
    form = TextForm(posted(request), request.FILES or None, initial={"text": plain_yaml(row.overlay)})
    if form.is_valid():
        try:
            proposing.rewrite(by=request.acting, key=key, overlay=form.cleaned_data["overlay"])
            return to_proposal(request, key, "What the proposal changes is saved.")
        except BadInput as error:
            form.refuse(error)
    context = {"title": "Write what changes", "form": form, "button": "Save", "row": row, "upload": True}
    return render(request, "checks/propose.html", context)


@page("see proposals")
def file(request: Request, key: str) -> HttpResponse:
    """Give out what a proposal changes as YAML, to be tried in the terminal or to be proposed again."""
    row = proposal_or_404(request, key)
    response = HttpResponse(plain_yaml(row.overlay), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.authority.key}-{row.key}.yaml"'
    return response


@page("see proposals")
def proposal(request: Request, key: str) -> HttpResponse:
    """Show a proposal: what it changes, and what it would bring beside today."""
    row = proposal_or_404(request, key)
    acting = request.acting
    assert acting.authority is not None
    organisation = organisation_of(acting.authority)
    named = acting.may("see people")
    context: dict[str, Any] = {
        "title": row.title,
        "no_date": True,  # it is judged by its own day
        "row": row,
        "facts": _facts(row, named),
        "doors": _doors(request, row),
        "may_change": row.state == "draft" and acting.may("propose"),
        "others": Proposal.objects.filter(authority=acting.authority).exclude(pk=row.pk).exclude(state="withdrawn"),
        "history": history(acting.authority, proposing.about(key), named=named),
    }
    if organisation is None:
        context["problems"] = ["Nothing is stated of the organisation yet, so nothing can be compared."]
        return render(request, "checks/proposal.html", context)
    try:
        context |= {**_brought(request, row, organisation), "test": _test(request, row)}
    except BadInput as error:
        context["problems"] = [str(one) for one in error.problems]
    return respond(request, "checks/proposal.html", context)


def _facts(row: Proposal, named: bool) -> list[tuple[str, object]]:
    author = names_of([str(row.author_id)]).get(str(row.author_id)) if named and row.author_id else None
    decided = [("Decision", row.decision), ("Decided", row.decided_at)] if row.decided_at else []
    return [
        ("State", STATES[row.state]),
        ("Takes effect", row.takes_effect),
        ("Reasons", row.reasons or None),
        ("Made", row.made_at),
        *([("By", author)] if author else []),
        *decided,
    ]


def _doors(request: Request, row: Proposal) -> list[tuple[str, str]]:
    """Return what this reader may do with a proposal in its state: words, and the page where it is done."""
    found = []
    if request.acting.may("propose"):
        if row.state == "draft":
            found += [("Change a post, function, board or another thing", "checks:proposal-choose"),
                      ("Write or upload what changes", "checks:proposal-text"),
                      ("Change title, reasons or day", "checks:proposal-edit"),
                      ("Send for decision", "checks:proposal-send")]  # fmt: skip
        if row.state == "for-decision":
            found.append(("Take back, to change it", "checks:proposal-take-back"))
        if row.state in ("draft", "for-decision"):
            found.append(("Withdraw", "checks:proposal-withdraw"))
    if row.state == "for-decision" and proposing.may_adopt(request.acting, row):
        found.append(("Adopt", "checks:proposal-adopt"))
    return [(words, link(request, name, row.key)) for words, name in found]


def _test(request: Request, row: Proposal) -> Linked | None:
    """Return the way to the test of assurance of a proposal, or to opening one; ``None`` for whoever may do neither."""
    assert request.acting.authority is not None
    for one in tests(request.acting.authority, request.acting):
        if one.proposal == row.key and one.state != "withdrawn":
            return Linked("See its test of assurance", link(request, "testing:test", one.key))
    if row.state not in ("draft", "for-decision") or not request.acting.may("run test of assurance"):
        return None
    return Linked("Open a test of assurance", link(request, "testing:open", query={"proposal": row.key}))


def _brought(request: Request, row: Proposal, organisation: Organisation) -> dict[str, Any]:
    """Return what a proposal changes and would bring, for its page. Raises ``BadInput``."""
    day = judged_on(request, row)
    would = proposed(organisation, row.overlay, row.takes_effect)
    known = names(row.authority) if request.acting.may("see people") else {}
    was, after = (proposal_words.Telling(Picture(each, row.takes_effect), known) for each in (organisation, would))
    changed = proposal_words.changed(parts(organisation, row.overlay, row.takes_effect), was, after)
    now = as_on(organisation, row.takes_effect)
    return {**compared(request, now, would, day, f"proposal-{row.key}"), "changed": changed, "on": day}


def judged_on(request: Request, row: Proposal) -> date:
    """Return the day by which a proposal is judged: the one asked for, else that on which it takes effect."""
    return request.on if request.GET.get("on") and not request.on_problem else row.takes_effect


def compared(request: Request, one: Organisation, other: Organisation, day: date, subject: str) -> dict[str, Any]:
    """Return what is otherwise from one organisation to another, for a template. Raises ``BadInput``."""
    assert request.acting.authority is not None
    edition = request.GET.get("edition") or None
    confirmed = confirmed_texts(request.acting.authority)
    answer: WhatIf = what_if(one, other, load(), edition, day, request.today, confirmed)
    columns = (
        Column("change", "Change"),
        Column("about", "About"),
        Column("says", "What would be"),
        Column("force", "Force"),
        Column("paragraphs", "Paragraphs"),
        Column("remedy", "To put it right"),
    )
    return {
        "answer": answer,
        "lines": [(change.about, proposal_words.LINES[change.kind], proposal_words.line(change, change.before),
                   proposal_words.line(change, change.after)) for change in answer.lines],
        "stay": len(answer.proposed.findings) - len(answer.appear),
        "called": [(each.title, each.words, each.asked_by(answer.proposed.edition)) for each in
                   triggers(Picture(one, answer.today.on), Picture(other, answer.proposed.on))],
        "asked": edition or "",
        "editions": [one.edition for one in guidance.editions_of(load(), guidance.ROLES) if one.chapters],
        "table": Table(request, subject, "What would change", columns, list(proposal_words.rows(answer))),
    }  # fmt: skip


def posted(request: Request) -> Any:
    """Return what was sent, for a form; ``None`` when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def wanted(form: WantedForm) -> proposing.Wanted:
    """Return what a valid form says."""
    given = form.cleaned_data
    return proposing.Wanted(given["title"], given["reasons"], given["takes_effect"])


def to_proposal(request: Request, key: str, said: str = "") -> HttpResponseRedirect:
    """Go to a proposal, saying what was done."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(link(request, "checks:proposal", key))
