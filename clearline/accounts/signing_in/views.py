"""The pages of the second factor: to set up an app, to remove it, and recovery codes, shown once."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic.base import ContextMixin, RedirectView

from clearline.accounts.actions import second_factor_changed
from clearline.accounts.page import Request
from clearline.accounts.signing_in.second_factor import has_app, make_recovery_codes, recovery_codes_left
from clearline.accounts.signing_in.sessions import note_second_factor


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    """To set up an authenticator app: its first code is the second factor of this session."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the secret in groups of four, for those who cannot take a picture of it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it up and show the recovery codes."""
        super().form_valid(form)
        self.request.session.cycle_key()
        note_second_factor(self.request, "totp")
        keep = self.request.session.session_key
        second_factor_changed(user=self.request.user, did="authenticator app set up", keep=keep)
        return _shown(self.request, first=True)


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    """To remove the app, for instance because of a new phone; the next page sets up another."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, and the recovery codes with it."""
        super().form_valid(form)
        user, session = self.request.user, self.request.session
        user.recovery_codes.all().delete()
        session["account_authentication_methods"] = [
            record for record in session["account_authentication_methods"] if record["method"] != "mfa"
        ]
        second_factor_changed(user=user, did="authenticator app removed", keep=session.session_key)
        return redirect("accounts:me")


class ToOwnAccount(ContextMixin, RedirectView):
    """Where allauth shows all second factors: they are on the page of one's own account."""

    pattern_name = "accounts:me"


def recovery_codes(request: Request) -> HttpResponse:
    """Tell how many recovery codes are left; make new ones, which are shown once."""
    if not has_app(request.user):
        return redirect("mfa_activate_totp")
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="allauth.mfa")
        second_factor_changed(user=request.user, did="new codes made", keep=request.session.session_key)
        return _shown(request, first=False)
    return render(request, "accounts/recovery_codes.html", {"left": recovery_codes_left(request.user)})


def _shown(request: HttpRequest, first: bool) -> HttpResponse:
    codes = make_recovery_codes(request.user)  # type: ignore[arg-type]
    return render(request, "accounts/recovery_codes_made.html", {"codes": codes, "first": first})
