"""A report before it is issued: what it waits for, how it would read, and as a file."""

from collections.abc import Iterator
from typing import Any, get_args

from django.http import Http404, HttpResponse
from django.shortcuts import render

from clearline.accounts.access_class import may_see
from clearline.accounts.acting import Refused
from clearline.accounts.page import Request, page
from clearline.accounts.queries import role_title
from clearline.doors.links import link
from clearline.kit.errors import BadInput
from clearline.reports.blocks import Commentary, Missing, Pack, Part, Rendering, Signature, walk
from clearline.reports.composing import compose
from clearline.reports.drafting import made
from clearline.reports.formats import Format
from clearline.reports.formats.html import on_page
from clearline.reports.formats.words import commentary_heading, signature_words
from clearline.reports.pages.framing import as_download, authority_of, contract_of
from clearline.reports.people_words import written_in
from clearline.reports.printing import Printed, printed
from clearline.schedule.contract import Contract
from clearline.schedule.queries import issues

READ = "comment in reports"
"""Who may look at what is not issued: those who make it, speak in it or sign it."""


@page("see reports")
def report(request: Request, contract: str) -> HttpResponse:
    """Show what a report is, what it waits for as at the day, and its issues."""
    one = contract_of(contract)
    may_look = request.acting.may(READ)
    context: dict[str, Any] = {
        "title": one.title,
        "contract": one,
        "facts": _facts(request, one),
        "issued": [(each, link(request, "reports:issue", contract, each.number))
                   for each in issues(authority_of(request), request.acting, contract)],
        "may_look": may_look,
        "may_issue": request.acting.may("issue reports"),
        "may_tell": one.committee and request.acting.may("make reports"),
    }  # fmt: skip
    if may_look:
        try:
            pack = _composed(request, one)
        except BadInput as bad:
            context["problem"] = str(bad)
        else:
            context |= _state(request, one, pack)
    return render(request, "reports/report.html", context)


def _facts(request: Request, one: Contract) -> list[tuple[str, object]]:
    return [
        ("What it is for", one.purpose),
        ("Made by", role_title(one.maker)),
        ("For", [role_title(each) for each in one.readers]),
        ("Signed by", [role_title(each) for each in one.needs_signatures] or "Nobody has to sign it"),
        ("For the public", "Its open part, once it is published" if one.public else "No"),
    ]


def _state(request: Request, one: Contract, pack: Pack) -> dict[str, Any]:
    """Return what a draft says, content by content, and what it waits for."""
    signatures = [each for each in walk(pack.sections) if isinstance(each, Signature)]
    standing = {each.office for each in signatures if each.by and not each.changed_since}
    office = next(
        (each for each in one.needs_signatures if each in request.acting.roles and each not in standing), None
    )
    return {
        "contents": [_content(request, one, pack, each.key, each.title) for each in one.contents],
        "waits": [
            (each, _to_say(request, one, key, each.about)) for key, each in _missing(pack) if each.holds_up
        ],
        "elsewhere": list(_elsewhere(request, one, pack)),
        "signatures": [(each, signature_words(each)) for each in signatures],
        "office": role_title(office) if office and request.acting.may("sign") else "",
        "formats": get_args(Format)[:5],
        "written": written_in(authority_of(request), one, request.on),
    }  # fmt: skip


def _content(request: Request, one: Contract, pack: Pack, key: str, title: str) -> dict[str, Any]:
    section = next((each for each in pack.sections if each.key == key), None)
    missing = [each for each in walk((section,)) if isinstance(each, Missing)] if section else []
    return {
        "title": title,
        "there": section is not None,
        "complete": section is not None and section.complete,
        "missing": missing,
        "say": _to_say(request, one, key, ""),
    }


def _missing(pack: Pack) -> Iterator[tuple[str, Missing]]:
    for section in pack.sections:
        for each in walk((section,)):
            if isinstance(each, Missing):
                yield section.key, each


def _elsewhere(request: Request, one: Contract, pack: Pack) -> Iterator[tuple[Commentary, str, str]]:
    """Yield what was said for another report, who said it and where to say something else; what the reader may read."""
    for section in pack.sections:
        for each in walk((section,)):
            if isinstance(each, Commentary) and each.said_for and may_see(request.acting, each.access):
                yield each, commentary_heading(each), _to_say(request, one, section.key, each.about)


def _to_say(request: Request, one: Contract, content: str, about: str) -> str:
    return link(request, "reports:comment", one.key, content, query={"about": about})


@page(READ)
def preview(request: Request, contract: str) -> HttpResponse:
    """Show a draft as its readers would read it."""
    one = contract_of(contract)
    context: dict[str, Any] = {"title": f"{one.title}: draft", "contract": one}
    try:
        shown = _shown(request, _composed(request, one))
    except BadInput as bad:
        return render(request, "reports/preview.html", {**context, "problem": str(bad)})
    context |= {"printed": on_page(shown, here=True), **_other(request, one)}
    return render(request, "reports/preview.html", context)


def _other(request: Request, one: Contract) -> dict[str, str]:
    """Return where the other rendering is, for those who may see both."""
    if not request.acting.may("see figures"):
        return {}
    hidden = _rendering(request) == "open"
    other = link(request, "reports:preview", one.key, query={"rendering": None if hidden else "open"})
    return {"other": other, "other_words": f"Read it with small numbers {'shown' if hidden else 'hidden'}"}


@page(READ)
def draft(request: Request, contract: str, form: str) -> HttpResponse:
    """Give a draft out as a file, in the part and rendering asked for."""
    contract_of(contract)
    kind: Format | None = next((each for each in get_args(Format) if each == form), None)
    part: Part | None = next((each for each in get_args(Part) if each == request.GET.get("part", "whole")), None)
    if kind is None or part is None:
        raise Http404
    try:
        file = made(
            request.acting, contract, on=request.on, today=request.today, form=kind, part=part,
            rendering="open" if part == "open" else _rendering(request),
        )  # fmt: skip
    except BadInput as bad:
        context = {"title": "There is no such file", "contract": contract_of(contract), "problem": str(bad)}
        return render(request, "reports/preview.html", context, status=404)
    return as_download(file.name, file.content)


def _composed(request: Request, one: Contract) -> Pack:
    return compose(
        one.key, authority_of(request), on=request.on, today=request.today, rendering=_rendering(request),
        by=request.acting,
    )  # fmt: skip


def _rendering(request: Request) -> Rendering:
    """Return the rendering asked for: small numbers as they are for those who may see them, unless they ask not to."""
    asked = request.GET.get("rendering")
    return "restricted" if request.acting.may("see figures") and asked != "open" else "open"


def _shown(request: Request, pack: Pack) -> Printed:
    """Return a draft as far as somebody may see it: all of it, or what of it is open."""
    whole = printed(pack, "whole")
    if all(request.acting.may(needed) for needed in whole.needs):
        return whole
    if pack.rendering == "restricted":
        raise Refused("Your roles here do not see all of this draft. Look at it with small numbers hidden.")
    return printed(pack, "open")
