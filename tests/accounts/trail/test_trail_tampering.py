"""Whatever is done to the trail is found; and neither database lets it be done by those who write in it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tampering import a_chain, assert_found, in_chain, set_to, tampered

from clearline.accounts.trail import triggers
from clearline.accounts.trail.exporting import lines
from clearline.accounts.trail.models import Entry, Kept
from clearline.accounts.trail.verifier import verify_export
from clearline.accounts.trail.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_fifty_tamperings_are_all_found_and_the_rewritten_whole_only_by_heads_kept_outside() -> None:
    authority, heads = a_chain()
    assert verify([authority.key], heads).faults == ()
    for seed in range(54):
        assert_found(seed, authority, heads)
    assert verify([authority.key], heads).faults == ()


def test_the_one_file_gives_the_same_verdict_from_an_export() -> None:
    authority, heads = a_chain()
    assert verify_export(lines([authority.key]), heads) == ({"northmoor": 40}, [])
    for seed in range(27):
        with tampered(seed, authority) as way:
            inside = {fault.entry for fault in verify([authority.key], heads).faults if fault.entry}
            _, outside = verify_export(lines([authority.key]), heads)
        if way.__name__ == "personal":  # those values do not leave
            continue
        assert outside, f"{way.__name__}, seed {seed}"
        places = {fault.entry for fault in outside if fault.entry}
        assert all({place, place - 1} & inside for place in places)  # a line that is no entry is missed by the next


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entry SET why = 'another'",
        "UPDATE trail_entry SET head = head",
        "DELETE FROM trail_entry",
        "DELETE FROM trail_kept",
        "UPDATE trail_kept SET value = '\"another\"'",
        "UPDATE trail_kept SET erased_by_id = entry_id",
        "UPDATE trail_kept SET place = 'why', salt = NULL, value = NULL, erased_by_id = entry_id",
    ],
)
def test_neither_database_lets_an_entry_be_changed_or_removed(statement: str) -> None:
    a_chain(5)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_is_not_replaced_by_another_of_its_number_or_id() -> None:
    a_chain(5)
    if connection.vendor == "sqlite":
        columns = "authority_id, at, user, individual, roles, door, outcome, did, about, why, why_kept, leaf, head"
        replaced = [
            f"INSERT OR REPLACE INTO trail_entry (sequence, {columns}) SELECT sequence, {columns} FROM trail_entry",
            f"INSERT OR REPLACE INTO trail_entry (id, sequence, {columns}) SELECT id, 99, {columns} FROM trail_entry",
            "INSERT OR REPLACE INTO trail_kept (entry_id, place, salt, value)"
            " SELECT entry_id, place, salt, 'null' FROM trail_kept",
        ]
    else:
        connection.check_constraints()  # PostgreSQL truncates no table for which checks are waiting
        replaced = ["TRUNCATE trail_entry CASCADE", "TRUNCATE trail_kept"]
    for statement in replaced:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_database_without_its_triggers_is_told_of() -> None:
    authority, _ = a_chain(2)
    triggers.remove(connection)
    assert {fault.what for fault in verify([authority.key], ()).faults} == {
        f"the database lacks the trigger {name}" for name in triggers.NAMES
    }
    triggers.add(connection)
    assert verify([authority.key], ()).faults == ()


def test_a_migration_backwards_takes_the_triggers_away_and_forwards_puts_them_back() -> None:
    migration, editor = import_module("clearline.accounts.trail.migrations.0002_append_only"), SimpleNamespace()
    editor.connection = connection
    migration.remove(None, editor)
    assert triggers.missing(connection) == triggers.NAMES
    migration.add(None, editor)
    assert triggers.missing(connection) == frozenset()


def test_columns_that_hold_what_they_cannot_hold_are_faults_and_no_traceback() -> None:
    authority, _ = a_chain(10)
    fifth = in_chain(authority)[4]
    triggers.remove(connection)
    kept = Kept.objects.filter(entry=fifth)
    set_to(fifth.pk, "after", '["a list"]')
    Kept.objects.filter(entry__sequence=10, place="after.holder").update(salt="no salt")
    says = [str(fault) for fault in verify([authority.key], ()).faults if "trigger" not in fault.what]
    assert kept.count() == 2
    assert says == [
        "northmoor, entry 5: its content is not what was written",
        "northmoor, entry 5: its personal value 'after.holder' belongs to nothing in it",
        "northmoor, entry 10: its personal value 'after.holder' is not what was written",
        "northmoor, entry 5: it refers to 1 personal values, and 2 are there",
    ]
    set_to(fifth.pk, "after", "{not JSON")
    assert any("belongs to nothing" in fault.what for fault in verify([authority.key], ()).faults)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no bytes that are no text")
@pytest.mark.parametrize(
    ("value", "says"), [("X'ff'", "is not what was written"), ("CAST(X'ff' AS TEXT)", "cannot be read")]
)
def test_bytes_that_are_no_text_are_a_fault_and_no_traceback(value: str, says: str) -> None:
    authority, _ = a_chain(3)
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE trail_entry SET did = {value} WHERE sequence = 2")
    assert any(says in fault.what for fault in verify([authority.key], ()).faults)


def test_numbers_are_held_by_the_database_too() -> None:
    authority, _ = a_chain(2)
    again = Entry.objects.filter(authority=authority).get(sequence=2)
    again.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save(force_insert=True)
