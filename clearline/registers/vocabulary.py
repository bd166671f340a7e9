"""What a register is made of, as ``content/registers`` states it: a closed vocabulary, checked when it is compiled.

``COLUMN_TYPES`` is all that a cell can hold, and ``Rule`` all that can be asked of the entries together. Nobody writes
code for a register.
"""

from typing import Literal

from clearline.accounts.permissions import Role
from clearline.kit.values import Key, Value
from clearline.organisations.partnerships import BodyKind, PartnerKind

ColumnType = Literal[
    "text", "long-text", "number", "date", "yes-no", "choice", "choices", "person", "post", "office", "body", "partner",
    "role", "duty", "link",
]  # fmt: skip

See = Literal["everyone", "people", "exempt", "confidential"] | tuple[Role, ...]
"""Who sees: everyone who sees registers, those who may see people's names, what is exempt or confidential, or roles."""

SubjectKind = Literal["dcs", "lead-member", "support-members", "scrutiny-members", "partners", "bodies"]


class Column(Value, frozen=True, kw_only=True):
    """One column of a register."""

    key: Key
    title: str
    type: ColumnType
    hint: str = ""
    required: bool = False
    choices: dict[Key, str] = {}
    """For ``choice`` and ``choices``: the key that is kept and the words that are read."""
    most: Key | None = None
    """For a number: the column of the whole of which it is a part, so that it is never more."""
    see: See = "everyone"


When = dict[Key, str | tuple[str, ...]]
"""What a cell must be, by column: this, or one of these. Of a cell with several choices, one is enough."""


class Each(Value, frozen=True, kw_only=True, tag_field="rule", tag="each"):
    """Each of those named has an entry: the register's subject is one of them. Without it the proof is not known."""

    of: tuple[SubjectKind, ...]
    body_kinds: tuple[BodyKind, ...] = ()
    """Of bodies: which; empty for all."""
    partner_kinds: tuple[PartnerKind, ...] = ()
    when: When = {}
    """Only entries with these values count, by column: training of one kind."""


class AllYes(Value, frozen=True, kw_only=True, tag_field="rule", tag="all-yes"):
    """Every one of these columns is yes in each entry that counts. A no fails; an empty cell is not known."""

    columns: tuple[Key, ...]


class Filled(Value, frozen=True, kw_only=True, tag_field="rule", tag="filled"):
    """Every one of these columns says something in each entry that counts. Without it the proof is not known."""

    columns: tuple[Key, ...]


class EveryChoice(Value, frozen=True, kw_only=True, tag_field="rule", tag="every-choice"):
    """Every choice of a column is there in some entry that counts. Without it the proof is not known."""

    column: Key
    in_each: bool = False
    """Whether each entry that counts has them all, instead of all entries together."""


class SomeOf(Value, frozen=True, kw_only=True, tag_field="rule", tag="some-of"):
    """These choices of a column are each there in some entry that counts; the other choices need not be."""

    column: Key
    choices: tuple[Key, ...]
    when: When = {}
    """Only entries with these values count, by column: visits of one person."""
    within: int | None = None
    """Only entries of the last months count, a local interval; ``None``: all."""


Rule = Each | AllYes | Filled | EveryChoice | SomeOf


class Fresh(Value, frozen=True, kw_only=True):
    """How old the entries may be. Older ones are not known, never failed."""

    of: Literal["each", "newest"]
    """Each entry that counts, or the newest of them all."""
    months: int | None
    """``None``: nothing is asked until the authority sets its own interval."""
    local: bool = True
    """Whether the interval is the authority's own choice; ``False`` where law or guidance fixes it."""
    says: str
    """What the source says of how often, in our words."""


class Register(Value, frozen=True, kw_only=True):
    """A register: what it is for, its columns, and when it is kept well. Its key is also the key of the proof."""

    key: Key
    title: str
    entry: str
    """What one entry is called, with its article: ``a visit``."""
    purpose: str
    paragraphs: tuple[str, ...]
    """Where the sources ask for it: ``dcs-lm/2009/2.5``."""
    columns: tuple[Column, ...]
    keepers: tuple[Role, ...]
    see: See = "everyone"
    subject: Key | None = None
    """The column that says what an entry is about: the latest of each counts. ``None``: every entry counts."""
    dated: Key | None = None
    """The column of the day on which it happened or from which it holds."""
    ends: Key | None = None
    """The column of the last day on which an entry counts."""
    named_by: tuple[Key, ...]
    """The columns by which an entry is told from another; no two live entries have all of these alike."""
    permissive: bool = False
    """Whether the source only allows or suggests it: such a register never fails."""
    fresh: Fresh | None = None
    complete: tuple[Rule, ...] = ()
    note: str = ""
    """What an editor must know: what does not belong here."""

    def column(self, key: str) -> Column:
        """Return a column. Raises ``KeyError`` for one that there is not."""
        return {column.key: column for column in self.columns}[key]

    @property
    def about_people(self) -> bool:
        """Whether an entry is about a person."""
        return self.subject is not None and self.column(self.subject).type == "person"


class Registers(Value, frozen=True, kw_only=True):
    """All of them."""

    registers: tuple[Register, ...]
