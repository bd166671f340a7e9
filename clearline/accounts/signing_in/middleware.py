"""Watches over every session: how old it is, how long it lay still, and whether a second factor was shown in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from clearline.accounts.signing_in.sessions import BROWSER, STARTED, has_second_factor

SEEN = "seen_at"
BETWEEN_NOTES = timedelta(minutes=1)
"""How often a session notes that it is in use: at every page it would be a write to the database at every page."""

OPEN = {"account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate"}
"""The pages for those who have not shown a second factor yet."""


class Watch:
    """Ends old sessions, keeps those in use, and leads to the second factor. Stands after allauth's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not self._keep(request):
            logout(request)
            messages.info(request, "You were signed out because 12 hours had passed. Sign in again.")
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return self.get_response(request)

    def _keep(self, request: HttpRequest) -> bool:
        """Note that a session is in use; return whether it may go on."""
        now, session = timezone.now(), request.session
        started = parse_datetime(session.setdefault(STARTED, now.isoformat()))
        if started is None or now - started > timedelta(seconds=settings.SESSION_LONGEST):
            return False
        seen = parse_datetime(session.get(SEEN, ""))
        if seen is None or now - seen > BETWEEN_NOTES:
            session[SEEN] = now.isoformat()
            session[BROWSER] = request.headers.get("User-Agent", "")[:200]
        return True

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead to the second factor whoever has not shown one, wherever they want to go."""
        request.second_factor_optional = not settings.SECOND_FACTOR_REQUIRED  # type: ignore[attr-defined]
        door = getattr(view, "door", None)
        public = door is not None and not door.signed_in
        match = request.resolver_match
        if public or not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if (match and match.url_name in OPEN) or has_second_factor(request):
            return None
        if is_mfa_enabled(request.user, types=["totp"]):
            return redirect(f"{reverse('mfa_reauthenticate')}?next={reverse('home')}")
        return redirect("mfa_activate_totp")
