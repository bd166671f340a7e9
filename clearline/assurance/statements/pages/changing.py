"""The forms: to state, to keep a judgement, to record what children say, to offer to another edition, to sign."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts.acting import Refused
from clearline.accounts.page import Method, Request, page
from clearline.accounts.queries import role_title
from clearline.assurance.statements import actions
from clearline.assurance.statements.actions import Place
from clearline.assurance.statements.forms import KeepForm, OfferForm, SayForm, VoiceForm
from clearline.assurance.statements.offering import offer as offer_to
from clearline.assurance.statements.pages.one import found
from clearline.assurance.statements.pages.order import Failing, after, edition_of, in_order, judged_editions, own_column
from clearline.assurance.statements.queries import KEPT, as_seen, stated_duty
from clearline.doors.forms import Form
from clearline.doors.links import link
from clearline.kit.errors import BadInput

BOTH: tuple[Method, ...] = ("GET", "POST")


def show_say(request: Request, place: Place, failing_in: Failing) -> HttpResponse:
    """Ask for a statement in the reader's own column, and offer what comes next. Whoever has none here is refused."""
    one, _ = found(request, *place)
    role = own_column(one, request.acting)
    if role is None:
        raise Refused(f"Only these can state here: {' and '.join(map(role_title, one.column_names))}.")
    form = SayForm(request.POST if request.method == "POST" else None)
    # what is said is said today, whichever day the page shows
    edition = edition_of(place[0], place[1], request.today)
    lines = in_order(edition, request.acting, failing_in(edition, request.today), request.today)
    waiting = [line for line in lines if line.yours]
    following = after(waiting, place)
    onward = link(request, "statements:say", *following.name) if following else ""

    def change() -> None:
        actions.say(
            by=request.acting, place=place, role=role, on=request.today, access=form.access_class(),
            **form.without_access(),
        )  # fmt: skip

    seen = as_seen(one, request.acting).columns
    more = {
        "title": f"State as {_low(role_title(role))}",
        "last": next((said for said in seen if said and said.role == role), None),
        "other": next((said for said in seen if said and said.role != role), None),
        "why": next((line.urgency.why for line in waiting if line.name == place), ""),
        "left": sum(line.name != place for line in waiting),
        "onward": onward,
    }
    draft = request.POST.get("access") == "draft"
    done = "Your draft is kept." if draft else "Your statement is kept."
    then = onward if "onward" in request.POST else ""
    return _changing(request, place, form, change, done, "Save", more, then, "statements/say.html")


@page("keep judgements", methods=BOTH)
def keep(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Ask how far a judgement is, how strong its evidence is and when it is looked at again."""
    one, _ = found(request, document, edition, duty)
    initial = {name: getattr(one, name) for name in KEPT}
    form = KeepForm(request.POST if request.method == "POST" else None, initial=initial)

    def change() -> None:
        given = {name: form.cleaned_data[name] for name in (*KEPT, "why")}
        actions.keep(by=request.acting, place=(document, edition, duty), on=request.today, **given)

    done, more = "It is kept.", {"title": "Keep this judgement"}
    return _changing(request, (document, edition, duty), form, change, done, "Save", more)


@page("record children's words", methods=BOTH)
def voice(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Ask what children and young people say about a duty."""
    found(request, document, edition, duty)
    form = VoiceForm(request.POST if request.method == "POST" else None)

    def change() -> None:
        actions.record_voice(
            by=request.acting, place=(document, edition, duty), on=request.today, access=form.access_class(),
            **form.without_access(),
        )  # fmt: skip

    more = {"title": "Record what children and young people say"}
    return _changing(request, (document, edition, duty), form, change, "Their words are kept.", "Save", more)


@page("sign", methods=("POST",))
def sign(request: Request, document: str, edition: str, duty: str) -> HttpResponse:
    """Sign a judgement as it is."""
    found(request, document, edition, duty)
    try:
        actions.sign_off(by=request.acting, place=(document, edition, duty), on=request.today, now=timezone.now())
    except BadInput as bad:
        messages.error(request, str(bad))
    else:
        messages.success(request, "It is signed.")
    return redirect(link(request, "statements:judgement", document, edition, duty))


@page("keep judgements", methods=BOTH)
def offer(request: Request) -> HttpResponse:
    """Ask from which edition to which judgements are offered, and offer them."""
    editions = [(f"{one.document}/{one.edition}", f"{one.title} ({one.edition})") for one in judged_editions()]
    form = OfferForm(request.POST if request.method == "POST" else None, editions=editions)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("from_edition", "to_edition", "why")}
        try:
            count = offer_to(by=request.acting, on=request.today, **given)
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, f"{count} offered. Each begins anew.")
            return redirect(link(request, "statements:offers"))
    return render(request, "statements/offer.html", {"title": "Offer to another edition", "form": form})


def _changing(
    request: Request,
    place: Place,
    form: Form,
    change: Callable[[], None],
    done: str,
    button: str,
    more: dict[str, Any],
    then: str = "",
    template: str = "statements/change.html",
) -> HttpResponse:
    """Show a form about a judgement; when it is sent, make the change and go back to the judgement, or to ``then``."""
    address = link(request, "statements:judgement", *place)
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except BadInput as bad:
            form.refuse(bad)
        else:
            messages.success(request, done)
            return redirect(then or address)
    context = {"form": form, "button": button, "address": address, "stated": stated_duty(*place), **more}
    return render(request, template, context)


def _low(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"
