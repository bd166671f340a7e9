"""The list of evidence, one piece of it, and its file."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.models import Authority
from clearline.accounts.page import Request, page
from clearline.accounts.trail.queries import history
from clearline.assurance.abouts import about_address
from clearline.assurance.evidence import queries
from clearline.assurance.evidence.queries import KINDS, SCANS, ItemKept, Used, VersionKept
from clearline.assurance.evidence.viewing import tags
from clearline.assurance.histories import in_names
from clearline.assurance.naming import called
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.kit.errors import BadInput

FAULTS = (
    ("expired", "Expired"), ("dead", "Link is dead"), ("held", "File is held"), ("unchecked", "Not checked"),
    ("unused", "Used for nothing"),
)  # fmt: skip
MILD = ("unchecked", "unused")


@page("see assurance")
def items(request: Request) -> HttpResponse:
    """List the evidence with what is wrong with each piece."""
    columns = (
        Column("title", "Evidence", link=lambda one: link(request, "evidence:item", one.key)),
        Column("kind", "Kind", lambda one: KINDS[one.kind]),
        Column("source", "Who made it"),
        Column("starts", "From"),
        Column("ends", "To"),
        Column("expires", "Relied on until"),
        Column("uses", "Uses", lambda one: len(one.uses), numeric=True),
        Column("faults", "To look at", lambda one: [words for key, words in FAULTS if key in _faults(request, one)],
               sort=False),
        Column("access", "Who may read it", lambda one: one.access.kind, on_page=False),
        Column("versions", "Versions", lambda one: len(one.versions), numeric=True, on_page=False),
        Column("key", "Key", on_page=False),
    )  # fmt: skip
    filters = (
        Filter("faults", "To look at", FAULTS, lambda one, value: value in _faults(request, one)),
        Filter("kind", "Kind", list(KINDS.items())),
    )
    found = queries.items(authority_of(request), request.acting, request.on)
    table = Table(
        request, "evidence", "Evidence", columns, found, filters=filters, search=("title", "source"),
        empty="No evidence has been added yet.",
    )  # fmt: skip
    context = {
        "title": "Evidence", "may_keep": request.acting.may("keep evidence"), "to_look_at": _to_look_at(request, found),
        "looks_at_links": settings.CHECK_LINKS,
    }  # fmt: skip
    return table.respond(request, "evidence/items.html", context)


def _to_look_at(request: Request, found: Iterable[ItemKept]) -> list[tuple[str, int, str]]:
    """Return what is wrong in words, of how many pieces, and where just those are listed."""
    counted = Counter(fault for one in found for fault in _faults(request, one))
    return [
        (words, counted[fault], link(request, "evidence:items", query={"faults": fault}))
        for fault, words in FAULTS
        if counted[fault]
    ]


@page("see assurance")
def item(request: Request, key: str) -> HttpResponse:
    """Show a piece of evidence with its versions and all that it is used for."""
    one, acting = named(request, key), request.acting
    words = called(acting, [each.about for each in one.uses], request.on)
    context = {
        "title": one.title,
        "one": one,
        "facts": _facts(request, one),
        "faults": [
            Tag(words, "yellow" if fault in MILD else "red")
            for fault, words in FAULTS
            if fault in _faults(request, one)
        ],
        "versions": [(each, _version(request, one, each)) for each in one.versions],
        "uses": [_use(request, each, words[each.about]) for each in one.uses],
        "may_keep": acting.may("keep evidence"),
        "use_address": link(request, "evidence:use", query={"item": key}),
        "may_check": acting.may("check evidence"),
        "history": in_names(history(acting.authority, f"evidence:{key}", named=acting.may("see people")), words),
    }
    return render(request, "evidence/item.html", context)


@page("see assurance")
def download(request: Request, key: str, number: int) -> HttpResponse:
    """Give out a file, to be saved and never shown by the browser."""
    try:
        found = queries.read(authority_of(request), key, number, request.acting)
    except BadInput as bad:
        messages.error(request, str(bad))
        return redirect(link(request, "evidence:item", key))
    if found is None:
        raise Http404
    name, content = found
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def authority_of(request: Request) -> Authority:
    """Return the authority whose page it is."""
    assert request.acting.authority is not None
    return request.acting.authority


def named(request: Request, key: str) -> ItemKept:
    """Return a piece of evidence that the reader may see. Raises ``Http404``."""
    one = queries.item(authority_of(request), key, request.acting, request.on)
    if one is None:
        raise Http404
    return one


def _faults(request: Request, one: ItemKept) -> set[str]:
    there = {
        "expired": one.expired(request.on), "dead": one.newest.dead, "held": any(each.held for each in one.versions),
        "unchecked": one.unchecked, "unused": not one.uses,
    }  # fmt: skip
    return {fault for fault, is_so in there.items() if is_so}


def _facts(request: Request, one: ItemKept) -> list[tuple[str, object]]:
    return [
        ("Kind", KINDS[one.kind]),
        ("Who made it", one.source),
        ("Speaks of", _period(one)),
        ("Can be relied on until", one.expires or "No day set"),
        ("Added on", one.on),
        ("Who may read it", one.access.kind.capitalize()),
        *([("Exempt under paragraph", one.access.paragraph), ("Why", one.access.why)] if one.access.paragraph else []),
    ]


def _period(one: ItemKept | Used) -> str:
    if one.starts and one.ends:
        return f"{one.starts:%-d %B %Y} to {one.ends:%-d %B %Y}"
    if one.starts:
        return f"From {one.starts:%-d %B %Y}"
    return f"Until {one.ends:%-d %B %Y}" if one.ends else "Not stated"


def _version(request: Request, of: ItemKept, one: VersionKept) -> list[tuple[str, object]]:
    """Return what is kept of a version."""
    rows: list[tuple[str, object]] = [("Added", f"{one.on:%-d %B %Y}{f', by {one.by}' if one.by else ''}")]
    if one.name:
        address = link(request, "evidence:download", of.key, one.number)
        rows += [("File", Linked(f"{one.name} ({_size(one.size)})", address) if one.readable else one.name)]
        rows += [("Scan", SCANS[one.scan])]
    if one.link:
        rows += [("Link", Linked(one.link, one.link)), ("Looked at", _looked(one))]
    rows += [(name.capitalize(), value) for name, value in _told(of.kind, one.frozen)]
    return [*rows, ("Digest", one.digest)]


def _told(kind: str, frozen: Any) -> list[tuple[str, object]]:
    """Return what was frozen, in rows; the cells of a register extract are given in the page's own table."""
    if kind == "register-extract":
        return [("register", frozen["title"]), ("as of", frozen["on"]), ("how it stood", frozen["freshness"]),
                ("entries", len(frozen["rows"]))]  # fmt: skip
    return list((frozen or {}).items())


def _size(size: int | None) -> str:
    return f"{max(1, round((size or 0) / 1000)):,} KB"


def _looked(one: VersionKept) -> object:
    if one.link_looked_at is None:
        return "Not yet"
    return [Tag("Dead", "red") if one.dead else Tag("Works", "green") if one.link_state == "works" else
            Tag("Not looked at", "grey"), f"{one.link_says} {one.link_looked_at:%-d %B %Y}"]  # fmt: skip


def _use(request: Request, one: Used, words: str) -> dict[str, Any]:
    facts = [
        ("Page or paragraph", one.place),
        ("Why it proves it", one.why),
        ("Version", one.version),
        ("Added", f"{one.on:%-d %B %Y}{f', by {one.by}' if one.by else ''}"),
        ("Checked", f"{one.checked_on:%-d %B %Y}{f', by {one.checked_by}' if one.checked_by else ''}"
         if one.checked_on else "By nobody yet"),
        ("Who may read it", one.access.kind.capitalize()),
    ]  # fmt: skip
    address = about_address(request, one.about)
    return {"one": one, "words": words, "address": address, "facts": facts, "tags": tags(one)}
