"""Departures and targets answer for themselves, as the registers that duties name."""

from datetime import date
from decimal import Decimal

from clearline.assurance.queries import OnRecord
from clearline.checks.kept_elsewhere import departures_state, targets_state
from clearline.measures.figures import Period, Target
from clearline.organisations.partnerships import Departure

ON = date(2026, 6, 1)


def departure(start: date, review: date) -> OnRecord:
    return OnRecord(
        key="d", minutes="", published=False,
        departure=Departure(provision="key-5", reasons="Because", decided_by="Cabinet", route="executive", start=start,
                            review=review),
    )  # fmt: skip


def test_departures_are_kept_while_none_that_began_is_past_its_review() -> None:
    live = departure(date(2026, 1, 1), date(2027, 1, 1))
    late = departure(date(2025, 1, 1), date(2026, 1, 1))
    later = departure(date(2026, 9, 1), date(2027, 9, 1))
    assert departures_state([], ON).result == "never looked at"
    assert departures_state([later], ON).result == "never looked at"
    kept = departures_state([live, later], ON)
    assert (kept.result, kept.newest, kept.says) == ("passes", date(2026, 1, 1), ("1 on record, 1 of them live.",))
    assert departures_state([live, late], ON).result == "not known"
    assert departures_state([live, late], ON).says[1] == "1 past the review date."


def test_targets_are_kept_when_each_says_how_it_was_set_and_whose_it_is() -> None:
    by = Period(label="2027", ends=date(2027, 3, 31), year="reporting")
    whole = Target(measure="m", value=Decimal(5), by=by, owner="DCS", set_how="With the forum.")
    bare = Target(measure="m", value=Decimal(5), by=by)
    assert targets_state([]).result == "never looked at"
    assert targets_state([whole]).result == "passes"
    assert targets_state([whole, bare]).result == "not known"
    assert targets_state([whole, bare]).says == ("2 set.", "1 without how it was set, or without an owner.")
