"""Counts weekdays and working days: how many there are up to a day, so that a difference of two counts is a span.

DfE counts timescales in working days: Mondays to Fridays that are not bank holidays in England. Weekdays are all
Mondays to Fridays. Bank holidays are listed in ``bank_holidays.txt``; before and after its years there are none.
"""

from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clearline.measures.returns.cin.columns import ABSENT, FIRST_DAY, LAST_DAY

BANK_HOLIDAYS = Path(__file__).with_name("bank_holidays.txt")

Days = NDArray[np.int32]


def bank_holidays() -> list[date]:
    """Return the bank holidays, in order."""
    lines = BANK_HOLIDAYS.read_text("utf-8").splitlines()
    return [date.fromisoformat(line[:10]) for line in lines if line[:1].isdigit()]


def _up_to(working: NDArray[np.bool_]) -> Days:
    return np.cumsum(working, dtype=np.int32)


_ALL = np.arange(FIRST_DAY, LAST_DAY + 1)
_WEEKDAY = (_ALL + 3) % 7 < 5
"""Whether each day is a Monday to Friday; day 0, 1 January 1970, was a Thursday."""
_HOLIDAYS = np.array([np.datetime64(day, "D").astype(int) for day in bank_holidays()])

_WEEKDAYS = _up_to(_WEEKDAY)
_WORKING = _up_to(_WEEKDAY & ~np.isin(_ALL, _HOLIDAYS))


def weekdays_up_to(days: Days) -> Days:
    """Return for each day how many weekdays there are up to and with it; ``ABSENT`` stays."""
    return _counted(_WEEKDAYS, days)


def working_days_up_to(days: Days) -> Days:
    """Return for each day how many working days there are up to and with it; ``ABSENT`` stays."""
    return _counted(_WORKING, days)


def _counted(table: Days, days: Days) -> Days:
    absent = days == ABSENT
    counted: Days = np.where(absent, ABSENT, table[np.where(absent, 0, days - FIRST_DAY)])
    return counted
