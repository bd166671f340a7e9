"""A departure is a decision with reasons, from guidance and never from law, and every change of it is in the trail."""

from datetime import date

import pytest
from northmoor_whole import acting, departs
from people import make_authority, member

from clearline.accounts.acting import Acting, Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.accounts.trail.queries import history
from clearline.assurance import actions, queries
from clearline.assurance.departing import State, law_beside, state_on
from clearline.assurance.models import Departure as Row
from clearline.guidance.content import load
from clearline.kit.errors import BadInput
from clearline.organisations.partnerships import Departure

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GIVEN = {
    "provision": "3.16", "edition": "2009", "reasons": "A shared hub needs two managers.", "decided_by": "Cabinet",
    "route": "executive", "start": date(2026, 1, 1), "review": date(2027, 1, 1),
    "alternatives": "One manager for both.", "consulted": "Staff and the lead member.",
}  # fmt: skip
WHOLE = Departure(**GIVEN)  # type: ignore[arg-type]


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def officer(authority: Authority) -> Acting:
    return acting(member(authority, "governance-officer"), authority, "governance-officer")


def refused(by: Acting, **otherwise: object) -> str:
    """Return why a departure is not recorded."""
    departure = Departure(**{**GIVEN, **otherwise})  # type: ignore[arg-type]
    with pytest.raises(BadInput) as bad:
        actions.record_departure(by=by, guidance=load(), departure=departure)
    assert not Row.objects.exists()
    assert not Entry.objects.exists()
    return str(bad.value)


def test_a_departure_is_kept_whole_with_one_entry_that_gives_the_reasons(officer: Acting, authority: Authority) -> None:
    key = actions.record_departure(
        by=officer,
        guidance=load(),
        departure=WHOLE,
        minutes="https://northmoor.example/12",
        published=True,
        on=date(2026, 6, 1),
    )
    assert queries.departures(authority) == {key: WHOLE}
    kept = queries.departure_named(authority, key)
    assert kept is not None
    assert (kept.minutes, kept.published) == ("https://northmoor.example/12", True)
    (entry,) = history(authority, f"departure:{key}", named=True)
    assert (entry.did, entry.why) == ("departure recorded", WHOLE.reasons)
    assert {change.field: change.after for change in entry.changes}["decided_by"] == "Cabinet"
    assert Entry.objects.count() == 1


def test_two_departures_from_one_paragraph_have_keys_of_their_own(officer: Acting) -> None:
    keys = [actions.record_departure(by=officer, guidance=load(), departure=WHOLE) for _ in range(3)]
    assert keys == ["2009-3-16", "2009-3-16-2", "2009-3-16-3"]


def test_what_the_law_requires_cannot_be_departed_from_and_the_words_say_why(officer: Acting) -> None:
    said = refused(officer, provision="1.12")
    assert "1.12 of the 2009 edition states what the law requires" in said
    assert "cannot be departed from, whatever the reasons" in said


def test_a_section_of_the_act_cannot_be_departed_from(officer: Acting) -> None:
    said = refused(officer, provision="s18(1)(a)")
    assert "Children Act 2004" in said
    assert "cannot be departed from" in said


def test_there_is_no_departure_from_a_provision_that_the_edition_has_not(officer: Acting) -> None:
    assert "The 2009 edition has no provision “9.99”" in refused(officer, provision="9.99")
    assert "no edition '1999'" in refused(officer, edition="1999")


def test_of_a_paragraph_that_is_partly_law_the_law_is_said_to_stand() -> None:
    law = law_beside(load(), Departure(**{**GIVEN, "provision": "1.2"}))  # type: ignore[arg-type]
    assert law
    assert law_beside(load(), WHOLE) == ()
    assert law_beside(load(), Departure(**{**GIVEN, "edition": None})) == ()  # type: ignore[arg-type]


def test_there_is_no_departure_from_what_only_permits(officer: Acting) -> None:
    from clearline.guidance.queries import edition_named, force_rank, stated_in

    asked = list(stated_in(edition_named(load(), "2009")))
    binding = {one.provision.at for one in asked if force_rank(one.duty)}
    only_may = next(one.provision.at for one in asked if one.duty.force == "may" and one.provision.at not in binding)
    assert "asks for nothing that could be departed from" in refused(officer, provision=only_may)


def test_words_that_say_nothing_and_dates_in_the_wrong_order_are_all_told_at_once(officer: Acting) -> None:
    said = refused(officer, reasons="n/a", decided_by=" - ", review=date(2025, 1, 1), end=date(2025, 6, 1))
    assert said.count("\n") == 3
    for words in ("Reasons: this says nothing", "Decided by: this says nothing", "review date must", "last day must"):
        assert words in said


