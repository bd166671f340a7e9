"""The second factor: set up, used once, replaced; recovery codes; what of it is in the database."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from browsing import code, enter_password, give_app, is_signed_in, sign_in
from django.test import Client
from people import PASSWORD, browser, client_for, make_user

from clearline.accounts.models import RecoveryCode, User
from clearline.accounts.signing_in.second_factor import (
    SecondFactors,
    first_use,
    has_app,
    make_recovery_codes,
    use_recovery_code,
)
from clearline.accounts.trail.models import Entry

pytestmark = pytest.mark.django_db

SET_UP, AGAIN, CODE = "/account/second-factor/set-up/", "/account/second-factor/again/", "/account/second-factor/code/"


def text_of(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def secret_on(client: Client) -> str:
    """Return the key that the page to set up an app shows."""
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", text_of(client.get(SET_UP)))
    assert found
    return found[1].replace(" ", "")


def half_way() -> tuple[Client, User]:
    """Return a browser in which the password was entered, and whose it is."""
    user, client = make_user(), browser()
    enter_password(client, user.email)
    client.post("/account/password/again/", {"password": PASSWORD})
    return client, user


def set_up() -> tuple[Client, User, list[str]]:
    """Return a browser in which an app was just set up, whose it is, and the recovery codes that were shown."""
    client, user = half_way()
    answer = client.post(SET_UP, {"code": code(secret_on(client))})
    return client, user, re.findall(r"<code>([A-Z2-9-]{29})</code>", text_of(answer))


def test_setting_up_an_app_lets_in_at_once() -> None:
    client, user, codes = set_up()
    assert is_signed_in(client)
    assert len(codes) == 8 == RecoveryCode.objects.filter(user=user).count()


def test_setting_up_asks_for_the_password_again_first() -> None:
    user, client = make_user(), browser()
    enter_password(client, user.email)
    assert client.get(SET_UP)["Location"].startswith("/account/password/again/")


def test_a_wrong_first_code_sets_up_nothing() -> None:
    client, user = half_way()
    secret_on(client)
    assert "The code is not right" in text_of(client.post(SET_UP, {"code": "000000"}))
    assert not has_app(user)


@pytest.mark.django_db(transaction=True)
def test_setting_up_changes_the_key_ends_other_sessions_and_is_in_the_trail(mailoutbox: list[Any]) -> None:
    client, user = half_way()
    elsewhere = client_for(user)
    before, secret = client.session.session_key, secret_on(client)
    client.post(SET_UP, {"code": code(secret)})
    assert client.session.session_key != before
    assert not is_signed_in(elsewhere)
    assert Entry.objects.filter(did="authenticator app set up", about=f"account:{user.pk}").exists()
    assert "authenticator app was set up" in mailoutbox[-1].subject


def test_the_first_code_cannot_be_used_to_sign_in() -> None:
    client, user = half_way()
    secret = secret_on(client)
    first = code(secret)
    client.post(SET_UP, {"code": first})
    other = browser()
    enter_password(other, user.email)
    assert "The code is not right" in text_of(other.post(CODE, {"code": first}))


def test_a_code_lets_in_once_though_it_is_valid_for_longer() -> None:
    user = give_app(make_user())
    shown = code()
    for attempt in (1, 2):
        client = browser()
        enter_password(client, user.email)
        client.post(CODE, {"code": shown})
        assert is_signed_in(client) is (attempt == 1)


def test_a_code_is_remembered_by_itself_for_longer_than_it_is_valid() -> None:
    user = make_user()
    assert first_use(user, "123 456")
    assert not first_use(user, "123456")
    assert first_use(make_user(), "123456")


@pytest.mark.parametrize(("steps", "lets_in"), [(-3, False), (-1, True), (1, True), (3, False)])
def test_a_code_is_valid_half_a_minute_early_and_late_and_no_longer(steps: int, lets_in: bool) -> None:
    user, client = give_app(make_user()), browser()
    enter_password(client, user.email)
    client.post(CODE, {"code": code(steps=steps)})
    assert is_signed_in(client) is lets_in


def test_the_page_for_the_code_is_of_no_use_without_the_password() -> None:
    assert browser().get(CODE)["Location"] == "/account/sign-in/"
    assert browser().post(CODE, {"code": code()})["Location"] == "/account/sign-in/"


def test_six_wrong_codes_have_to_wait() -> None:
    user, client = give_app(make_user()), browser()
    enter_password(client, user.email)
    for _ in range(5):
        assert "The code is not right" in text_of(client.post(CODE, {"code": "000000"}))
    assert "too many attempts" in text_of(client.post(CODE, {"code": code()}))


def test_a_recovery_code_lets_in_once_however_it_is_written(mailoutbox: list[Any]) -> None:
    _, user, codes = set_up()
    for attempt in (1, 2):
        client = browser()
        enter_password(client, user.email)
        client.post(CODE, {"code": codes[0].lower().replace("-", " ")})
        assert is_signed_in(client) is (attempt == 1)
    assert RecoveryCode.objects.filter(user=user).count() == 7
    assert mailoutbox[-1].subject == "Clearline: a recovery code was used"


def test_a_recovery_code_shows_again_who_somebody_is() -> None:
    user = give_app(make_user())
    codes = make_recovery_codes(user)
    client = sign_in(user)
    client.get("/account/second-factor/remove/")
    answer = client.post(f"{AGAIN}?next=/account/second-factor/remove/", {"code": codes[0]})
    assert answer["Location"] == "/account/second-factor/remove/"
    assert "Remove the app" in text_of(client.get("/account/second-factor/remove/"))


def test_nobody_elses_recovery_code_is_taken() -> None:
    user, other = give_app(make_user()), make_user()
    codes = make_recovery_codes(other)
    client = browser()
    enter_password(client, user.email)
    assert "The code is not right" in text_of(client.post(CODE, {"code": codes[0]}))


def test_the_database_has_neither_the_secret_nor_a_recovery_code() -> None:
    user = give_app(make_user())
    codes = make_recovery_codes(user)
    kept = str(list(Authenticator.objects.values())) + str(list(RecoveryCode.objects.values()))
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert not [each for each in codes if each in kept or each.replace("-", "") in kept]
    assert use_recovery_code(user, codes[3])


def test_a_secret_is_read_after_the_key_of_the_installation_was_changed(settings: Any) -> None:
    kept = SecondFactors().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [settings.SECRET_KEY]
    assert SecondFactors().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_removing_the_app_leads_to_setting_up_another(mailoutbox: list[Any]) -> None:
    user = give_app(make_user())
    make_recovery_codes(user)
    client, elsewhere = sign_in(user), client_for(user)
    client.post("/account/password/again/", {"password": PASSWORD})
    assert client.post("/account/second-factor/remove/")["Location"] == "/account/"
    assert client.get("/account/")["Location"] == SET_UP
    assert not is_signed_in(elsewhere)
    assert not RecoveryCode.objects.exists()
    assert Entry.objects.filter(did="authenticator app removed").exists()
    assert "was removed" in mailoutbox[-1].subject


def test_new_recovery_codes_make_the_old_ones_void_and_ask_who_one_is() -> None:
    user = give_app(make_user())
    old = make_recovery_codes(user)
    client = sign_in(user)
    assert "You have 8 recovery codes left" in text_of(client.get("/account/recovery-codes/"))
    assert client.post("/account/recovery-codes/")["Location"].startswith("/account/password/again/")
    client.post("/account/password/again/", {"password": PASSWORD})
    new = re.findall(r"<code>([A-Z2-9-]{29})</code>", text_of(client.post("/account/recovery-codes/")))
    assert not use_recovery_code(user, old[0])
    assert use_recovery_code(user, new[0])
    assert Entry.objects.filter(did="new codes made").exists()


def test_recovery_codes_are_of_no_use_without_an_app() -> None:
    assert client_for(make_user()).get("/account/recovery-codes/")["Location"] == SET_UP


def test_all_second_factors_are_shown_with_ones_own_account() -> None:
    assert client_for(make_user()).get("/account/second-factor/")["Location"] == "/account/"
