"""Who, by their ids in the organisation, holds or held a post, an office or a seat, and until when."""

from collections.abc import Iterable
from datetime import date

from clearline.accounts.models import Authority
from clearline.organisations.models import Recorded


def last_days(authority: Authority) -> dict[str, date]:
    """Return the last day of the last appointment or seat of those who hold none without end, by id."""
    ends: dict[str, list[date | None]] = {}
    for who, last in _parts(authority):
        ends.setdefault(who, []).append(last)
    return {who: day for who, days in ends.items() if (day := _latest(days))}


def holding(authority: Authority, on: date) -> frozenset[str]:
    """Return the ids of those who hold something on a day or later."""
    return frozenset(who for who, last in _parts(authority) if last is None or last >= on)


def _parts(authority: Authority) -> list[tuple[str, date | None]]:
    """Return each appointment and seat: of whom, and its last day; ``None`` while it goes on."""
    rows = Recorded.objects.filter(authority=authority)
    ended: dict[str, list[date | None]] = {}
    for section, key, last, facts in rows.filter(within="").values_list("section", "key", "valid_to", "facts"):
        stated = _day(facts.get("to")) if isinstance(facts, dict) else None
        ended.setdefault(f"{section}/{key}", []).append(last or stated)
    found: list[tuple[str, date | None]] = []
    for within, facts in rows.exclude(within="").values_list("within", "facts"):
        facts = facts or {}
        days = [day for day in (_day(facts.get("to")), _latest(ended.get(within, [None]))) if day]
        found.append((str(facts.get("person") or facts.get("held_by")), min(days, default=None)))
    return found


def _latest(days: Iterable[date | None]) -> date | None:
    """Return the last of some last days; ``None`` when one of them has no end."""
    known = list(days)
    return max(day for day in known if day) if known and all(known) else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
