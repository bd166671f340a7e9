"""Settings, all from the environment. What a council must set is in docs/howto/deploy.md."""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from clearline.web.engine import database, one_moment
from clearline.web.secrets import kept_secret

BASE = Path(__file__).parent

HOME = Path(os.environ.get("CLEARLINE_HOME", "clearline-home")).absolute()
"""The folder of everything an installation keeps but the code: database, figures, uploads, keys."""
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
FIGURES = Path(os.environ.get("CLEARLINE_FIGURES", HOME / "figures")).absolute()
UPLOADS = HOME / "uploads"
EVIDENCE = HOME / "evidence"
ISSUED = HOME / "issued"

HTTPS = os.environ.get("CLEARLINE_HTTPS", "yes") != "no"
"""Whether people reach the site by https. Only `clearline serve` on this machine alone says no."""

DEBUG = False
SECRET_KEY = os.environ.get("CLEARLINE_SECRET_KEY") or kept_secret(HOME / "secret-key")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("CLEARLINE_EARLIER_SECRET_KEYS", "").split(",") if key]
ALLOWED_HOSTS = os.environ.get("CLEARLINE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host[0] not in "*.["]
PROXIES = int(os.environ.get("CLEARLINE_PROXIES", "0"))
"""How many reverse proxies stand before the site; an address that a client states itself is never believed."""

SECURITY_CONTACT = os.environ.get("CLEARLINE_SECURITY_CONTACT", "")
"""Whom those write to who find a fault in the site's safety: mailto: or https:. Empty for nobody named."""

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), HOME)}
DATABASES["snapshot"] = one_moment(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "clearline.accounts",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "clearline.accounts.trail",
    "clearline.jobs",
    "clearline.doors",
    "clearline.guidance",
    "clearline.organisations",
    "clearline.measures",
    "clearline.registers",
    "clearline.schedule",
    "clearline.assurance",
    "clearline.assurance.signing",
    "clearline.assurance.evidence",
    "clearline.assurance.statements",
    "clearline.assurance.challenges",
    "clearline.assurance.testing",
    "clearline.checks",
    "clearline.reports",
    "clearline.transfer",
    "clearline.web",
]

MIDDLEWARE = [
    "clearline.web.middleware.safe_headers",  # before all that can answer or fail, so that no answer goes without
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clearline.accounts.signing_in.middleware.Watch",
    "clearline.doors.middleware.days",
    "clearline.accounts.personal.note_ticked",
]

ROOT_URLCONF = "clearline.web.urls"
WSGI_APPLICATION = "clearline.web.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "clearline.web.context.shell",
            ],
            "builtins": ["clearline.doors.templatetags.clearline"],
        },
    }
]
FORM_RENDERER = "clearline.doors.forms.Renderer"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOADS}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

# Safe by default: nothing runs that is not ours, nothing is framed, nothing is sent anywhere

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS and os.environ.get("CLEARLINE_REDIRECT", "yes") != "no"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "clearline.web.errors.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Signing in: clearline/accounts/signing_in/

AUTH_USER_MODEL = "accounts.User"
LOGIN_REDIRECT_URL = "home"
from clearline.accounts.signing_in.settings import *  # noqa: E402, F403

# Scanning uploads, looking at links: clearline/assurance/evidence/
from clearline.assurance.evidence.settings import *  # noqa: E402, F403

# Work done later: clearline/jobs/
from clearline.jobs.settings import *  # noqa: E402, F403

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"clearline": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

if HTTPS and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("CLEARLINE_SECRET_KEY has fewer than 50 characters. Give a longer one.")
