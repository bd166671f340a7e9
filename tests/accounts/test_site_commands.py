"""`clearline site`: the first run, roles, and what only the machine may do."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from browsing import enter_password, is_signed_in
from click.testing import CliRunner, Result
from django.utils import timezone
from people import browser, client_for, make_authority, make_user, member

from clearline.accounts.models import Authority, User
from clearline.cli import main

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    """Run a command of `clearline site`."""
    return CliRunner().invoke(main, ["site", *arguments])


def test_the_first_run_makes_an_authority_and_its_administrator() -> None:
    made = run("create-authority", "northmoor", "--name", "Northmoor Council", "--gss", "E06000999")
    assert made.exit_code == 0, made.output
    assert "clearline site create-administrator EMAIL --authority northmoor" in made.output
    told = run("create-administrator", "admin@northmoor.example", "--authority", "northmoor")
    link = re.search(r"http://127.0.0.1:8000(/account/invitation/\S+)", told.output)
    assert link
    assert browser().post(link[1], {"password": "seven small lanterns lit"}).status_code == 302
    assert enter_password(browser(), "admin@northmoor.example", "seven small lanterns lit").status_code == 302


def test_the_tables_are_made() -> None:
    assert "up to date" in run("migrate").output


def test_a_role_is_added_with_its_last_day_and_listed() -> None:
    make_authority()
    last = (timezone.localdate() + timedelta(days=90)).isoformat()
    run("add-role", "i@northmoor.example", "inspector", "--authority", "northmoor", "--until", last)
    told = json.loads(run("list-roles", "--authority", "northmoor", "--format", "json").output)
    assert [(row["email"], row["role"], row["until"]) for row in told] == [("i@northmoor.example", "inspector", last)]
    assert "i@northmoor.example" in run("list-roles", "--authority", "northmoor").output


def test_an_account_in_use_gets_no_link() -> None:
    make_authority()
    user = make_user()
    told = run("add-role", user.email, "dcs", "--authority", "northmoor")
    assert "has the role Director of children’s services" in told.output
    assert "invitation" not in told.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("create-authority", "account", "--name", "A"), "the address of other pages"),
        (("create-administrator", "a@b.example", "--authority", "nowhere"), "There is no authority 'nowhere' here"),
        (("create-administrator", "nobody", "--authority", "northmoor"), "is not an email address"),
        (("add-role", "a@b.example", "inspector", "--authority", "northmoor"), "always ends"),
        (("add-role", "a@b.example", "king", "--authority", "northmoor"), "'king' is not one of"),
        (("begin-anew", "a@b.example", "--why", "x"), "There is no account a@b.example"),
        (("invitation-link", "a@b.example"), "There is no account a@b.example"),
    ],
)
def test_what_cannot_be_is_a_message_and_status_2(arguments: tuple[str, ...], words: str) -> None:
    make_authority()
    told = run(*arguments)
    assert told.exit_code == 2
    assert words in told.output
    assert not User.objects.exists()
    assert Authority.objects.count() == 1


def test_whoever_lost_their_phone_begins_anew() -> None:
    user = make_user()
    client = client_for(user)
    told = run("begin-anew", user.email, "--why", "Lost their phone")
    assert "/account/invitation/" in told.output
    assert not is_signed_in(client)


def test_a_link_is_made_again_for_whoever_has_not_used_theirs() -> None:
    make_authority()
    run("add-role", "a@northmoor.example", "dcs", "--authority", "northmoor")
    assert "/account/invitation/" in run("invitation-link", "a@northmoor.example").output
    used = run("invitation-link", make_user().email)
    assert used.exit_code == 2
    assert "clearline site begin-anew" in used.output


def test_an_account_is_closed_whatever_roles_it_has() -> None:
    user = member(make_authority(), "dcs")
    member(make_authority("southmoor"), "dcs", user=user)
    client = client_for(user)
    assert "is closed" in run("close-account", user.email, "--why", "Left").output
    assert not is_signed_in(client)


def test_two_accounts_are_linked_across_authorities() -> None:
    first, second = member(make_authority(), "dcs"), member(make_authority("southmoor"), "dcs")
    assert "are of one person" in run("same-person", first.email, second.email, "--why", "Joint director").output
    first.refresh_from_db()
    assert first.individual_id == second.individual_id


def test_the_address_to_register_with_the_councils_sign_in_is_shown(settings: Any) -> None:
    assert "None is set" in run("show-council-sign-in").output
    settings.COUNCIL_SIGN_INS = [{"name": "council account", "provider_id": "council-0123456789ab"}]
    told = run("show-council-sign-in").output
    assert "council account: http://127.0.0.1:8000/account/council/council-0123456789ab/back/" in told


def test_no_command_gives_a_default_password() -> None:
    make_authority()
    run("create-administrator", "admin@northmoor.example", "--authority", "northmoor")
    assert not User.objects.get().has_usable_password()
