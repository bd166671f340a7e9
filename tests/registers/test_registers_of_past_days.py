"""As at a past day a register says what is known of it today; what changed since is told by what was recorded then."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from northmoor_whole import northmoor
from people import client_for, member
from pytest_django.fixtures import DjangoAssertNumQueries
from world_registers import DAY, PLEDGE, POINT, VISIT, add

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.checks.moves import moves_since
from clearline.kit.proving import ProofState
from clearline.registers.actions import change_entry, withdraw_entry
from clearline.registers.models import Entry
from clearline.registers.queries import register_states

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THEN, TODAY = date(2026, 6, 10), date(2026, 7, 1)


@pytest.fixture
def authority() -> Authority:
    return northmoor()


def recorded(register: str, version: int, day: date | None) -> None:
    """Put when a version was recorded to noon of a day."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    assert Entry.objects.filter(register=register, version=version).update(recorded_at=at)


def known_today(authority: Authority, register: str) -> ProofState:
    return register_states(authority, THEN, TODAY)[register]


def recorded_then(authority: Authority, register: str) -> ProofState:
    return register_states(authority, THEN, TODAY, recorded_by=THEN)[register]


def test_a_correction_is_known_of_past_days_and_was_not_recorded_then(authority: Authority) -> None:
    key = add(authority, "points-of-referral", POINT)
    was_wrong = {**POINT, "onward": False}
    by = at_the_machine(authority)
    change_entry(by=by, register="points-of-referral", key=key, version=1, values=was_wrong, on=DAY, why="Misread.")
    recorded("points-of-referral", 1, THEN)
    recorded("points-of-referral", 2, TODAY)
    assert known_today(authority, "points-of-referral").result == "fails"
    assert recorded_then(authority, "points-of-referral").result == "passes"


def test_what_was_entered_late_counts_from_its_day_and_was_not_recorded_then(authority: Authority) -> None:
    add(authority, "visits", VISIT)
    recorded("visits", 1, TODAY)
    assert known_today(authority, "visits").newest == VISIT["on"]
    assert recorded_then(authority, "visits").result == "never looked at"
    recorded("visits", 1, None)
    assert recorded_then(authority, "visits").newest == VISIT["on"], "nobody knows when it was recorded"


def test_what_was_withdrawn_since_stood_then(authority: Authority) -> None:
    key = add(authority, "pledges", PLEDGE)
    withdraw_entry(by=at_the_machine(authority), register="pledges", key=key, why="It was two pledges.")
    recorded("pledges", 1, THEN)
    recorded("pledges", 2, TODAY)
    assert known_today(authority, "pledges").result == "not known"
    assert recorded_then(authority, "pledges").result == "passes"


def test_what_changed_since_a_day_compares_with_what_the_registers_said_then(authority: Authority) -> None:
    key = add(authority, "pledges", PLEDGE)
    by = at_the_machine(authority)
    broken = {**PLEDGE, "kept": False}
    change_entry(by=by, register="pledges", key=key, version=1, values=broken, on=DAY, why="Three were moved.")
    recorded("pledges", 1, THEN)
    recorded("pledges", 2, TODAY)
    _, moved = moves_since(authority, since=THEN, edition="2009", on=TODAY, today=TODAY, by=by)
    told = {(new.key, old.result, new.result) for one in moved for old, new in one.proofs if new.kind == "register"}
    assert ("pledges", "passes", "fails") in told


def test_a_new_holder_of_a_decision_is_an_entry_more_and_the_past_keeps_the_old_one(authority: Authority) -> None:
    right = {"decision": "Closing a home", "led-by": "executive", "high-impact": True, "from": date(2020, 1, 1)}
    first = add(authority, "decision-rights", right)
    assert add(authority, "decision-rights", {**right, "led-by": "council", "from": date(2026, 6, 20)}) != first
    assert known_today(authority, "decision-rights").newest == date(2020, 1, 1)


def test_asking_what_was_recorded_by_a_day_is_a_constant_number_of_queries(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in ("A", "B", "C"):
        add(authority, "visits", {**VISIT, "place": place})
    with django_assert_num_queries(4):
        recorded_then(authority, "visits")


def test_the_pages_say_what_was_recorded_after_the_day_that_they_show(authority: Authority) -> None:
    client: Client = client_for(member(authority, "governance-officer"))
    key = add(authority, "visits", VISIT)
    page = client.get("/northmoor/registers/visits/?on=2026-06-10").content.decode()
    assert "This is what is known today of 10 June 2026: 1 entry was entered, put right or withdrawn after" in page
    assert "This is what is known today of" not in client.get("/northmoor/registers/visits/").content.decode()
    by = at_the_machine(authority)
    moved = {**VISIT, "heard": "Nothing."}
    change_entry(by=by, register="visits", key=key, version=1, values=moved, on=DAY, why="Misread.")
    recorded("visits", 1, THEN)
    entry = f"/northmoor/registers/visits/entries/{key}/"
    assert "Version 1, recorded on 10 June 2026" in client.get(entry).content.decode()
    recorded("visits", 1, None)
    assert "Version 1</h3>" in client.get(entry).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_entries_that_were_there_before_nobody_knows_when_they_were_recorded() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    before = [("registers", "0002_registers_whose_columns_are_content")]
    executor.migrate(before)
    old = executor.loader.project_state(before).apps
    there = old.get_model("accounts", "Authority").objects.create(key="n", name="N", since=date(2020, 1, 1))
    old.get_model("registers", "Entry").objects.create(authority=there, register="visits", key="a")
    MigrationExecutor(connection).migrate(leaves)
    assert Entry.objects.get().recorded_at is None
