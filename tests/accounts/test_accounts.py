"""What accounts, persons and the site's adapters are by themselves."""

import pytest
from browsing import code
from django.http import HttpRequest
from django.utils import timezone
from people import PASSWORD, browser, make_authority, make_user

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Individual, User
from clearline.accounts.signing_in.adapter import Accounts
from clearline.accounts.signing_in.council import CouncilAccounts
from clearline.accounts.signing_in.second_factor import first_use, has_app

pytestmark = pytest.mark.django_db


def test_things_are_called_by_their_names() -> None:
    assert str(make_authority()) == "Northmoor Council"
    assert str(Individual(name="Jo Poole")) == "Jo Poole"
    assert str(Individual()) == "name not recorded"
    assert str(make_user("a@b.example", name="Jo Poole")) == "Jo Poole"
    assert str(make_user("c@d.example")) == "c@d.example"


def test_an_account_is_found_by_its_address_in_any_letters() -> None:
    user = make_user("a@b.example")
    assert User.objects.get_by_natural_key("A@B.example") == user


def test_an_account_that_comes_without_a_person_gets_one() -> None:
    user = User(email="Jo@B.example", made_at=timezone.now())
    user.save()
    assert user.individual.pk
    assert user.email == "jo@b.example"


def test_one_person_cannot_do_what_two_must() -> None:
    user, other = make_user(), make_user()
    acting = Acting(user, None, frozenset(), "page")
    acting.require_another(other.individual_id, "Adopting")
    at_the_machine(None).require_another(None, "Adopting")
    with pytest.raises(Refused):
        acting.require_another(user.individual_id, "Adopting")


def test_no_sign_up_is_open() -> None:
    assert Accounts().is_open_for_signup(HttpRequest()) is False
    assert CouncilAccounts().is_open_for_signup(HttpRequest(), None) is False


def test_a_code_that_was_seen_does_not_set_up_an_app() -> None:
    user, client = make_user(), browser()
    client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    client.post("/account/password/again/", {"password": PASSWORD})
    client.get("/account/second-factor/set-up/")
    shown = code(client.session["mfa.totp.secret"])
    assert first_use(user, shown)
    client.post("/account/second-factor/set-up/", {"code": shown})
    assert not has_app(user)
