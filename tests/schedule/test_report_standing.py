"""How a report stands as the proof of a duty: never made, late by law or by a setting, incomplete, not received."""

from datetime import date
from typing import Any

import pytest
from people import make_authority
from world_schedule import BRIEFING, as_role, at, complete, issued

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.kit.proving import ProofState
from clearline.schedule import actions, queries
from clearline.schedule.content import contracts
from clearline.schedule.due import Own

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 4, 9)


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def state(authority: Authority, contract: str = BRIEFING, on: date = ON, edition: str = "2013") -> ProofState:
    return queries.report_states(authority, on, edition)[contract]


def received(authority: Authority, number: str, contract: str = BRIEFING, role: Any = "lead-member") -> None:
    by = as_role(authority, role)
    actions.acknowledge(by=by, contract=contract, number=number, now=at(date(2026, 4, 9)))


def test_what_was_never_issued_was_never_looked_at(authority: Authority) -> None:
    found = state(authority)
    assert (found.result, found.newest) == ("never looked at", None)
    assert found.says[0] == "It has never been issued."


def test_complete_in_time_and_received_it_passes(authority: Authority) -> None:
    received(authority, issued(authority))
    found = state(authority)
    assert (found.result, found.newest) == ("passes", date(2026, 4, 8))
    assert found.says == (
        "The newest is 2026-01, which shows 31 March 2026 and was issued 8 April 2026.",
        "Lead member confirmed that it came on 9 April 2026.",
    )


def test_it_is_asked_as_at_a_day(authority: Authority) -> None:
    received(authority, issued(authority))
    assert state(authority, on=date(2026, 4, 7)).result == "never looked at"
    assert state(authority, on=date(2026, 4, 8)).result == "not known"  # it came the day after


def test_not_received_it_is_not_known(authority: Authority) -> None:
    issued(authority)
    found = state(authority)
    assert found.result == "not known"
    assert "Lead member has not confirmed that it came." in found.says


def test_without_what_it_has_to_contain_it_fails(authority: Authority) -> None:
    received(authority, issued(authority, contents={**complete(BRIEFING), "gaps": False}))
    found = state(authority)
    assert found.result == "fails"
    assert "It does not contain: Gaps between groups of children." in found.says


def test_late_by_a_local_setting_alone_it_is_not_known(authority: Authority) -> None:
    received(authority, issued(authority))
    found = state(authority, on=date(2026, 5, 11))
    assert found.result == "not known"
    assert found.says[-2].startswith("The one for the period to 30 April 2026 was due 10 May 2026. That day is the")


def test_late_by_law_it_fails_and_under_a_later_edition_it_does_not(authority: Authority) -> None:
    key = "governance-assessment"
    number = issued(authority, key)
    received(authority, number, key)
    later = date(2027, 7, 1)
    assert state(authority, key, later, "2009").result == "fails"
    assert "Each year (3.31 of the 2009 edition)" in " ".join(state(authority, key, later, "2009").says)
    assert state(authority, key, later, "2013").result == "passes"


def test_without_interval_it_passes_when_issued_and_complete(authority: Authority) -> None:
    issued(authority, "test-of-assurance")
    assert state(authority, "test-of-assurance").result == "passes"


def test_an_amendment_takes_the_place_of_what_it_amends(authority: Authority) -> None:
    first = issued(authority, contents={**complete(BRIEFING), "gaps": False})
    second = issued(authority, says="whole", amends=first, why="The gaps were missing.")
    received(authority, second)
    assert state(authority).result == "passes"


def test_every_contract_has_a_state_and_it_takes_five_questions(
    authority: Authority, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        issued(authority, says=str(number))
        issued(authority, "standing-report", says=str(number))
    with django_assert_num_queries(5):
        found = queries.report_states(authority, ON, "2013")
    assert set(found) == set(contracts())


def test_what_is_due_is_by_the_councils_own_setting(authority: Authority) -> None:
    by = at_the_machine(authority)
    own = Own("quarter", 20, None)
    actions.set_cadence(by=by, contract=BRIEFING, own=own, why="Members asked.", on=ON)
    issued(authority)
    items = [
        one for one in queries.due(authority, ON, date(2026, 12, 31), ON) if one.about.startswith(f"report:{BRIEFING}")
    ]
    assert [one.due for one in items] == [date(2026, 7, 20), date(2026, 10, 20)]
    assert {(one.owner, one.rests_on, one.late) for one in items} == {("dcs", "Local setting", 0)}


def test_what_is_late_comes_with_how_many_were_missed(authority: Authority) -> None:
    issued(authority)
    items = queries.due(authority, date(2026, 7, 1), date(2026, 7, 31), date(2026, 7, 1))
    briefing = [one for one in items if one.about.startswith(f"report:{BRIEFING}")]
    assert [(one.due, one.late, one.missed) for one in briefing] == [
        (date(2026, 6, 10), 21, 1), (date(2026, 7, 10), 0, 0)
    ]  # fmt: skip


def test_on_a_day_before_any_edition_nothing_is_law_by_edition(authority: Authority) -> None:
    assert queries.edition_on(date(2004, 1, 1)) == ""
    assert queries.edition_on(date(2026, 1, 1)) == "2013"
