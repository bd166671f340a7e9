"""Linking a council account by hand, and unlinking it."""

import pytest
from allauth.socialaccount.models import SocialAccount
from browsing import give_app, is_signed_in, sign_in
from council_provider import Provider
from council_visits import EMAIL, come_back, invited, linked
from people import PASSWORD, browser, client_for, make_user

from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_somebody_with_a_password_links_their_council_account_by_hand(provider: Provider, start: str) -> None:
    user = give_app(make_user())
    client = sign_in(user)
    answer = client.post(start, {"process": "connect"})
    assert answer["Location"].startswith("/account/password/again/")
    client.post("/account/password/again/", {"password": PASSWORD})
    location = client.post(start, {"process": "connect"})["Location"]
    assert client.get(f"{start}back/", provider.agree(location))["Location"] == "/account/"
    assert linked() == ("a1b2", user.email)
    assert "You can sign in with your council account" in client.get("/account/").content.decode()
    again = client.post(start, {"process": "connect"})["Location"]
    assert client.get(f"{start}back/", provider.agree(again))["Location"] == "/account/"


def test_a_council_account_is_linked_to_one_account_only(provider: Provider, start: str) -> None:
    invited()
    come_back(browser(), provider, start)
    client = client_for(give_app(make_user()))
    client.post("/account/password/again/", {"password": PASSWORD})
    location = client.post(start, {"process": "connect"})["Location"]
    client.get(f"{start}back/", provider.agree(location))
    assert "is linked to another account here" in client.get("/account/").content.decode()
    assert linked() == ("a1b2", EMAIL)


def test_linking_needs_somebody_to_be_signed_in_still(provider: Provider, start: str) -> None:
    client = client_for(make_user())
    client.post("/account/password/again/", {"password": PASSWORD})
    location = client.post(start, {"process": "connect"})["Location"]
    session = client.session
    del session["_auth_user_id"]
    session.save()
    assert client.get(f"{start}back/", provider.agree(location))["Location"] == "/account/sign-in/"
    assert not linked()


def test_unlinking_leaves_the_password_and_ends_other_sessions(provider: Provider, start: str) -> None:
    user = make_user()
    client, elsewhere = client_for(user), client_for(user)
    SocialAccount.objects.create(user=user, provider="council-1", uid="a1b2")
    assert client.post("/account/unlink-council/")["Location"] == "/account/"
    assert not linked()
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert Entry.objects.filter(did="council’s sign-in unlinked").exists()


def test_the_only_way_to_sign_in_is_not_unlinked() -> None:
    user = make_user(password=None)
    SocialAccount.objects.create(user=user, provider="council-1", uid="a1b2")
    client = client_for(user)
    client.post("/account/unlink-council/")
    assert "your only way to sign in" in client.get("/account/").content.decode()
    assert linked()
