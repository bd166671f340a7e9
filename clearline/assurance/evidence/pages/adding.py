"""Adds a piece of evidence, of one kind or another, and later versions of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.page import Method, Request, page
from clearline.assurance.evidence import actions, contents
from clearline.assurance.evidence.contents import Content
from clearline.assurance.evidence.forms import AddForm, VersionForm, content_fields
from clearline.assurance.evidence.pages.listing import authority_of, named
from clearline.assurance.evidence.queries import KINDS
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.registers.content import registers
from clearline.schedule.queries import issues

BOTH: tuple[Method, ...] = ("GET", "POST")


@page("keep evidence")
def choose(request: Request) -> HttpResponse:
    """Ask what kind of evidence is added."""
    query = {"about": request.GET.get("about")}
    kinds = [(words, link(request, "evidence:add", kind, query=query)) for kind, words in KINDS.items()]
    return render(request, "evidence/choose.html", {"title": "Add evidence", "kinds": kinds, "no_date": True})


@page("keep evidence", methods=BOTH)
def add(request: Request, kind: str) -> HttpResponse:
    """Ask for a piece of evidence, and add it; then for its use, where it was begun from something that it proves."""
    if kind not in KINDS:
        raise Http404
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AddForm(given, files, kind=kind, choices=_choices(request, kind))
    if request.method == "POST" and form.is_valid():
        values = form.without_access()
        own = {name: values.pop(name) for name in content_fields(kind, [])}
        try:
            key = actions.add(
                by=request.acting, content=_content(request, kind, own), on=request.today, now=timezone.now(),
                access=form.access_class(), **values,
            )  # fmt: skip
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The evidence is added.")
            about = request.GET.get("about")
            if about:
                return redirect(link(request, "evidence:use", query={"about": about, "item": key}))
            return redirect(link(request, "evidence:item", key))
    context = {"title": f"Add evidence: {_low(KINDS[kind])}", "form": form, "button": "Add", "no_date": True}
    return render(request, "evidence/change.html", context)


@page("keep evidence", methods=BOTH)
def version(request: Request, key: str) -> HttpResponse:
    """Ask for a later version of a piece of evidence."""
    one = named(request, key)
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = VersionForm(given, files, kind=one.kind, choices=_choices(request, one.kind))
    if request.method == "POST" and form.is_valid():
        own = {name: form.cleaned_data[name] for name in content_fields(one.kind, [])}
        try:
            content = _content(request, one.kind, own)
            why = form.cleaned_data["why"]
            actions.add_version(
                by=request.acting, key=key, content=content, why=why, on=request.today, now=timezone.now()
            )
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "The version is added. Uses stay with the version that they were made for.")
            return redirect(link(request, "evidence:item", key))
    context = {"title": "Add a version", "form": form, "button": "Add", "one": one, "no_date": True}
    return render(request, "evidence/change.html", context)


def _content(request: Request, kind: str, own: dict[str, Any]) -> Content:
    """Return what the form gave as the content of a version. Raises ``BadInput``."""
    by, today = request.acting, request.today
    match kind:
        case "file":
            return contents.from_file(by, own["file"].chunks(), own["file"].name)
        case "link":
            return contents.from_link(own["link"])
        case "figure":
            return contents.from_figure(by, own["measure"], own["period"], on=today, today=today)
        case "register-extract":
            return contents.from_register(by, own["register"], on=today)
        case "pack":
            contract, _, number = own["report"].partition("/")
            return contents.from_report(by, contract, number)
    return contents.from_place(own["where"])


def _choices(request: Request, kind: str) -> list[tuple[str, str]]:
    """Return the registers, or the issued reports that the reader may see, to choose from."""
    if kind == "register-extract":
        return [(key, one.title) for key, one in registers().items()]
    if kind == "pack":
        found = issues(authority_of(request), request.acting)
        return [(f"{one.contract}/{one.number}", f"{one.title}, {one.number}") for one in found]
    return []


def _low(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
