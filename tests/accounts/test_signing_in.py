"""Signing in by address, password and second factor; what a session is and how it ends."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from browsing import enter_password, give_app, is_signed_in, sign_in
from django.test import Client
from django.utils import timezone
from people import PASSWORD, browser, client_for, make_authority, make_user, member

from clearline.accounts.models import Session

pytestmark = pytest.mark.django_db

PAGE = "/account/"


def began(client: Client, **ago: float) -> None:
    """Let the session of a browser have begun some time ago."""
    session = client.session
    session["started_at"] = (timezone.now() - timedelta(**ago)).isoformat()
    session.save()


def test_a_password_and_a_code_let_in() -> None:
    user = give_app(member(make_authority(), "dcs"))
    assert is_signed_in(sign_in(user))


def test_the_address_may_be_in_any_letters() -> None:
    user = give_app(make_user("Jo.Poole@Northmoor.example"))
    assert user.email == "jo.poole@northmoor.example"
    assert enter_password(browser(), "JO.POOLE@northmoor.example").status_code == 302


def test_a_password_alone_does_not_let_in() -> None:
    user = give_app(make_user())
    client = browser()
    enter_password(client, user.email)
    assert not is_signed_in(client)


def test_without_an_app_only_the_page_to_set_one_up_is_open() -> None:
    authority = make_authority()
    user = member(authority, "governance-officer")
    client = browser()
    assert enter_password(client, user.email).url == "/"
    for address in ("/", PAGE, "/northmoor/people/", "/northmoor/"):
        assert client.get(address)["Location"] == "/account/second-factor/set-up/", address
    assert client.post("/account/sessions/end/")["Location"] == "/account/second-factor/set-up/"


def test_an_older_session_without_the_code_must_show_one_too() -> None:
    user = make_user()
    client = browser()
    enter_password(client, user.email)
    give_app(user)
    assert client.get(PAGE)["Location"] == "/account/second-factor/again/?next=/"


def test_the_second_factor_can_be_left_out_only_by_a_setting(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = browser()
    enter_password(client, make_user().email)
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert vars(answer.wsgi_request)["second_factor_optional"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    user = give_app(make_user())
    pages = [
        enter_password(browser(), email, "not the password at all").content.decode().replace(email, "")
        for email in (user.email, "nobody@northmoor.example")
    ]
    shown = [page[page.index("<main") : page.index("csrfmiddlewaretoken")] for page in pages]
    assert "The email address or the password is not right" in shown[0]
    assert shown[0] == shown[1]


def test_a_password_is_hidden_and_a_password_manager_can_fill_it_in() -> None:
    page = browser().get("/account/sign-in/").content.decode()
    field = next(tag for tag in re.findall("<input[^>]*>", page) if 'name="password"' in tag)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "maxlength" not in field


def test_a_password_counts_exactly_as_it_was_chosen() -> None:
    chosen = " Three quiet Herons " + "x" * 100
    user = make_user(password=chosen)
    for typed in (chosen.strip(), chosen.lower(), chosen[:-1], f"{chosen}x"):
        assert enter_password(browser(), user.email, typed).status_code == 200
    assert enter_password(browser(), user.email, chosen).status_code == 302


def test_an_account_without_a_password_cannot_be_signed_in_to_with_one() -> None:
    user = make_user(password=None)
    for password in ("", "!", "None", user.password):
        assert enter_password(browser(), user.email, password).status_code == 200


def test_the_session_key_is_new_after_signing_in() -> None:
    user = give_app(make_user())
    client = browser()
    enter_password(client, user.email)
    before = client.session.session_key
    sign_in(user, client)
    assert client.session.session_key != before
    assert len(client.session.session_key or "") >= 32
    assert not Session.objects.filter(session_key=before).exists()


def test_a_key_that_somebody_brings_along_is_not_taken() -> None:
    client = browser()
    client.cookies["session"] = "abcdefghijklmnopqrstuvwxyz012345"
    sign_in(give_app(make_user()), client)
    assert client.session.session_key != "abcdefghijklmnopqrstuvwxyz012345"


def test_signing_out_ends_the_session_itself() -> None:
    client = sign_in(give_app(make_user()))
    cookie = client.cookies["session"].value
    assert client.get("/account/sign-out/").status_code == 200
    assert is_signed_in(client)
    client.post("/account/sign-out/")
    again = browser()
    again.cookies["session"] = cookie
    assert not is_signed_in(again)


def test_a_closed_account_is_out_at_the_next_request() -> None:
    user = make_user()
    client = client_for(user)
    assert is_signed_in(client)
    user.is_active = False
    user.save()
    assert not is_signed_in(client)


def test_a_closed_account_cannot_sign_in() -> None:
    user = give_app(make_user())
    user.is_active = False
    user.save()
    assert enter_password(browser(), user.email).url == "/account/closed/"
    assert browser().get("/account/closed/").status_code == 200


def test_a_session_ends_after_30_minutes_without_a_page() -> None:
    client = client_for(make_user())
    assert is_signed_in(client)
    row = Session.objects.get()
    left = row.expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)


def test_a_session_in_use_goes_on_and_is_noted_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(make_user())
    client.get(PAGE)
    seen = client.session["seen_at"]
    client.get(PAGE)
    assert client.session["seen_at"] == seen
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.get(PAGE)
    assert client.session["seen_at"] > seen


def test_a_session_ends_after_12_hours_however_busy() -> None:
    client = client_for(make_user())
    assert is_signed_in(client)
    began(client, hours=11, minutes=59)
    assert is_signed_in(client)
    began(client, hours=12, minutes=1)
    answer = client.get("/account/?a=b")
    assert answer["Location"] == "/account/sign-in/?next=/account/%3Fa%3Db"
    assert "12 hours had passed" in client.get(answer["Location"]).content.decode()


def test_a_form_sent_after_12_hours_leads_to_the_start() -> None:
    client = client_for(make_user())
    client.get(PAGE)
    began(client, hours=13)
    assert client.post("/account/sessions/end/")["Location"] == "/account/sign-in/?next=/"


def test_the_cookie_is_for_this_site_alone_and_ends_with_the_browser() -> None:
    cookie = sign_in(give_app(make_user())).cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert (cookie["max-age"], cookie["domain"]) == ("", "")


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/account/sign-in/", {"login": "a@b.example", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)",
     "http:///evil.example", "\thttps://evil.example", "https://testserver.evil.example/", "%2F%2Fevil.example"],
)  # fmt: skip
def test_signing_in_never_leads_elsewhere(elsewhere: str, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    user = make_user()
    answer = browser().post("/account/sign-in/", {"login": user.email, "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302
    address = urljoin("https://here/account/sign-in/", answer["Location"].replace("\\", "/"))
    assert urlsplit(address)[:2] == ("https", "here")


def test_nobody_can_make_an_account_or_change_an_address_alone() -> None:
    client = client_for(make_user())
    for address in (
        "signup",
        "sign-up",
        "email",
        "confirm-email",
        "password/set",
        "login",
        "3rdparty",
        "2fa",
        "social",
    ):
        for prefix in ("account", "accounts"):
            answer = client.get(f"/{prefix}/{address}/")
            assert answer.status_code == 404, address


def test_the_trail_and_the_log_have_no_password(caplog: pytest.LogCaptureFixture) -> None:
    user = give_app(make_user())
    with caplog.at_level("DEBUG", logger="clearline"):
        enter_password(browser(), user.email, "a-wrong-canary-password")
        sign_in(user)
    assert "a sign-in failed from 127.0.0.1" in caplog.text
    assert f"account {user.pk} signed in from 127.0.0.1" in caplog.text
    assert not [secret for secret in ("canary", PASSWORD, user.email) if secret in caplog.text]
