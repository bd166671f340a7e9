"""What the base page needs on every page."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from clearline.accounts.acting import Acting

HOME = "checks:home"
"""Its address begins those of all the others."""


class Place(NamedTuple):
    """A place of work in the service navigation: one page, or several that stand beside each other."""

    title: str
    pages: tuple[tuple[str, str, str], ...]
    """Of each: its title, the name of the page, the permission that it asks for."""


def _alone(title: str, name: str, permission: str) -> Place:
    return Place(title, ((title, name, permission),))


PLACES = (
    _alone("Home", HOME, "see home"),
    _alone("Guidance", "guidance:editions", "see guidance"),
    _alone("Organisation", "organisations:posts", "see organisation"),
    Place(
        "Line of accountability",
        (
            ("The lines", "organisations:line", "see organisation"),
            ("On one page", "checks:one-page", "see findings"),
        ),
    ),
    _alone("Findings", "checks:findings", "see findings"),
    _alone("Proposals", "checks:proposals", "see proposals"),
    Place(
        "Assurance",
        (
            ("How every duty stands", "checks:standing", "see findings"),
            ("Statements", "statements:statements", "see assurance"),
            ("Evidence", "evidence:items", "see assurance"),
            ("Challenges", "challenges:challenges", "see challenges"),
            ("Actions", "challenges:actions", "see assurance"),
            ("Tests of assurance", "testing:tests", "see tests of assurance"),
            ("Departures", "assurance:departures", "see departures"),
            ("Signatures", "signing:signatures", "see assurance"),
        ),
    ),
    _alone("Registers", "registers:registers", "see registers"),
    Place(
        "Reports",
        (
            ("Reports", "reports:reports", "see reports"),
            ("Calendar", "schedule:calendar", "see calendar"),
            ("Who tells whom what", "schedule:contracts", "see calendar"),
            ("Pre-election periods", "schedule:elections", "see calendar"),
        ),
    ),
    _alone("Outcomes", "measures:scorecard", "see published figures"),
    _alone("Information law", "transfer:information-law", "see information law"),
    _alone("Trail", "trail:entries", "see trail"),
    _alone("People and roles", "accounts:roles", "change roles"),
)
"""The service navigation."""


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
    groups = [(place.title, _reachable(place, acting)) for place in PLACES]
    every = [url for _, pages in groups for _, url in pages]
    here = max((url for url in every if _is_under(request.path, url)), key=len, default="")
    places = [(title, pages[0][1], here in [url for _, url in pages]) for title, pages in groups if pages]
    beside = next((pages for _, pages in groups if len(pages) > 1 and here in [url for _, url in pages]), [])
    home = reverse(HOME, kwargs={"authority": acting.authority.key})
    return {
        **always, "navigation": places, "beside": [(title, url, url == here) for title, url in beside],
        "home_url": home, "authority": acting.authority, "acting": acting,
    }  # fmt: skip


def _reachable(place: Place, acting: Acting) -> list[tuple[str, str]]:
    """Return the pages of a place that somebody may open: title and address."""
    assert acting.authority is not None
    kwargs = {"authority": acting.authority.key}
    return [(title, reverse(name, kwargs=kwargs)) for title, name, permission in place.pages if acting.may(permission)]


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
