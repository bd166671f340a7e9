"""Signing in by the council's own account: whom it lets in, and every token that it does not believe."""

import warnings
from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from browsing import code, give_app, is_signed_in
from council_provider import CLIENT, SECRET, Provider, running
from council_visits import EMAIL, come_back, invited, linked, use
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from people import browser, client_for, make_user

from clearline.accounts.models import User
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_an_invited_person_is_let_in_and_linked(provider: Provider, start: str) -> None:
    user, client = invited(), browser()
    assert come_back(client, provider, start)["Location"] == "/"
    assert linked() == ("a1b2", EMAIL)
    user.refresh_from_db()
    assert user.invited_at is None
    assert not user.has_usable_password()
    assert Entry.objects.filter(did="council’s sign-in linked", about=f"account:{user.pk}").exists()


def test_after_it_a_second_factor_is_asked_for_here(provider: Provider, start: str) -> None:
    user, client = invited(), browser()
    come_back(client, provider, start)
    assert client.get("/account/")["Location"] == "/account/second-factor/set-up/"
    assert client.get("/account/second-factor/set-up/").status_code == 200
    give_app(user)
    again = browser()
    assert come_back(again, provider, start)["Location"] == "/account/second-factor/code/"
    again.post("/account/second-factor/code/", {"code": code()})
    assert is_signed_in(again)


@pytest.mark.parametrize(("amr", "lets_in"), [(None, True), (["pwd", "mfa"], True), (["pwd"], False)])
def test_the_providers_second_factor_counts_if_the_council_says_so(
    provider: Provider, settings: Any, amr: list[str] | None, lets_in: bool
) -> None:
    start = use(settings, provider.issuer, CLEARLINE_OIDC_MFA="provider")
    invited()
    client = browser()
    come_back(client, provider, start, amr=amr)
    assert is_signed_in(client) is lets_in


def test_the_subject_is_known_again_whatever_its_address_is_now(provider: Provider, start: str) -> None:
    invited()
    come_back(browser(), provider, start)
    invited("other@northmoor.example")
    client = browser()
    assert come_back(client, provider, start, email="other@northmoor.example").status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=EMAIL).pk)


def is_sent_away(answer: Any) -> bool:
    """Return whether somebody is told that they are not invited, and nothing was linked."""
    return answer.status_code == 403 and "You have no account here yet" in answer.content.decode() and not linked()


def test_nobody_gets_an_account_by_signing_in(provider: Provider, start: str) -> None:
    assert is_sent_away(come_back(browser(), provider, start))
    assert not User.objects.exists()


def test_an_account_with_a_password_is_not_taken_over_by_its_address(provider: Provider, start: str) -> None:
    make_user(EMAIL)
    assert is_sent_away(come_back(browser(), provider, start))


def test_another_subject_with_the_same_address_is_sent_away(provider: Provider, start: str) -> None:
    invited()
    come_back(browser(), provider, start)
    answer = come_back(browser(), provider, start, sub="another")
    assert answer.status_code == 403
    assert linked() == ("a1b2", EMAIL)


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email": None}, {"email": ""}, {"email_verified": "no"}]
)
def test_an_address_that_nobody_vouches_for_is_of_no_use(
    provider: Provider, start: str, claims: dict[str, Any]
) -> None:
    invited()
    assert is_sent_away(come_back(browser(), provider, start, **claims))


def test_a_provider_speaks_for_its_own_addresses_only(provider: Provider, settings: Any) -> None:
    start = use(settings, provider.issuer, CLEARLINE_OIDC_DOMAINS="southmoor.example, southmoor.gov.example")
    invited()
    assert is_sent_away(come_back(browser(), provider, start))
    assert is_sent_away(come_back(browser(), provider, start, email="jo@evil-southmoor.example"))


def test_an_old_invitation_does_not_let_in(provider: Provider, start: str) -> None:
    invited()
    User.objects.update(invited_at=timezone.now() - timedelta(days=8))
    assert is_sent_away(come_back(browser(), provider, start))


def test_a_closed_account_is_not_let_in(provider: Provider, start: str) -> None:
    invited()
    come_back(browser(), provider, start)
    User.objects.update(is_active=False)
    assert come_back(browser(), provider, start)["Location"] == "/account/closed/"


def test_the_same_subject_of_another_issuer_is_another_person(provider: Provider, start: str, settings: Any) -> None:
    invited()
    come_back(browser(), provider, start)
    with running() as second:
        other = use(settings, second.issuer)
        assert other != start
        assert come_back(browser(), second, other, email="x@northmoor.example").status_code == 403


