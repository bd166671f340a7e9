"""Working through the duties that wait: the order of the list, one form after the other, how many are left."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from northmoor_whole import northmoor
from people import client_for, make_authority, make_user, member
from stating import DUTY, LAW, MAY, as_, both, keep, say

from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.assurance.statements import models
from clearline.assurance.statements.pages import order
from clearline.assurance.statements.urgency import Rank

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LIST = "/northmoor/statements/"
SAID = {"result": "partly", "words": "Visits are late.", "saw": "The panel’s minutes.", "access": "open"}


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def client(authority: Authority, role: Role) -> Client:
    return client_for(member(authority, role, user=make_user(name="Ann Heron")))


def listed(browser: Client, query: str = "") -> list[dict[str, str]]:
    response = browser.get(f"{LIST}?format=csv{query}")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def to_say(place: tuple[str, str, str]) -> str:
    return f"{LIST}{'/'.join(place)}/say/"


def waiting(authority: Authority, role: Role) -> list[order.Line]:
    lines = order.in_order(order.in_force(TODAY), as_(authority, role), frozenset(), TODAY)
    return [line for line in lines if line.yours]


def test_the_list_says_why_each_duty_stands_where_it_does_and_can_be_sorted_otherwise(authority: Authority) -> None:
    both(authority, on=date(2025, 1, 6))
    say(as_(authority, "lead-member"), "lead-member", place=LAW, on=TODAY)
    browser = client(authority, "dcs")
    rows = listed(browser)
    assert rows[0]["Why it stands here"] == "Review was due on 6 January 2026."
    assert rows[1]["Why it stands here"] == "The lead member has spoken, you have not."
    silent = [row["Why it stands here"] for row in rows if row["Why it stands here"].startswith("Neither has spoken")]
    assert silent[0] == "Neither has spoken. The duty is a must."
    assert silent == sorted(silent, key=lambda words: "a must" not in words), "must before should"
    assert "The duty is a should." in silent[-1]
    by_words = [row["Duty"].casefold() for row in listed(browser, "&sort=says")]
    assert by_words == sorted(by_words)
    page = browser.get(LIST).content.decode()
    assert re.search(r'aria-sort="ascending"[^>]*>\s*<a[^>]*>Why it stands here', page)


def test_who_speaks_in_neither_column_sees_what_presses_on_the_two(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", on=TODAY)
    rows = listed(client(authority, "governance-officer"))
    assert rows[0]["Why it stands here"] == "The director has spoken, the lead member has not."
    assert {row["Yours to say"] for row in rows} == {"No"}


def test_what_others_must_say_stands_after_what_waits_for_the_reader(authority: Authority) -> None:
    lines = order.in_order(order.in_force(TODAY), as_(authority, "leader"), frozenset(), TODAY)
    yours = [line.yours for line in lines]
    assert yours == sorted(yours, reverse=True)
    assert 0 < sum(yours) < len(yours)
    assert all(line.urgency.rank >= Rank.REST for line in lines if not line.yours)


def test_what_binds_nobody_stands_last(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", place=MAY, on=TODAY)
    lines = order.in_order(order.in_force(TODAY), as_(authority, "lead-member"), frozenset({MAY}), TODAY)
    assert lines[-1].urgency.why == "It binds nobody on this day."
    assert MAY in {line.name for line in lines if line.urgency.rank == Rank.NOTHING}


def test_a_duty_whose_rule_finds_against_it_comes_before_others_of_which_nothing_is_said() -> None:
    northmoor()
    council = Authority.objects.get(key="northmoor")
    say(as_(council, "lead-member"), "lead-member", "not-satisfied", place=LAW, on=TODAY)
    rows = listed(client(council, "dcs"))
    whys = [row["Why it stands here"] for row in rows]
    fails, other = "It appears not to be met, and you have not spoken.", "The lead member has spoken, you have not."
    count = whys.count(fails)
    assert 0 < count < len(whys)
    assert whys[:count] == [fails] * count
    assert whys[count] == other, "what the other says is no other proof"


def test_after_saving_the_next_one_is_offered_until_nothing_is_left(authority: Authority) -> None:
    browser, lines = client(authority, "leader"), waiting(authority, "leader")
    assert len(lines) > 1
    page = browser.get(LIST).content.decode()
    assert f"{len(lines)} duties wait for a word of yours" in page
    assert to_say(lines[0].name) in page
    for at, line in enumerate(lines, start=1):
        page = browser.get(to_say(line.name)).content.decode()
        left = len(lines) - at
        if left:
            assert f"{left} more {'duty waits' if left == 1 else 'duties wait'} for a word of yours." in page
        else:
            assert "Save and go to the next" not in page
        response = browser.post(to_say(line.name), {**SAID, "onward": "yes"})
        expected = to_say(lines[at].name) if left else f"{LIST}{'/'.join(line.name)}/"
        assert response.status_code == 302
        assert response["Location"] == expected, at
    assert "for a word of yours" not in browser.get(LIST).content.decode()
    assert "You have spoken" in listed(browser)[0]["Why it stands here"]


def test_saving_alone_goes_back_to_the_duty_and_what_is_wrong_goes_nowhere(authority: Authority) -> None:
    browser = client(authority, "dcs")
    assert browser.post(to_say(DUTY), SAID)["Location"] == f"{LIST}{'/'.join(DUTY)}/"
    response = browser.post(to_say(DUTY), {**SAID, "words": "", "onward": "yes"})
    assert response.status_code == 200
    assert "Enter why you say so" in response.content.decode()


def test_drafts_do_not_bring_one_round_in_a_circle_of_two(authority: Authority) -> None:
    browser, lines = client(authority, "dcs"), waiting(authority, "dcs")
    for at, line in enumerate(lines[:3], start=1):
        response = browser.post(to_say(line.name), {**SAID, "access": "draft", "onward": "yes"}, follow=True)
        assert response.redirect_chain == [(to_say(lines[at].name), 302)]
        assert "Your draft is kept." in response.content.decode()
    assert len(waiting(authority, "dcs")) == len(lines)
    last = lines[-1].name
    assert browser.post(to_say(last), {**SAID, "onward": "yes"})["Location"] == to_say(lines[0].name), "round again"


def test_the_form_shows_what_the_other_has_said_and_why_it_waits(authority: Authority) -> None:
    say(as_(authority, "dcs"), "dcs", words="The panel meets each month.", on=TODAY)
    browser = client(authority, "lead-member")
    page = browser.get(to_say(DUTY)).content.decode()
    assert "The director has spoken, you have not." in page
    assert "The panel meets each month." in page
    models.Statement.objects.update(access="privileged")
    assert "The panel meets each month." not in browser.get(to_say(DUTY)).content.decode()


def test_the_next_one_of_an_earlier_edition_is_of_that_edition_and_of_the_act_of_the_one_in_force(
    authority: Authority,
) -> None:
    browser = client(authority, "dcs")
    old = ("dcs-lm", "2009", "dcs-ensures-protocols-for-functions")
    response = browser.post(to_say(old), {**SAID, "onward": "yes"})
    assert "/say/" in response["Location"]
    act = next(line.name for line in waiting(authority, "dcs") if line.name[0] == "children-act-2004")
    assert "/say/" in browser.post(to_say(act), {**SAID, "onward": "yes"})["Location"]


@pytest.mark.parametrize("on", ["2004-12-01", "2008-01-01"])
def test_a_day_on_which_no_edition_is_held_shows_the_first_that_is(authority: Authority, on: str) -> None:
    response = client(authority, "dcs").get(f"{LIST}?on={on}")
    assert response.status_code == 200
    assert "2009" in response.content.decode()


def test_where_nothing_can_be_checked_the_list_is_shown_all_the_same() -> None:
    northmoor()
    browser = client(Authority.objects.get(key="northmoor"), "dcs")
    of_the_act = "&edition=children-act-2004/as-amended"
    for query in (of_the_act, f"{of_the_act}&on=2004-12-01", f"{of_the_act}&on=1999-01-01"):
        assert "Children Act 2004" in listed(browser, query)[0]["Document"], query


def test_the_queries_of_list_and_form_do_not_grow_with_what_is_said(authority: Authority) -> None:
    browser, dcs = client(authority, "lead-member"), as_(authority, "dcs")
    places = [line.name for line in waiting(authority, "dcs")]
    first = {place[0]: place for place in places} | {"dcs-lm": DUTY}  # one of each document
    for place in first.values():
        say(dcs, "dcs", place=place, on=TODAY)
    for address in (LIST, to_say(DUTY)):
        browser.get(address)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    before = [queries(address) for address in (LIST, to_say(DUTY))]
    for place in set(places) - set(first.values()):
        say(dcs, "dcs", place=place, on=TODAY)
    keep(as_(authority, "governance-officer"), place=places[0], on=TODAY, review=TODAY + timedelta(days=9))
    # the first look at a new state of the records works the standing out anew
    for address in (LIST, to_say(DUTY)):
        browser.get(address)
    assert [queries(address) for address in (LIST, to_say(DUTY))] == before
