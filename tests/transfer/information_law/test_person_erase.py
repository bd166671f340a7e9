"""Erasing takes a person away and says what stays; a hold, a role or a post forbids it; the trail still verifies."""

from datetime import date
from typing import Any

import pytest
from information_law_people import EMAIL, NAME, OTHER_NAME, TODAY, Everywhere, everywhere
from northmoor_whole import acting
from people import make_authority, member

from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Individual, Membership, User
from clearline.accounts.trail.models import Entry, Kept
from clearline.accounts.trail.verifying import chains, verify
from clearline.assurance.models import LegalView
from clearline.kit.errors import BadInput
from clearline.organisations.actions import name_person
from clearline.organisations.models import Person, Recorded
from clearline.transfer.information_law.erasing import erase, plan
from clearline.transfer.information_law.holds import lift_hold, place_hold
from clearline.transfer.information_law.person import find_person, texts

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MACHINE = at_the_machine(None)
WHY = "Asked on 3 November"


@pytest.fixture
def there() -> Everywhere:
    """The person, out of office since the last day of June."""
    found = everywhere()
    Membership.objects.filter(user=found.user).update(ends=date(2026, 6, 30))
    for row in Recorded.objects.filter(authority=found.authority, facts__person="person-lead-member"):
        row.facts = {**(row.facts or {}), "to": "2026-06-30"}
        row.save()
    return found


def stored(text: str) -> list[str]:
    """Return the tables in which a text stands, byte for byte as they are kept."""
    from django.apps import apps

    return [
        f"{model._meta.label}.{field}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        for field, value in row.items()
        if text.casefold() in str(value).casefold()
    ]


def test_a_person_is_gone_everywhere_but_where_others_wrote_of_them(there: Everywhere) -> None:
    done = erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY)
    assert stored(EMAIL) == []
    assert not User.objects.filter(pk=there.user.pk).exists()
    assert not Person.objects.filter(key="person-lead-member").exists()
    assert {line.what for line in done.stays if "Mentions" in line.what} == {
        "Mentions in assurance.Departure", "Mentions in transfer.Hold", "Mentions in trail.Kept about hold:hold"
    }  # fmt: skip
    assert {place.rpartition(".")[0] for place in stored("Fern Ashdown-L")} == {
        "assurance.Departure", "transfer.Hold", "trail.Kept"
    }  # fmt: skip
    assert LegalView.objects.filter(by=there.user.individual_id).count() == 2
    assert Individual.objects.get(pk=there.user.individual_id).name == ""
    assert Individual.objects.filter(name=OTHER_NAME).exists()


def test_the_trail_still_verifies_and_says_what_was_erased(there: Everywhere) -> None:
    erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY)
    assert Kept.objects.filter(erased_by__isnull=False).exists()
    assert verify(chains(), ()).faults == ()
    entry = Entry.objects.get(did="person erased")
    assert entry.authority is None
    assert NAME not in f"{entry.before}{entry.after}{entry.why}"


def test_the_dry_run_says_the_same_and_changes_nothing(there: Everywhere) -> None:
    entries, before = Entry.objects.count(), texts(find_person(EMAIL), MACHINE, None)
    planned = plan(find_person(EMAIL), MACHINE, TODAY)
    assert (Entry.objects.count(), texts(find_person(EMAIL), MACHINE, None)) == (entries, before)
    assert planned.goes == erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY).goes
    assert {line.what for line in planned.goes} == {
        "The name", "Accounts, with addresses, sessions and second factors", "Roles that have ended",
        "Ids in an organisation, as theirs", "Personal values that the trail keeps beside its entries",
    }  # fmt: skip


@pytest.mark.parametrize("scope", ["everything", "accounts", "names", "trail", "person"])
def test_a_hold_forbids_it_until_it_is_lifted(scope: str, there: Everywhere) -> None:
    scope = f"person:{there.user.individual_id}" if scope == "person" else scope
    key = place_hold(by=there.dpo, scope=scope, reason="Inquiry of 2026", starts=TODAY)
    with pytest.raises(BadInput, match=r"A hold forbids it .*Inquiry of 2026"):
        erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY)
    assert User.objects.filter(email=EMAIL).exists()
    lift_hold(by=there.dpo, key=key, why="It reported", on=TODAY)
    erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY)


def test_a_hold_on_something_else_does_not(there: Everywhere) -> None:
    place_hold(by=there.dpo, scope="proposals", reason="A claim", starts=TODAY)
    place_hold(by=there.dpo, scope=f"person:{there.other.individual_id}", reason="A claim", starts=TODAY)
    assert plan(find_person(EMAIL), MACHINE, TODAY).refusals == ()


def test_a_hold_on_accounts_does_not_keep_a_name_without_one(there: Everywhere) -> None:
    person = Individual.objects.create(name="Wren Holloway")
    Person.objects.create(authority=there.authority, key="person-9", individual=person)
    place_hold(by=there.dpo, scope="accounts", reason="A claim", starts=TODAY)
    assert plan(find_person(str(person.pk)), MACHINE, TODAY).refusals == ()
    erase(by=MACHINE, who=find_person(str(person.pk)), why=WHY, on=TODAY)
    assert not Individual.objects.filter(pk=person.pk).exists()


def test_a_role_or_a_post_forbids_it_and_says_the_law(there: Everywhere) -> None:
    refusals = plan(find_person("rowan@northmoor.example"), MACHINE, TODAY).refusals
    assert "Has the role of DCS at Northmoor Council" in refusals[0]
    assert "sections 18 and 19 of the Children Act 2004" in refusals[1]
    with pytest.raises(BadInput, match="End the role first"):
        erase(by=MACHINE, who=find_person("rowan@northmoor.example"), why=WHY, on=TODAY)


def test_it_asks_for_a_reason_a_permission_and_one_authority(there: Everywhere) -> None:
    who = find_person(EMAIL)
    with pytest.raises(BadInput, match="Say why"):
        erase(by=MACHINE, who=who, why=" ", on=TODAY)
    with pytest.raises(Refused):
        erase(by=acting(there.other, there.authority, "dcs"), who=who, why=WHY, on=TODAY)
    member(make_authority("southmoor"), "analyst", user=there.user, ends=date(2026, 1, 1))
    with pytest.raises(Refused, match="Other authorities"):
        erase(by=there.dpo, who=find_person(EMAIL), why=WHY, on=TODAY)


def test_one_who_left_nothing_behind_leaves_no_row(there: Everywhere) -> None:
    user = member(there.authority, "analyst", ends=date(2026, 1, 1))
    erase(by=there.dpo, who=find_person(user.email), why=WHY, on=TODAY)
    assert not Individual.objects.filter(pk=user.individual_id).exists()


def test_the_same_id_in_another_authority_is_somebody_else(there: Everywhere) -> None:
    south = make_authority("southmoor")
    Person.objects.create(authority=south, key="person-lead-member", individual=there.other.individual)
    Recorded.objects.create(authority=south, section="people", key="person-lead-member", facts={})
    name_person(by=at_the_machine(south), key="person-lead-member", name="Wren Holloway")
    kept: Any = Kept.objects.filter(entry__authority=south)
    before = kept.filter(erased_by=None).count()
    erase(by=MACHINE, who=find_person(EMAIL), why=WHY, on=TODAY)
    assert kept.filter(erased_by=None).count() == before > 0
