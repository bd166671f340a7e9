"""The calendar as a file that calendar programs read: iCalendar, RFC 5545. Plain values, no database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from clearline.accounts.queries import role_title
from clearline.schedule.items import Item

FOLD = 75
"""Octets of a line, at most (3.1)."""


def calendar_file(name: str, items: Iterable[Item], *, domain: str, authority: str, site: str, now: datetime) -> str:
    """Return items as a calendar of all-day events, each line ended as the standard asks.

    ``domain`` makes the name of an event unlike any other's in the world; ``authority`` is its key; ``site`` begins the
    addresses of pages, without a slash at the end.
    """
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clearline//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for item in items:
        lines += _event(item, f"{authority}.{item.key}@{domain}", stamp, site)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(item: Item, uid: str, stamp: str, site: str) -> list[str]:
    late = f"Late by {_days(item.late)}: " if item.late else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{item.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(late + item.title)}",
        f"DESCRIPTION:{escaped(_says(item))}",
        f"CATEGORIES:{escaped(item.kind)}",
        *([f"URL:{site}{item.address}"] if item.address else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _says(item: Item) -> str:
    """Return who owes it to whom and what fixes the day, a line each."""
    readers = ", ".join(role_title(each) for each in item.readers)
    parts = (
        f"From: {item.owner_words}" if item.owner_words else "",
        f"To: {readers}" if readers else "",
        f"Day fixed by: {item.rests_on.lower()}. {item.says}".strip(),
        f"Earlier ones never made: {item.missed}" if item.missed else "",
    )
    return "\n".join(filter(None, parts))


def _days(days: int) -> str:
    return f"{days} day" if days == 1 else f"{days} days"


def escaped(text: str) -> str:
    """Return a text value: backslash, semicolon, comma and line breaks escaped (3.3.11); other controls left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for was, becomes in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(was, becomes)
    return "".join(each for each in plain if each >= " " and each != "\x7f")


def folded(line: str) -> str:
    """Return a line as several of at most 75 octets, none of which cuts a letter in two (3.1)."""
    parts, part, size = [], "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > FOLD:
            parts.append(part)
            part, size = " ", 1
        part += each
        size += octets
    return "\r\n".join([*parts, part])
