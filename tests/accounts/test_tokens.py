"""Tokens: made for less than a year, shown once, kept as a hash, ended by their owner or an administrator."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from people import client_for, make_authority, member
from tokens_held import acting_of, token_for

from clearline.accounts import tokens
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.actions import invite_again
from clearline.accounts.models import Authority, Token, User
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)


@pytest.fixture
def council() -> Authority:
    return make_authority()


@pytest.fixture
def dcs(council: Authority) -> User:
    return member(council, "dcs")


@pytest.fixture
def by(council: Authority, dcs: User) -> Acting:
    return acting_of(dcs, council)


def make(by: Acting, **changes: Any) -> tokens.Shown:
    given: dict[str, Any] = {"name": "Report", "scopes": ["read"], "ends": ON + timedelta(30)}
    return tokens.make(by=by, now=timezone.now(), on=ON, **{**given, **changes})


def test_a_token_is_kept_only_as_its_hash_and_the_trail_never_has_it(by: Acting) -> None:
    made = make(by)
    assert re.fullmatch(r"clearline_[\w-]{43}", made.text)
    row = Token.objects.get(pk=made.number)
    kept = " ".join(str(value) for value in vars(row).values())
    trail = " ".join(str(value) for entry in Entry.objects.all() for value in vars(entry).values())
    assert made.text not in kept + trail
    assert row.mark == made.text[10:18]
    assert tokens.presented(made.text, ON) == row


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "Say what the token is for"),
        ({"scopes": []}, "Choose what"),
        ({"scopes": ["everything"]}, "is not a scope"),
        ({"scopes": ["write:departures"]}, "Your roles here allow nothing of the scope"),
        ({"ends": ON - timedelta(1)}, "today or later"),
        ({"ends": ON + timedelta(366)}, "at most a year"),
    ],
)
def test_a_token_that_may_not_be_is_refused(by: Acting, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        make(by, **changes)
    assert not Token.objects.exists()


def test_roles_that_may_not_and_the_machine_make_no_token(council: Authority) -> None:
    with pytest.raises(Refused):
        make(acting_of(member(council, "partner"), council))
    with pytest.raises(Refused):
        make(at_the_machine(council))


def test_a_token_never_makes_another(council: Authority, dcs: User, by: Acting) -> None:
    made = make(by)
    row = tokens.presented(made.text, ON)
    assert row is not None
    acting = tokens.acting_with(row, timezone.localdate())
    assert acting is not None
    with pytest.raises(Refused):
        make(acting)


def test_a_scope_never_lets_through_what_it_does_not_name(by: Acting) -> None:
    limited = by._replace(only=tokens.allowed_by(["read", "no-such-scope"]))
    assert limited.may("see guidance")
    assert not limited.may("see findings")


def test_others_tokens_are_ended_by_an_administrator_alone(council: Authority, by: Acting) -> None:
    number = make(by).number
    now = datetime.now(tz=timezone.get_current_timezone())
    with pytest.raises(Refused):
        tokens.revoke(by=acting_of(member(council, "analyst"), council), number=number, why="", now=now)
    elsewhere = make_authority("southmoor", gss_code="E06000998")
    with pytest.raises(BadInput):
        tokens.revoke(by=acting_of(member(elsewhere, "administrator"), elsewhere), number=number, why="", now=now)
    administrator = acting_of(member(council, "administrator"), council)
    tokens.revoke(by=administrator, number=number, why="left in a file", now=now)
    with pytest.raises(BadInput):
        tokens.revoke(by=administrator, number=number, why="", now=now)


def test_an_account_that_begins_anew_has_no_tokens(council: Authority, dcs: User, by: Acting) -> None:
    text = make(by).text
    invite_again(by=at_the_machine(council), user=dcs, why="lost the phone", now=timezone.now())
    assert tokens.presented(text, ON) is None


def test_a_person_makes_a_token_sees_it_once_and_ends_it(council: Authority, dcs: User) -> None:
    client = client_for(dcs)
    assert "You have made no token" in client.get("/account/tokens/").content.decode()
    there = "/northmoor/people/tokens/make/"
    assert "write:departures" not in client.get(there).content.decode(), "the DCS records no departures"
    day = timezone.localdate() + timedelta(20)
    sent = {"name": "Report", "scopes": ["read"], "ends_0": day.day, "ends_1": day.month, "ends_2": day.year}
    page = client.post(there, sent).content.decode()
    found = re.search(r"clearline_[\w-]{43}", page)
    assert found, page
    listed = client.get("/account/tokens/").content.decode()
    assert "Report" in listed
    assert found[0] not in listed
    row = Token.objects.get()
    assert client.post(f"/account/tokens/{row.pk}/end/").status_code == 302
    assert tokens.state(Token.objects.get(), timezone.localdate()) == "Ended"
    assert "is ended" in client.get("/account/tokens/").content.decode()
    again = client.post(f"/account/tokens/{row.pk}/end/", follow=True).content.decode()
    assert "There is no such token, or it has been ended" in again


def test_a_bad_day_is_said_on_the_form(council: Authority, dcs: User) -> None:
    sent = {"name": "Report", "scopes": ["read"], "ends_0": 1, "ends_1": 1, "ends_2": 2099}
    page = client_for(dcs).post("/northmoor/people/tokens/make/", sent).content.decode()
    assert "at most a year from now" in page


def test_nobody_ends_anothers_token_from_their_own_page(council: Authority, dcs: User, by: Acting) -> None:
    number = make(by).number
    page = client_for(member(council, "analyst")).post(f"/account/tokens/{number}/end/", follow=True)
    assert "There is no such token of yours" in page.content.decode()
    assert Token.objects.get().revoked_at is None


def test_whoever_has_no_role_for_it_is_told_so(council: Authority) -> None:
    page = client_for(member(council, "partner")).get("/account/tokens/").content.decode()
    assert "None of your roles allows you" in page


def test_an_administrator_lists_and_ends_the_tokens_of_all(council: Authority, dcs: User) -> None:
    token_for(dcs, council, "read")
    Token.objects.update(ends=ON - timedelta(400))
    client = client_for(member(council, "administrator"))
    listed = client.get("/northmoor/people/tokens/").content.decode()
    assert "A test" in listed
    assert "Over" in listed
    there = f"/northmoor/people/tokens/{Token.objects.get().pk}/end/"
    assert client.get(there).status_code == 200
    assert client.post(there, {"why": "No longer needed"}).status_code == 302
    assert Token.objects.get().revoked_at is not None
    assert client.get("/northmoor/people/tokens/999/end/").status_code == 404
