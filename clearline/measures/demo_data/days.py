"""Days as whole numbers since 1 January 1970, in arrays: years, birthdays and how returns write a day."""

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
Whole = NDArray[np.int64]
Text = NDArray[np.str_]
Flags = NDArray[np.bool_]

_EPOCH = date(1970, 1, 1)
NEVER = np.int32(10**6)
"""A day after every other: what has not ended."""


def day(year: int, month: int, number: int) -> int:
    """Return a calendar day as a number."""
    return (date(year, month, number) - _EPOCH).days


def year_of_return(year: int) -> tuple[int, int]:
    """Return the first and the last day of the year that ends on 31 March of ``year``."""
    return day(year - 1, 4, 1), day(year, 3, 31)


def birthdays(born: Days, age: int | Whole) -> Days:
    """Return the day on which each person reaches an age; on 1 March when born on 29 February."""
    months = born.astype("datetime64[D]").astype("datetime64[M]")
    into = born.astype("datetime64[D]") - months.astype("datetime64[D]")
    reached = (months + np.asarray(age, dtype="timedelta64[M]") * 12).astype("datetime64[D]") + into
    days: Days = reached.astype(np.int32)
    return days


def ages(born: Days, on: int | Days) -> Whole:
    """Return each person's age in whole years on a day; an unborn child's is below 0."""
    then, birth = (np.asarray(value, dtype="datetime64[D]") for value in (on, born))
    months = then.astype("datetime64[M]").astype(np.int64) - birth.astype("datetime64[M]").astype(np.int64)
    into = then - then.astype("datetime64[M]").astype("datetime64[D]")
    birth_into = birth - birth.astype("datetime64[M]").astype("datetime64[D]")
    whole: Whole = (months - (into < birth_into)) // 12
    return whole


def written(days: Days, known: Flags | bool = True, form: str = "%d/%m/%Y") -> Text:
    """Return days as text in a form of ``strftime``; "" where the day is not known."""
    inside = np.where(known, days, 0) - _CALENDAR[0]
    return np.where(known, _calendar(form)[inside], "")


_CALENDAR = day(1950, 1, 1), day(2060, 1, 1)


@cache
def _calendar(form: str) -> Text:
    first = _EPOCH.toordinal()
    return np.array([date.fromordinal(first + at).strftime(form) for at in range(*_CALENDAR)])


def working_days_after(days: Days, number: Whole) -> Days:
    """Return the day that is so many Mondays to Fridays after each day, itself a weekday."""
    after: Days = np.busday_offset(days.astype("datetime64[D]"), number, roll="forward").astype(np.int32)
    return after
