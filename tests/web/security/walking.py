"""Two authorities, one planted for each to be told from the other, and a walk through every page of one of them."""

from typing import Any, NamedTuple

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver
from people import client_for
from planted import RUNS, plant
from test_matrix import OUTSIDE, pages
from test_matrix import address as address_with
from two_councils import TwoCouncils
from world import Place

from clearline.accounts.page import Door
from clearline.accounts.permissions import PERMISSIONS, ROLES, Role

MY_WORD, OTHERS_WORD = "goldcrest", "zebrafinch"

PANEL: tuple[Role, ...] = ("governance-officer", "monitoring-officer", "analyst", "administrator", "partner")
"""Roles that between them see all that is to be seen, and the one that sees least."""


class Visit(NamedTuple):
    """A page as somebody saw it."""

    page: str
    role: Role
    url: str
    status: int
    kind: str
    """The content type."""
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


def doors() -> dict[str, Door]:
    """Return every page of the URLconf that has a door, by its name. The API has one of its own."""
    found = {page: getattr(pattern.callback, "door", None) for page, pattern in all_pages().items()}
    return {page: door for page, door in found.items() if door is not None}


def all_pages() -> dict[str, URLPattern]:
    return pages(get_resolver())


def roles_of(door: Door) -> tuple[Role, ...]:
    """Return the roles that a door lets in, those of the panel first."""
    allowed = set(ROLES) if door.permission is None else set(PERMISSIONS[door.permission])
    return tuple(role for role in (*PANEL, *(each for each in ROLES if each not in PANEL)) if role in allowed)


def address(page: str, place: Place, key: str = "") -> str:
    """Return the address of a page about an authority's things; at another's address when its key is given."""
    things = place.things.get(page, OUTSIDE.get(page, {}))
    try:
        return address_with(page, {"authority": key or place.authority.key, **things})
    except NoReverseMatch:
        return address_with(page, things)


def without_address(place: Place) -> list[str]:
    """Return the pages of which the world says nothing to put into their address."""

    def known(page: str) -> bool:
        try:
            return bool(address(page, place))
        except NoReverseMatch:
            return False

    return [page for page in doors() if not known(page)]


def is_of_authority(page: str, place: Place) -> bool:
    """Return whether a page is one of a single authority, for those who have a role there."""
    door = doors()[page]
    return door.permission is not None and f"/{place.authority.key}/" in address(page, place)


def visit(client: Client, url: str, page: str = "", role: Role = "partner", method: str = "get", **given: Any) -> Visit:
    """Ask for an address and return what came."""
    response = getattr(client, method)(url, headers={"User-Agent": RUNS + MY_WORD}, **given)
    content = b"".join(response) if response.streaming else response.content
    return Visit(page, role, url, response.status_code, response.headers.get("Content-Type", ""), content)


class Walk(TwoCouncils):
    """What the tests of a walk start from."""

    clients: dict[Role, Client]
    doors: dict[str, Door]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.planted()
        cls.clients = {role: client_for(user) for role, user in cls.mine.members.items()}
        unknown = without_address(cls.mine)
        cls.doors = {page: door for page, door in doors().items() if page not in unknown}

    @classmethod
    def planted(cls) -> None:
        """Plant both authorities; a walk that needs no texts leaves it out."""
        plant(cls.mine, MY_WORD)
        plant(cls.others, OTHERS_WORD)

    def url(self, page: str) -> str:
        return address(page, self.mine)
