"""Within a pre-election period nothing is published but what the monitoring officer released with a reason."""

from datetime import date

import pytest
from people import make_authority
from world_schedule import as_role, at

from clearline.accounts.acting import Refused, at_the_machine
from clearline.accounts.models import Authority
from clearline.accounts.trail.models import Entry
from clearline.kit.errors import BadInput
from clearline.schedule import electing, elections
from clearline.schedule.actions import release

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THING = "departure:2013-key-5"
WITHIN = date(2026, 4, 1)


@pytest.fixture
def authority() -> Authority:
    return make_authority()


def period(authority: Authority, election: str = "Council", ends: date = date(2026, 5, 7)) -> str:
    return electing.set_election(by=at_the_machine(authority), election=election, starts=date(2026, 3, 24), ends=ends)


def let_out(authority: Authority, key: str, about: str = THING, why: str = "A safety notice.") -> None:
    by = as_role(authority, "monitoring-officer")
    release(by=by, about=about, election=key, why=why, now=at(WITHIN))


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2026, 3, 23), False), (date(2026, 3, 24), True), (date(2026, 5, 7), True), (date(2026, 5, 8), False),
    ],
)  # fmt: skip
def test_it_holds_from_the_first_day_to_the_last(authority: Authority, on: date, held: bool) -> None:
    period(authority)
    assert (elections.hold(authority, THING, on) is not None) == held


def test_what_holds_says_which_election_and_until_when(authority: Authority) -> None:
    period(authority)
    with pytest.raises(BadInput, match=r"held until 7 May 2026: it is the pre-election period of Council") as held:
        elections.require_no_hold(authority, THING, WITHIN)
    assert isinstance(held.value, elections.HeldBack)
    assert (held.value.about, held.value.held.key) == (THING, "council")


def test_another_council_is_not_held(authority: Authority) -> None:
    period(authority)
    elections.require_no_hold(make_authority("southmoor"), THING, WITHIN)


def test_one_thing_is_released_with_a_reason_and_no_other(authority: Authority) -> None:
    key = period(authority)
    for _ in range(2):
        let_out(authority, key)
    elections.require_no_hold(authority, THING, WITHIN)
    assert elections.hold(authority, "departure:other", WITHIN) is not None
    (one,) = elections.elections(authority)
    assert [(each.about, each.reason) for each in one.releases] == [(THING, "A safety notice.")]
    assert Entry.objects.filter(did="released in pre-election period", about=THING).count() == 1


def test_where_periods_overlap_each_must_be_released(authority: Authority) -> None:
    first, second = period(authority), period(authority, "Police commissioner", date(2026, 6, 1))
    let_out(authority, first)
    held = elections.hold(authority, THING, WITHIN)
    assert held is not None
    assert (held.key, held.until) == (second, date(2026, 6, 1))
    let_out(authority, second)
    assert elections.hold(authority, THING, WITHIN) is None


def test_where_periods_overlap_it_is_held_since_the_first_of_those_that_hold_it(authority: Authority) -> None:
    first = period(authority)
    electing.set_election(
        by=at_the_machine(authority), election="By-election", starts=date(2026, 3, 30), ends=date(2026, 6, 1)
    )
    held = elections.hold(authority, THING, WITHIN)
    assert held is not None
    assert (held.election, held.starts) == ("By-election", date(2026, 3, 24)), "what came between them is held too"
    let_out(authority, first)
    held = elections.hold(authority, THING, WITHIN)
    assert held is not None
    assert held.starts == date(2026, 3, 30)


def test_only_the_monitoring_officer_releases(authority: Authority) -> None:
    key = period(authority)
    for role in ("democratic-services-officer", "dcs", "governance-officer"):
        with pytest.raises(Refused):
            release(by=as_role(authority, role), about=THING, election=key, why="So.", now=at(WITHIN))


def test_a_release_names_a_thing_a_period_and_a_reason(authority: Authority) -> None:
    key = period(authority)
    for about, election, why, says in (
        ("departure", key, "So.", "kind:key"),
        (THING, "x", "So.", "no pre-election period 'x'"),
        (THING, key, " ", "Say why"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            let_out(authority, election, about, why)


def test_a_period_is_put_right_with_a_reason(authority: Authority) -> None:
    key = period(authority)
    by = as_role(authority, "democratic-services-officer")
    values = {"by": by, "key": key, "election": "Council", "starts": date(2026, 3, 30), "ends": date(2026, 5, 7)}
    with pytest.raises(BadInput, match="Say why"):
        electing.change_election(**values, why="")  # type: ignore[arg-type]
    electing.change_election(**values, why="Notice was later.")  # type: ignore[arg-type]
    one = elections.election_named(authority, key)
    assert one is not None
    assert (one.starts, one.is_on(date(2026, 3, 24)), one.is_on(WITHIN)) == (date(2026, 3, 30), False, True)


def test_a_period_is_removed_unless_something_was_released_in_it(authority: Authority) -> None:
    by = as_role(authority, "monitoring-officer")
    mistaken, used = period(authority), period(authority)
    assert used == "council-2"
    let_out(authority, used)
    electing.remove_election(by=by, key=mistaken, why="Entered twice.")
    assert elections.election_named(authority, mistaken) is None
    with pytest.raises(BadInput, match="stays on record"):
        electing.remove_election(by=by, key=used, why="Entered twice.")


def test_a_period_has_a_name_and_days_in_order(authority: Authority) -> None:
    by = at_the_machine(authority)
    with pytest.raises(BadInput, match="which election"):
        electing.set_election(by=by, election=" ", starts=WITHIN, ends=WITHIN)
    with pytest.raises(BadInput, match="after the first"):
        electing.set_election(by=by, election="Council", starts=WITHIN, ends=date(2026, 3, 1))
    with pytest.raises(Refused):
        electing.set_election(by=as_role(authority, "dcs"), election="Council", starts=WITHIN, ends=WITHIN)


def test_somebody_asks_for_a_release_and_it_waits_until_it_is_released(authority: Authority) -> None:
    key, by = period(authority), as_role(authority, "dcs")
    for _ in range(2):
        electing.want_release(by=by, about=THING, why="It is urgent.", on=WITHIN, now=at(WITHIN))
    (one,) = elections.elections(authority)
    assert [(each.about, each.why) for each in one.wanted] == [(THING, "It is urgent.")]
    assert Entry.objects.filter(did="release asked for").count() == 1
    let_out(authority, key)
    (one,) = elections.elections(authority)
    assert one.wanted == ()


def test_what_nothing_holds_is_not_asked_for(authority: Authority) -> None:
    by = as_role(authority, "dcs")
    with pytest.raises(BadInput, match="needs no release"):
        electing.want_release(by=by, about=THING, why="So.", on=WITHIN, now=at(WITHIN))
    with pytest.raises(BadInput, match="Say why"):
        electing.want_release(by=by, about=THING, why="", on=WITHIN, now=at(WITHIN))
    with pytest.raises(Refused):
        electing.want_release(by=as_role(authority, "partner"), about=THING, why="So.", on=WITHIN, now=at(WITHIN))
