"""What of a pack one print holds: the open part, the appendix of what is not open, or both; the same for every format.

What is not in the part is taken out here, before any format sees it: no file can hold what it does not show.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import msgspec

from clearline.accounts.access_class import OPEN, PARAGRAPHS, SEEN_BY, Access
from clearline.kit.values import Value
from clearline.reports.blocks import (
    RESTRICTED,
    AnyBlock,
    Cell,
    Chart,
    Missing,
    Pack,
    Part,
    Section,
    Source,
    Table,
    Text,
    walk,
)

PRINTED_KINDS = frozenset({"open", "exempt", "confidential"})
"""What is ever printed. Advice that is privileged would lose its privilege, and a draft is nobody's word yet."""

SMALL = Access(
    kind="exempt",
    paragraph="2",
    why="Counts from 1 to 5 can tell who a child is, and the rest can be read without them.",
)
"""Of a table that is open but for its small numbers."""

LEFT_OUT = Cell(text="Not open")
REST_ELSEWHERE = "What this section says is not open: it is in the exempt appendix."
NOTHING_YET = "There is nothing to print here: nothing is written yet, or it is a draft or privileged."
CONTENTS_FROM = 5
"""How many sections a pack has that begins with a list of its contents."""


class Printed(Value, frozen=True, kw_only=True):
    """What one print of a pack holds, and what is said around it."""

    title: str
    subtitle: str
    authority: str
    facts: tuple[tuple[str, str], ...]
    """Under the title: the day, the number, the digest."""
    marks: tuple[str, ...]
    """On every page; empty for what anybody may read."""
    contents: bool
    """Whether it begins with a list of its sections."""
    sections: tuple[Section, ...]
    missing: tuple[Missing, ...]
    sources: tuple[Source, ...]
    part: Part
    on: date
    made_on: date
    needs: frozenset[str]
    """The permissions that a reader of it has, beyond that to see reports."""


def printed(pack: Pack, part: Part) -> Printed:
    """Return what a print of a pack holds. Raises ``ValueError`` for an open part of what restricted readers see."""
    if part == "open" and pack.rendering != "open":
        raise ValueError("the open part is printed from the open rendering")
    sections = tuple(_kept(pack.sections, part))
    shown = msgspec.structs.replace(pack, sections=sections)
    missing = tuple(one for one in walk(sections) if isinstance(one, Missing))
    return Printed(
        title=pack.title,
        subtitle=pack.subtitle,
        authority=pack.authority,
        facts=tuple(_facts(shown, part)),
        marks=_marks(shown, part),
        contents=len(sections) >= CONTENTS_FROM,
        sections=sections,
        missing=missing,
        sources=tuple(_sources(sections)),
        part=part,
        on=pack.on,
        made_on=pack.made_on,
        needs=_needs(shown),
    )


def _kept(sections: tuple[Section, ...], part: Part, depth: int = 0) -> Iterator[Section]:
    """Yield the sections that belong to a part, each with its blocks that do."""
    for section in sections:
        if section.access.kind not in PRINTED_KINDS or (part == "open" and section.access.kind != "open"):
            continue
        blocks = tuple(one for block in section.blocks for one in _block(block, part))
        inner = tuple(_kept(section.sections, part, depth + 1))
        if blocks or inner:
            yield msgspec.structs.replace(section, blocks=blocks, sections=inner)
        elif part != "exempt" and depth == 0:
            yield msgspec.structs.replace(section, blocks=(_instead(section),), sections=())


def _instead(section: Section) -> Text:
    """Return what is said where nothing of a section is in the part."""
    kinds = {access.kind for access in _accesses((section,))}
    return Text(text=REST_ELSEWHERE if kinds & {"exempt", "confidential"} else NOTHING_YET)


def _block(block: AnyBlock, part: Part) -> Iterator[AnyBlock]:
    """Yield a block as it is printed in a part, when it is."""
    access = block.access
    if access.kind not in PRINTED_KINDS:
        return
    if isinstance(block, Table):
        block = _without_closed_cells(block, ("open",) if part == "open" else tuple(PRINTED_KINDS))
        if part == "exempt" and access.kind == "open" and (found := _reason(block)):
            yield msgspec.structs.replace(block, access=found)
            return
    if part == "whole" or (access.kind == "open") == (part == "open"):
        yield block


def _reason(table: Table) -> Access | None:
    """Return why an open table stands in the appendix too: a cell that is not open, or a small number."""
    cells = [cell for row in table.rows for cell in row]
    closed = next((cell.access for cell in cells if cell.access.kind != "open"), None)
    return closed or (SMALL if any(cell.small for cell in cells) else None)


def _without_closed_cells(table: Table, kinds: tuple[str, ...]) -> Table:
    rows = tuple(tuple(cell if cell.access.kind in kinds else LEFT_OUT for cell in row) for row in table.rows)
    return msgspec.structs.replace(table, rows=rows)


def _facts(pack: Pack, part: Part) -> Iterator[tuple[str, str]]:
    """Yield what stands under the title. The digest of the whole covers small numbers, which could be guessed and tried
    against it, so what is read without them has one of its own."""
    yield "As at", day(pack.on)
    yield "Made on", day(pack.made_on)
    yield "Number", pack.number or "Draft, not issued"
    if pack.amends:
        yield "Amends", pack.amends
    if pack.rendering == "open":
        yield "Small numbers", "Hidden"
    if pack.digest and pack.rendering == "open":
        yield "Digest of this part", sha256(msgspec.json.encode(pack.sections, order="deterministic")).hexdigest()
    elif pack.digest:
        yield "Digest", pack.digest


def _marks(pack: Pack, part: Part) -> tuple[str, ...]:
    marks = []
    if part == "exempt":
        marks.append("Exempt appendix: not for publication")
    elif _needs(pack) & {"see exempt", "see confidential"}:
        marks.append("Contains exempt or confidential information: not for publication")
    if pack.restricted:
        marks.append(RESTRICTED)
    if not pack.number:
        marks.append("Draft, not issued")
    return tuple(marks)


def _needs(pack: Pack) -> frozenset[str]:
    accesses = {access.kind for access in _accesses(pack.sections)}
    needed = {SEEN_BY[kind] for kind in accesses}
    return frozenset(one for one in needed if one) | ({"see figures"} if pack.rendering == "restricted" else set())


def _accesses(sections: tuple[Section, ...]) -> Iterator[Access]:
    for section in sections:
        yield section.access
        yield from _accesses(section.sections)
    for block in walk(sections):
        yield block.access
        if isinstance(block, Table):
            yield from (cell.access for row in block.rows for cell in row)


def _sources(sections: tuple[Section, ...]) -> Iterator[Source]:
    """Yield every source once, in the order in which they are met."""
    found = (source for one in walk(sections) if isinstance(one, Table | Chart) for source in one.sources)
    yield from dict.fromkeys(found)


def day(on: date) -> str:
    """Return a day in words: 31 March 2026."""
    return f"{on.day} {on:%B %Y}"


def access_words(access: Access) -> str:
    """Return in words why something is not open; empty for what is."""
    if access == OPEN:
        return ""
    if access.kind != "exempt":
        return access.kind.capitalize()
    what = f"Exempt: paragraph {access.paragraph} of Schedule 12A ({PARAGRAPHS[access.paragraph].lower()})."
    return f"{what} Why the public interest favours keeping it so: {access.why}"
