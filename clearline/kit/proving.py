"""What a feature that keeps records says of a duty's proof, for whoever works out how the duty stands."""

from datetime import date
from typing import Literal

from clearline.kit.values import Value

Result = Literal["passes", "fails", "not known", "never looked at"]
"""Of a proof. ``not known``: there is something, but it is stale, in part or not settled. ``never looked at``: nothing
has ever been recorded."""


class ProofState(Value, frozen=True, kw_only=True, omit_defaults=False):
    """How a register, a report or a judgement stands on a day."""

    key: str
    title: str
    result: Result
    says: tuple[str, ...] = ()
    """Sentences: what is there, what is missing, how old it is."""
    newest: date | None = None
    """The day of the newest record; ``None`` when there is none."""
