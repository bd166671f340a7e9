"""Pages on which a draft says what is to be different: things changed, added or taken away, by the picture's forms."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from clearline.accounts.page import Request, page
from clearline.checks import proposing
from clearline.checks.pages.proposals import posted, proposal_or_404, to_proposal
from clearline.checks.proposed import proposed
from clearline.checks.queries import organisation_of
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.kit.errors import BadInput
from clearline.kit.identifiers import as_key
from clearline.organisations.forms.asking import fixed_keys, part_questions, questions_of
from clearline.organisations.forms.choices import Choices
from clearline.organisations.forms.facts import FactsForm
from clearline.organisations.models import Proposal
from clearline.organisations.officers import Holder
from clearline.organisations.partnerships import Seat
from clearline.organisations.picture import Picture
from clearline.organisations.queries import names
from clearline.organisations.records import NESTED, is_mapping
from clearline.organisations.sections import SECTION_WORDS
from clearline.organisations.wording import word

WITHOUT_TITLE = forms.CharField(
    label="Short name for it",
    max_length=60,
    help_text="Small letters, digits and hyphens, for example person-new. A short name is never the name of a person",
)


class Draft(NamedTuple):
    """A draft with the organisation as it proposes it."""

    row: Proposal
    plain: dict[str, Any]
    """The organisation with the proposal, as a file says it."""
    choices: Choices


def _draft(request: Request, key: str) -> Draft:
    """Return a draft that can be changed; anything else is not found here."""
    row = proposal_or_404(request, key)
    organisation = organisation_of(row.authority)
    if row.state != "draft" or organisation is None:
        raise Http404
    try:
        would = proposed(organisation, row.overlay, row.takes_effect)
    except BadInput:  # it fitted once: what is stated has changed since, so what is stated is what there is to go by
        would = proposed(organisation, {}, row.takes_effect)
    known = names(row.authority) if request.acting.may("see people") else {}
    return Draft(row, msgspec.to_builtins(would), Choices(Picture(would, row.takes_effect), known))


def _things(draft: Draft, section: str) -> dict[str, Any]:
    """Return the things of a section by id; the section itself under no id when it is one thing."""
    stated = draft.plain.get(section)
    return (stated or {}) if is_mapping(section) else {"": stated}


def _stated(draft: Draft, section: str, thing: str) -> Any:
    """Return what is stated of a thing; raise ``Http404`` when there is no such section or thing."""
    if section not in SECTION_WORDS or thing not in (there := _things(draft, section)):
        raise Http404
    return there[thing]


def _title(draft: Draft, section: str, thing: str) -> str:
    stated = draft.plain.get(section) or {}
    facts = stated.get(thing) if thing else None
    own = facts.get("title") or facts.get("name") if isinstance(facts, dict) else None
    return own or (draft.choices.title(thing) if thing else SECTION_WORDS[section].many)


@page("propose")
def choose(request: Request, key: str) -> HttpResponse:
    """Choose what is to be different: the section, then the thing."""
    draft = _draft(request, key)
    section = request.GET.get("section", "")
    context: dict[str, Any] = {"title": "What is to be different?", "row": draft.row, "sections": SECTION_WORDS}
    if section not in SECTION_WORDS:
        return render(request, "checks/proposal_choose.html", context)
    if not is_mapping(section):
        return HttpResponseRedirect(link(request, "checks:proposal-single", key, section))
    columns = (
        Column("title", "Title", lambda thing: _title(draft, section, thing),
               lambda thing: link(request, "checks:proposal-thing", key, section, thing)),
        Column("id", "Id", str),
    )  # fmt: skip
    words = SECTION_WORDS[section]
    table = Table(request, f"proposal-{section}", words.many, columns, list(_things(draft, section)),
                  search=("title", "id"), empty="There is none yet.")  # fmt: skip
    context |= {"title": f"{words.many}: which one?", "section": section, "one": words.one}
    return table.respond(request, "checks/proposal_choose.html", context)


@page("propose", methods=("GET", "POST"))
def thing(request: Request, key: str, section: str, thing: str = "") -> HttpResponse:
    """Say what a thing is to be."""
    draft = _draft(request, key)
    now = _stated(draft, section, thing)
    form = FactsForm(posted(request), questions=questions_of(section, draft.choices, now), now=now)
    if form.is_valid():
        said = None if now is None and form.facts == {} else form.facts  # nothing was stated, and nothing is now
        if _put(request, draft, form, section, thing, said):
            return to_proposal(request, key, "The proposal is changed.")
    return _thing_page(request, draft, section, thing, form)


def _thing_page(
    request: Request, draft: Draft, section: str, thing: str, form: FactsForm, problems: Sequence[str] = ()
) -> HttpResponse:
    name, of = NESTED.get(section, ("", ""))
    parts = (_things(draft, section)[thing] or {}).get(name) or () if name else ()
    context = {
        "title": _title(draft, section, thing), "row": draft.row, "form": form, "section": section, "thing": thing,
        "parts_title": word(of), "parts": [(at, _part_words(draft, part)) for at, part in enumerate(parts)],
        "problems": problems,
    }  # fmt: skip
    return render(request, "checks/proposal_thing.html", context)


@page("propose", methods=("GET", "POST"))
def add(request: Request, key: str, section: str) -> HttpResponse:
    """Propose a thing that is not there yet."""
    draft = _draft(request, key)
    if section not in SECTION_WORDS or not is_mapping(section):
        raise Http404
    questions = questions_of(section, draft.choices, None)
    there = _things(draft, section)
    free = [one for one in fixed_keys(section) if one not in there]
    first: dict[str, forms.Field] = {}
    if fixed_keys(section):
        first["which"] = forms.ChoiceField(label="Which one?", choices=[("", ""), *((one, word(one)) for one in free)])
    elif not {"title", "name"} & set(questions):
        first["which"] = WITHOUT_TITLE
    form = FactsForm(posted(request), questions=questions, first=first)
    if form.is_valid():
        thing = as_key(form.cleaned_data.get("which") or form.facts.get("title") or form.facts.get("name") or "")
        if not thing or thing in there:
            form.add_error(None, "There is one of that name already. Give it another." if thing else "Give it a name.")
        elif _put(request, draft, form, section, thing, form.facts):
            return to_proposal(request, key, "The proposal is changed.")
    title = f"Add a {SECTION_WORDS[section].one}"
    context = {"title": title, "row": draft.row, "form": form, "section": section, "adding": True}
    return render(request, "checks/proposal_thing.html", context)


@page("propose", methods=("GET", "POST"))
def part(request: Request, key: str, section: str, thing: str, at: int | None = None) -> HttpResponse:
    """Say who is to hold a post, an office or a seat; without ``at``, one who does not hold it yet."""
    draft = _draft(request, key)
    facts = _stated(draft, section, thing)
    if section not in NESTED:
        raise Http404
    name, of = NESTED[section]
    parts = list(facts.get(name) or ())
    if at is not None and at >= len(parts):
        raise Http404
    now = None if at is None else parts[at]
    kind = Seat if section == "bodies" else Holder
    form = FactsForm(posted(request), questions=part_questions(kind, draft.choices, now), now=now)
    out = request.POST.get("do") == "take-out"
    if out or form.is_valid():
        changed = [one for place, one in enumerate(parts) if place != at] if out or now is None else parts
        if not out:
            changed = [*changed, form.facts] if at is None else [*parts[:at], form.facts, *parts[at + 1 :]]
        if _put(request, draft, form, section, thing, {**facts, name: changed}):
            return HttpResponseRedirect(link(request, "checks:proposal-thing", key, section, thing))
    context = {
        "title": f"{_title(draft, section, thing)}: {word(of).lower()}", "row": draft.row, "form": form,
        "section": section, "thing": thing, "removable": now is not None,
    }  # fmt: skip
    return render(request, "checks/proposal_part.html", context)


@page("propose", methods=("POST",))
def remove(request: Request, key: str, section: str, thing: str) -> HttpResponse:
    """Propose that a thing is there no longer."""
    draft = _draft(request, key)
    now = _stated(draft, section, thing)
    try:
        proposing.put(by=request.acting, key=key, section=section, thing=thing, facts=None)
    except BadInput as error:
        form = FactsForm(None, questions=questions_of(section, draft.choices, now), now=now)
        return _thing_page(request, draft, section, thing, form, [str(one) for one in error.problems])
    return to_proposal(request, key, "The proposal is changed.")


@page("propose", methods=("POST",))
def undo(request: Request, key: str) -> HttpResponse:
    """Take one thing out of what a draft changes."""
    section, _, thing = request.POST.get("thing", "").partition("/")
    row = _draft(request, key).row
    try:
        proposing.undo(by=request.acting, key=row.key, section=section, thing=thing)
    except BadInput as error:
        messages.error(request, " ".join(str(one) for one in error.problems))
        return to_proposal(request, key)
    return to_proposal(request, key, "It stays as it is today.")


def _put(request: Request, draft: Draft, form: FactsForm, section: str, thing: str, facts: Any) -> bool:
    """Let the draft say what a thing is to be; otherwise say on the form why not."""
    try:
        proposing.put(by=request.acting, key=draft.row.key, section=section, thing=thing, facts=facts)
    except BadInput as error:
        form.refuse(error)
        return False
    return True


def _part_words(draft: Draft, part: dict[str, Any]) -> str:
    """Return an appointment or a seat in words."""
    who = draft.choices.title(part.get("person") or part.get("held_by") or "")
    further = [word(part[name]).lower() for name in ("kind", "as") if part.get(name)]
    further += [f"{name} {part[name]}" for name in ("from", "to") if part.get(name)]
    return f"{who} ({', '.join(further)})" if further else who
