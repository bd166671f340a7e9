"""Pages about tokens: one's own, a new one that is shown once, and all of an authority for its administrator."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clearline.accounts import tokens
from clearline.accounts.acting import Acting
from clearline.accounts.forms import ReasonForm, TokenForm
from clearline.accounts.models import Token
from clearline.accounts.page import Request, page, signed_in_page
from clearline.accounts.queries import acting_for, own_roles
from clearline.doors.columns import Column
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.kit.errors import BadInput

COLOURS = {"Open": "green", "Ended": "grey", "Over": "grey"}


@signed_in_page()
def own(request: Request) -> HttpResponse:
    """List one's own tokens, and say where one can be made."""
    rows = [(row, state(row, request), row.scopes.split()) for row in tokens.own_tokens(request.user)]
    context = {"title": "Your tokens", "rows": rows, "places": _places(request), "no_date": True}
    return render(request, "accounts/tokens.html", context)


@page("use tokens", ("GET", "POST"))
def make(request: Request) -> HttpResponse:
    """Ask what a token is to be for and make it; the answer is the only page that shows it."""
    acting = request.acting
    assert acting.authority is not None
    form = TokenForm(request.POST or None, scopes=tokens.may_be_given(acting))
    title = f"Make a token for {acting.authority.name}"
    context = {"title": title, "form": form, "button": "Make the token", "no_date": True}
    if request.method == "POST" and form.is_valid():
        try:
            made = tokens.make(by=acting, now=timezone.now(), on=request.today, **form.cleaned_data)
        except BadInput as bad:
            form.refuse(bad)
        else:
            return render(request, "accounts/token_made.html", {**context, "title": "Your new token", "made": made})
    return render(request, "accounts/token_make.html", context)


@signed_in_page(("POST",))
def end(request: Request, number: int) -> HttpResponse:
    """End one of one's own tokens."""
    row = tokens.own_tokens(request.user).filter(pk=number).first()
    if row is None:
        messages.error(request, "There is no such token of yours.")
        return redirect("accounts:tokens")
    by = Acting(request.user, row.authority, frozenset(), "page")  # one's own, whatever the roles are by now
    return _ended(request, by, row, "", "accounts:tokens")


@page("change roles")
def here(request: Request) -> HttpResponse:
    """List the tokens of everybody at the authority."""
    assert request.acting.authority is not None
    columns = (
        Column("owner", "Owner", lambda row: str(row.user), sort="user__email"),
        Column("name", "What it is for"),
        Column("mark", "Begins", lambda row: f"{tokens.PREFIX}{row.mark}…"),
        Column("scopes", "Scopes", lambda row: row.scopes.split(), sort=False),
        Column("ends", "Last day"),
        Column("last_used_at", "Last used", missing="Never"),
        Column("state", "State", lambda row: Tag(tokens.state(row, request.today), ""), sort=False),
        Column("end", "End it", lambda row: "End" if row.revoked_at is None else None, sort=False, exported=False,
               link=lambda row: link(request, "accounts:token-end-here", row.pk), missing=""),
    )  # fmt: skip
    rows = tokens.tokens_here(request.acting.authority)
    table = Table(request, "tokens", "Tokens", columns, rows, search=("name", "user__email"), order="name",
                  empty="Nobody here has made a token.")  # fmt: skip
    return table.respond(request, "accounts/tokens_here.html", {"title": "Tokens"})


@page("change roles", ("GET", "POST"))
def end_here(request: Request, number: int) -> HttpResponse:
    """End a token of somebody at the authority."""
    assert request.acting.authority is not None
    row = tokens.tokens_here(request.acting.authority).filter(pk=number).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _ended(request, request.acting, row, form.cleaned_data["why"], link(request, "accounts:tokens-here"))
    context = {"form": form, "title": f"End the token {row.name}", "button": "End the token", "user_shown": row.user}
    return render(request, "accounts/form.html", context)


def state(row: Token, request: Request) -> Tag:
    """Return how it stands with a token, as a tag."""
    word = tokens.state(row, request.today)
    return Tag(word, COLOURS[word])


def _ended(request: Request, by: Acting, row: Token, why: str, back: str) -> HttpResponse:
    try:
        tokens.revoke(by=by, number=row.pk, why=why, now=timezone.now())
        messages.success(request, f"The token {row.name} is ended. Nothing can use it any more.")
    except BadInput as bad:
        messages.error(request, str(bad))
    return redirect(back)


def _places(request: Request) -> list[tuple[str, str]]:
    """Return the authorities at which a person may use tokens: key and name."""
    places = [place.authority for place in own_roles(request.user, request.today)]
    found = ((one, acting_for(request.user, one.key, request.today, "page")) for one in places)
    return [(one.key, one.name) for one, acting in found if acting and acting.may("use tokens")]
