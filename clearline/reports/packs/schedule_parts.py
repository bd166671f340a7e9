"""Reports due, late, received and asked about, as the parts of packs."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Table
from clearline.reports.packs.parts import by_access, count, day, words
from clearline.schedule.issued import Issued
from clearline.schedule.items import Item
from clearline.schedule.queries import due, issues

AHEAD = timedelta(days=62)
"""How far ahead what falls due is told."""

NONE_DUE = "No report is late, and none falls due in the next two months."
NONE_LATE = "No report is late."


def due_items(asked: Asked, role: Role | None = None) -> list[Item]:
    """Return what is late, and what falls due within two months; ``role``: only what is for that office."""
    found = due(asked.authority, asked.on, asked.on + AHEAD, asked.on)
    mine = [one for one in found if role is None or role in one.readers]
    return sorted(mine, key=lambda one: (not one.late, one.due, one.key))


def late_to(items: Sequence[Item]) -> list[str]:
    """Return the titles of reports that are late."""
    return [one.title for one in items if one.late]


def due_table(asked: Asked, title: str, items: Sequence[Item], empty: str = NONE_DUE) -> Table:
    """Return a table of reports that are late or fall due."""
    return Table(
        title=title,
        columns=("Report", "From", "Due", "How it stands", "What fixes the day"),
        rows=tuple(_due(asked, one) for one in items),
        empty=empty,
        sources=(asked.source("Calendar of reports", "schedule:calendar", as_of=asked.on),),
    )


def _due(asked: Asked, one: Item) -> tuple[Cell, ...]:
    contract = one.about.partition(":")[2].partition("/")[0]
    missed = f", and {one.missed} before it never made" if one.missed else ""
    return (
        words(one.title, asked.address("schedule:contract", contract)),
        words(one.owner_words or "Nobody yet"),
        words(day(one.due)),
        words(f"Late by {count(one.late, 'day')}{missed}" if one.late else "To come"),
        words(one.rests_on),
    )


def issued_table(asked: Asked, title: str, found: Sequence[Issued], empty: str) -> Iterator[AnyBlock]:
    """Yield tables of issued reports, one for each access class: late, missing, received, asked about."""
    columns = ("Report", "Issued", "What it lacks", "Receipt", "Questions")

    def make(there: list[Issued], access: object) -> AnyBlock:
        return Table(title=title, columns=columns, rows=tuple(_issued(asked, one) for one in there),
                     access=there[0].access)  # fmt: skip

    yield from list(by_access(asked, found, lambda one: one.access, make)) or [
        Table(title=title, columns=columns, rows=(), empty=empty)
    ]


def _issued(asked: Asked, one: Issued) -> tuple[Cell, ...]:
    late = f", {count(one.late_days, 'day')} late" if one.late_days else ""
    waiting = f"{len(one.unanswered)} of {len(one.questions)} unanswered" if one.questions else "None"
    return (
        words(f"{one.title}, {one.number}", asked.address("reports:issue", one.contract, one.number)),
        words(f"{day(one.issued_on)}{late}"),
        words("; ".join(one.missing) or "Nothing"),
        words(_received(one)),
        words(waiting),
    )


def _received(one: Issued) -> str:
    """Return who confirmed that it came, and who has not."""
    came = ", ".join(role_title(receipt.office) for receipt in one.receipts)
    waits = ", ".join(role_title(office) for office in one.not_received)
    return " ".join(filter(None, (f"Confirmed by: {came}." if came else "", f"Not by: {waits}." if waits else "")))


def issued_since(asked: Asked, since: date, role: Role | None = None) -> list[Issued]:
    """Return the reports issued after one day and by the day of the pack that its maker may see."""
    every = issues(asked.authority, asked.by)
    return [
        one for one in every
        if since < one.issued_on <= asked.on and (role is None or role in one.readers)
    ]  # fmt: skip
