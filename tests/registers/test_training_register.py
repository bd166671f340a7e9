"""What a register holds of people's training and vetting, the latest of it, with one entry in the trail for each."""

from datetime import date
from typing import get_args

import pytest
from northmoor_whole import acting
from people import make_authority, member

from clearline.accounts.acting import Acting, Refused
from clearline.accounts.models import Authority
from clearline.accounts.trail.queries import history
from clearline.kit.errors import BadInput
from clearline.organisations.officers import Person
from clearline.registers.actions import STANDINGS, record_training, record_vetting
from clearline.registers.models import Entry
from clearline.registers.queries import training, vetting

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def officer(authority: Authority) -> Acting:
    return acting(member(authority, "democratic-services-officer"), authority, "democratic-services-officer")


def test_the_latest_training_counts_in_whatever_order_it_is_recorded(officer: Acting, authority: Authority) -> None:
    assert training(authority) == {}
    record_training(by=officer, about="person-a", done=False)
    assert training(authority) == {"person-a": False}
    record_training(by=officer, about="person-a", done=date(2026, 3, 1), why="The course list")
    record_training(by=officer, about="person-a", done=date(2025, 3, 1))
    record_training(by=officer, about="person-a", done=False)
    record_training(by=officer, about="person-b", done=True)
    assert training(authority) == {"person-a": date(2026, 3, 1), "person-b": True}
    entries = history(authority, "people:person-a", named=True)
    assert len(entries) == 3, "what is on record already is not recorded again"
    assert entries[1].why == "The course list"
    assert ("on", "", "2026-03-01") in {tuple(change) for change in entries[1].changes}


def test_the_last_standing_recorded_counts(officer: Acting, authority: Authority) -> None:
    record_vetting(by=officer, about="person-a", standing="registered")
    record_vetting(by=officer, about="person-a", standing="barred")
    assert vetting(authority) == {"person-a": "barred"}
    with pytest.raises(BadInput, match="There are: registered, not-registered, barred"):
        record_vetting(by=officer, about="person-a", standing="unknown")


def test_what_is_recorded_of_a_person_is_kept_apart_in_the_trail(officer: Acting, authority: Authority) -> None:
    record_vetting(by=officer, about="person-a", standing="barred", why="A letter")
    (entry,) = history(authority, "people:person-a")
    assert "barred" not in str(entry)
    assert "letter" not in str(entry)


def test_the_standings_are_those_that_a_picture_knows() -> None:
    stated = get_args(Person.__annotations__["vetting"])[0]
    assert get_args(get_args(stated)[0]) == STANDINGS


def test_only_those_who_may_change_the_organisation_record(authority: Authority) -> None:
    with pytest.raises(Refused):
        record_training(by=acting(member(authority, "dcs"), authority, "dcs"), about="person-a", done=True)
    assert not Entry.objects.exists()


def test_registers_of_authorities_are_apart(officer: Acting) -> None:
    record_training(by=officer, about="person-a", done=True)
    assert training(make_authority("southmoor")) == {}
