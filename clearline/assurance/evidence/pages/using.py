"""Uses a piece of evidence to prove something, checks a use, moves it to the newest version, or ends it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clearline.accounts.page import Method, Request, page
from clearline.assurance.abouts import about_address, check_about
from clearline.assurance.evidence import actions, queries
from clearline.assurance.evidence.forms import EndForm, UseForm
from clearline.assurance.evidence.pages.listing import authority_of, named
from clearline.assurance.evidence.queries import Used
from clearline.assurance.naming import called_one
from clearline.doors.links import link
from clearline.guidance.content import load
from clearline.guidance.queries import ALWAYS, edition_in_force, stated_in
from clearline.guidance.words import known_as
from clearline.kit.errors import BadInput

BOTH: tuple[Method, ...] = ("GET", "POST")


@page("keep evidence", methods=BOTH)
def use(request: Request) -> HttpResponse:
    """Ask which piece of evidence proves something, by which page, and why."""
    about = request.GET.get("about", "")
    kept = queries.items(authority_of(request), request.acting, request.today)
    items = [(one.key, one.title) for one in kept]
    form = UseForm(
        request.POST if request.method == "POST" else None, items=items, abouts=_abouts(request, about),
        initial={"about": about, "item": request.GET.get("item")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.without_access()
        try:
            actions.use(by=request.acting, on=request.today, access=form.access_class(), **given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, "It is used. Somebody else has to check it.")
            back = about_address(request, given["about"]) if about else None
            return redirect(back or link(request, "evidence:item", given["item"]))
    context = {
        "title": "Use evidence", "form": form, "items": items,
        "words": called_one(request.acting, about, request.today),
        "add_address": link(request, "evidence:choose", query={"about": about}), "no_date": True,
    }  # fmt: skip
    return render(request, "evidence/use.html", context)


@page("check evidence", methods=("POST",))
def check(request: Request, key: str, number: int) -> HttpResponse:
    """Say that a use was checked."""
    one = _used(request, key, number)

    def change() -> None:
        actions.check(by=request.acting, item=key, number=one.number, on=request.today)

    return _done(request, key, change, "It is checked.")


@page("keep evidence", methods=("POST",))
def newest(request: Request, key: str, number: int) -> HttpResponse:
    """Move a use to the newest version."""
    one = _used(request, key, number)

    def change() -> None:
        actions.use_newest(by=request.acting, item=key, number=one.number, on=request.today)

    return _done(request, key, change, "It uses the newest version. Somebody else has to check it.")


@page("keep evidence", methods=BOTH)
def end(request: Request, key: str, number: int) -> HttpResponse:
    """Ask why something is no longer used, and end the use."""
    one = _used(request, key, number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.end_use(by=request.acting, item=key, number=number, why=form.cleaned_data["why"], on=request.today)
        messages.success(request, "It is no longer used for this.")
        return redirect(link(request, "evidence:item", key))
    context = {"title": "End this use", "form": form, "button": "End", "one": named(request, key), "no_date": True,
               "intro": called_one(request.acting, one.about, request.today)}  # fmt: skip
    return render(request, "evidence/change.html", context)


def _done(request: Request, key: str, change: Callable[[], None], words: str) -> HttpResponse:
    try:
        change()
    except BadInput as bad:
        messages.error(request, str(bad))
    else:
        messages.success(request, words)
    return redirect(link(request, "evidence:item", key))


def _used(request: Request, key: str, number: int) -> Used:
    """Return a use that the reader may see. Raises ``Http404``."""
    one = queries.item(authority_of(request), key, request.acting, request.today)
    found = next((each for each in one.uses if each.number == number), None) if one else None
    if found is None:
        raise Http404
    return found


def _abouts(request: Request, about: str) -> list[tuple[str, str]]:
    """Return what can be proved: the thing that led here, else the duties of the edition in force and of the law."""
    if about:
        try:
            check_about(about)
        except BadInput:
            raise Http404 from None
        return [(about, called_one(request.acting, about, request.today))]
    editions = [edition_in_force(load(), request.today), *(one for one in load().editions if one.document in ALWAYS)]
    return [
        (f"duty:{one.edition.document}/{one.edition.edition}/{one.duty.key}", known_as(one.provision.at, one.duty.says))
        for edition in editions
        for one in stated_in(edition)
    ]
