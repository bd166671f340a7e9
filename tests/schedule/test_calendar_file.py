"""The calendar as a file follows RFC 5545, whatever the words are, and names an event for good."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from clearline.schedule.ical import calendar_file, escaped, folded
from clearline.schedule.items import Item

NOW = datetime(2026, 6, 1, 13, 5, tzinfo=UTC)
ODD = "Plan; with, signs \\ and\nlines — naïve, " + "Ü" * 60


def item(**values: object) -> Item:
    given = {
        "key": "report:lead-member-briefing/2026-03-31", "kind": "Report", "title": "Briefing", "about": "report:x/1",
        "due": date(2026, 12, 31), "owner": "dcs", "readers": ("lead-member",), **values,
    }  # fmt: skip
    return Item(**given)  # type: ignore[arg-type]


def made(*items: Item, now: datetime = NOW) -> str:
    return calendar_file(
        "Northmoor", items, domain="clearline.example", authority="northmoor", site="https://x.example", now=now
    )


def read(text: str) -> list[dict[str, str]]:
    """Return the events of a file as a calendar program reads them: lines joined, values as they were meant."""
    assert text.endswith("\r\n")
    events: list[dict[str, str]] = []
    for line in re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            meant = re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)
            events[-1][name] = meant
    return events


def test_an_event_lasts_the_whole_day_on_which_it_is_due() -> None:
    (event,) = read(made(item()))
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20260601T130500Z"
    assert event["TRANSP"] == "TRANSPARENT"


def test_words_come_out_as_they_went_in() -> None:
    (event,) = read(made(item(title=ODD, says="a;b")))
    assert event["SUMMARY"] == ODD
    assert event["DESCRIPTION"] == "From: Director of children’s services (DCS)\nTo: Lead member\n" + (
        "Day fixed by: local setting. a;b"
    )


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    lines = made(item(title=ODD * 3)).split("\r\n")
    assert max(len(line.encode()) for line in lines) == 75
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"
    assert folded("é" * 38) == "é" * 37 + "\r\n é"


def test_nothing_can_add_a_line_of_its_own() -> None:
    hostile = "x\r\nATTENDEE:mailto:a@b.example\rURL:evil\x00\x7f"
    assert escaped(hostile) == "x\\nATTENDEE:mailto:a@b.example\\nURL:evil"
    text = made(item(title=hostile))
    assert not [line for line in text.split("\r\n") if line.startswith(("ATTENDEE", "URL"))]


def test_an_event_keeps_its_name_while_its_day_and_title_change() -> None:
    before, after = item(), item(due=date(2027, 1, 4), title="Other", late=3)
    (one,), (other,) = read(made(before)), read(made(after, now=NOW + timedelta(days=9)))
    assert one["UID"] == other["UID"] == "northmoor.report:lead-member-briefing/2026-03-31@clearline.example"
    assert other["SUMMARY"] == "Late by 3 days: Other"


@pytest.mark.parametrize(("days", "words"), [(1, "Late by 1 day: Briefing"), (0, "Briefing")])
def test_what_is_late_says_so(days: int, words: str) -> None:
    assert read(made(item(late=days)))[0]["SUMMARY"] == words


def test_what_is_nobodys_and_what_was_missed_is_said_and_its_page_is_named() -> None:
    (event,) = read(made(item(owner=None, readers=(), missed=2, address="/northmoor/calendar/")))
    assert event["DESCRIPTION"] == "Day fixed by: local setting.\nEarlier ones never made: 2"
    assert event["URL"] == "https://x.example/northmoor/calendar/"
    assert read(made()) == []
