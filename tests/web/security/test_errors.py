"""What goes wrong is said in plain words, and says nothing of what is inside."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from filling import forms_of
from two_councils import undone
from walking import Walk, address, roles_of

SECRET = "SELECT secret_column FROM inside WHERE path = '/srv/clearline/inside.py'"
ROOT = re.escape(str(Path(__file__).parents[3]))
TELLS = re.compile(
    rf"Traceback|SELECT |secret_column|inside\.py|\.py\b|line \d+, in|django|sqlite|psycopg|{ROOT}|/srv/", re.I
)

HOSTILE = (
    "'", "\"", "' OR 1=1 --", "1;DROP TABLE x", "%", "%00", "\x00", "../../../../etc/passwd", "..\\..\\x", "{{7*7}}",
    "${7*7}", "%s%s%n", "9" * 400, "-1", "0", "1e309", "NaN", "2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01",
    "\ud800".encode("utf-8", "replace").decode(), "ﷺ" * 50, "a" * 20_000, "on[]=1", "[]", "{}", "null", "-", "*", "?",
    "\r\nSet-Cookie: x=1", "<script>", "é" * 300, "٣", "𝟙", "--", "/*", "\t", "+1", "true",
)  # fmt: skip
ASKED = ("on", "q", "sort", "page", "format", "state", "edition", "area", "other", "section", "from", "to", "date",
         "year", "measure", "kind", "who", "about", "did", "post", "service", "compare", "neighbours", "view",
         "next")  # fmt: skip


def leaks(response: Any) -> list[str]:
    """Return what an error page tells of what is inside."""
    return list(TELLS.findall(response.content.decode()))


class Errors(Walk):
    """Pages that fail, and pages that are asked for what no page offers."""

    @classmethod
    def planted(cls) -> None:
        """Nothing: the texts are of no matter here."""

    def setUp(self) -> None:
        for client in self.clients.values():
            client.raise_request_exception = False

    def test_no_page_that_fails_tells_why(self) -> None:
        for error in (RuntimeError(SECRET), OperationalError(SECRET), KeyError(SECRET)):

            def fails(*args: object, error: Exception = error, **kwargs: object) -> None:
                raise error

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("clearline.accounts.page.acting_for", fails)
                patch.setattr("clearline.accounts.pages.own.render", fails)
                for page in ("checks:home", "organisations:posts", "trail:entries", "accounts:me"):
                    response = self.clients["governance-officer"].get(address(page, self.mine))
                    assert response.status_code == 500, page
                    assert "Sorry, there is a problem" in response.content.decode()
                    assert leaks(response) == [], page

    def test_no_other_refusal_tells_more(self) -> None:
        client = self.clients["partner"]
        refused = [
            client.get("/nothing/here/"), client.get(address("trail:entries", self.mine)), client.get("/api/nothing"),
            client.get("/", headers={"Host": "evil.example"}), client.get("/api/authorities"),
            Client(enforce_csrf_checks=True).post(address("account_login", self.mine)),
            client.post(address("account_login", self.mine), {f"field{at}": "x" for at in range(1_100)}),
            client.post(address("account_login", self.mine), "x" * 3_000_000, "application/x-www-form-urlencoded"),
            client.post(address("account_login", self.mine), b"--x\r\n\xff", "multipart/form-data; boundary=x"),
        ]  # fmt: skip
        assert {response.status_code for response in refused} <= {200, 302, 400, 401, 403, 404, 413}
        assert [leaks(response) for response in refused if response.status_code >= 400 and leaks(response)] == []

    def test_no_question_makes_a_page_fail(self) -> None:
        """Ask every page for hostile things, the same at every run."""
        chance = random.Random(20261122)
        for page, door in self.doors.items():
            if "GET" not in door.methods or page in ("health", "public:drawing", "account_logout"):
                continue
            client = self.clients[roles_of(door)[0]]
            for _ in range(3):
                asked = {name: chance.choice(HOSTILE) for name in chance.sample(ASKED, 6)}
                with undone():
                    response = client.get(address(page, self.mine), query_params=asked)
                assert response.status_code < 500, (page, asked)
                assert response.status_code < 400 or leaks(response) == [], (page, asked)

    def test_no_form_makes_a_page_fail(self) -> None:
        chance = random.Random(4)
        for page, door in self.doors.items():
            if "POST" not in door.methods or page.startswith("account_logout"):
                continue
            client, url = self.clients[roles_of(door)[0]], address(page, self.mine)
            names = {name for form in forms_of(client.get(url).content.decode()) for name in form.values}
            for _ in range(3):
                sent = {name: chance.choice(HOSTILE) for name in sorted(names)}
                with undone():
                    response = client.post(url, sent)
                assert response.status_code < 500, (page, sent)

    def test_what_went_wrong_is_not_shown_because_debug_is_off(self) -> None:
        assert settings.DEBUG is False
        assert "django.contrib.admin" not in settings.INSTALLED_APPS
