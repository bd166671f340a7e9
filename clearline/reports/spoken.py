"""Which figure words speak of, so that what was said of one counts in every report while that figure is the newest."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clearline.accounts.acting import at_the_machine
from clearline.accounts.models import Authority
from clearline.kit.errors import BadInput
from clearline.measures import queries as measures


class Figure(NamedTuple):
    """A figure as far as it takes to tell it from the next one."""

    period: str
    """As on pages, such as ``2024/25``."""
    value: str
    """In full, such as ``12.5``; of a gap how wide it is; empty while no number is known."""


def figure_now(authority: Authority, about: str, on: date, today: date) -> Figure | None:
    """Return the newest figure of ``measure:key`` or ``gap:key`` on a day.

    ``None`` for any other about, and while no figure is known. It is the council's true one whoever reads, so that
    words do not count in one rendering of a report and not in the other: nobody is shown it.
    """
    kind, _, key = about.partition(":")
    if kind not in ("measure", "gap"):
        return None
    try:
        seen = measures.looking(by=at_the_machine(authority), on=on, today=today)
        if kind == "gap":
            gap = next((one for one, _ in measures.gaps(seen) if one.key == key), None)
            return Figure(gap.period.label, _exact(gap.points)) if gap and gap.period else None
        answer = next((one for one in measures.card(seen).answers if one.measure == key), None)
    except BadInput:
        return None
    return Figure(answer.latest.period.label, _exact(answer.latest.value)) if answer and answer.latest else None


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
