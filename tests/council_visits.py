"""Visits to a council's own sign-in and back, for tests."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from council_provider import CLIENT, SECRET, Provider
from django.test import Client
from django.utils import timezone
from people import LONG_AGO, make_authority

from clearline.accounts.acting import at_the_machine
from clearline.accounts.actions import invite
from clearline.accounts.models import User
from clearline.accounts.signing_in.environment import council_sign_ins

EMAIL = "jo@northmoor.example"


def use(settings: Any, issuer: str, **more: str) -> str:
    """Set the site up for a provider; return the address that begins a sign-in."""
    environment = {"CLEARLINE_OIDC_ISSUER": issuer, "CLEARLINE_OIDC_CLIENT_ID": CLIENT}
    environment |= {"CLEARLINE_OIDC_CLIENT_SECRET": SECRET, **more}
    apps = council_sign_ins(environment)
    settings.COUNCIL_SIGN_INS = apps
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    return f"/account/council/{apps[0]['provider_id']}/"


def invited(email: str = EMAIL) -> User:
    """Return an account that is invited and never used."""
    by = at_the_machine(make_authority())
    return invite(by=by, email=email, name="", role="dcs", starts=LONG_AGO, ends=None, now=timezone.now())


def come_back(client: Client, provider: Provider, start: str, **claims: Any) -> Any:
    """Begin a sign-in, agree at the provider, and come back."""
    location = client.post(start)["Location"]
    return client.get(f"{start}back/", provider.agree(location, **claims))


def linked() -> tuple[str, str] | None:
    """Return the subject that is linked, and to which address."""
    found = SocialAccount.objects.select_related("user").first()
    return (found.uid, found.user.email) if found else None
