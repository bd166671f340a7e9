"""Who is let in, how often, and how what is wrong is said."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from northmoor_whole import northmoor
from people import make_authority, member
from tokens_held import Program, program, program_as

from clearline.accounts.acting import at_the_machine
from clearline.accounts.actions import end_role, set_active
from clearline.accounts.models import Authority, Token
from clearline.accounts.trail.models import REFUSED, Entry
from clearline.web.api import limits
from clearline.web.api.problems import TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def council() -> Authority:
    return make_authority()


def said(answer: Any) -> str:
    return " ".join(one["what"] for one in json.loads(answer.content)["problems"])


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer clearline_nobody-has-this", "Bearer other", "Basic eDp5"])
def test_without_a_valid_token_nobody_comes_in(council: Authority, shown: str) -> None:
    answer = Client().get("/api/authorities", headers={"Authorization": shown} if shown else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "Send a token" in said(answer)


def test_a_token_acts_at_one_authority_and_the_others_are_not_there(council: Authority) -> None:
    user = member(council, "dcs")
    other = make_authority("southmoor", gss_code="E06000998")
    member(other, "dcs", user=user)
    holder = program(user, council)
    assert [one["key"] for one in holder.get("/authorities")] == ["northmoor"]
    theirs, nowhere = (holder.ask("GET", f"/authorities/{key}/departures") for key in ("southmoor", "nowhere"))
    assert (theirs.status_code, theirs.content) == (404, nowhere.content)


def test_a_token_lets_nothing_through_that_the_roles_no_longer_do(council: Authority) -> None:
    user = member(council, "governance-officer")
    member(council, "dcs", user=user)
    holder = program(user, council)
    by, on = at_the_machine(council), timezone.localdate()
    assert holder.ask("GET", "/authorities/northmoor/trail").status_code == 200
    row = user.memberships.get(role="governance-officer")
    end_role(by=by, membership=row, on=on, last_day=None, why="moved on")
    assert holder.ask("GET", "/authorities/northmoor/trail").status_code == 403
    end_role(by=by, membership=user.memberships.get(role="dcs"), on=on, last_day=None, why="moved on")
    assert holder.ask("GET", "/authorities/northmoor/trail").status_code == 404


def test_a_role_that_may_not_use_tokens_makes_one_useless(council: Authority) -> None:
    user = member(council, "analyst")
    holder = program(user, council)
    user.memberships.update(role="partner")
    assert holder.ask("GET", "/authorities").status_code == 404


@pytest.mark.parametrize("change", [{"ends": timezone.localdate() - timedelta(1)}, {"revoked_at": timezone.now()}])
def test_a_token_that_is_over_or_ended_is_none(council: Authority, change: dict[str, Any]) -> None:
    holder = program_as(council, "dcs")
    Token.objects.update(**change)
    assert holder.ask("GET", "/authorities").status_code == 401


def test_an_account_that_is_closed_has_no_tokens_even_when_it_is_opened_again(council: Authority) -> None:
    user = member(council, "dcs")
    holder = program(user, council)
    for active in (False, True):
        set_active(by=at_the_machine(council), user=user, active=active, why="left")
        assert holder.ask("GET", "/authorities").status_code == 401


def test_a_missing_scope_is_said_and_a_refused_change_is_in_the_trail(council: Authority) -> None:
    holder = program_as(council, "governance-officer", "read")
    looked = holder.ask("GET", "/authorities/northmoor/trail")
    assert (looked.status_code, said(looked)) == (403, "The token has not the scope trail.")
    assert not Entry.objects.filter(outcome=REFUSED).exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_refused_leaves_an_entry(council: Authority) -> None:
    holder = program_as(council, "analyst")
    answer = holder.ask("POST", "/authorities/northmoor/proposals", {"title": "X", "takes_effect": "2027-01-01"})
    assert (answer.status_code, said(answer)) == (403, "Your roles here do not allow this: propose.")
    entry = Entry.objects.get(outcome=REFUSED)
    assert (entry.door, entry.about) == ("api", "api:make_proposal")


def test_what_a_token_was_used_for_last_is_noted_by_the_hour(council: Authority) -> None:
    holder = program_as(council, "dcs")
    holder.get("/authorities")
    first = Token.objects.get().last_used_at
    assert first is not None
    assert (first.minute, first.second) == (0, 0)
    holder.get("/authorities")
    assert Token.objects.get().last_used_at == first


def test_a_body_that_is_no_json_is_400(council: Authority) -> None:
    holder = program_as(council, "dcs")
    for text in (b"", b"{", b"\xff", b'{"title": "\xff"}'):
        assert holder.ask("POST", "/authorities/northmoor/proposals", text).status_code == 400, text


def test_what_no_text_can_hold_is_refused_wherever_it_is(council: Authority) -> None:
    holder = program_as(council, "dcs")
    sent = holder.ask("POST", "/authorities/northmoor/proposals", b'{"title": "\\u0000", "takes_effect": "2027-01-01"}')
    asked = holder.ask("GET", "/authorities/northmoor/lines?of=%00")
    assert [sent.status_code, asked.status_code] == [422, 422]


def test_a_body_that_is_too_large_or_too_deep_is_refused(council: Authority) -> None:
    holder = program_as(council, "dcs")
    large = b'{"title": "' + b"x" * 3_000_000 + b'"}'
    assert holder.ask("POST", "/authorities/northmoor/proposals", large).status_code == 413
    deep = b'{"overlay": ' + b'{"a":' * 5000 + b"1" + b"}" * 5001
    assert holder.ask("POST", "/authorities/northmoor/proposals", deep).status_code == 422


@pytest.mark.parametrize("on", ["yesterday", "1066-10-14", "9999-12-31"])
def test_a_day_that_is_none_is_refused_with_its_place(council: Authority, on: str) -> None:
    answer = program_as(council, "dcs").ask("GET", f"/authorities/northmoor/findings?on={on}")
    assert answer.status_code == 422
    assert "on" in answer.json()["problems"][0]["where"]


def test_where_nothing_is_stated_it_is_said(council: Authority) -> None:
    holder = program_as(council, "governance-officer")
    for path in ("organisation", "organisation/posts", "lines", "findings", "scorecard"):
        assert holder.ask("GET", f"/authorities/northmoor/{path}").status_code == 404, path


def test_an_address_that_is_none_is_404_as_json(council: Authority) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = Client(enforce_csrf_checks=True).generic(method, "/api/nonsense%0A")
        assert (answer.status_code, said(answer)[:8]) == (404, "There is")


def test_a_method_that_is_none_is_405(council: Authority) -> None:
    assert program_as(council, "dcs").ask("DELETE", "/authorities").status_code == 405


def test_a_token_comes_so_often_a_minute_and_is_told_when_again(
    council: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_A_TOKEN", 2)
    holder, other = program_as(council, "dcs"), program_as(council, "analyst")
    monkeypatch.setattr(limits, "time", lambda: 60_000_010.0)
    seen = [holder.ask("GET", "/authorities") for _ in range(3)]
    assert [one.status_code for one in seen] == [200, 200, 429]
    assert seen[-1].headers["Retry-After"] == "50"
    assert other.ask("GET", "/authorities").status_code == 200, "each token is counted by itself"
    monkeypatch.setattr(limits, "time", lambda: 60_000_070.0)
    assert holder.ask("GET", "/authorities").status_code == 200, "in the next minute there is room again"


def test_an_address_comes_so_often_a_minute_with_or_without_tokens(
    council: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_AN_ADDRESS", 2)
    monkeypatch.setattr(limits, "time", lambda: 60_000_000.0)
    anybody, holder = Program(""), program_as(council, "dcs")
    seen = [anybody.ask("GET", "/public/authorities"), holder.ask("GET", "/authorities")]
    seen += [anybody.ask("GET", "/public/authorities"), holder.ask("GET", "/authorities")]
    assert [one.status_code for one in seen] == [200, 200, 429, 429]


def test_tokens_cannot_be_guessed_for_long(council: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WRONG_OF_AN_ADDRESS", 2)
    monkeypatch.setattr(limits, "time", lambda: 60_000_000.0)
    guesser = Program("clearline_guess")
    assert [guesser.ask("GET", "/authorities").status_code for _ in range(3)] == [401, 401, 429]


def test_a_proxy_that_states_no_address_is_one_address(council: Authority, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    unknown: Any = {"REMOTE_ADDR": ""}
    assert Client(**unknown).get("/api/public/authorities").status_code == 200


def test_nothing_that_is_answered_is_kept_by_a_cache(council: Authority) -> None:
    holder = program_as(council, "dcs")
    for path in ("/authorities", "/authorities/nowhere/trail"):
        assert holder.ask("GET", path).headers["Cache-Control"] == "no-store"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_moment_are_all_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    monkeypatch.setattr(limits, "time", lambda: 60_000_000.0)

    def one(_: int) -> bool:
        try:
            limits._count("test", 20)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(one, range(30)))
    assert seen.count(True) == 20


def test_people_are_seen_only_with_their_scope() -> None:
    council = northmoor()
    user = member(council, "governance-officer")
    there = "/authorities/northmoor/organisation"
    with_people, without = program(user, council), program(user, council, "organisation")
    assert with_people.get(there)["people"]
    assert "people" not in without.get(there)
    assert with_people.ask("GET", f"{there}/people").status_code == 200
    assert without.ask("GET", f"{there}/people/person-director").status_code == 404
