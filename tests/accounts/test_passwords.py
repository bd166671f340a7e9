"""What a password must be, wherever one is chosen."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from people import make_authority, make_user, member

from clearline.accounts.models import User

pytestmark = pytest.mark.django_db


def why_not(password: str, user: User | None = None) -> list[str]:
    """Return why a password is refused; nothing for a good one."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    return []


@pytest.mark.parametrize(
    "password",
    ["three quiet herons", "12 ducks ☂ in rain", "ÆØÅæøåÆØÅæøå", "onlysmallletters", "834926103757", "unbelievable"],
)
def test_any_letters_do(password: str) -> None:
    assert why_not(password) == []


def test_twelve_characters_are_the_fewest() -> None:
    assert why_not("x7 ducks !!") == ["Password must be 12 characters or more"]
    assert why_not("x7 ducks !!!") == []


def test_128_characters_are_the_most() -> None:
    assert why_not("quiet heron " * 10 + "12345678") == []
    assert why_not("quiet heron " * 10 + "123456789") == ["Password must be 128 characters or fewer"]


@pytest.mark.parametrize(
    "password",
    ["1q2w3e4r5t6y", "PASSWORD123456", "sunshinesummer", "administrator!!!", "aaaaaaaaaaaa", "  password  "],
)
def test_passwords_that_many_have_are_refused(password: str) -> None:
    assert why_not(password)


@pytest.mark.parametrize(
    "password",
    [
        "jopoole-northmoor1",
        "Northmoor2026!",
        "clearlineclearline",
        "NORTHMOOR.example",
        "annika1-jo.poole",
        "council-annika",
    ],
)
def test_what_anybody_could_guess_of_a_person_is_refused(password: str) -> None:
    user = make_user("jo.poole@northmoor.example", name="Annika Poole")
    member(make_authority("northmoor", "Northmoor Council"), "dcs", user=user)
    assert "must not be made of your name" in str(why_not(password, user))


def test_a_long_phrase_may_have_a_name_in_it() -> None:
    user = make_user("jo.poole@northmoor.example", name="Annika Poole")
    assert why_not("annika eats seven figs", user) == []


def test_the_rules_are_in_words() -> None:
    assert "12 characters or more" in " ".join(password_validators_help_texts())
