"""The history of a thing in words, by role for everybody and by name for those who may."""

import pytest
from django.db import transaction
from people import make_authority, make_user, member
from pytest_django import DjangoAssertNumQueries

from clearline.accounts.acting import Acting, Door, at_the_machine
from clearline.accounts.trail import actions, queries

pytestmark = pytest.mark.django_db


def test_a_history_is_the_last_first_of_one_thing_and_one_authority() -> None:
    here, there = make_authority(), make_authority("southmoor")
    with transaction.atomic():
        for authority, about in ((here, "post:a"), (here, "post:b"), (there, "post:a"), (here, "post:a")):
            actions.record(by=at_the_machine(authority), did="change", about=about, after={"at": about})
    assert [past.sequence for past in queries.history(here, "post:a")] == [3, 1]
    assert queries.history(here, "post:c") == ()
    assert queries.entry(here, 4) is None
    found = queries.entry(there, 1)
    assert found is not None
    assert found.about == "post:a"


def test_people_are_named_only_when_asked_for_and_known() -> None:
    authority = make_authority()
    named = member(authority, "dcs", user=make_user(name="Ann Heron"))
    nameless = member(authority, "lead-member")
    doings: list[Acting] = [
        Acting(named, authority, frozenset({"dcs", "chief-executive"}), "page"),
        Acting(nameless, authority, frozenset({"lead-member"}), "page"),
        Acting(named, authority, frozenset(), "page"),
    ]
    kinds: tuple[Door, ...] = ("job", "command", "page")
    doings += [Acting(None, authority, frozenset(), door) for door in kinds]
    with transaction.atomic():
        for by in doings:
            actions.record(by=by, did="look", about="post:a")
    told = [past.who for past in reversed(queries.history(authority, "post:a", named=True))]
    assert told == [
        "Ann Heron (chief executive and DCS)", "the lead member", "Ann Heron (nobody with a role)",
        "the schedule", "a command on the server", "nobody signed in",
    ]  # fmt: skip
    assert queries.history(authority, "post:a")[-1].who == "the chief executive and DCS"


def test_values_are_told_in_words() -> None:
    authority = make_authority()
    before = {"a": None, "b": True, "c": [1, "two"], "d": {"from": "2024-01-01"}, "e": [], "f": "x"}
    after = {"a": 1.5, "b": False, "c": [], "d": None, "e": ["one"]}
    with transaction.atomic():
        actions.record(by=at_the_machine(authority), did="change", about="post:a", before=before, after=after)
    assert queries.history(authority, "post:a")[0].changes == (
        ("a", "nothing", "1.5"), ("b", "yes", "no"), ("c", "1; two", "nothing"), ("d", "from: 2024-01-01", "nothing"),
        ("e", "nothing", "one"), ("f", "x", ""),
    )  # fmt: skip


def test_a_long_history_takes_as_many_queries_as_a_short_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    authority = make_authority()
    by = Acting(member(authority, "dcs"), authority, frozenset({"dcs"}), "page")
    for count in (1, 20):
        with transaction.atomic():
            for number in range(count):
                actions.record(by=by, did="change", about="post:a", after={"n": number}, personal={"n"})
        with django_assert_num_queries(3):
            queries.history(authority, "post:a", named=True)


@pytest.mark.database
def test_the_values_of_a_chain_are_each_given_once_in_order() -> None:
    here, there = make_authority(), make_authority("southmoor")
    assert queries.values_of(here, "did") == ()
    with transaction.atomic():
        for authority, did in ((here, "end"), (here, "begin"), (there, "secret"), (here, "end"), (None, "install")):
            actions.record(by=at_the_machine(authority), did=did, about="post:a")
    assert queries.values_of(here, "did") == ("begin", "end")
    assert queries.values_of(None, "did") == ("install",)
    assert queries.values_of(here, "individual") == ("",)
