"""The addresses of signing in: of allauth only what is used here, so nobody can make an account alone."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.socialaccount.views import LoginCancelledView
from django.conf import settings
from django.urls import path, re_path
from django.views import View

from clearline.accounts.page import Method, Page, public_page, signed_in_page
from clearline.accounts.signing_in import council
from clearline.accounts.signing_in.views import RemoveApp, SetUpApp, ToOwnAccount


def _page(view: type[View], *, signed_in: bool = False, methods: tuple[Method, ...] = ("GET", "POST")) -> Page:
    """Return a page of allauth with its door; none of them has an as-at date."""
    answer = view.as_view(extra_context={"no_date": True, "councils": lambda: settings.COUNCIL_SIGN_INS})
    return (signed_in_page if signed_in else public_page)(methods)(answer)  # type: ignore[arg-type]


_READ: tuple[Method, ...] = ("GET",)

urlpatterns = [
    path("sign-in/", _page(account.LoginView), name="account_login"),
    path("sign-out/", _page(account.LogoutView), name="account_logout"),
    path("closed/", _page(account.AccountInactiveView, methods=_READ), name="account_inactive"),
    path("password/again/", _page(account.ReauthenticateView, signed_in=True), name="account_reauthenticate"),
    path("password/change/", _page(account.PasswordChangeView, signed_in=True), name="account_change_password"),
    path("password/forgotten/", _page(account.PasswordResetView), name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        _page(account.PasswordResetDoneView, methods=_READ),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        _page(account.PasswordResetFromKeyView),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        _page(account.PasswordResetFromKeyDoneView, methods=_READ),
        name="account_reset_password_from_key_done",
    ),
    # between the password and the second factor nobody is signed in yet, so this page is open to all
    path("second-factor/code/", _page(second_factor.AuthenticateView), name="mfa_authenticate"),
    path("second-factor/again/", _page(second_factor.ReauthenticateView, signed_in=True), name="mfa_reauthenticate"),
    path("second-factor/set-up/", _page(SetUpApp, signed_in=True), name="mfa_activate_totp"),
    path("second-factor/remove/", _page(RemoveApp, signed_in=True), name="mfa_deactivate_totp"),
    path("second-factor/", _page(ToOwnAccount, signed_in=True, methods=_READ), name="mfa_index"),
    path("council/cancelled/", _page(LoginCancelledView, methods=_READ), name="socialaccount_login_cancelled"),
    path("council/<slug:provider_id>/", public_page(("POST",))(council.sign_in), name="openid_connect_login"),
    path("council/<slug:provider_id>/back/", public_page()(council.callback), name="openid_connect_callback"),
]
