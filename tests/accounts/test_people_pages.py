"""The administrator's pages: who sees them, and what they do."""

from datetime import timedelta
from typing import Any

import pytest
from browsing import enter_password, give_app, is_signed_in, link_in
from django.test import Client
from django.utils import timezone
from people import browser, client_for, make_authority, make_user, member

from clearline.accounts.models import Authority, Membership, User
from clearline.accounts.permissions import ROLES, Role

pytestmark = pytest.mark.django_db

PEOPLE = "/northmoor/people/"


def text_of(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


@pytest.fixture
def authority() -> Authority:
    """An authority."""
    return make_authority()


@pytest.fixture
def client(authority: Authority) -> Client:
    """The browser of its administrator."""
    return client_for(member(authority, "administrator"))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_only_administrators_come_in(authority: Authority, role: Role) -> None:
    user = member(authority, role)
    client = client_for(user)
    row = user.memberships.get()
    for part in ("", "invite/", f"roles/{row.pk}/end/", f"{user.pk}/", f"{user.pk}/close/"):
        assert client.get(PEOPLE + part).status_code == 403


def test_another_authoritys_people_are_not_found(authority: Authority, client: Client) -> None:
    other = member(make_authority("southmoor"), "dcs")
    row = other.memberships.get()
    assert client.get("/southmoor/people/").status_code == 404
    for part in (f"{other.pk}/", f"roles/{row.pk}/end/", f"{other.pk}/begin-anew/", f"{other.pk}/close/",
                 f"{other.pk}/open/", f"{other.pk}/same-person/"):  # fmt: skip
        assert client.get(PEOPLE + part).status_code == 404, part
        assert client.post(PEOPLE + part, {"why": "x", "when": "now"}).status_code in (404, 405), part
    row.refresh_from_db()
    assert row.ends is None


def test_the_list_has_roles_as_at_a_day_and_how_it_stands_with_each_account(
    authority: Authority, client: Client
) -> None:
    give_app(member(authority, "dcs"))
    closed, invited = member(authority, "leader"), member(authority, "analyst")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    User.objects.filter(pk=invited.pk).update(invited_at=timezone.now())
    member(authority, "auditor", ends=timezone.localdate() - timedelta(days=1))
    page = text_of(client.get(PEOPLE))
    for words in ("Director of children’s services (DCS)", "Closed", "Invited", "Set up", "Not set up"):
        assert words in page
    assert page.count(">Auditor<") == 1  # only among the filters
    assert client.get(f"{PEOPLE}?on=2021-01-01").content.decode().count(">Auditor<") == 2


def test_the_list_is_given_out_as_csv(authority: Authority, client: Client) -> None:
    member(authority, "dcs")
    rows = text_of(client.get(f"{PEOPLE}?format=csv&role=dcs")).splitlines()
    assert len(rows) == 2
    assert "Action" not in rows[0]


def test_a_role_is_given_and_the_link_mailed(client: Client, mailoutbox: list[Any], settings: Any) -> None:
    settings.MAIL_IS_SET_UP = True
    answer = client.post(
        f"{PEOPLE}invite/", {"email": "jo@northmoor.example", "name": "Jo", "role": "dcs"}, follow=True
    )
    assert "A link to choose a password is on its way" in text_of(answer)
    assert browser().get(link_in(mailoutbox[0].body)).status_code == 200


def test_without_a_mail_server_it_is_said_how_the_link_is_made(client: Client) -> None:
    answer = client.post(f"{PEOPLE}invite/", {"email": "jo@northmoor.example", "role": "dcs"}, follow=True)
    assert "clearline site invitation-link" in text_of(answer)


def test_a_role_is_given_to_somebody_who_has_an_account(client: Client, mailoutbox: list[Any]) -> None:
    user = make_user("jo@northmoor.example")
    day = {"ends_0": "31", "ends_1": "3", "ends_2": "2099"}
    answer = client.post(f"{PEOPLE}invite/", {"email": user.email, "role": "inspector", **day}, follow=True)
    assert "has the role Inspector" in text_of(answer)
    assert "Sign in here" in mailoutbox[0].body
    assert str(user.memberships.get().ends) == "2099-03-31"


def test_the_form_starts_with_the_address_that_it_was_come_from(client: Client) -> None:
    assert 'value="jo@x.example"' in text_of(client.get(f"{PEOPLE}invite/?email=jo@x.example"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": "", "role": "dcs"}, "Enter email address"),
        ({"email": "jo@northmoor.example", "role": ""}, "Select role"),
        ({"email": "jo@northmoor.example", "role": "inspector"}, "An inspector’s role always ends"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(client: Client, given: dict[str, str], words: str) -> None:
    page = text_of(client.post(f"{PEOPLE}invite/", given))
    assert "There is a problem" in page
    assert words in page
    assert User.objects.count() == 1


def test_a_role_is_ended_now(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    theirs = client_for(user)
    row = user.memberships.get()
    assert text_of(client.get(f"{PEOPLE}roles/{row.pk}/end/")).count("End a role") >= 1
    answer = client.post(f"{PEOPLE}roles/{row.pk}/end/", {"when": "now", "why": "Left"}, follow=True)
    assert "The role of" in text_of(answer)
    assert not is_signed_in(theirs)
    assert theirs.get("/northmoor/").status_code == 302


def test_a_role_is_ended_after_a_day(authority: Authority, client: Client) -> None:
    row = member(authority, "dcs").memberships.get()
    address, day = f"{PEOPLE}roles/{row.pk}/end/", {"last_day_0": "31", "last_day_1": "3", "last_day_2": "2099"}
    assert "Enter the last day" in text_of(client.post(address, {"when": "day", "why": "Leaves"}))
    past = {"last_day_0": "1", "last_day_1": "1", "last_day_2": "2021"}
    assert "must be today or later" in text_of(client.post(address, {"when": "day", "why": "Leaves", **past}))
    assert client.post(address, {"when": "day", "why": "Leaves", **day}).status_code == 302
    row.refresh_from_db()
    assert str(row.ends) == "2099-03-31"


def test_the_only_administrator_is_told_why_they_stay(client: Client) -> None:
    row = Membership.objects.get()
    page = text_of(client.post(f"{PEOPLE}roles/{row.pk}/end/", {"when": "now", "why": "x"}))
    assert "This is the only administrator" in page


def test_a_reason_is_needed(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    for act in ("begin-anew", "close"):
        page = text_of(client.post(f"{PEOPLE}{user.pk}/{act}/", {"why": " "}))
        assert "Enter reason" in page
    assert enter_password(browser(), user.email).status_code == 302


def test_an_account_is_closed_and_opened_again(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    assert "Close the account" in text_of(client.get(f"{PEOPLE}{user.pk}/"))
    assert "is closed" in text_of(client.post(f"{PEOPLE}{user.pk}/close/", {"why": "Left"}, follow=True))
    user.refresh_from_db()
    assert not user.is_active
    assert "Open the account again" in text_of(client.get(f"{PEOPLE}{user.pk}/"))
    assert "is open again" in text_of(client.post(f"{PEOPLE}{user.pk}/open/", {"why": "Back"}, follow=True))


def test_a_person_begins_anew_with_a_mailed_link(authority: Authority, client: Client, mailoutbox: list[Any]) -> None:
    user = give_app(member(authority, "dcs"))
    answer = client.post(f"{PEOPLE}{user.pk}/begin-anew/", {"why": "Lost their phone"}, follow=True)
    assert "has to choose a new password" in text_of(answer)
    assert browser().get(link_in(mailoutbox[0].body)).status_code == 200
    assert enter_password(browser(), user.email).status_code == 200


def test_two_accounts_are_linked_and_shown_as_one_person(authority: Authority, client: Client) -> None:
    user, other = member(authority, "dcs"), member(authority, "leader")
    hidden = member(make_authority("southmoor"), "dcs")
    address = f"{PEOPLE}{user.pk}/same-person/"
    page = text_of(client.get(address))
    assert other.email in page
    assert hidden.email not in page
    assert "There is a problem" in text_of(client.post(address, {"other": hidden.pk, "why": "x"}))
    answer = client.post(address, {"other": other.pk, "why": "Found out"}, follow=True)
    assert f"Other accounts of the same person: {other.email}" in text_of(answer)


def test_what_is_refused_is_said_on_the_page(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    member(make_authority("southmoor"), "dcs", user=user)
    page = text_of(client.get(f"{PEOPLE}{user.pk}/"))
    assert "Only whoever runs this site can change it" in page
    assert "This account has roles at other authorities" in text_of(
        client.post(f"{PEOPLE}{user.pk}/close/", {"why": "x"})
    )


def test_the_page_of_a_person_shows_the_roles_here_only(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    member(make_authority("southmoor"), "leader", user=user)
    page = text_of(client.get(f"{PEOPLE}{user.pk}/"))
    assert "Director of children’s services" in page
    assert "Leader" not in page
    assert "southmoor" not in page


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    authority: Authority, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        member(authority, "analyst")
    client.get(PEOPLE)
    with django_assert_max_num_queries(7):
        client.get(PEOPLE)


def test_the_as_at_date_stays_in_the_links(authority: Authority, client: Client) -> None:
    user = member(authority, "dcs")
    page = text_of(client.get(f"{PEOPLE}{user.pk}/?on=2026-03-31"))
    assert f"{PEOPLE}?on=2026-03-31" in page
    assert f"{PEOPLE}{user.pk}/close/?on=2026-03-31" in page
