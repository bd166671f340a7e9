"""Who may come in: every page says which permission it asks for, and by which methods it is called."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any, Literal, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import User
from clearline.accounts.permissions import PERMISSIONS
from clearline.accounts.queries import acting_for
from clearline.accounts.trail.actions import record_refusal

logger = logging.getLogger(__name__)

Method = Literal["GET", "POST"]


class Request(HttpRequest):
    """A request as pages see it; ``doors.middleware`` and the door have filled it in."""

    user: User
    acting: Acting
    today: date
    on: date
    """The day that the page shows things as they were, are or will be."""
    on_problem: str


class Door(NamedTuple):
    """What a page asks of whoever comes; the table of permissions in the docs is made from it."""

    permission: str | None
    """``None`` for a page that needs no sign-in, or only a sign-in."""
    signed_in: bool
    methods: tuple[Method, ...]


Page = Callable[..., HttpResponse]


def page(permission: str, methods: Sequence[Method] = ("GET",)) -> Callable[[Page], Page]:
    """Make a function a page of one authority, for those who have a permission there.

    The ``authority`` in the address is taken out and becomes ``request.acting``. Signed out: to the sign-in. No role at
    that authority, or no such authority: the same 404. A role without the permission: 403.
    """
    assert permission in PERMISSIONS, permission

    def made(function: Page) -> Page:
        @wraps(function)
        def answer(request: Any, authority: str, **kwargs: Any) -> HttpResponse:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(_with_head(methods))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            acting = acting_for(request.user, authority, request.today, "page")
            if acting is None:
                raise Http404
            request.acting = acting
            try:
                acting.require(permission)
                return function(request, **kwargs)
            except Refused as error:
                _note(request, error)
                raise PermissionDenied(str(error)) from error

        answer.door = Door(permission, True, tuple(methods))  # type: ignore[attr-defined]
        return answer

    return made


def signed_in_page(methods: Sequence[Method] = ("GET",)) -> Callable[[Page], Page]:
    """Make a function a page for whoever is signed in, of no authority: the choice of one, one's own account."""

    def made(function: Page) -> Page:
        @wraps(function)
        def answer(request: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(_with_head(methods))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return function(request, **kwargs)

        answer.door = Door(None, True, tuple(methods))  # type: ignore[attr-defined]
        return answer

    return made


def public_page(methods: Sequence[Method] = ("GET",)) -> Callable[[Page], Page]:
    """Make a function a page that needs no sign-in."""

    def made(function: Page) -> Page:
        @wraps(function)
        def answer(request: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(_with_head(methods))
            return function(request, **kwargs)

        answer.door = Door(None, False, tuple(methods))  # type: ignore[attr-defined]
        return login_not_required(answer)

    return made


def _note(request: Request, refused: Refused) -> None:
    """Note what was refused: a change in the trail, a look in the log alone, so that looking cannot fill the trail."""
    about = f"page:{request.resolver_match.view_name if request.resolver_match else request.path}"
    if request.method == "POST":
        record_refusal(by=request.acting, did="refused", about=about, why=str(refused))
    logger.warning("refused: account %s, %s %s", request.user.pk, request.method, about)


def _with_head(methods: Sequence[Method]) -> list[str]:
    return [*methods, "HEAD"] if "GET" in methods else list(methods)