def test_only_those_who_may_record_a_departure_do(authority: Authority) -> None:
    by = acting(member(authority, "dcs"), authority, "dcs")
    with pytest.raises(Refused):
        actions.record_departure(by=by, guidance=load(), departure=WHOLE)
    key = departs(authority)
    with pytest.raises(Refused):
        actions.renew_departure(by=by, key=key, review=date(2028, 1, 1), on=date(2026, 6, 1), why="x")
    with pytest.raises(Refused):
        actions.end_departure(by=by, key=key, last=date(2026, 6, 1), why="x")
    with pytest.raises(Refused):
        actions.publish_departure(by=by, key=key, published=True, on=date(2026, 6, 1), why="x")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 12, 31), "not begun"), (date(2026, 1, 1), "live"), (date(2026, 11, 1), "live"),
        (date(2026, 11, 2), "due for review"), (date(2027, 1, 1), "due for review"),
        (date(2027, 1, 2), "review passed"), (date(2027, 6, 1), "ended"),
    ],
)  # fmt: skip
def test_the_state_of_a_departure_on_each_day(on: date, state: State) -> None:
    assert state_on(Departure(**{**GIVEN, "end": date(2027, 5, 31)}), on) == state  # type: ignore[arg-type]


def test_a_live_departure_is_renewed_with_a_reason_and_the_entry_has_both_dates(
    authority: Authority, officer: Acting
) -> None:
    key = departs(authority)
    actions.renew_departure(by=officer, key=key, review=date(2028, 1, 1), on=date(2026, 12, 1), why="Still shared.")
    assert queries.departures(authority)[key].review == date(2028, 1, 1)
    entry = history(authority, f"departure:{key}")[0]
    assert (entry.did, entry.why) == ("departure renewed", "Still shared.")
    assert [tuple(change) for change in entry.changes] == [("review", "2027-01-01", "2028-01-01")]


def test_what_lapsed_is_not_renewed_so_that_the_days_between_stay_as_they_were(
    authority: Authority, officer: Acting
) -> None:
    key = departs(authority)
    with pytest.raises(BadInput, match="Record a new one"):
        actions.renew_departure(by=officer, key=key, review=date(2028, 1, 1), on=date(2027, 1, 2), why="Late.")
    with pytest.raises(BadInput, match="must be after the one there is: 1 January 2027"):
        actions.renew_departure(by=officer, key=key, review=date(2027, 1, 1), on=date(2026, 6, 1), why="The same.")
    assert queries.departures(authority)[key].review == date(2027, 1, 1)


def test_a_departure_ends_once_and_not_before_it_began(authority: Authority, officer: Acting) -> None:
    key = departs(authority)
    with pytest.raises(BadInput, match="same as or after the first: 1 January 2026"):
        actions.end_departure(by=officer, key=key, last=date(2025, 12, 31), why="Too early.")
    actions.end_departure(by=officer, key=key, last=date(2026, 6, 30), why="The hubs are apart again.")
    assert queries.departures(authority)[key].end == date(2026, 6, 30)
    with pytest.raises(BadInput, match="already ends on 30 June 2026"):
        actions.end_departure(by=officer, key=key, last=date(2026, 7, 1), why="Again.")
    actions.end_departure(by=officer, key=key, last=date(2026, 5, 31), why="A month earlier, as the minutes say.")


def test_publishing_is_a_change_with_a_reason_of_its_own(authority: Authority, officer: Acting) -> None:
    key = departs(authority)
    assert queries.published_departures(authority, date(2026, 6, 1)) == ()
    actions.publish_departure(by=officer, key=key, published=True, on=date(2026, 6, 1), why="Comply or explain.")
    with pytest.raises(BadInput, match="already published"):
        actions.publish_departure(by=officer, key=key, published=True, on=date(2026, 6, 1), why="Again.")
    assert [one.key for one in queries.published_departures(authority, date(2026, 6, 1))] == [key]
    assert queries.published_departures(authority, date(2025, 6, 1)) == ()
    actions.publish_departure(by=officer, key=key, published=False, on=date(2026, 6, 1), why="It names a person.")
    assert queries.published_departures(authority, date(2026, 6, 1)) == ()
    dids = [entry.did for entry in history(authority, f"departure:{key}")]
    assert dids == ["departure no longer published", "departure published", "departure recorded"]


def test_no_change_goes_without_a_reason_or_to_a_departure_of_another_authority(officer: Acting) -> None:
    elsewhere = departs(make_authority("southmoor"))
    with pytest.raises(BadInput, match="There is no departure"):
        actions.end_departure(by=officer, key=elsewhere, last=date(2026, 6, 30), why="Not mine.")
    mine = actions.record_departure(by=officer, guidance=load(), departure=WHOLE)
    with pytest.raises(BadInput, match="Say why"):
        actions.end_departure(by=officer, key=mine, last=date(2026, 6, 30), why="  ")


def test_a_command_on_the_machine_records_as_well(authority: Authority) -> None:
    actions.record_departure(by=at_the_machine(authority), guidance=load(), departure=WHOLE)
    assert len(queries.on_record(authority)) == 1
