"""The forms of signing in: allauth's, in our words. A code of an app counts once; a recovery code stands in for it."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest

from clearline.accounts.models import User
from clearline.accounts.signing_in.passwords import SHORTEST
from clearline.accounts.signing_in.second_factor import first_use, use_recovery_code

LETTERS_OF_RECOVERY_CODE = 25

PASSWORD_HINT = f"{SHORTEST} characters or more. Three words that do not belong together are good."


def _say(form: forms.BaseForm, name: str, label: str, empty: str, hint: str = "") -> None:
    """Give a field of allauth our words."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = empty
    field.widget.attrs.pop("placeholder", None)
    form.label_suffix = ""
    form.use_required_attribute = False


class SignIn(LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", "Email address", "Enter your email address")
        _say(self, "password", "Password", "Enter your password")
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password of whoever is signed in, before something that matters for their account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "Password", "Enter your password")


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one, once: it can be looked at while it is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, "oldpassword", "Current password", "Enter your current password")
        _say(self, "password1", "New password", "Enter a new password", PASSWORD_HINT)


class ForgottenPassword(ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is mailed. Whether there is an account, only the mail says: the page is the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "email", "Email address", "Enter your email address")

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Mail the link; to an address without a password of its own, what to do instead."""
        email: str = self.cleaned_data["email"]
        users = [user for user in self.users if user.has_usable_password()]
        if users:
            request_password_reset(request, email, users, app_settings.PASSWORD_RESET_TOKEN_GENERATOR())
        else:
            get_adapter().send_mail("account/email/no_password", email, {})
        return email


class NewPassword(ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, for whoever has the mailed link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, "password1", "New password", "Enter a new password", PASSWORD_HINT)


class _SecondFactor:
    """A code of the app, which counts once; or a recovery code, which counts once too."""

    user: User
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    again = False
    by_recovery_code = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "6 digits from your authenticator app, or a recovery code"
        _say(self, "code", "Code", "Enter the code", hint)  # type: ignore[arg-type]
        self.fields["code"].widget.attrs["class"] = "govuk-input--width-20"

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if sum(sign.isalnum() for sign in code) == LETTERS_OF_RECOVERY_CODE:
            clear = check_rate_limit(self.user)
            if not use_recovery_code(self.user, code):
                raise get_mfa_adapter().validation_error("incorrect_code")
            clear()
            self.by_recovery_code = True
            return code
        code = super().clean_code()  # type: ignore[misc]
        if not first_use(self.user, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        """Note in the session that a second factor was shown."""
        if not self.by_recovery_code:
            super().save()  # type: ignore[misc]
            return
        again = {"reauthenticated": True} if self.again else {}
        record_authentication(context.request, self.user, "mfa", type="recovery-code", **again)
        get_adapter().send_notification_mail("mfa/email/recovery_code_used", self.user)


class Code(_SecondFactor, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second factor at the sign-in."""


class CodeAgain(_SecondFactor, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """The second factor of whoever is signed in."""

    again = True


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "Code from your app", "Enter the code that your app shows", "6 digits")
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-5", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Return the code, which cannot be used for signing in afterwards."""
        code: str = super().clean_code()
        if not first_use(self.user, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class ChoosePassword(forms.Form):
    """The first password, for whoever has an invitation."""

    password = forms.CharField(
        label="Password",
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.label_suffix = user, ""

    def clean_password(self) -> str:
        """Return a password that keeps the rules."""
        password: str = get_adapter().clean_password(self.cleaned_data["password"], user=self.user)
        return password
