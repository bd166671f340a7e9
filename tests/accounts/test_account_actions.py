"""Changes to authorities, accounts and roles: who may, what is refused, and what the trail has of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from browsing import enter_password, give_app, is_signed_in
from django.utils import timezone
from people import LONG_AGO, browser, client_for, make_authority, make_user, member

from clearline.accounts import actions
from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority, Individual, Membership, User
from clearline.accounts.permissions import ROLES, Role
from clearline.accounts.queries import acting_for
from clearline.accounts.signing_in.second_factor import has_app, make_recovery_codes
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 31)


def administrator(authority: Authority | None = None) -> Acting:
    """Return an administrator at work."""
    authority = authority or make_authority()
    acting = acting_for(member(authority, "administrator"), authority.key, TODAY, "page")
    assert acting is not None
    return acting


def invite(by: Acting, **changed: Any) -> User:
    """Invite somebody."""
    given = {"email": "jo@northmoor.example", "name": "Jo Poole", "role": "analyst", "starts": TODAY, "ends": None}
    return actions.invite(**{**given, **changed}, by=by, now=timezone.now())


def entry(did: str) -> Entry:
    """Return the one entry of a kind in the trail."""
    return Entry.objects.get(did=did)


def test_an_authority_is_made_and_is_in_its_own_trail() -> None:
    made = actions.create_authority(
        by=at_the_machine(None), key="northmoor", name=" Northmoor Council ", gss_code="E06000999", on=TODAY
    )
    assert (made.name, made.since) == ("Northmoor Council", TODAY)
    assert entry("authority created").authority == made


@pytest.mark.parametrize("key", ["account", "static", "Not a key", "", "northmoor", "a" * 61])
def test_a_key_that_cannot_be_an_address_is_refused(key: str) -> None:
    make_authority("northmoor")
    with pytest.raises(BadInput):
        actions.create_authority(by=at_the_machine(None), key=key, name="N", gss_code="", on=TODAY)
    assert Authority.objects.count() == 1
    assert not Entry.objects.exists()


def test_an_invited_person_has_an_account_without_a_password_and_a_role() -> None:
    by = administrator()
    user = invite(by, email=" Jo@Northmoor.example ")
    assert (user.email, user.individual.name) == ("jo@northmoor.example", "Jo Poole")
    assert user.invited_at
    assert not user.has_usable_password()
    assert list(user.memberships.values_list("role", "starts", "ends")) == [("analyst", TODAY, None)]
    assert entry("role given").about == f"account:{user.pk}"


def test_the_address_in_the_trail_can_be_erased() -> None:
    invite(administrator())
    assert "jo@northmoor.example" not in str(list(Entry.objects.values()))


def test_an_account_that_is_in_use_gets_the_role_and_keeps_its_password() -> None:
    user = make_user("jo@northmoor.example")
    assert invite(administrator()) == user
    user.refresh_from_db()
    assert user.invited_at is None
    assert user.has_usable_password()


def test_an_invited_account_is_invited_again_with_its_second_role() -> None:
    by = administrator()
    first = invite(by).invited_at
    second = invite(by, role="dcs").invited_at
    assert first and second and second > first  # noqa: PT018


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "not an address"},
        {"email": ""},
        {"role": "superuser"},
        {"role": "inspector"},
        {"ends": TODAY - timedelta(days=1)},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(changed: dict[str, Any]) -> None:
    by = administrator()
    with pytest.raises(BadInput):
        invite(by, **changed)
    assert not User.objects.filter(email="jo@northmoor.example").exists()


def test_a_role_is_not_given_twice() -> None:
    by = administrator()
    invite(by)
    with pytest.raises(BadInput, match="has this role already"):
        invite(by)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_only_an_administrator_gives_roles(role: Role) -> None:
    authority = make_authority()
    by = acting_for(member(authority, role), authority.key, TODAY, "page")
    assert by is not None
    with pytest.raises(Refused):
        invite(by)


def test_nobody_gives_themself_a_role() -> None:
    by = administrator()
    assert by.user is not None
    with pytest.raises(Refused, match="to yourself"):
        invite(by, email=by.user.email, role="monitoring-officer")


def test_nobody_gives_a_role_to_their_own_second_account() -> None:
    by = administrator()
    other = make_user("jo@northmoor.example")
    User.objects.filter(pk=other.pk).update(individual=by.person)
    with pytest.raises(Refused, match="to yourself"):
        invite(by)


def give(authority: Authority, role: Role = "analyst", **given: Any) -> Membership:
    """Return a role that somebody has."""
    return member(authority, role, **given).memberships.get()


def test_a_role_that_is_ended_now_is_gone_at_the_next_request() -> None:
    by = administrator()
    assert by.authority is not None
    row = give(by.authority)
    client = client_for(row.user)
    actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="Moved on")
    assert acting_for(row.user, "northmoor", TODAY, "page") is None
    assert not is_signed_in(client)
    assert entry("role ended").why == "Moved on"


def test_a_role_can_end_after_a_day_and_lasts_until_then() -> None:
    by = administrator()
    assert by.authority is not None
    row = give(by.authority)
    client = client_for(row.user)
    actions.end_role(by=by, membership=row, on=TODAY, last_day=TODAY, why="Moved on")
    assert acting_for(row.user, "northmoor", TODAY, "page")
    assert acting_for(row.user, "northmoor", TODAY + timedelta(days=1), "page") is None
    assert is_signed_in(client)


def test_a_role_that_began_today_is_taken_back_wholly() -> None:
    by = administrator()
    assert by.authority is not None
    row = give(by.authority, starts=TODAY)
    actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="By mistake")
    assert not Membership.objects.filter(role="analyst").exists()
    assert entry("role ended")


@pytest.mark.parametrize("last_day", [TODAY - timedelta(days=1), TODAY])
def test_a_role_does_not_end_in_the_past_or_before_it_begins(last_day: date) -> None:
    by = administrator()
    assert by.authority is not None
    row = give(by.authority, starts=TODAY + timedelta(days=1))
    with pytest.raises(BadInput):
        actions.end_role(by=by, membership=row, on=TODAY, last_day=last_day, why="x")


def test_a_role_that_has_ended_is_not_brought_back_by_another_end() -> None:
    by = administrator()
    assert by.authority is not None
    row = give(by.authority)
    stale = Membership.objects.get(pk=row.pk)
    actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="Moved on")
    for last_day in (None, TODAY + timedelta(days=300)):
        with pytest.raises(BadInput, match="has ended already"):
            actions.end_role(by=by, membership=stale, on=TODAY + timedelta(days=9), last_day=last_day, why="x")
    assert Membership.objects.get(pk=row.pk).ends == TODAY - timedelta(days=1)


def test_nobody_makes_their_own_role_last_longer() -> None:
    by = administrator()
    assert by.user is not None
    assert by.authority is not None
    other = administrator(by.authority)
    row = by.user.memberships.get()
    actions.end_role(by=other, membership=row, on=TODAY, last_day=TODAY + timedelta(days=9), why="A stand-in")
    with pytest.raises(Refused, match="your own role"):
        actions.end_role(by=by, membership=row, on=TODAY, last_day=TODAY + timedelta(days=90), why="x")
    actions.end_role(by=other, membership=row, on=TODAY, last_day=TODAY + timedelta(days=90), why="Longer")
    assert by.user.memberships.get().ends == TODAY + timedelta(days=90)


def test_a_role_of_another_authority_is_not_ended() -> None:
    with pytest.raises(Refused):
        actions.end_role(
            by=administrator(), membership=give(make_authority("southmoor")), on=TODAY, last_day=None, why="x"
        )


def test_the_only_administrator_stays_one() -> None:
    by = administrator()
    assert by.user is not None
    row = by.user.memberships.get()
    with pytest.raises(Refused, match="only administrator"):
        actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="x")
    assert by.authority is not None
    closed = member(by.authority, "administrator")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(Refused, match="only administrator"):
        actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="x")
    member(by.authority, "administrator")
    actions.end_role(by=by, membership=row, on=TODAY, last_day=None, why="x")


def test_whoever_begins_anew_loses_password_second_factor_and_sessions() -> None:
    by = administrator()
    assert by.authority is not None
    user = give_app(member(by.authority, "dcs"))
    make_recovery_codes(user)
    client = client_for(user)
    actions.invite_again(by=by, user=user, why="Lost their phone", now=timezone.now())
    assert not is_signed_in(client)
    assert enter_password(browser(), user.email).status_code == 200
    assert not has_app(user)
    assert not user.recovery_codes.exists()
    assert user.invited_at
    assert entry("account begun anew").why == "Lost their phone"


def test_a_closed_account_is_signed_out_and_can_be_opened_again() -> None:
    by = administrator()
    assert by.authority is not None
    user = member(by.authority, "dcs")
    client = client_for(user)
    actions.set_active(by=by, user=user, active=False, why="On leave")
    assert not is_signed_in(client)
    assert enter_password(browser(), user.email)["Location"] == "/account/closed/"
    actions.set_active(by=by, user=user, active=True, why="Back")
    assert enter_password(browser(), user.email)["Location"] == "/"
    assert entry("account closed")
    assert entry("account opened again")


def changes(by: Acting, user: User) -> list[Any]:
    """Return what can be done to an account itself, to be called."""
    other = member(by.authority, "leader") if by.authority else make_user()
    return [
        lambda: actions.invite_again(by=by, user=user, why="x", now=timezone.now()),
        lambda: actions.set_active(by=by, user=user, active=False, why="x"),
        lambda: actions.same_person(by=by, user=user, other=other, why="x"),
        lambda: actions.same_person(by=by, user=other, other=user, why="x"),
    ]


def test_an_account_that_another_authority_relies_on_is_changed_at_the_machine_only() -> None:
    by = administrator()
    assert by.authority is not None
    user = member(by.authority, "dcs")
    member(make_authority("southmoor"), "dcs", user=user)
    for change in changes(by, user):
        with pytest.raises(Refused, match="other authorities"):
            change()
    actions.set_active(by=at_the_machine(None), user=user, active=False, why="Left")
    assert not user.is_active


def test_an_account_of_another_authority_is_not_changed() -> None:
    for change in changes(administrator(), member(make_authority("southmoor"), "dcs")):
        with pytest.raises(Refused):
            change()


def test_nobody_changes_their_own_account_as_an_administrator() -> None:
    by = administrator()
    assert by.user is not None
    for change in changes(by, by.user):
        with pytest.raises(Refused, match="your own account"):
            change()


def test_nothing_is_changed_when_it_is_refused() -> None:
    by = administrator()
    user = give_app(member(make_authority("southmoor"), "dcs"))
    with pytest.raises(Refused):
        actions.invite_again(by=by, user=user, why="x", now=timezone.now())
    assert has_app(user)
    assert enter_password(browser(), user.email).status_code == 302


def test_two_accounts_of_one_person_are_one_person_for_what_two_must_do() -> None:
    by = administrator()
    assert by.authority is not None
    first, second = member(by.authority, "governance-officer"), member(by.authority, "monitoring-officer")
    gone = first.individual_id
    actions.same_person(by=by, user=first, other=second, why="Found out")
    first.refresh_from_db()
    assert first.individual_id == second.individual_id != gone
    assert not Individual.objects.filter(pk=gone).exists()
    acting = acting_for(first, "northmoor", TODAY, "page")
    assert acting is not None
    with pytest.raises(Refused):
        acting.require_another(second.individual_id, "Adopting a proposal")
    assert str(gone) in str(entry("accounts linked").before)


def test_the_same_two_are_not_linked_twice() -> None:
    user = make_user()
    with pytest.raises(BadInput, match="already"):
        actions.same_person(by=at_the_machine(None), user=user, other=user, why="x")


def test_the_demonstration_has_an_account_for_every_role_with_passwords_of_its_own() -> None:
    made = actions.make_demo_accounts(by=at_the_machine(make_authority()), on=LONG_AGO, now=timezone.now())
    assert list(made) == list(ROLES)
    assert made["dcs"][0] == "dcs@northmoor.example"
    assert len({password for _, password in made.values()}) == len(ROLES)
    email, password = made["lead-member"]
    assert enter_password(browser(), email, password).status_code == 302


def test_every_change_is_one_entry() -> None:
    by = administrator()
    user = invite(by)
    assert Entry.objects.count() == 1
    actions.take_up(user=user, password="seven small lanterns lit")
    assert Entry.objects.count() == 2
    actions.set_active(by=by, user=user, active=False, why="x")
    assert Entry.objects.count() == 3
