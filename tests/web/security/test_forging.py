"""Nothing is changed by what another site makes a browser send, nor by looking; nobody is led elsewhere."""

import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from people import PASSWORD, make_user
from two_councils import undone
from walking import Walk, address, all_pages, roles_of
from world import MINE

PASSING = {"accounts.Session", "jobs.Worker"}
"""Tables that note that a browser is in use."""

ELSEWHERE = (
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example/x",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "http:\\\\evil.example", "//evil.example@testserver/",
    "https://testserver@evil.example/", "https://testserver.evil.example/", "https://evil.example#testserver",
    "https://evil.example?testserver", "https://evil.example\\@testserver", "/%0d%0aLocation:%20https://evil.example",
    "/\r\nLocation: https://evil.example", "\thttps://evil.example", " https://evil.example", "\x00//evil.example",
    "/\t/evil.example", "java\nscript:alert(1)", "javascript:alert(1)", "JavaScript://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "ftp://evil.example", "%2F%2Fevil.example",
    "https://[::ffff:1.2.3.4]/", "https://１２７.example", "//evil%E3%80%82example", "mailto:x@evil.example",
)  # fmt: skip


def fingerprint(leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return a digest of the rows of every table, by the table's name."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.label not in PASSING | leave_out:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
                found[model._meta.label] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def leads_elsewhere(location: str) -> bool:
    """Return whether a browser would leave the site, as browsers read addresses: a backslash is a slash to them."""
    seen = "".join(letter for letter in location.strip() if letter not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(seen)
    return parts.scheme not in ("", "http", "https") or seen.startswith("//") or parts.netloc not in ("", "testserver")


class Forged(Walk):
    """Requests that no page of ours sent."""

    @classmethod
    def planted(cls) -> None:
        """Nothing: the texts are of no matter here."""

    def posts(self) -> Iterator[tuple[str, str, Client]]:
        """Yield every page that takes a form, its address, and the browser of somebody who may send it."""
        for page, door in self.doors.items():
            if "POST" in door.methods:
                yield page, address(page, self.mine), self.clients[roles_of(door)[0]]

    def test_no_form_is_taken_that_another_site_sent(self) -> None:
        seen = 0
        for page, url, client in self.posts():
            strict = Client(enforce_csrf_checks=True)
            strict.cookies = client.cookies
            before = fingerprint()
            for headers in ({}, {"Origin": "https://evil.example"}, {"X-HTTP-Method-Override": "GET"}):
                response = strict.post(url, {"next": "/", "csrfmiddlewaretoken": "x" * 64}, headers=headers)
                assert response.status_code == 403, (page, response.status_code)
                assert b"open for a long time" in response.content or b"form" in response.content
            assert fingerprint() == before, page
            seen += 1
        assert seen > 25

    def test_no_page_that_takes_a_change_is_exempt_but_the_api_which_knows_no_cookie(self) -> None:
        exempt = {page for page, pattern in all_pages().items() if getattr(pattern.callback, "csrf_exempt", False)}
        assert all(page.startswith("api:") for page in exempt), exempt
        for role in ("governance-officer", "administrator"):
            for url in (f"/api/authorities/{MINE}/departures", f"/api/authorities/{MINE}/proposals"):
                assert self.clients[role].post(url, "{}", "application/json").status_code == 401

    def test_nothing_is_changed_by_looking(self) -> None:
        before = fingerprint()
        for page, door in self.doors.items():
            url = address(page, self.mine)
            url += f"{'&' if '?' in url else '?'}action=delete&_method=DELETE&confirm=yes&state=adopted"
            for role in roles_of(door)[:2]:
                for method in ("GET", "HEAD"):
                    if method in (*door.methods, "HEAD"):
                        self.clients[role].generic(method, url, headers={"X-HTTP-Method-Override": "POST"})
            after = fingerprint()
            assert after == before, (page, [name for name in before if after[name] != before[name]])

    def test_nobody_is_led_elsewhere_after_signing_in(self) -> None:
        user = make_user("led@northmoor.example")
        url = reverse("account_login")
        for payload in ELSEWHERE:
            with undone():
                browser = Client()
                sent = {"login": user.email, "password": PASSWORD, "next": payload}
                response = browser.post(url, sent, query_params={"next": payload})
                expected = 400 if "\0" in payload else 302  # the password is right
                assert response.status_code == expected, payload
                assert not leads_elsewhere(response.headers.get("Location", "")), payload
                response = browser.get(url, query_params={"next": payload})
                assert not leads_elsewhere(response.headers.get("Location", "")), payload

    def test_no_page_leads_elsewhere_whatever_its_address_asks(self) -> None:
        names = ("next", "return", "redirect", "url", "back", "to", "next_url", "redirect_field_name")
        for page, door in self.doors.items():
            client = self.clients[roles_of(door)[0]]
            for method in door.methods:
                with undone():
                    asked = dict.fromkeys(names, "//evil.example/")
                    response = client.generic(method, address(page, self.mine), query_params=asked)
                assert not leads_elsewhere(response.headers.get("Location", "")), (page, method)

    def test_an_address_that_leads_elsewhere_is_known(self) -> None:
        assert all(leads_elsewhere(each) for each in ELSEWHERE[:9])
        assert not any(leads_elsewhere(each) for each in ("/", "/northmoor/?next=//x", "http://testserver/x", ""))

    def test_a_name_of_another_site_is_refused_and_put_into_no_mail(self) -> None:
        user = make_user("asks@northmoor.example")
        for headers in ({"Host": "evil.example"}, {"Host": "testserver:80@evil.example"}, {"Host": "a b"}):
            assert Client().get("/public/", headers=headers).status_code == 400
        response = Client().post(
            reverse("account_reset_password"), {"email": user.email}, headers={"X-Forwarded-Host": "evil.example"}
        )
        assert response.status_code == 302
        assert mail.outbox
        assert "evil.example" not in "".join(str(each.message()) for each in mail.outbox)


@pytest.mark.django_db
def test_a_change_of_any_table_is_seen() -> None:
    before = fingerprint()
    make_user()
    after = fingerprint()
    assert {name for name in before if before[name] != after[name]} == {"accounts.User", "accounts.Individual"}
