"""How allauth behaves here: no open sign-up, attempts counted without locking a person out, what is mailed."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from clearline.accounts import actions
from clearline.accounts.acting import Acting
from clearline.accounts.models import User
from clearline.accounts.signing_in.sessions import BROWSER, STARTED, note_second_factor

logger = logging.getLogger("clearline.signing_in")

KNOWN = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
KNOWN_FOR = 180 * 24 * 60 * 60
MOST_KNOWN = 5


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """The accounts of this site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right",
        "too_many_login_attempts": "There were too many attempts. Wait 5 minutes and try again",
        "enter_current_password": "The current password is not right",
        "incorrect_password": "The password is not right",
        "invalid_password_reset": "The link has been used or is too old. Ask for a new one",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody can make an account for themselves."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in; the 12 hours of the session begin."""
        super().login(request, user)
        request.session[STARTED] = timezone.now().isoformat()
        request.session[BROWSER] = request.headers.get("User-Agent", "")[:200]
        logger.info("account %s signed in from %s", user.pk, self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Return where to go next; the browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        social = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if getattr(social, "second_factor_shown", False):
            note_second_factor(request, "provider")
        known = [user.pk, *(pk for pk in _known(request) if pk != user.pk)][:MOST_KNOWN]
        secure = settings.SESSION_COOKIE_SECURE
        value = signing.dumps(known, salt=KNOWN)
        response.set_cookie(KNOWN, value, max_age=KNOWN_FOR, secure=secure, httponly=True, samesite="Lax")
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log that a sign-in failed; the address that was typed could be a password and is not logged."""
        logger.warning("a sign-in failed from %s", self.get_client_ip(request))

    def reauthenticate(self, user: User, password: str) -> bool:
        """Return whether this is the password of whoever is signed in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go after a change of password."""
        return reverse("accounts:me")

    def set_password(self, user: User, password: str) -> None:
        """Set a new password, and end every session of the account but this one."""
        by = Acting(user, None, frozenset(), "page")
        actions.change_password(by=by, user=user, password=password, keep=self.request.session.session_key)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person by mail what was changed on their account."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count the attempts of a browser in which the account was signed in before apart from those of strangers.

        So strangers who try passwords do not lock the person out of the browser that they always use.
        """
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        email = credentials.get("email", "")
        known = User.objects.filter(pk__in=_known(request), email__iexact=email).exists()
        return f"{key}:{request.COOKIES[KNOWN]}" if known else key


def _known(request: HttpRequest) -> list[int]:
    """Return the accounts that were signed in from this browser before, the last first."""
    try:
        known: list[int] = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return known
