"""What a report contract says: who tells whom what, how often, by when. Plain values, read from ``content/reports``."""

from datetime import date
from typing import Literal, get_args

from msgspec import field

from clearline.accounts.permissions import Role
from clearline.kit.values import Key, Value

Every = Literal["month", "two-months", "quarter", "half-year", "year"]
EVERY: tuple[Every, ...] = get_args(Every)
MONTHS: dict[Every, int] = {"month": 1, "two-months": 2, "quarter": 3, "half-year": 6, "year": 12}

Kind = Literal["law", "local", "practice", "trigger"]
"""``law``: fixed by the words of a paragraph. ``local``: the council's own setting, here what is suggested.
``practice``: by local practice, so that it is never late. ``trigger``: when something happens."""

Format = Literal["pdf", "docx", "xlsx", "csv", "html", "zip"]

Paragraphs = dict[str, tuple[str, ...]]
"""Edition, as ``2009`` or ``document/edition``, to the paragraphs of it."""


class Cadence(Value, frozen=True, kw_only=True):
    """How often a report is due, under some editions or since some day."""

    kind: Kind
    every: Every | None = None
    """``None`` for what has no interval."""
    editions: tuple[str, ...] = ()
    """Editions of the roles guidance under which it holds; none: under each."""
    start: date | None = field(name="from", default=None)
    """The first day on which it holds; ``None``: always."""
    paragraph: str = ""
    """Which fixes it; empty where nothing does."""
    says: str
    """Where it comes from, as a sentence."""

    def holds(self, edition: str, on: date) -> bool:
        """Return whether it holds under an edition on a day."""
        return (not self.editions or edition in self.editions) and (self.start is None or self.start <= on)


class Content(Value, frozen=True, kw_only=True):
    """Something that the report must, or may, contain. Its key is that of the pack's section."""

    key: Key
    title: str
    paragraphs: Paragraphs = {}
    required: bool = True
    when: str = ""
    """In words, what makes it apply; empty: always."""


class Contract(Value, frozen=True, kw_only=True):
    """A report: who makes it, for whom, of what, how often."""

    key: Key
    title: str
    maker: Role
    readers: tuple[Role, ...]
    """Offices that it is for; whoever is named first must confirm that it came."""
    purpose: str
    paragraphs: Paragraphs
    cadence: tuple[Cadence, ...]
    """The first that holds is the one that counts."""
    deadline: int
    """Days after the end of the period by which it is due; local, but where the cadence is law not to be lengthened."""
    formats: tuple[Format, ...]
    public: bool = False
    """Whether its open part is meant to be published."""
    needs_signatures: tuple[Role, ...] = field(name="signatures", default=())
    committee: bool = False
    """Whether it goes to committees, and so can carry what their papers carry."""
    contents: tuple[Content, ...]

    def cadence_on(self, edition: str, on: date) -> Cadence:
        """Return the cadence that counts under an edition on a day; one without interval where none holds."""
        found = (one for one in self.cadence if one.holds(edition, on))
        return next(found, Cadence(kind="trigger", says="Nothing fixes an interval."))

    @property
    def required(self) -> tuple[Content, ...]:
        """Return the contents without which it is not complete."""
        return tuple(one for one in self.contents if one.required)


class Contracts(Value, frozen=True, kw_only=True):
    """All contracts, in the order of their keys."""

    contracts: tuple[Contract, ...]
