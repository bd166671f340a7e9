"""Registers as the parts of packs: what they hold that counts, how fresh it is, and who keeps one that is empty."""

from collections.abc import Iterator
from datetime import date

from clearline.accounts.queries import role_title
from clearline.registers.content import register_named
from clearline.registers.queries import extract
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Missing, Table, Text
from clearline.reports.packs.parts import count, day, words

MOST_COLUMNS = 6
"""What a page can hold beside one another."""

RESULTS = {
    "passes": "Kept, complete and fresh", "fails": "Says that something is not done",
    "not known": "Kept, but not complete or not fresh", "never looked at": "Nothing is recorded",
}  # fmt: skip


def table(asked: Asked, key: str) -> Iterator[AnyBlock]:
    """Yield what a register holds that counts on the day; what is missing where nothing is recorded at all."""
    found = extract(asked.authority, key, asked.on, asked.by)
    if found.state.result == "never looked at":
        keepers = ", ".join(role_title(role) for role in register_named(key).keepers)
        todo = f"Kept by: {keepers}. Registers, {found.title}."
        yield Missing(what=f"{found.title}: nothing is recorded.", todo=todo, about=f"register:{key}")
        return
    if not found.columns:  # it names people, and this copy is for readers who may not see who they are
        yield Text(text=f"{found.title}: {RESULTS[found.state.result].lower()}. {found.freshness}")
        return
    source = asked.source(found.title, "registers:register", key, as_of=found.state.newest)
    filled = [at for at in range(len(found.columns)) if any(row[at] not in (None, "", []) for row in found.rows)]
    shown = (filled or list(range(len(found.columns))))[:MOST_COLUMNS]
    left = len(filled) - len(shown)
    more = f" {count(left, 'other column')} in the register." if left > 0 else ""
    yield Table(
        title=found.title,
        columns=tuple(found.columns[at] for at in shown),
        rows=tuple(tuple(_cell(row[at]) for at in shown) for row in found.rows),
        note=f"{found.freshness}{more}",
        empty="No entry counts on this day.",
        sources=(source,),
    )


def _cell(value: object) -> Cell:
    """Return a cell as a page of the register would show it."""
    if isinstance(value, bool):
        return words("Yes" if value else "No")
    if isinstance(value, int):
        return Cell(text=f"{value:,}", value=value)
    if isinstance(value, date):
        return words(day(value))
    if isinstance(value, list | tuple):
        return words(", ".join(map(str, value)))
    return words("" if value is None else str(value))
