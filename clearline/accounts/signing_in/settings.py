"""Settings of signing in, for clearline.web.settings. What a council sets is in docs/howto/sign-in-with-entra-id.md."""

import os

from clearline.accounts.signing_in.environment import council_sign_ins, mail_server

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"

SECOND_FACTOR_REQUIRED = os.environ.get("CLEARLINE_MFA", "required") != "optional"
"""Only the demonstration says no, and every page of it says so."""

INVITATION_DAYS = 7
SITE = os.environ.get("CLEARLINE_SITE", "http://127.0.0.1:8000").rstrip("/")
"""Where the site is, for the links that commands print."""

PASSWORD_RESET_TIMEOUT = 60 * 60

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "clearline.accounts.signing_in.passwords.Length"},
    {"NAME": "clearline.accounts.signing_in.passwords.NotAboutYou"},
    {"NAME": "clearline.accounts.signing_in.passwords.NotCommon"},
]

# Sessions: 30 minutes without a page, 12 hours at the most

SESSION_ENGINE = "clearline.accounts.signing_in.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_LONGEST = 12 * 60 * 60

# Attempts are counted in the database, so that several processes count together

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        # Django lets go of a third when there are 300: whoever tries many addresses would wipe out what was counted
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CLEARLINE_PROXIES", "0"))

# allauth: accounts are by invitation only, and the only name of an account is its address

ACCOUNT_ADAPTER = "clearline.accounts.signing_in.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    "login": "100/m/ip",  # a whole council can come from one address
    "login_failed": "30/5m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/15m/key",
}
ACCOUNT_FORMS = {
    "login": "clearline.accounts.signing_in.forms.SignIn",
    "reauthenticate": "clearline.accounts.signing_in.forms.PasswordAgain",
    "change_password": "clearline.accounts.signing_in.forms.ChangePassword",
    "reset_password": "clearline.accounts.signing_in.forms.ForgottenPassword",
    "reset_password_from_key": "clearline.accounts.signing_in.forms.NewPassword",
}

MFA_ADAPTER = "clearline.accounts.signing_in.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp"]  # with recovery codes of our own: allauth's can be read back from the database
MFA_TOTP_ISSUER = "Clearline"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator invited the address, and only its reader has the link
MFA_FORMS = {
    "authenticate": "clearline.accounts.signing_in.forms.Code",
    "reauthenticate": "clearline.accounts.signing_in.forms.CodeAgain",
    "activate_totp": "clearline.accounts.signing_in.forms.FirstCode",
}

SOCIALACCOUNT_ADAPTER = "clearline.accounts.signing_in.council.CouncilAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
COUNCIL_SIGN_INS = council_sign_ins(os.environ)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": COUNCIL_SIGN_INS}}

# Mail goes into the queue with the change that causes it, and the worker sends it

EMAIL_BACKEND = "clearline.jobs.mail.Outbox"
MAIL_IS_SET_UP = "CLEARLINE_SMTP" in os.environ
MAIL_BY = f"django.core.mail.backends.{'smtp' if MAIL_IS_SET_UP else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("CLEARLINE_MAIL_FROM", "clearline@localhost")
globals().update(mail_server(os.environ.get("CLEARLINE_SMTP")))
