"""What Django's own `check --deploy` does not ask: whether this installation is as safe as it was meant to be."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from clearline.web.engine import is_sound

HERE_ONLY = frozenset({"localhost", "127.0.0.1", "[::1]"})
SQLITE_BEGINS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


@register(Tags.security, deploy=True)
def ready_for_others(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return what must be put right before others reach the site."""
    return [*_hosts(), *_cookies(), *_secret(), *_signing_in(), *_database()]


def _hosts() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error("DEBUG is on: its error pages show what is inside.", hint="Leave it out.", id="clearline.E001")
    hosts = set(settings.ALLOWED_HOSTS)
    if any(host.startswith(("*", ".")) for host in hosts):
        hint = "Name each in CLEARLINE_HOSTS."
        yield Error("The site answers to names that are not its own.", hint=hint, id="clearline.E002")
    elif hosts <= HERE_ONLY:
        hint = "Set CLEARLINE_HOSTS to the name by which people reach it."
        yield Warning("The site answers on this machine alone.", hint=hint, id="clearline.W003")
    if settings.PROXIES < 1 or settings.PROXIES != settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        what = "No reverse proxy is counted, so attempts to sign in are counted for the address of the proxy."
        yield Warning(what, hint="Set CLEARLINE_PROXIES to how many there are.", id="clearline.W004")


def _cookies() -> Iterator[CheckMessage]:
    for kind in ("SESSION", "CSRF"):
        name, same_site = getattr(settings, f"{kind}_COOKIE_NAME"), getattr(settings, f"{kind}_COOKIE_SAMESITE")
        elsewhere = getattr(settings, f"{kind}_COOKIE_DOMAIN"), getattr(settings, f"{kind}_COOKIE_PATH")
        if not name.startswith("__Host-") or elsewhere != (None, "/"):
            hint = "Leave CLEARLINE_HTTPS out."
            yield Error(f"The cookie {name} is not held to this site and to https.", hint=hint, id="clearline.E005")
        if same_site not in ("Lax", "Strict") or not getattr(settings, f"{kind}_COOKIE_HTTPONLY"):
            yield Error(f"The cookie {name} goes to other sites or to scripts.", id="clearline.E006")


def _secret() -> Iterator[CheckMessage]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if len(secret) < 50 or len(set(secret)) < 10:
            hint = "Leave CLEARLINE_SECRET_KEY out: one is made and kept in CLEARLINE_HOME."
            yield Error("A secret key can be guessed.", hint=hint, id="clearline.E007")


def _signing_in() -> Iterator[CheckMessage]:
    if not settings.SECOND_FACTOR_REQUIRED:
        hint = "Leave CLEARLINE_MFA out."
        yield Error("People are let in by a password alone.", hint=hint, id="clearline.E008")


def _database() -> Iterator[CheckMessage]:
    asked = settings.DATABASES["default"]
    if not asked["ENGINE"].endswith("sqlite3"):
        return
    library = import_module("sqlite3")  # whichever took its place
    if not is_sound(library.sqlite_version_info):
        what = f"SQLite {library.sqlite_version} can corrupt a database (the WAL-reset fault)."
        yield Error(what, hint="Install pysqlite3, or use PostgreSQL by DATABASE_URL.", id="clearline.E009")
    begin = asked["OPTIONS"].get("init_command", "")
    if any(pragma not in begin for pragma in SQLITE_BEGINS) or asked["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        yield Error("SQLite is set so that what was acknowledged can be lost.", id="clearline.E010")
