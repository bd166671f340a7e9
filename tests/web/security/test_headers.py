"""Every answer tells the browser to run nothing that is not ours, whatever made the answer."""

from typing import Any

import pytest
from csp.constants import NONCE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from walking import Walk, address, roles_of

from clearline.web import settings as site
from clearline.web.middleware import HEADERS

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "object-src": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip

AS_SERVED: dict[str, Any] = {
    name: getattr(site, name)
    for name in ("MIDDLEWARE", "SECURE_REFERRER_POLICY", "SECURE_CROSS_ORIGIN_OPENER_POLICY", "X_FRAME_OPTIONS")
} | {
    "SECURE_HSTS_SECONDS": 31_536_000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True, "SECURE_HSTS_PRELOAD": True,
    "SECURE_SSL_REDIRECT": True, "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True,
}  # fmt: skip
"""What the site is served with to others, whatever the tests' settings leave out."""


def check(response: Any, https: bool = True) -> None:
    """Refuse an answer that does not tell the browser all that it should."""
    where = (response.status_code, response.get("Location", ""), getattr(response, "request", {}).get("PATH_INFO"))
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    if "sandbox" in policy:  # a file that somebody put here: nothing in it may run, and it is never shown in place
        assert "default-src 'none'" in policy, where
        assert headers["Content-Disposition"].startswith("attachment"), where
    else:
        said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert said == POLICY, where
    assert {name: headers.get(name) for name in HEADERS} == HEADERS, where
    if https:
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload", where
    for cookie in response.cookies.values():
        if cookie["max-age"] == 0:
            continue  # one that is taken back holds nothing
        assert cookie["secure"], where
        assert cookie["httponly"], where
        assert cookie["samesite"] == "Lax", where
        assert not cookie["domain"], where


class Served(Walk):
    """The site as others reach it, by https."""

    @classmethod
    def planted(cls) -> None:
        """Nothing: the texts are of no matter here."""

    def setUp(self) -> None:
        self.enterContext(override_settings(**AS_SERVED, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True))
        self.browsers = {role: self.over_https(client) for role, client in self.clients.items()}

    def over_https(self, client: Client) -> Client:
        browser = Client(headers={"X-Forwarded-Proto": "https"})
        browser.cookies = client.cookies
        browser.raise_request_exception = False
        return browser

    def test_every_page_tells_the_browser_what_it_may_do(self) -> None:
        stranger = self.over_https(Client())
        for page, door in self.doors.items():
            url = address(page, self.mine)
            allowed = roles_of(door)
            refused = [role for role in self.browsers if role not in allowed][:1]
            for role in (*allowed[:1], *refused):
                response = self.browsers[role].get(url)
                check(response)
                assert response.headers["Cache-Control"] == "no-store", (page, role)
            check(stranger.get(url))

    def test_every_kind_of_error_does_too(self) -> None:
        browser = self.browsers["partner"]
        asked = {
            404: browser.get("/there/is/nothing/like/it/"),
            403: browser.get(address("trail:entries", self.mine)),
            405: browser.post(address("checks:home", self.mine)),
            401: browser.get("/api/authorities"),
        }
        for status, response in asked.items():
            assert response.status_code == status
            check(response)
        strict = Client(enforce_csrf_checks=True, headers={"X-Forwarded-Proto": "https"})
        response = strict.post(address("account_login", self.mine), {"login": "x"})
        assert response.status_code == 403
        check(response)

    def test_a_page_that_fails_does_too(self) -> None:
        def fails(request: HttpRequest, **kwargs: object) -> HttpResponse:
            raise RuntimeError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("clearline.accounts.page.acting_for", fails)
            response = self.browsers["partner"].get(address("checks:home", self.mine))
        assert response.status_code == 500
        check(response)

    def test_what_is_refused_before_any_page_is_asked_does_too(self) -> None:
        response = self.browsers["partner"].get("/", headers={"Host": "elsewhere.example"})
        assert response.status_code == 400
        check(response, https=False)
        plain = Client().get("/public/")
        assert plain.status_code == 301
        assert plain.headers["Location"] == "https://testserver/public/"
        check(plain, https=False)

    def test_files_of_the_site_itself_do_too_and_may_be_kept(self) -> None:
        response = self.browsers["partner"].get("/static/clearline/clearline.css")
        assert response.status_code == 200
        assert b"".join(response)
        response.close()
        check(response)
        assert "no-store" not in response.headers["Cache-Control"]


def test_the_policy_of_the_settings_is_the_strict_one() -> None:
    directives: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    said = {name: " ".join(part for part in values if part != NONCE) for name, values in directives.items()}
    assert said == POLICY
    assert "unsafe" not in str(settings.CONTENT_SECURITY_POLICY)
