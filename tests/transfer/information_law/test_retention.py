"""What is kept past its time is listed, deleted with a reason and a receipt, and never while a hold is live."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from information_law_people import EMAIL, NAME, TODAY, Everywhere, everywhere
from northmoor_whole import acting
from people import make_authority, make_user, member

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Individual, Membership, User
from clearline.accounts.permissions import ALL
from clearline.accounts.trail.models import Entry, Kept
from clearline.accounts.trail.verifying import chains, verify
from clearline.assurance.models import LegalView
from clearline.jobs.actions import MACHINE, enqueue, take
from clearline.jobs.kinds import Kind
from clearline.jobs.models import Job
from clearline.jobs.running import do
from clearline.kit.errors import BadInput
from clearline.organisations.models import Person, Proposal, Recorded
from clearline.registers.content import registers
from clearline.registers.models import Entry as RegisterEntry
from clearline.transfer.information_law.appointments import holding, last_days
from clearline.transfer.information_law.field_catalogue import load
from clearline.transfer.information_law.holds import lift_hold, place_hold, scope_words
from clearline.transfer.information_law.retention import FINDERS, apply, due, last_look, look, receipts
from clearline.transfer.models import FoiDecision, FoiRequest, Hold

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Europe/London"))
OLD = datetime(2018, 1, 5, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def there() -> Everywhere:
    """The person and one row of each type that is long past its time."""
    found = everywhere()
    authority, who = found.authority, found.user.individual
    Membership.objects.filter(user=found.user).update(starts=date(2015, 1, 1), ends=date(2018, 1, 5))
    for row in Recorded.objects.filter(authority=authority, facts__person="person-lead-member"):
        row.facts = {**(row.facts or {}), "to": "2018-01-05"}
        row.save()
    RegisterEntry.objects.filter(about="person-lead-member").update(on=date(2018, 1, 5))
    Proposal.objects.update(state="withdrawn", decided_at=OLD)
    LegalView.objects.update(given_on=date(2018, 1, 5))
    request = FoiRequest.objects.create(authority=authority, reference="FOI-1", words="hub", received=date(2018, 1, 1),
                                        closed=date(2018, 1, 5))  # fmt: skip
    FoiDecision.objects.create(request=request, record="departure:x", decision="disclose", decided=date(2018, 1, 2))
    Hold.objects.all().delete()
    assert who
    return found


def machine(there: Everywhere) -> Acting:
    return at_the_machine(there.authority)


def types(by: Acting) -> dict[str, int]:
    found = [one.record_type for one in due(by, TODAY)]
    return {one: found.count(one) for one in found}


def test_each_type_that_the_schedule_deletes_has_a_way_to_be_found() -> None:
    assert set(FINDERS) == {key for key, entry in load().retention.items() if entry.by == "retention"}


def test_every_type_comes_due_from_the_day_after_its_time(there: Everywhere) -> None:
    assert types(machine(there)) == {
        "accounts": 1, "names": 1, "registers": 2, "proposals": 1, "legal-views": 2, "foi": 1
    }  # fmt: skip
    for one in due(machine(there), TODAY):
        period = load().retention[one.record_type].period
        assert period
        assert one.overdue == one.since + period + timedelta(days=1)
        assert one.record in {two.record for two in due(machine(there), one.overdue)}
        before = due(machine(there), one.overdue - timedelta(days=1))
        assert (one.record_type, one.record) not in {(two.record_type, two.record) for two in before}


def test_deleting_takes_everything_that_is_due_and_its_names_out_of_the_trail(there: Everywhere) -> None:
    run = apply(by=machine(there), why="Yearly review", now=NOW)
    assert due(machine(there), TODAY) == ()
    assert not User.objects.filter(email=EMAIL).exists()
    assert not Individual.objects.filter(name=NAME).exists()
    assert not Kept.objects.filter(value__contains=EMAIL).exists()
    assert not Kept.objects.filter(value__contains="Fern").exclude(entry__about__startswith="hold:").exists()
    assert not any(model.objects.exists() for model in (LegalView, FoiRequest, Proposal))
    assert verify(chains(), ()).faults == ()
    assert run.counts["accounts"] == {"overdue": 1, "held": 0}
    assert receipts(there.authority) == (run,)
    entry = Entry.objects.get(did="overdue records deleted")
    assert (entry.about, entry.why) == (f"retention:{run.pk}", "Yearly review")
    assert "proposal:one-hub" in (entry.before or "")


def test_legal_views_are_deleted_without_telling_that_there_were_any(there: Everywhere) -> None:
    run = apply(by=machine(there), why="Review", now=NOW)
    assert "legal-views" not in run.counts
    chain = Entry.objects.filter(authority=there.authority)
    assert not any("sealed" in f"{entry.did}{entry.about}{entry.before}" for entry in chain)


def test_a_data_protection_officer_neither_sees_nor_deletes_legal_views(there: Everywhere) -> None:
    assert "legal-views" not in types(there.dpo)
    apply(by=there.dpo, why="Review", now=NOW)
    assert LegalView.objects.count() == 2
    both = Acting(None, there.authority, frozenset({"governance-officer", "data-protection-officer"}), "page")
    assert types(both) == {"legal-views": 1}


@pytest.mark.parametrize("scope", ["everything", *FINDERS])
def test_a_hold_keeps_what_it_covers_and_nothing_else(scope: str, there: Everywhere) -> None:
    key = place_hold(by=there.dpo, scope=scope, reason="Inquiry", starts=TODAY)
    kept = {one.record_type for one in due(machine(there), TODAY) if one.hold == key}
    assert kept == (set(FINDERS) if scope == "everything" else {scope})
    if scope == "everything":
        with pytest.raises(BadInput, match="Nothing is overdue that could be deleted"):
            apply(by=machine(there), why="Review", now=NOW)
    else:
        apply(by=machine(there), why="Review", now=NOW)
        assert {one.record_type for one in due(machine(there), TODAY)} == {scope}


def test_a_hold_on_a_person_keeps_all_that_is_about_them(there: Everywhere) -> None:
    place_hold(by=there.dpo, scope=f"person:{there.user.individual_id}", reason="A claim", starts=TODAY)
    held = {one.record_type for one in due(machine(there), TODAY) if one.hold}
    assert held == {"accounts", "names", "registers", "proposals", "legal-views"}


def test_a_hold_is_live_from_its_first_day_until_it_is_lifted(there: Everywhere) -> None:
    key = place_hold(by=there.dpo, scope="foi", reason="Inquiry", starts=TODAY)

    def held(on: date) -> bool:
        return any(one.hold for one in due(machine(there), on))

    assert (held(TODAY - timedelta(days=1)), held(TODAY)) == (False, True)
    lift_hold(by=there.dpo, key=key, why="Reported", on=TODAY + timedelta(days=9))
    assert (held(TODAY + timedelta(days=8)), held(TODAY + timedelta(days=9))) == (True, False)
    with pytest.raises(BadInput, match="was lifted on 1 December 2026"):
        lift_hold(by=there.dpo, key=key, why="Again", on=TODAY)


def test_what_is_wrong_with_a_hold_is_said(there: Everywhere) -> None:
    by = there.dpo
    for scope in ("nothing", "person:x", "person:00000000-0000-4000-8000-000000000000"):
        with pytest.raises(BadInput):
            place_hold(by=by, scope=scope, reason="Inquiry", starts=TODAY)
    with pytest.raises(BadInput, match="Say which inquiry"):
        place_hold(by=by, scope="everything", reason=" ", starts=TODAY)
    with pytest.raises(BadInput, match="There is no hold 'x'"):
        lift_hold(by=by, key="x", why="Why", on=TODAY)
    with pytest.raises(BadInput, match="Say why"):
        lift_hold(by=by, key="x", why="", on=TODAY)
    with pytest.raises(Refused):
        place_hold(by=acting(there.other, there.authority, "dcs"), scope="foi", reason="Inquiry", starts=TODAY)


def test_the_scope_of_a_hold_in_words_names_nobody(there: Everywhere) -> None:
    assert scope_words("everything") == "Everything"
    assert scope_words("foi") == "Requests for information"
    assert scope_words(f"person:{there.user.individual_id}").endswith(str(there.user.individual_id))


def test_deleting_asks_for_a_reason_a_known_type_and_the_permission(there: Everywhere) -> None:
    for words, match in (({"why": ""}, "Say why"), ({"why": "x", "record_types": ["trail"]}, "deletes no 'trail'")):
        with pytest.raises(BadInput, match=match):
            apply(by=machine(there), now=NOW, **words)
    with pytest.raises(Refused):
        apply(by=Acting(None, there.authority, ALL - {"data-protection-officer"}, "page"), why="x", now=NOW)
    assert types(machine(there))["accounts"] == 1


def test_only_the_types_that_are_named_are_deleted(there: Everywhere) -> None:
    apply(by=machine(there), why="Review", now=NOW, record_types=["foi"])
    assert "foi" not in types(machine(there))
    assert types(machine(there))["accounts"] == 1


def test_the_dry_run_of_a_night_replaces_the_last_and_deletes_nothing(there: Everywhere) -> None:
    assert last_look(there.authority) is None
    look(authority=there.authority, now=NOW)
    assert look(authority=there.authority, now=NOW + timedelta(days=1)) == 6
    last = last_look(there.authority)
    assert last
    assert last.counts["registers"] == {"overdue": 2, "held": 0}
    assert "legal-views" not in last.counts
    assert types(machine(there))["accounts"] == 1


def test_the_night_looks_at_every_authority(there: Everywhere, settings: Any) -> None:
    south = make_authority("southmoor")
    settings.JOBS = {"list what is overdue": Kind("clearline.transfer.information_law.nightly:look_at_retention")}
    Job.objects.all().delete()
    enqueue(by=MACHINE, what="list what is overdue", now=NOW)
    job = take(lease=uuid4(), now=NOW)
    assert job
    do(job, lambda: NOW)
    assert Job.objects.get().state == "done"
    assert last_look(there.authority)
    assert last_look(south)


def test_an_account_with_another_role_stays(there: Everywhere) -> None:
    member(make_authority("southmoor"), "analyst", user=there.user)
    apply(by=machine(there), why="Review", now=NOW)
    assert User.objects.filter(email=EMAIL).exists()
    assert Individual.objects.filter(name=NAME).exists()


def test_the_latest_training_of_somebody_in_post_stays(there: Everywhere) -> None:
    RegisterEntry.objects.filter(about="person-director").update(on=date(2018, 1, 5))
    assert not any("person-director" in one.record for one in due(machine(there), TODAY))
    RegisterEntry.objects.create(authority=there.authority, register="training", key="later",
                                 about="person-director", on=date(2024, 1, 5),
                                 values={"kind": "safeguarding", "done": True})  # fmt: skip
    assert any("person-director" in one.record for one in due(machine(there), TODAY))


def test_what_a_register_says_of_no_person_is_not_kept_by_the_rule_for_people(there: Everywhere) -> None:
    name = next(key for key, one in registers().items() if not one.about_people)
    RegisterEntry.objects.create(
        authority=there.authority, register=name, key="of-nobody", about="of-nobody", on=date(2008, 1, 5), values={}
    )
    assert not any("of-nobody" in one.record for one in due(machine(there), TODAY))


def test_a_post_that_ended_ends_its_appointments(there: Everywhere) -> None:
    assert "person-director" in holding(there.authority, TODAY)
    Recorded.objects.filter(authority=there.authority, section="posts", key="director-of-children").update(
        valid_to=date(2020, 1, 1)
    )
    assert "person-director" not in holding(there.authority, TODAY)
    assert last_days(there.authority)["person-director"] == date(2020, 1, 1)


def test_a_name_without_an_appointment_is_not_due(there: Everywhere) -> None:
    Person.objects.create(authority=there.authority, key="person-x", individual=make_user(name="X").individual)
    assert "people:person-x" not in {one.record for one in due(machine(there), TODAY)}
