"""What the base page needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from clearline.accounts.acting import Acting

HOME = "checks:home"
"""Its address begins those of all the others."""

PLACES = (
    ("Home", HOME, "see home"),
    ("Guidance", "guidance:editions", "see guidance"),
    ("Organisation", "organisations:posts", "see organisation"),
    ("Line of accountability", "organisations:line", "see organisation"),
    ("Findings", "checks:findings", "see findings"),
    ("Proposals", "checks:proposals", "see proposals"),
    ("Departures", "assurance:departures", "see departures"),
    ("Outcomes", "measures:scorecard", "see published figures"),
    ("Information law", "transfer:information-law", "see information law"),
    ("Trail", "trail:entries", "see trail"),
    ("People and roles", "accounts:roles", "change roles"),
)
"""The service navigation: title, name of the page, the permission that it asks for."""


FOOTER = (("Accessibility", "public:accessibility"), ("Who is accountable here", "public:front"))
"""Links at the foot of every page, signed in or not."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation for whoever is here, and whose pages these are."""
    acting = getattr(request, "acting", None)
    footer = [(title, reverse(name)) for title, name in FOOTER] + _privacy(request, acting)
    always = {
        "account": _account(request), "footer": footer, "demonstration": not settings.SECOND_FACTOR_REQUIRED,
    }  # fmt: skip
    if acting is None:
        return always
    reachable = [
        (title, reverse(name, kwargs={"authority": acting.authority.key}))
        for title, name, permission in PLACES
        if acting.may(permission)
    ]
    here = max((url for _, url in reachable if _is_under(request.path, url)), key=len, default="")
    places = [(title, url, url == here) for title, url in reachable]
    home = reverse(HOME, kwargs={"authority": acting.authority.key})
    return {**always, "navigation": places, "home_url": home, "authority": acting.authority, "acting": acting}


def _is_under(path: str, url: str) -> bool:
    """Return whether a page belongs to a place; every page is under home, which is a place for itself alone."""
    return path.startswith(url) and (path == url or url.count("/") > 2)


def _account(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return the way in; for whoever is signed in, at any authority, their account and the way out."""
    user = getattr(request, "user", None)
    there = user is not None and user.is_authenticated
    places = (
        (("My account", "accounts:me"), ("Sign out", "account_logout")) if there else (("Sign in", "account_login"),)
    )
    return [(title, reverse(name), request.path == reverse(name)) for title, name in places]


def _privacy(request: HttpRequest, acting: Acting | None) -> list[tuple[str, str]]:
    """Return the link to the privacy notice of the council whose page it is; none where that is not settled."""
    match = request.resolver_match
    key = acting.authority.key if acting and acting.authority else None
    if match and match.namespace == "public":
        key = match.kwargs.get("authority")
    return [("Privacy", reverse("transfer:privacy", kwargs={"authority": key}))] if key else []
