"""A new password by a mailed link: for whom there is one, once, within an hour, and never without the second factor."""

from datetime import timedelta
from typing import Any

import pytest
from browsing import code, enter_password, give_app, is_signed_in, link_in, sign_in
from django.core.cache import cache
from django.utils import timezone
from people import browser, client_for, make_user

from clearline.accounts.models import User
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db

FORGOTTEN = "/account/password/forgotten/"
NEW = "seven small lanterns lit"


def link_for(email: str, mailoutbox: list[Any]) -> str:
    """Ask for a link and return what is mailed."""
    answer = browser().post(FORGOTTEN, {"email": email})
    assert answer["Location"] == "/account/password/forgotten/sent/"
    assert mailoutbox[-1].to == [email]
    return link_in(mailoutbox[-1].body)


def choose(link: str, password: str = NEW) -> Any:
    """Follow the link and choose a password; return the last answer."""
    client = browser()
    page = client.get(link, follow=True)
    if page.status_code != 200 or "The link does not work" in page.content.decode():
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": password}, follow=True)


def test_the_link_gives_a_new_password_and_still_asks_for_the_second_factor(mailoutbox: list[Any]) -> None:
    user = give_app(make_user())
    assert "Your password is changed" in choose(link_for(user.email, mailoutbox)).content.decode()
    client = browser()
    assert enter_password(client, user.email).status_code == 200
    assert enter_password(client, user.email, NEW)["Location"] == "/account/second-factor/code/"
    assert not is_signed_in(client)
    client.post("/account/second-factor/code/", {"code": code()})
    assert is_signed_in(client)


def test_choosing_a_new_password_lets_nobody_in(mailoutbox: list[Any]) -> None:
    client = browser()
    link = link_for(make_user().email, mailoutbox)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW})
    assert client.get("/account/").status_code == 302


def test_a_new_password_ends_every_session_and_is_in_the_trail(mailoutbox: list[Any]) -> None:
    user = make_user()
    client = client_for(user)
    assert is_signed_in(client)
    choose(link_for(user.email, mailoutbox))
    assert not is_signed_in(client)
    assert Entry.objects.filter(did="sign-in secret changed", about=f"account:{user.pk}").exists()
    assert mailoutbox[-1].subject == "Clearline: your password was changed"


def test_the_link_works_once(mailoutbox: list[Any]) -> None:
    link = link_for(make_user().email, mailoutbox)
    choose(link)
    assert "The link does not work" in choose(link, "another good one here").content.decode()


def test_the_link_is_too_old_after_an_hour(mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_for(make_user().email, mailoutbox)
    from django.contrib.auth.tokens import default_token_generator

    later = default_token_generator._now() + timedelta(minutes=61)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)
    assert "The link does not work" in choose(link).content.decode()


def test_a_link_for_somebody_else_cannot_be_made_of_ones_own(mailoutbox: list[Any]) -> None:
    link, other = link_for(make_user().email, mailoutbox), make_user()
    start, _, key = link.rstrip("/").rpartition("/")[2].partition("-")
    from allauth.account.utils import user_pk_to_url_str

    forged = link.replace(f"{start}-{key}", f"{user_pk_to_url_str(other)}-{key}")
    assert "The link does not work" in choose(forged).content.decode()


def test_a_bad_new_password_is_refused(mailoutbox: list[Any]) -> None:
    page = choose(link_for(make_user().email, mailoutbox), "short")
    assert "Password must be 12 characters or more" in page.content.decode()


def test_the_page_is_the_same_whoever_asks(mailoutbox: list[Any]) -> None:
    pages = []
    for email in (make_user().email, make_user(password=None).email, "nobody@northmoor.example"):
        cache.clear()
        answer = browser().post(FORGOTTEN, {"email": email}, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, answer.content))
    assert pages[0] == pages[1] == pages[2]
    assert len(mailoutbox) == 3


@pytest.mark.parametrize("known", [True, False])
def test_without_a_password_of_its_own_an_address_gets_no_link(known: bool, mailoutbox: list[Any]) -> None:
    email = make_user(password=None).email if known else "nobody@northmoor.example"
    browser().post(FORGOTTEN, {"email": email})
    assert "There is no password to change" in mailoutbox[-1].body
    assert "/password/new/" not in mailoutbox[-1].body


def test_a_closed_account_gets_no_link(mailoutbox: list[Any]) -> None:
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser().post(FORGOTTEN, {"email": user.email})
    assert "There is no password to change" in mailoutbox[-1].body


def test_the_link_is_never_of_a_host_that_is_not_ours() -> None:
    answer = browser().post(FORGOTTEN, {"email": make_user().email}, headers={"host": "evil.example"})
    assert answer.status_code == 400


def test_a_password_is_changed_by_whoever_knows_the_old_one(mailoutbox: list[Any]) -> None:
    user = give_app(make_user())
    client, elsewhere = sign_in(user), client_for(user)
    before = client.session.session_key
    wrong = client.post("/account/password/change/", {"oldpassword": "not it", "password1": NEW})
    assert "The current password is not right" in wrong.content.decode()
    answer = client.post(
        "/account/password/change/", {"oldpassword": "three quiet herons by the weir", "password1": NEW}
    )
    assert answer["Location"] == "/account/"
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert not is_signed_in(elsewhere)
    assert mailoutbox[-1].subject == "Clearline: your password was changed"
    assert timezone.localtime().strftime("%Y") in mailoutbox[-1].body
    assert enter_password(browser(), user.email, NEW).status_code == 302
