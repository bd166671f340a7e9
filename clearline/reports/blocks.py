"""What a pack is made of. A pack says what; the formats say how. Plain values: no Django, and no format.

A pack is composed anew for each rendering: ``restricted`` readers get counts as they are, marked; everybody else gets
them suppressed. Each block has an access class; the open part of a print leaves out all that is not open.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from clearline.accounts.access_class import OPEN, Access
from clearline.kit.values import Value

Rendering = Literal["restricted", "open"]
"""``restricted``: small numbers as they are, for named readers. ``open``: suppressed, for scrutiny and the public."""

Part = Literal["open", "exempt", "whole"]
"""Of a print: what anybody may read, the appendix of what is not open, or both in one file for restricted readers."""

RESTRICTED = "Restricted: contains small numbers"


class Source(Value, frozen=True, kw_only=True):
    """Where something in a pack comes from, so that a reader can go back to it."""

    title: str
    """Dataset and release, rule and paragraph, register and entry ..."""
    address: str = ""
    """Path of the page within the site, from its root (``/northmoor/outcomes/...``), or the official address."""
    as_of: date | None = None
    """Of when it is; ``None`` when it has no day of its own."""


class Cell(Value, frozen=True, kw_only=True):
    """One cell of a table."""

    text: str
    """As printed, a suppressed or missing figure as its symbol: ``c``, ``z``, ``x``."""
    value: float | int | None = None
    """The number behind it for workbooks; ``None`` for words and for what is hidden."""
    source: str = ""
    """Address of where it comes from."""
    small: bool = False
    """Whether it is a count from 1 to 5 that only restricted readers may see."""
    access: Access = OPEN
    """Of this cell alone; the open part says in its place that it is left out."""


class Block(Value, frozen=True, kw_only=True, tag_field="block", tag=True):
    """Any part of a section."""

    access: Access = OPEN


class Text(Block, frozen=True, kw_only=True):
    """A paragraph."""

    text: str


class Points(Block, frozen=True, kw_only=True):
    """A list."""

    points: tuple[str, ...]
    numbered: bool = False


class Facts(Block, frozen=True, kw_only=True):
    """Short facts, each under its name."""

    rows: tuple[tuple[str, str], ...]


class Table(Block, frozen=True, kw_only=True):
    """A table with a title, headers of columns and, by its first column, of rows."""

    title: str
    columns: tuple[str, ...]
    numeric: tuple[int, ...] = ()
    """Positions of the columns that hold numbers."""
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    empty: str = "Nothing to show."
    """What is said in its place when it has no rows."""
    counted: bool = False
    """Whether it holds counts of children that are the council's own: before it is public, they are entered in the
    publish ledger and attacked together with everything published before."""
    sources: tuple[Source, ...] = ()


class Chart(Block, frozen=True, kw_only=True):
    """A drawing and the words that say the same; its figures stand in a table beside it."""

    title: str
    description: str
    svg: str
    sources: tuple[Source, ...] = ()


class Commentary(Block, frozen=True, kw_only=True):
    """What a named person says, and on which day. A member's words are the member's own."""

    by: str
    office: str
    on: date | None = None
    text: str
    about: str = ""
    subject: str = ""
    """What it is about, in words, where the section holds more than one thing to speak of."""
    said_for: str = ""
    """For which other report it was said, and of which figure; empty for words said for this one."""


class Signature(Block, frozen=True, kw_only=True):
    """Who has signed, and who has not."""

    office: str
    by: str = ""
    """Empty while nobody has signed."""
    on: date | None = None
    changed_since: bool = False
    """Whether what was signed has changed since."""


class Attachment(Block, frozen=True, kw_only=True):
    """A file that goes with the report: named in every format, and put beside it in an archive."""

    title: str
    name: str
    """Of the file."""
    digest: str
    """SHA-256, by which ``kit.filed`` keeps it among the evidence."""
    size: int
    """Bytes."""


class Missing(Block, frozen=True, kw_only=True):
    """What the pack should say and cannot."""

    what: str
    todo: str
    """Who can put it right, and how."""
    about: str = ""
    """What it is about, such as ``measure:key``; empty when there is no page of it."""
    holds_up: bool = False
    """Whether the report cannot be issued until it is there."""


AnyBlock = Text | Points | Facts | Table | Chart | Commentary | Signature | Attachment | Missing


class Section(Value, frozen=True, kw_only=True):
    """A part of a pack under a heading. Its key is the item of the contract's contents that it answers."""

    key: str
    title: str
    access: Access = OPEN
    """Of its title; a part of it that is open is not printed under a title that is not."""
    blocks: tuple["AnyBlock", ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether it says something and nothing in it is missing."""
        return bool(self.blocks or self.sections) and not any(isinstance(one, Missing) for one in walk((self,)))


class Pack(Value, frozen=True, kw_only=True):
    """A report that is composed and not yet printed."""

    contract: str
    """Key of its contract in ``content/reports``."""
    title: str
    subtitle: str = ""
    authority: str
    """Name of the council."""
    key: str
    """Key of the council."""
    on: date
    """The day that it shows."""
    made_on: date
    rendering: Rendering
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    number: str = ""
    """Of the issue; empty for a draft."""
    digest: str = ""
    amends: str = ""
    """The issue that this one amends, and why."""

    @property
    def restricted(self) -> bool:
        """Return whether it holds small numbers."""
        cells = (cell for one in walk(self.sections) if isinstance(one, Table) for row in one.rows for cell in row)
        return self.rendering == "restricted" and any(cell.small for cell in cells)


def walk(sections: Sequence[Section]) -> Iterator[Block]:
    """Yield every block of sections, in order."""
    for section in sections:
        yield from section.blocks
        yield from walk(section.sections)


def missing_of(pack: Pack) -> tuple[Missing, ...]:
    """Return what a pack should say and cannot, in order."""
    return tuple(block for block in walk(pack.sections) if isinstance(block, Missing))
