"""The start, one's own account and its sessions."""

from datetime import timedelta
from typing import Any

import pytest
from browsing import give_app, is_signed_in
from django.utils import timezone
from people import browser, client_for, make_authority, make_user, member

from clearline.accounts.models import Session
from clearline.accounts.signing_in.second_factor import make_recovery_codes
from clearline.accounts.signing_in.sessions import mark

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def test_without_signing_in_the_start_leads_to_it() -> None:
    assert browser().get("/")["Location"] == "/account/sign-in/?next=/"
    assert browser().get("/account/")["Location"] == "/account/sign-in/?next=/account/"


def test_whoever_works_for_one_authority_goes_there_at_once() -> None:
    assert client_for(member(make_authority(), "dcs")).get("/")["Location"] == "/northmoor/"


def test_whoever_works_for_two_chooses_and_sees_both_apart() -> None:
    user = member(make_authority("northmoor"), "dcs")
    member(make_authority("northmoor"), "analyst", user=user)
    member(make_authority("southmoor"), "dcs", user=user)
    make_authority("eastmoor")
    page = text_of(client_for(user).get("/"))
    assert "Choose an authority" in page
    assert 'href="/northmoor/"' in page
    assert 'href="/southmoor/"' in page
    assert "Analyst, Director of children’s services (DCS)" in page
    assert "eastmoor" not in page


def test_a_role_that_has_ended_or_not_begun_is_no_role() -> None:
    today = timezone.localdate()
    user = member(make_authority(), "dcs", ends=today - timedelta(days=1))
    member(make_authority("southmoor"), "dcs", user=user, starts=today + timedelta(days=1))
    assert "You have no role yet" in text_of(client_for(user).get("/"))
    assert "You have no role today" in text_of(client_for(user).get("/account/"))


def test_the_account_shows_roles_with_their_end_and_how_one_signs_in() -> None:
    user = give_app(member(make_authority(), "inspector"))
    make_recovery_codes(user)
    page = text_of(client_for(user).get("/account/"))
    for words in (user.email, "Inspector, until 31 December 2099", "Recovery codes: 8 left", "change your password"):
        assert words in page
    assert "As at" not in page


def test_without_a_password_none_is_offered_to_change() -> None:
    assert "change your password" not in text_of(client_for(make_user(password=None)).get("/account/"))


def test_sessions_are_listed_with_their_browser_and_without_their_key() -> None:
    user = make_user()
    client, other = client_for(user), client_for(user)
    other.get("/account/", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Edg/120"})
    client.get("/account/", headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/120"})
    page = text_of(client.get("/account/"))
    assert "Edge on Windows, since" in page
    assert "Firefox on Linux, since" in page
    assert page.count("(this browser)") == 1
    for row in Session.objects.all():
        assert row.session_key not in page


@pytest.mark.parametrize(
    ("agent", "name"),
    [("", "A browser"), ("curl/8", "A browser"), ("(iPhone) Version/17 Safari/604", "Safari on iPhone"),
     ("(Macintosh) Chrome/1 Safari/5 OPR/9", "Opera on Macintosh")],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent: str, name: str) -> None:
    assert Session(browser=agent).browser_name == name


def test_a_session_that_has_ended_is_not_listed() -> None:
    user = make_user()
    client = client_for(user)
    client_for(user)
    Session.objects.exclude(session_key=client.session.session_key).update(expire_date=timezone.now())
    assert text_of(client.get("/account/")).count(", since") == 1


def test_one_of_ones_sessions_is_ended() -> None:
    user = make_user()
    client, second, third = (client_for(user) for _ in range(3))
    client.post("/account/sessions/end/", {"session": mark(second.session.session_key or "")})
    assert [is_signed_in(each) for each in (client, second, third)] == [True, False, True]


def test_all_other_sessions_of_ones_own_are_ended_and_nobody_elses() -> None:
    user, stranger = make_user(), client_for(make_user())
    client, second, third = (client_for(user) for _ in range(3))
    client.post("/account/sessions/end/", {"session": "others"})
    assert [is_signed_in(each) for each in (client, second, third, stranger)] == [True, False, False, True]


@pytest.mark.parametrize("asked", ["", "nonsense"])
def test_nothing_is_ended_that_is_not_ones_own(asked: str) -> None:
    user, stranger = make_user(), client_for(make_user())
    client, second = client_for(user), client_for(user)
    for each in (asked, mark(stranger.session.session_key or "")):
        client.post("/account/sessions/end/", {"session": each})
    assert is_signed_in(second)
    assert is_signed_in(stranger)


def test_what_is_in_a_session_can_be_read_by_django() -> None:
    client = client_for(make_user())
    assert Session.objects.get().get_decoded()["_auth_user_id"] == client.session["_auth_user_id"]