FORGERIES: dict[str, Callable[[Provider, dict[str, Any]], Any]] = {
    "another issuer": lambda p, c: p.signed({**c, "iss": "https://evil.example"}),
    "for another client": lambda p, c: p.signed({**c, "aud": "another"}),
    "for several, authorised for another": lambda p, c: p.signed({**c, "aud": [CLIENT, "another"], "azp": "another"}),
    "for several, authorised for nobody": lambda p, c: p.signed({**c, "aud": [CLIENT, "another"]}),
    "too old": lambda p, c: p.signed({**c, "exp": int(time()) - 120}),
    "from the future": lambda p, c: p.signed({**c, "iat": int(time()) + 600}),
    "not valid yet": lambda p, c: p.signed({**c, "nbf": int(time()) + 600}),
    "never ends": lambda p, c: p.signed({name: value for name, value in c.items() if name != "exp"}),
    "of another attempt": lambda p, c: p.signed({**c, "nonce": "another"}),
    "of no attempt": lambda p, c: p.signed({name: value for name, value in c.items() if name != "nonce"}),
    "of nobody": lambda p, c: p.signed({name: value for name, value in c.items() if name != "sub"}),
    "not signed": lambda p, c: jwt.encode(c, "", algorithm="none", headers={"kid": "one"}),
    "signed with the public key as a password": lambda p, c: hs_with_public_key(p, c),
    "signed with the secret": lambda p, c: p.signed(c, SECRET.ljust(32, "x"), algorithm="HS256"),
    "signed by another": lambda p, c: p.signed(c, rsa.generate_private_key(65537, 2048)),
    "signed with a key that there is not": lambda p, c: p.signed(c, kid="two"),
    "signed with no named key": lambda p, c: p.signed(c, kid=""),
    "changed after signing": lambda p, c: changed(p.signed(c)),
    "no token": lambda p, c: "",
    "not a token": lambda p, c: "a.b.c",
    "a number": lambda p, c: 5,
}  # fmt: skip


def hs_with_public_key(provider: Provider, claims: dict[str, Any]) -> str:
    """Return a token "signed" with what everybody knows, for readers that let the token choose how it is checked."""
    import hmac
    import json
    from hashlib import sha256

    from jwt.utils import base64url_encode

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = provider.key.public_key().public_bytes(serialization.Encoding.PEM, form)
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "kid": "one"}, claims)]
    text = b".".join(base64url_encode(part) for part in parts)
    return (text + b"." + base64url_encode(hmac.digest(public, text, sha256))).decode()


def changed(token: str) -> str:
    """Return a token with another subject in it."""
    from jwt.utils import base64url_decode, base64url_encode

    head, body, signature = token.split(".")
    body = base64url_encode(base64url_decode(body).replace(b"a1b2", b"a1b3")).decode()
    return f"{head}.{body}.{signature}"


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_lets_nobody_in(
    provider: Provider, start: str, forgery: str, caplog: pytest.LogCaptureFixture
) -> None:
    invited()
    client = browser()
    location = client.post(start)["Location"]
    back = provider.agree(location)
    nonce = dict(parse_qsl(urlsplit(location).query))["nonce"]
    provider.token = FORGERIES[forgery](provider, provider.said(nonce))
    answer = client.get(f"{start}back/", back)
    assert answer.status_code == 401
    assert "You could not be signed in" in answer.content.decode()
    assert not linked()
    assert "_auth_user_id" not in client.session
    assert "a sign-in by the council's own account failed" in caplog.text


def test_a_good_token_for_several_of_which_we_are_meant_lets_in(provider: Provider, start: str) -> None:
    invited()
    assert come_back(browser(), provider, start, aud=[CLIENT, "another"], azp=CLIENT).status_code == 302


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"code": "x"}, 401), ({"state": "x", "code": "x"}, 401), ({}, 401), ({"error": "server_error"}, 401)],
)
def test_coming_back_without_having_begun_lets_nobody_in(start: str, asked: dict[str, str], status: int) -> None:
    assert browser().get(f"{start}back/", asked).status_code == status


def test_an_attempt_of_another_browser_lets_nobody_in(provider: Provider, start: str) -> None:
    invited()
    back = provider.agree(browser().post(start)["Location"])
    assert browser().get(f"{start}back/", back).status_code == 401


def test_an_attempt_counts_once(provider: Provider, start: str) -> None:
    invited()
    client = browser()
    back = provider.agree(client.post(start)["Location"])
    assert client.get(f"{start}back/", back).status_code == 302
    assert client.get(f"{start}back/", back).status_code == 401


def test_a_code_is_of_no_use_without_its_verifier(provider: Provider, start: str) -> None:
    invited()
    thief, victim = browser(), browser()
    stolen = provider.agree(victim.post(start)["Location"])["code"]
    own = provider.agree(thief.post(start)["Location"])
    assert thief.get(f"{start}back/", {**own, "code": stolen}).status_code == 401


