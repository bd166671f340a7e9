"""Protects the arithmetic under the demonstration data: days, ages, draws, places."""

from datetime import date

import numpy as np
import pytest

from clearline.measures.demo_data.days import ages, birthdays, day, working_days_after, written, year_of_return
from clearline.measures.demo_data.geography import BUCKETS, MOST, POSTCODES, TWENTY_MILES, Places, authority, country
from clearline.measures.demo_data.sampling import chain, generator, lengths, pick


def test_ages_and_birthdays_agree_with_the_calendar() -> None:
    rng = generator(5)
    born = rng.integers(day(1998, 1, 1), day(2020, 1, 1), 400).astype(np.int32)
    on = rng.integers(day(2020, 1, 1), day(2026, 1, 1), 400).astype(np.int32)
    for birth, at, age in zip(born.tolist(), on.tolist(), ages(born, on).tolist(), strict=True):
        one, other = date.fromordinal(birth + 719163), date.fromordinal(at + 719163)
        assert age == other.year - one.year - ((other.month, other.day) < (one.month, one.day))
    assert (ages(born, birthdays(born, 18)) == 18).all()
    assert (ages(born, birthdays(born, 18) - 1) == 17).all()


def test_a_birthday_on_29_february_is_on_1_march_in_other_years() -> None:
    leap = np.array([day(2008, 2, 29)], dtype=np.int32)
    assert birthdays(leap, 17)[0] == day(2025, 3, 1)
    assert birthdays(leap, 16)[0] == day(2024, 2, 29)


def test_days_are_written_as_the_return_asks_and_blank_when_not_known() -> None:
    days = np.array([day(2025, 3, 31), 10**6], dtype=np.int32)
    assert written(days, np.array([True, False])).tolist() == ["31/03/2025", ""]
    assert written(days[:1], form="%Y-%m-%d").tolist() == ["2025-03-31"]
    assert year_of_return(2025) == (day(2024, 4, 1), day(2025, 3, 31))


def test_working_days_leave_out_weekends() -> None:
    friday = np.array([day(2025, 5, 2)], dtype=np.int32)
    assert working_days_after(friday, np.array([1]))[0] == day(2025, 5, 5)


def test_a_chain_stops_where_it_must_and_comes_in_order() -> None:
    start, stop = np.array([0, 0, 50], dtype=np.int32), np.array([25, 5, 50], dtype=np.int32)
    whose, days, places = chain(start, stop, [lambda rows: np.full(len(rows), 10)])
    assert whose.tolist() == [0, 0]
    assert days.tolist() == [10, 20]
    assert places.tolist() == [0, 1]
    assert [len(part) for part in chain(start, start, [lambda rows: rows])] == [0, 0, 0]


def test_draws_follow_their_weights_and_curves() -> None:
    rng = generator(2)
    codes, counts = np.unique(pick(rng, 20_000, {"a": 3, "b": 1, "never": 0}), return_counts=True)
    assert codes.tolist() == ["a", "b"]
    assert counts[0] / 20_000 == pytest.approx(0.75, abs=0.02)
    drawn = lengths(rng, 20_000, ((10, 0.0), (20, 0.5), (120, 1.0)))
    assert drawn.min() >= 10
    assert drawn.max() <= 120
    assert (drawn <= 20).mean() == pytest.approx(0.5, abs=0.02)


def test_authorities_have_codes_of_their_own_that_no_real_one_has() -> None:
    every = [authority(place) for place in range(MOST)]
    assert every[0].name == "Northmoor"
    assert (every[0].code, every[0].old_code) == ("E06000999", "999")
    for column in ({one.code for one in every}, {one.old_code for one in every}, {one.name for one in every}):
        assert len(column) == MOST
    assert all(number == "999" or int(number) < 201 for number in (one.old_code for one in every))


def test_placements_are_where_their_bucket_says() -> None:
    land = country(1)
    places = Places(land, 0)
    home = places.homes(generator(3), 3000)
    postcode, bucket = places.placements(generator(4), home)
    far = np.hypot(land.east[home] - land.east[postcode], land.north[home] - land.north[postcode]) > TWENTY_MILES
    out = land.owner(postcode) != 0
    named = bucket != "unknown"
    expected = np.array(BUCKETS)[far.astype(int) + 2 * out]
    assert (expected == bucket)[named].mean() > 0.97
    assert len(land.text) == len(set(land.text.tolist())) == 13 * POSTCODES
