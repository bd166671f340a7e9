"""How often a password can be tried, and that whoever tries many does not lock the person out."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from browsing import code, enter_password, give_app, is_signed_in, sign_in
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from people import PASSWORD, browser, make_user

pytestmark = pytest.mark.django_db

TOO_MANY = "There were too many attempts. Wait 5 minutes"


def is_told_to_wait(answer: Any) -> bool:
    """Return whether a page says that there were too many attempts."""
    return TOO_MANY in answer.content.decode()


def attempts(count: int, email: str, client: Client | None = None, **kwargs: Any) -> list[bool]:
    """Try wrong passwords; return for each whether it was told to wait."""
    client = client or browser()
    return [is_told_to_wait(enter_password(client, email, f"wrong {at}", **kwargs)) for at in range(count)]


def test_the_sixth_attempt_has_to_wait_even_with_the_right_password() -> None:
    user = give_app(make_user())
    assert attempts(5, user.email) == [False] * 5
    assert is_told_to_wait(enter_password(browser(), user.email))


def test_attempts_from_many_addresses_count_together() -> None:
    user = make_user()
    told = [attempts(1, user.email, REMOTE_ADDR=f"198.51.100.{at}")[0] for at in range(7)]
    assert told == [False] * 5 + [True] * 2


def test_attempts_on_many_accounts_from_one_address_count_together() -> None:
    told = [attempts(1, f"a{at}@northmoor.example")[0] for at in range(32)]
    assert told == [False] * 30 + [True] * 2


def test_the_person_is_not_locked_out_of_the_browser_that_they_always_use() -> None:
    user = give_app(make_user())
    own = sign_in(user)
    own.post("/account/sign-out/")
    assert attempts(8, user.email, REMOTE_ADDR="198.51.100.1")[-1]
    assert is_signed_in(sign_in_without_clearing(own, user.email))


def sign_in_without_clearing(client: Client, email: str) -> Client:
    """Sign in with the counters as they are."""
    enter_password(client, email)
    client.post("/account/second-factor/code/", {"code": code()})
    return client


def test_the_browser_that_a_person_always_uses_has_to_wait_too() -> None:
    user = give_app(make_user())
    own = sign_in(user)
    own.post("/account/sign-out/")
    assert attempts(7, user.email, own) == [False] * 5 + [True] * 2


@pytest.mark.parametrize("forged", ["", "x", "[1]", "WzFd:1aaaaa:bbbbbbb"])
def test_a_made_up_mark_of_a_known_browser_is_of_no_use(forged: str) -> None:
    user = make_user()
    client = browser()
    client.cookies["known"] = forged
    attempts(5, user.email)
    assert attempts(1, user.email, client) == [True]


def test_a_browser_known_for_one_account_is_a_stranger_to_others() -> None:
    own, victim = sign_in(give_app(make_user())), make_user()
    own.post("/account/sign-out/")
    attempts(5, victim.email)
    assert attempts(1, victim.email, own) == [True]


def test_a_browser_is_known_for_several_accounts_and_not_for_ever() -> None:
    client = browser()
    for user in [give_app(make_user()) for _ in range(6)]:
        sign_in(user, client)
        client.post("/account/sign-out/")
    cookie = client.cookies["known"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 24 * 3600)
    assert len(cookie.value) < 200


def test_a_good_sign_in_gives_a_stranger_no_new_attempts() -> None:
    user, own = give_app(make_user()), give_app(make_user())
    attempts(5, user.email)
    enter_password(browser(), own.email)
    assert attempts(1, user.email) == [True]


def test_attempts_on_many_addresses_do_not_wipe_out_what_was_counted() -> None:
    email = make_user().email
    assert attempts(6, email)[-1] is True
    for number in range(700):
        cache.set(f"of-another-address-{number}", 1, 300)
    assert attempts(1, email) == [True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_attempts_at_the_same_time_are_all_counted() -> None:
    email, told = make_user().email, []

    def attempt() -> None:
        told.append(attempts(1, email)[0])
        connection.close()

    threads = [Thread(target=attempt) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(False) <= 5


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    known, invited = make_user(), make_user(password=None)
    known.set_password(PASSWORD)
    known.save()
    rounds: list[int] = []
    hashed = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, password: Any, salt: Any, iterations: int | None = None) -> str:
        rounds.append(iterations or self.iterations)
        return hashed(self, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)

    def work(email: str) -> int:
        cache.clear()
        rounds.clear()
        enter_password(browser(), email, "wrong")
        return sum(rounds)

    took = {email: work(email) for email in (known.email, invited.email, "none@x.example")}
    assert len(set(took.values())) == 1, took
    assert took[known.email] >= PBKDF2PasswordHasher.iterations


def asked_for_link(ask: Callable[[], Any], times: int) -> list[int]:
    """Return the answers to asking for a link several times."""
    return [ask().status_code for _ in range(times)]


def test_only_three_links_in_a_quarter_of_an_hour_are_mailed_to_an_address(mailoutbox: list[Any]) -> None:
    user, client = make_user(), browser()
    answers = asked_for_link(lambda: client.post("/account/password/forgotten/", {"email": user.email}), 5)
    assert answers == [302, 302, 302, 429, 429]
    assert len(mailoutbox) == 3
    assert "Wait a few minutes" in client.post("/account/password/forgotten/", {"email": user.email}).content.decode()
