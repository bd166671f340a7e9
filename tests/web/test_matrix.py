"""Who may come in where: every page x every role x every method x own and other authority, beside a table."""

import csv
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from people import client_for, make_user
from two_councils import TwoCouncils, undone
from world import MINE, OTHERS

from clearline.accounts.models import User
from clearline.accounts.permissions import ROLES

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OUTSIDE: dict[str, dict[str, Any]] = {
    "accounts:invitation": {"token": "x"},
    "accounts:token-end": {"number": 1},
    "openid_connect_login": {"provider_id": "none"},
    "openid_connect_callback": {"provider_id": "none"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"},
    "public:release": {"number": 1},
    "published:file": {"contract": "comply-or-explain", "number": "2026-01", "name": "none.pdf"},
    "schedule:feed": {"secret": "none"},
}
"""What stands in the addresses of pages of no authority. No such link is open, so they say so, to everybody alike."""

ABSENT = frozenset({
    ("health", 503), ("mfa_deactivate_totp", 404), ("measures:loading", 404), ("measures:revisions", 404),
    ("accounts:token-end", 404), ("reports:download", 404), ("reports:being-issued", 404), ("published:file", 404),
    ("schedule:feed", 404),
    ("transfer:decide", 404), ("transfer:notice", 404), ("accounts:token-end-here", 404),
})  # fmt: skip
"""Pages about what is not here, such as a worker: whoever may come in is told so by this status."""


def table() -> dict[str, tuple[frozenset[str], str]]:
    """Return what the table says of each page: the methods, and who may: public, signed-in, everybody, or roles.

    A page that lets in others for other things has a row for each: ``page#thing``.
    """
    with (Path(__file__).parent / "matrix.csv").open() as file:
        return {row["page"]: (frozenset(row["methods"].split()), row["who"]) for row in csv.DictReader(file)}


TABLE = table()


def pages(resolver: URLResolver, namespace: str = "") -> dict[str, URLPattern]:
    """Return every page of the URLconf by its full name."""
    found: dict[str, URLPattern] = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "api":
            continue  # it has a table of its own, since tokens come in there: web/api/matrix.csv
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= pages(pattern, inside)
        else:
            found[f"{namespace}{pattern.name}"] = pattern
    return found


def allowed(who: str) -> frozenset[str]:
    """Return the roles that a row of the table lets in."""
    return frozenset(ROLES if who in ("public", "signed-in", "everybody") else who.split())


def address(page: str, things: dict[str, Any]) -> str:
    """Return the address of a page about some things; a name that begins with a question mark goes into the query."""
    query = {name[1:]: value for name, value in things.items() if name.startswith("?")}
    path = reverse(page, kwargs={name: value for name, value in things.items() if not name.startswith("?")})
    return f"{path}?{urlencode(query)}" if query else path


class Matrix(TwoCouncils):
    """One test a page; each request is undone before the next."""

    sessions: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        users: dict[str, User] = {**cls.mine.members, "nobody here": make_user()}  # type: ignore[dict-item]
        cls.sessions = {
            role: client_for(user).cookies[settings.SESSION_COOKIE_NAME].value for role, user in users.items()
        }

    def test_every_page_is_in_the_table_and_the_table_names_no_other(self) -> None:
        assert sorted(pages(get_resolver())) == sorted({row.partition("#")[0] for row in TABLE})

    def test_every_role_of_the_table_is_a_role(self) -> None:
        for page, (_, who) in TABLE.items():
            assert who in ("public", "signed-in", "everybody") or allowed(who) <= set(ROLES), page

    def ask(self, role: str, method: str, url: str) -> Any:
        """Send a request from a new browser in which a role is signed in, and undo what it did."""
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        with undone():
            response = client.generic(method, url, headers={"Accept": "text/html"})
            if response.streaming:
                response.content = b"".join(response)
        return response

    def check(self, page: str) -> None:
        """Try a page in every role by every method, at one's own authority and at another."""
        methods, who = TABLE[page]
        methods |= {"HEAD"} if "GET" in methods else set()
        url, other, nowhere = self.addresses(page)
        for role in (*self.sessions, "signed out"):
            for method in METHODS:
                seen = self.ask(role, method, url).status_code
                self.judge(page, who, role, method, method in methods, seen)
                if other and role in ROLES and method in methods:
                    theirs, missing = self.ask(role, method, other), self.ask(role, method, nowhere)
                    assert theirs.status_code == 404, (page, role, method, theirs.status_code)
                    assert theirs.text == missing.text, (page, role, method, "another's looks unlike what is not there")

    def addresses(self, page: str) -> tuple[str, str, str]:
        """Return the address of a page at one's own authority, at another, and at none."""
        row, page = page, page.partition("#")[0]
        kwargs = self.mine.things.get(row, OUTSIDE.get(page, {}))
        if TABLE[row][1] in ("public", "signed-in"):
            try:
                return address(page, kwargs), "", ""
            except NoReverseMatch:
                return address(page, {**kwargs, "authority": MINE}), "", ""
        theirs = self.others.things.get(row, {})
        urls = [(MINE, kwargs), (OTHERS, theirs), ("nowhere", theirs)]
        mine, other, nowhere = (address(page, {**each, "authority": key}) for key, each in urls)
        return mine, other, nowhere

    def judge(self, page: str, who: str, role: str, method: str, known: bool, seen: int) -> None:
        """Compare an answer with the table."""
        cell = (page, role, method, seen)
        if (page, seen) in ABSENT and (who in ("public", "signed-in") or role in allowed(who)):
            seen = 200
        if not known:
            assert seen == 405, cell
        elif who == "public":
            assert seen not in (401, 403, 405, *range(500, 600)), cell
        elif role == "signed out":
            assert seen == 302, cell
        elif who == "signed-in":
            assert seen not in (401, 403, 404, 405, *range(500, 600)), cell
        elif role == "nobody here":
            assert seen == 404, cell
        elif role not in allowed(who):
            assert seen == 403, cell
        else:
            assert seen in ((200, 302) if method in ("GET", "HEAD") else (200, 302, 400, 409)), cell


def _one(page: str) -> Any:
    def test(self: Matrix) -> None:
        self.check(page)

    return test


for _page in TABLE:
    _name = re.sub(r"\W", "_", _page)
    setattr(Matrix, f"test_{_name}_lets_in_whom_the_table_says", _one(_page))
