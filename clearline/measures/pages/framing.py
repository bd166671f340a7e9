"""What every page about figures has around it: who may see what, the sections, the mark of restricted figures."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clearline.accounts.page import Method, Page, Request, page
from clearline.doors.links import link
from clearline.kit.errors import BadInput, Problem
from clearline.measures import queries
from clearline.measures.queries import Looking

RESTRICTED = (
    "Restricted: contains small numbers. Some of these are the council’s own figures and have not been through "
    "disclosure control. Do not pass them on."
)

SECTIONS = (
    ("Scorecard", "measures:scorecard", "see published figures"),
    ("Worse and getting worse", "measures:worse", "see published figures"),
    ("All measures", "measures:measures", "see published figures"),
    ("Gaps between groups", "measures:gaps", "see published figures"),
    ("Compare areas", "measures:compare", "see published figures"),
    ("Targets and key indicators", "measures:targets", "see figures"),
    ("Releases loaded", "measures:releases", "see published figures"),
    ("Published by the council", "measures:publications", "see published figures"),
    ("Not computed", "measures:not-computed", "see published figures"),
    ("Upload figures", "measures:upload", "change figures"),
)


def figures_page(
    permission: str = "see published figures", methods: Sequence[Method] = ("GET",)
) -> Callable[[Page], Page]:
    """Make a function a page about an authority's figures: it is given the request and what may be looked at.

    Where there are no figures for the authority the page says so, and what cannot be answered is said in words.
    """

    def made(function: Page) -> Page:
        @wraps(function)
        def answer(request: Request, **kwargs: Any) -> HttpResponse:
            try:
                seen = queries.looking(by=request.acting, on=request.on, today=request.today)
                queries.place(seen)
            except BadInput as error:
                return _nothing(request, error)
            try:
                return function(request, seen, **kwargs)
            except BadInput as error:
                return problem(request, error)

        return page(permission, methods)(answer)

    return made


def _nothing(request: Request, error: BadInput) -> HttpResponse:
    """Return the page of an authority without figures."""
    context = {"title": "No figures yet", "sections": sections(request), "reasons": said(error)}
    return render(request, "measures/nothing.html", {**context, "may_load": request.acting.may("change figures")})


def problem(request: Request, error: BadInput) -> HttpResponse:
    """Return the page that says why something cannot be shown."""
    context = {"title": "This cannot be shown", "sections": sections(request), "problems": said(error)}
    return render(request, "measures/problem.html", context, status=404)


def said(error: BadInput) -> list[str]:
    """Return problems as sentences. Of a file only its name is told, not where it lies on the machine."""
    return [_said(one) for one in error.problems]


def _said(one: Problem) -> str:
    where = [one.file.name] if one.file else []
    where += [f"line {one.line}"] if one.line is not None else []
    what = f"{one.what} {one.todo}".strip()
    return f"{', '.join(where)}: {what}" if where else what


def sections(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return the pages about figures that the reader may see: title, address, and whether it is this one."""
    acting = request.acting  # type: ignore[attr-defined]
    found = [(title, link(request, name)) for title, name, permission in SECTIONS if acting.may(permission)]
    return [(title, address, request.path == address.partition("?")[0]) for title, address in found]


def framed(request: Request, seen: Looking, title: str, *, restricted: bool = False, **more: Any) -> dict[str, Any]:
    """Return the context of a page: its own, and what all of them have."""
    frame = {"title": title, "sections": sections(request), "area": queries.place(seen), "seen": seen}
    return {**frame, "restricted": RESTRICTED if restricted else "", **more}


def subject(name: str, restricted: bool) -> str:
    """Return what a file is called by, so that a restricted one says so wherever it lies."""
    return f"{name}-restricted" if restricted else name
