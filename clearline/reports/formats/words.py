"""Sentences that every format prints alike."""

from collections.abc import Sequence
from datetime import date

from clearline.accounts.permissions import ROLES
from clearline.accounts.queries import role_title
from clearline.reports.blocks import Attachment, Commentary, Missing, Section, Signature, Source, Table
from clearline.reports.printing import day


def says_its_title(section: Section, block: Table) -> bool:
    """Return whether a table needs its title: not when it is the first of a section that is called the same."""
    first = next(one for one in section.blocks if isinstance(one, Table))
    return block is not first or block.title != section.title


def office_words(office: str) -> str:
    """Return a role as words; anything else as it is."""
    return role_title(office) if office in ROLES else office


def commentary_heading(one: Commentary) -> str:
    """Return who says something, in which office, when, of what, and for which report where it was another."""
    said = ", ".join(part for part in (one.by, office_words(one.office), day(one.on) if one.on else "") if part)
    said += f", on: {one.subject}" if one.subject else ""
    return f"{said} ({one.said_for})" if one.said_for else said


def signature_words(one: Signature) -> str:
    """Return whether an office has signed, and whether what it signed has changed since."""
    office = office_words(one.office)
    if not one.by:
        return f"{office}: not signed yet."
    signed = f"{office}: signed by {one.by}{f' on {day(one.on)}' if one.on else ''}."
    return f"{signed} Changed since signed." if one.changed_since else signed


def incomplete_words(missing: Sequence[Missing]) -> str:
    """Return how much is missing; empty when nothing is."""
    if not missing:
        return ""
    count = len(missing)
    return f"{'One thing is' if count == 1 else f'{count} things are'} missing; each is marked where it should stand."


def lines(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [one.strip() for one in text.splitlines() if one.strip()]


def source_words(sources: Sequence[Source]) -> str:
    """Return where something comes from, in a line; empty when that is not said."""
    named = "; ".join(f"{one.title} ({day(one.as_of)})" if one.as_of else one.title for one in publisher_once(sources))
    return f"Source{'s' if len(sources) > 1 else ''}: {named}" if named else ""


def publisher_once(sources: Sequence[Source]) -> list[Source]:
    """Return sources with those of a publisher and day together, publisher and day named once for all of them.

    A table can rest on eight releases of one department, and its name eight times over would hide theirs.
    """
    groups: dict[tuple[str, date | None], list[Source]] = {}
    for one in sources:
        publisher, comma, _ = one.title.partition(", ")
        groups.setdefault((publisher if comma and not one.address else one.title, one.as_of), []).append(one)
    return [_together(publisher, day_, group) for (publisher, day_), group in groups.items()]


def _together(publisher: str, as_of: date | None, group: Sequence[Source]) -> Source:
    if len(group) == 1:
        return group[0]
    return Source(title=f"{publisher}: {'; '.join(one.title.partition(', ')[2] for one in group)}", as_of=as_of)


def absolute(address: str, site: str) -> str:
    """Return an address that can be followed from a file; empty for one that cannot or must not be."""
    if address.startswith("https://"):
        return address
    return f"{site}{address}" if site and address.startswith("/") else ""


def attachment_words(one: Attachment) -> str:
    """Return which file goes with a report."""
    return f"{one.title}: file {one.name}, {one.size:,} bytes, SHA-256 {one.digest[:16]}"
