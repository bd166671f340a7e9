"""Whoever asks gets all that is kept of them and nothing of anybody else; no secret and no privileged word leaves."""

import time
from pathlib import Path

import pytest
from information_law_people import EMAIL, NAME, OTHER_EMAIL, OTHER_NAME, Everywhere, everywhere
from northmoor_whole import acting
from people import make_authority, make_user, member

from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Session
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.organisations.actions import name_person
from clearline.transfer.information_law.person import (
    export,
    find_person,
    is_of,
    people_of,
    rows_about,
    texts,
    write_folder,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MACHINE = at_the_machine(None)


@pytest.fixture
def there() -> Everywhere:
    return everywhere()


def test_every_table_that_has_something_of_a_person_is_in_it(there: Everywhere) -> None:
    files = texts(find_person(EMAIL), MACHINE, None)
    assert set(files) == {
        "read-me-first.txt", "accounts.individual.csv", "accounts.user.csv", "accounts.membership.csv",
        "accounts.session.csv", "accounts.recoverycode.csv", "account.emailaddress.csv", "mfa.authenticator.csv",
        "socialaccount.socialaccount.csv", "jobs.job.csv", "trail.entry.csv", "trail.kept.csv",
        "organisations.person.csv", "organisations.recorded.csv", "organisations.proposal.csv", "registers.entry.csv",
        "assurance.legalview.csv", "assurance.departure.csv", "transfer.hold.csv",
    }  # fmt: skip
    assert NAME in files["accounts.individual.csv"]
    assert EMAIL in files["trail.kept.csv"]
    assert "2025-06-17" in files["registers.entry.csv"]
    assert "person-lead-member" in files["organisations.recorded.csv"]
    assert "Why: To let those who work" in files["read-me-first.txt"]


def test_nobody_else_and_no_secret_is_in_it(there: Everywhere) -> None:
    session = Session.objects.get(user=there.user)
    whole = "\n".join(texts(find_person(EMAIL), MACHINE, None).values())
    for never in (OTHER_NAME, OTHER_NAME.upper(), OTHER_EMAIL, "someone@elsewhere.example",
                  str(there.other.individual_id), "SECRETSHARED", there.user.password,
                  session.session_key, f"{there.user.pk:064d}"):  # fmt: skip
        assert never not in whole, never
    assert "[another person]" in whole
    assert "[a secret, not given out]" in whole


def test_what_is_privileged_is_left_out_for_everybody(there: Everywhere) -> None:
    for by, scope in ((MACHINE, None), (there.dpo, there.authority)):
        whole = "\n".join(texts(find_person(EMAIL), by, scope).values())
        assert "Counsel" not in whole
        assert "sealed" not in whole
    assert "assurance.legalview.csv" not in texts(find_person(EMAIL), there.dpo, there.authority)


def test_what_other_authorities_hold_is_not_in_the_export_of_one(there: Everywhere) -> None:
    south = make_authority("southmoor")
    member(south, "analyst", user=there.user)
    name_person(by=at_the_machine(south), key="person-secret", name=NAME, individual=there.user.individual)
    here = "\n".join(texts(find_person(EMAIL, there.authority), there.dpo, there.authority).values())
    everywhere_ = "\n".join(texts(find_person(EMAIL), MACHINE, None).values())
    for telling in ("person-secret", "analyst"):
        assert telling in everywhere_
        assert telling not in here


def test_each_row_comes_once(there: Everywhere) -> None:
    rows = [(model, row.pk) for model, row in rows_about(find_person(EMAIL), MACHINE, None)]
    assert len(rows) == len(set(rows))


def test_a_person_is_found_by_address_id_or_id_in_the_organisation(there: Everywhere) -> None:
    wanted = there.user.individual
    assert find_person(EMAIL.upper()).individual == wanted
    assert find_person(str(wanted.pk)).individual == wanted
    assert find_person("person-lead-member", there.authority).individual == wanted
    for nobody in ("person-lead-member", "nobody@northmoor.example", "00000000-0000-4000-8000-000000000000"):
        with pytest.raises(BadInput, match="no such person"):
            find_person(nobody)


def test_the_people_of_an_authority_are_those_with_a_role_or_an_id(there: Everywhere) -> None:
    stranger = make_user(name="Nobody Here").individual
    assert {there.user.individual, there.other.individual} <= set(people_of(there.authority))
    assert stranger not in people_of(there.authority)
    assert is_of(there.user.individual, there.authority)
    assert not is_of(stranger, there.authority)


def test_giving_out_is_in_the_trail_without_the_name_and_asks_for_the_permission(there: Everywhere) -> None:
    who = find_person(EMAIL, there.authority)
    export(by=there.dpo, who=who, scope=there.authority, why=f"{NAME} asked")
    entry = Entry.objects.get(did="personal data given out")
    assert (entry.about, entry.why) == (f"individual:{who.individual.pk}", "")
    with pytest.raises(Refused):
        export(by=acting(there.other, there.authority, "dcs"), who=who, scope=there.authority)


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_folder({"a.csv": "1"}, tmp_path / "out")
    assert (tmp_path / "out" / "a.csv").read_text() == "1"
    with pytest.raises(BadInput, match="there already"):
        write_folder({"a.csv": "2"}, tmp_path / "out")
    with pytest.raises(BadInput, match="cannot be written"):
        write_folder({"b/c.csv": "3"}, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.part").exists()


def test_it_takes_far_less_than_a_minute(there: Everywhere) -> None:
    began = time.monotonic()
    texts(find_person(EMAIL), MACHINE, None)
    assert time.monotonic() - began < 10
