"""The addresses of signing in: of allauth only what is used here, so nobody can make an account alone."""

from django.urls import path, re_path

from clearline.accounts.page import Method, Page, public_page, signed_in_page
from clearline.accounts.signing_in.later import later

ACCOUNT = "allauth.account.views."
SECOND_FACTOR = "allauth.mfa.base.views."
OURS = "clearline.accounts.signing_in.views."
COUNCIL = "clearline.accounts.signing_in.council."


def _page(view: str, *, signed_in: bool = False, methods: tuple[Method, ...] = ("GET", "POST")) -> Page:
    """Return a page of allauth with its door."""
    return (signed_in_page if signed_in else public_page)(methods)(later(view))


_READ: tuple[Method, ...] = ("GET",)

urlpatterns = [
    path("sign-in/", _page(ACCOUNT + "LoginView"), name="account_login"),
    path("sign-out/", _page(ACCOUNT + "LogoutView"), name="account_logout"),
    path("closed/", _page(ACCOUNT + "AccountInactiveView", methods=_READ), name="account_inactive"),
    path("password/again/", _page(ACCOUNT + "ReauthenticateView", signed_in=True), name="account_reauthenticate"),
    path("password/change/", _page(ACCOUNT + "PasswordChangeView", signed_in=True), name="account_change_password"),
    path("password/forgotten/", _page(ACCOUNT + "PasswordResetView"), name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        _page(ACCOUNT + "PasswordResetDoneView", methods=_READ),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        _page(ACCOUNT + "PasswordResetFromKeyView"),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        _page(ACCOUNT + "PasswordResetFromKeyDoneView", methods=_READ),
        name="account_reset_password_from_key_done",
    ),
    # between the password and the second factor nobody is signed in yet, so this page is open to all
    path("second-factor/code/", _page(SECOND_FACTOR + "AuthenticateView"), name="mfa_authenticate"),
    path(
        "second-factor/again/", _page(SECOND_FACTOR + "ReauthenticateView", signed_in=True), name="mfa_reauthenticate"
    ),
    path("second-factor/set-up/", _page(OURS + "SetUpApp", signed_in=True), name="mfa_activate_totp"),
    path("second-factor/remove/", _page(OURS + "RemoveApp", signed_in=True), name="mfa_deactivate_totp"),
    path("second-factor/", _page(OURS + "ToOwnAccount", signed_in=True, methods=_READ), name="mfa_index"),
    path(
        "council/cancelled/",
        _page("allauth.socialaccount.views.LoginCancelledView", methods=_READ),
        name="socialaccount_login_cancelled",
    ),
    path(
        "council/<slug:provider_id>/", public_page(("POST",))(later(COUNCIL + "sign_in")), name="openid_connect_login"
    ),
    path(
        "council/<slug:provider_id>/back/", public_page()(later(COUNCIL + "callback")), name="openid_connect_callback"
    ),
]
