"""How often and by when is a council's own setting, but never less than the law."""

from datetime import date

import pytest
from people import make_authority
from world_schedule import BRIEFING, as_role

from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.schedule import actions, queries
from clearline.schedule.due import Own

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def set_it(authority: Authority, own: Own, contract: str = BRIEFING, on: date = ON, why: str = "Agreed.") -> None:
    actions.set_cadence(by=at_the_machine(authority), contract=contract, own=own, why=why, on=on)


def test_a_setting_is_kept_changed_and_taken_back(authority: Authority) -> None:
    for own in (Own("quarter", 20, date(2026, 7, 20)), Own("month")):
        set_it(authority, own)
        assert queries.own_settings(authority) == {BRIEFING: own}
    set_it(authority, Own())
    assert queries.own_settings(authority) == {}
    assert Entry.objects.filter(did="calendar set", about=f"contract:{BRIEFING}").count() == 3


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (Own("none"), "cannot be due less often"),
        (Own("year", 91), "more than 90 days after its period"),
        (Own("year", None, date(2012, 1, 1)), "cannot be due first after"),
    ],
)
def test_no_setting_makes_longer_what_the_law_fixes(authority: Authority, own: Own, says: str) -> None:
    in_2010 = date(2010, 6, 1)
    with pytest.raises(BadInput, match=says):
        set_it(authority, own, "governance-assessment", in_2010)
    assert queries.own_settings(authority) == {}
    set_it(authority, own, "governance-assessment", ON)  # by practice alone a council is free


def test_a_setting_may_ask_for_more_than_the_law(authority: Authority) -> None:
    in_2010 = date(2010, 6, 1)
    set_it(authority, Own("half-year", 30, date(2010, 9, 1)), "governance-assessment", in_2010)
    assert queries.plan_of(authority, "governance-assessment", in_2010).every == "half-year"


def test_what_is_no_interval_and_what_has_no_reason_is_refused(authority: Authority) -> None:
    with pytest.raises(BadInput, match="How often is one of: none, month"):
        set_it(authority, Own("fortnight"))
    with pytest.raises(BadInput, match="Say why"):
        set_it(authority, Own("month"), why=" ")
    with pytest.raises(BadInput, match="no report 'x'"):
        set_it(authority, Own("month"), "x")


def test_setting_it_asks_for_its_permission(authority: Authority) -> None:
    with pytest.raises(Refused):
        actions.set_cadence(by=as_role(authority, "dcs"), contract=BRIEFING, own=Own("month"), why="So.", on=ON)
