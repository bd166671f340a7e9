"""The stable JSON of how duties stand; what it is made of needs no database."""

from datetime import date

from clearline.checks.standing import Proved, Word
from clearline.guidance.schema import Basis, Force
from clearline.kit.values import Value

KINDS = {
    "rule": "Structure",
    "measure": "Figures",
    "report": "Report",
    "register": "Register",
    "judgement": "Statements",
}
"""What each kind of proof is called."""


class StandingRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty and how it stands."""

    document: str
    edition: str
    at: str
    key: str
    says: str
    bearers: tuple[str, ...]
    force: Force
    basis: Basis
    systems: tuple[int, ...]
    standing: Word
    proofs: tuple[Proved, ...]
    overtaken: str
    departure: str
    link: str | None


class StandingsGiven(Value, frozen=True, kw_only=True, omit_defaults=False):
    """How every duty that was asked for stands."""

    authority: str
    document: str
    edition: str
    on: date
    counts: dict[Word, int]
    duties: tuple[StandingRow, ...]


class MovedRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty that moved, and by which of its proofs."""

    duty: StandingRow
    before: Word
    after: Word
    proofs: tuple[str, ...]
    """Such as ``register:visits: never looked at > passes``."""


class StepRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What became of duties in a later edition."""

    change: str
    before: tuple[StandingRow, ...]
    after: tuple[StandingRow, ...]