def test_whoever_stops_is_told_so(provider: Provider, start: str) -> None:
    client = browser()
    state = provider.agree(client.post(start)["Location"])["state"]
    answer = client.get(f"{start}back/", {"state": state, "error": "access_denied"})
    assert answer["Location"] == "/account/council/cancelled/"
    assert "You did not sign in" in client.get(answer["Location"]).content.decode()


def test_the_address_of_a_request_does_not_change_what_is_asked(provider: Provider, start: str) -> None:
    location = browser().post(f"{start}?auth_params=prompt%3Dnone%26nonce%3Dx&scope=offline_access")["Location"]
    asked = dict(parse_qsl(urlsplit(location).query))
    assert "prompt" not in asked
    assert asked["nonce"] != "x"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == "S256"


def test_going_there_needs_a_form(start: str) -> None:
    assert browser().get(start).status_code == 405


def test_there_is_no_sign_in_that_was_not_set(provider: Provider, start: str) -> None:
    assert browser().post("/account/council/council-000000000000/").status_code == 404
    assert browser().get("/account/council/council-000000000000/back/").status_code == 404
    assert browser().get("/account/council/openid_connect/back/").status_code in (401, 404)


def test_after_signing_in_one_is_where_one_wanted_to_go(provider: Provider, start: str) -> None:
    invited()
    for wanted, got in (("/northmoor/people/", "/northmoor/people/"), ("https://evil.example/", "/")):
        client = browser()
        location = client.post(start, {"next": wanted})["Location"]
        assert client.get(f"{start}back/", provider.agree(location))["Location"] == got


@pytest.mark.parametrize(
    "config",
    [{"issuer": "https://evil.example"}, {"issuer": None}, {"jwks_uri": "/elsewhere"}],
)
def test_a_provider_that_is_not_itself_is_not_believed(provider: Provider, start: str, config: dict[str, Any]) -> None:
    invited()
    client = browser()
    if "jwks_uri" in config:
        config = {"jwks_uri": f"{provider.issuer}/nothing"}
    provider.config = config
    answer = client.post(start)
    if answer.status_code == 302:
        answer = client.get(f"{start}back/", provider.agree(answer["Location"]))
    assert answer.status_code == 401
    assert not linked()


def test_a_provider_over_https_must_answer_over_https(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    start = use(settings, "https://login.example")
    said = {"issuer": "https://login.example", "authorization_endpoint": "http://login.example/authorize"}
    monkeypatch.setattr("clearline.accounts.signing_in.council._fetched", lambda address: said)
    assert browser().post(start).status_code == 401


def test_a_provider_that_does_not_answer_is_no_fault_of_ours(settings: Any) -> None:
    with running() as provider:
        start = use(settings, provider.issuer)
    assert browser().post(start).status_code == 401


def test_an_answer_that_is_not_an_object_is_refused(
    provider: Provider, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "discovery", lambda: ["a", "list"])
    assert browser().post(start).status_code == 401


def test_a_provider_cannot_lead_us_elsewhere(settings: Any) -> None:
    from clearline.accounts.signing_in.council import CouncilAccounts

    assert CouncilAccounts().get_requests_session().max_redirects == 0


def test_nothing_that_the_provider_said_is_kept_but_the_subject(provider: Provider, start: str) -> None:
    invited()
    come_back(browser(), provider, start, name="Jo Poole", oid="77")
    assert SocialAccount.objects.get().extra_data == {}


def test_the_pages_offer_it_where_it_is_set(provider: Provider, start: str) -> None:
    assert "Sign in with your council account" in browser().get("/account/sign-in/").content.decode()
    assert "Link your council account" in client_for(make_user()).get("/account/").content.decode()


@pytest.mark.filterwarnings("ignore")  # of its own, about libraries that it uses
def test_a_provider_made_by_others_works_too(settings: Any) -> None:
    with warnings.catch_warnings(record=True):
        import oidc_provider_mock

    user = oidc_provider_mock.User(sub="a1b2", claims={"email": EMAIL, "email_verified": True})
    with oidc_provider_mock.run_server_in_thread(user_claims=[user], require_nonce=True) as server:
        start = use(settings, f"http://localhost:{server.server_port}")
        invited()
        client = browser()
        location = client.post(start)["Location"]
        back = requests.post(location, data={"sub": "a1b2"}, allow_redirects=False, timeout=5).headers["Location"]
        answer = client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")
    assert answer["Location"] == "/"
    assert linked() == ("a1b2", EMAIL)
