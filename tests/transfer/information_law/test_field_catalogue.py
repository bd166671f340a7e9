"""No field is kept without the catalogue saying what it is for, and the catalogue speaks of nothing that is gone."""

import pytest

from clearline.accounts.permissions import PERMISSIONS
from clearline.transfer.information_law import field_catalogue
from clearline.transfer.information_law.field_catalogue import fields, in_the_database, kind_of, load, unexplained


def test_every_field_of_every_model_has_an_entry() -> None:
    assert unexplained() == set(), "Say in fields/ what these are for."


def test_the_catalogue_has_no_field_that_is_gone_and_none_twice() -> None:
    named = [(field.table, field.name) for field in fields()]
    assert set(named) - in_the_database() == set()
    assert len(named) == len(set(named))


def test_a_field_that_is_new_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    there = in_the_database() | {("accounts.User", "shoe_size")}
    monkeypatch.setattr(field_catalogue, "in_the_database", lambda: there)
    assert unexplained() == {("accounts.User", "shoe_size")}


def test_what_is_referred_to_exists_and_is_used() -> None:
    catalogue = load()
    tables = catalogue.tables.values()
    assert {table.activity for table in tables} == set(catalogue.activities)
    assert {table.retention for table in tables} == set(catalogue.retention)
    assert {permission for table in tables for permission in table.readers} <= set(PERMISSIONS)


def test_what_is_specially_protected_names_its_condition() -> None:
    special = [field for field in fields() if field.kind == "special"]
    assert special
    assert all(field.condition for field in special)


def test_passwords_and_names_are_known_for_what_they_are() -> None:
    assert kind_of("accounts.User", "password") == "secret"
    assert kind_of("accounts.Individual", "name") == "personal"
    with pytest.raises(KeyError):
        kind_of("accounts.Nothing", "name")
    with pytest.raises(KeyError):
        kind_of("accounts.User", "shoe_size")


def test_what_retention_deletes_has_a_period_and_nothing_else_has() -> None:
    for entry in load().retention.values():
        assert (entry.period is not None) == (entry.by == "retention"), entry.title
