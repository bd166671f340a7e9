"""Sign-in by the council's own account (OpenID Connect; Microsoft Entra ID is what most councils have).

allauth does the exchange. Here is what it leaves open: the issuer is the one that was set, the token is signed by it,
is for us and for this very attempt (nonce), and it lets in only whom an administrator invited.
"""

import logging
import secrets
from typing import Any

import jwt
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from requests import RequestException, Session

from clearline.accounts import actions, invitations
from clearline.accounts.models import User

logger = logging.getLogger("clearline.signing_in")

SIGNATURES = ("RS256", "PS256", "ES256")
LEEWAY = 60
"""Seconds by which the clocks of the two machines may differ."""


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One attempt to sign in by the council's own account."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself. Raises ``OAuth2Error`` unless it is the issuer that was set, over https."""
        if not hasattr(self, "_openid_config"):
            issuer = self.get_provider().app.settings["server_url"]
            config = _fetched(f"{issuer}/.well-known/openid-configuration")
            if str(config.get("issuer", "")).rstrip("/") != issuer:
                raise OAuth2Error("the provider calls itself by another name than CLEARLINE_OIDC_ISSUER")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if issuer.startswith("https:") and not str(config.get(name)).startswith("https:"):
                    raise OAuth2Error(f"the provider's {name} is not https")
            self._openid_config = config
        return self._openid_config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Return whoever signed in. Raises ``OAuth2Error`` for a token that is not good."""
        claims = self.claims(kwargs["response"].get("id_token"), app.client_id)
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.claims = claims
        methods = claims.get("amr")
        shown = methods is None or "mfa" in methods
        login.second_factor_shown = app.settings["second_factor"] == "provider" and shown
        return login

    def claims(self, id_token: object, client_id: str) -> dict[str, Any]:
        """Return what a token says, once it is known to be the issuer's, for us, fresh, and for this attempt."""
        config = self.openid_config
        try:
            header = jwt.get_unverified_header(str(id_token))
            if header.get("alg") not in SIGNATURES:
                raise OAuth2Error("the token is not signed as it must be")
            key = _signing_key(_fetched(config["jwks_uri"]), header)
            claims: dict[str, Any] = jwt.decode(
                str(id_token),
                key=key,
                algorithms=[header["alg"]],
                audience=client_id,
                issuer=config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"the token is not good: {type(error).__name__}") from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
            raise OAuth2Error("the token is for several, and not ours")
        if not secrets.compare_digest(str(claims["nonce"]), str(self.state.get("nonce"))):
            raise OAuth2Error("the token is of another attempt")
        return claims


class CouncilProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A council's sign-in as it was set in the environment; no address of a request changes what is asked."""

    oauth2_adapter_class = Exchange

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Return what is asked of the provider, with a number that its answer must hold."""
        nonce = secrets.token_urlsafe(32)
        asked = {"process": _process(request), "nonce": nonce, "auth_params": {"nonce": nonce}}
        next_url = get_next_redirect_url(request)
        return {**asked, "next_url": next_url} if next_url else asked

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the way to the provider; a page that says so when it does not answer."""
        try:
            response: HttpResponse = super().redirect(request, *args, **kwargs)
        except OAuth2Error as error:
            response = render_authentication_error(request, self, exception=error)
        return response

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return what is kept of what the provider said: nothing, but for the subject that allauth keeps."""
        return {}


class CouncilAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whom a council's sign-in lets in: those whom an administrator invited, and who are linked from then on."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> CouncilProvider:
        """Return a council's sign-in by its key. Raises ``SocialApp.DoesNotExist``."""
        return CouncilProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Return the sign-ins of the environment; none can be put in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return that nobody gets an account by merely signing in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link an invited account at its first sign-in; send away whoever is not invited."""
        if sociallogin.state["process"] == "connect":
            raise ImmediateHttpResponse(_linked_by_hand(request, sociallogin))
        if sociallogin.is_existing:
            return
        user = _invited(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(render(request, "account/not_invited.html", status=403))
        _link(request, sociallogin, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Log why a sign-in failed; the page does not say it."""
        why = " ".join(str(exception or error).split())[
            :150
        ]  # what a provider answers can be long, and can be anything
        logger.warning("a sign-in by the council's own account failed: %s", why)

    def get_requests_session(self) -> Session:
        """Return how providers are asked: for at most five seconds, and never led elsewhere."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session


def _invited(login: SocialLogin) -> User | None:
    """Return the account that was invited at the address of a token and never used; never one that somebody has."""
    claims, domains = login.claims, login.provider.app.settings["domains"]
    email = str(claims.get("email", "")).lower()
    verified = claims.get("email_verified", True) in (True, "true")
    if not email or not verified or (domains and email.rpartition("@")[2] not in domains):
        return None
    user = User.objects.filter(email=email).first()
    if user is None or not invitations.is_open(user, timezone.now()) or user.has_usable_password():
        return None
    return None if SocialAccount.objects.filter(user=user).exists() else user


def _linked_by_hand(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Link a council's sign-in to the account of whoever is signed in and asked for it."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if login.is_existing and login.user != request.user:
        messages.error(request, "That council account is linked to another account here. Nothing was changed.")
    elif not login.is_existing:
        _link(request, login, request.user)
        messages.success(request, "You can sign in with your council account from now on.")
    return redirect("accounts:me")


def _link(request: HttpRequest, login: SocialLogin, user: User) -> None:
    with transaction.atomic():
        login.connect(request, user)
        actions.link_council_account(user=user)


def _process(request: HttpRequest) -> str:
    """Return what a sign-in is for: to sign in, or for whoever is signed in, to link the account."""
    return "connect" if request.user.is_authenticated and request.POST.get("process") == "connect" else "login"


def _fetched(address: str) -> dict[str, Any]:
    """Return a JSON object from the provider. Raises ``OAuth2Error``."""
    try:
        with get_social_adapter().get_requests_session() as session:
            response = session.get(address)
            response.raise_for_status()
            found = response.json()
    except (RequestException, ValueError) as error:
        raise OAuth2Error(f"{address} does not answer") from error
    if not isinstance(found, dict):
        raise OAuth2Error(f"{address} does not answer as it should")
    return found


def _signing_key(keys: dict[str, Any], header: dict[str, Any]) -> Any:
    """Return the key of the issuer that a token says it is signed with."""
    signing = [key for key in keys.get("keys", ()) if key.get("use", "sig") == "sig"]
    named = [key for key in signing if key.get("kid") == header["kid"]] if "kid" in header else signing
    if len(named) != 1:
        raise OAuth2Error("the token is signed with a key that is not the issuer's")
    return jwt.PyJWK(named[0], algorithm=header["alg"]).key


class _Callback(OAuth2CallbackView):  # type: ignore[misc]
    """The way back from the provider; the attempt is known to the exchange, so that its number can be compared."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the council's sign-in; who wants to link it to an account shows first that it is theirs."""
    if _process(request) == "connect":
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    return _answer(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take whoever comes back from the council's sign-in."""
    return _answer(_Callback, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(Exchange(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return response
