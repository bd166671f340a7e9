"""What a council says in the environment about its own sign-in and its mail server, checked."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ANYBODY = ("/common", "/organizations", "/consumers")
"""Issuers of Microsoft that stand for every organisation: whoever has any directory could claim any address."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def council_sign_ins(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the OpenID Connect providers for allauth: CLEARLINE_OIDC_ISSUER and the like, CLEARLINE_OIDC2_... to 9.

    Raises ``ImproperlyConfigured`` for what is not complete or not safe.
    """
    prefixes = [f"CLEARLINE_OIDC{number}_" for number in ("", *range(2, 10))]
    found = [_sign_in(environment, prefix) for prefix in prefixes if f"{prefix}ISSUER" in environment]
    if len({provider["provider_id"] for provider in found}) < len(found):
        raise ImproperlyConfigured("Two CLEARLINE_OIDC..._ISSUER are the same. Give each issuer once.")
    if len(found) > 1 and not all(provider["settings"]["domains"] for provider in found):
        raise ImproperlyConfigured(
            "With several issuers, each may speak for its own addresses only. Set CLEARLINE_OIDC..._DOMAINS for each."
        )
    return found


def _sign_in(environment: Mapping[str, str], prefix: str) -> dict[str, Any]:
    issuer = environment[f"{prefix}ISSUER"].rstrip("/")
    missing = [f"{prefix}{part}" for part in ("CLIENT_ID", "CLIENT_SECRET") if not environment.get(f"{prefix}{part}")]
    if missing:
        raise ImproperlyConfigured(f"{prefix}ISSUER is set, and {' and '.join(missing)} is not. Set it too.")
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{prefix}ISSUER must begin with https://.")
    if any(f"{part}/" in f"{address.path}/" for part in ANYBODY):
        raise ImproperlyConfigured(
            f"{prefix}ISSUER stands for every organisation. Give your own: https://login.microsoftonline.com/"
            "(your directory (tenant) ID)/v2.0."
        )
    second_factor = environment.get(f"{prefix}MFA", "here")
    if second_factor not in ("here", "provider"):
        raise ImproperlyConfigured(f"{prefix}MFA is '{second_factor}'. Write 'here' or 'provider'.")
    domains = environment.get(f"{prefix}DOMAINS", "").lower().split(",")
    return {
        # a person is known by issuer and subject together, so another issuer is another provider
        "provider_id": f"council-{sha256(issuer.encode()).hexdigest()[:12]}",
        "name": environment.get(f"{prefix}NAME", "council account"),
        "client_id": environment[f"{prefix}CLIENT_ID"],
        "secret": environment[f"{prefix}CLIENT_SECRET"],
        "settings": {
            "server_url": issuer,
            "domains": [domain.strip() for domain in domains if domain.strip()],
            "second_factor": second_factor,
            "fetch_userinfo": False,
        },
    }


def mail_server(address: str | None) -> dict[str, Any]:
    """Return Django's settings for a mail server: smtp://user:password@host:587 (STARTTLS) or smtps://... (TLS).

    ``None`` means that there is none. Raises ``ImproperlyConfigured`` for any other address.
    """
    if address is None:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("CLEARLINE_SMTP must be like smtp://user:password@mail.example.gov.uk:587.")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and parts.hostname not in LOOPBACK,
        "EMAIL_TIMEOUT": 20,
    }
