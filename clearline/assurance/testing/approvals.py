"""Who has and has not approved, at any moment: plain values, so that no reader of a test can be left in doubt."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from clearline.accounts.permissions import Role
from clearline.assurance.testing.content import load, places
from clearline.kit.values import Value

Decision = Literal["approved", "deferred", "refused"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)

Standing = Literal["approved", "changed since approved", "deferred", "refused", "not yet"]

COLOURS: dict[Standing, str] = {
    "approved": "green", "changed since approved": "red", "deferred": "orange", "refused": "red", "not yet": "grey"
}  # fmt: skip


class Step(Value, frozen=True, kw_only=True):
    """A body or office that has to approve."""

    key: str
    title: str
    offices: tuple[Role, ...]
    """Roles that may record what was decided there."""
    signed: bool
    """Whether an approval there is a signature."""


class Decided(Value, frozen=True, kw_only=True):
    """What was decided at a step about a version."""

    step: str
    title: str
    decision: Decision
    on: date
    by: str
    """Who recorded it, by name; empty when none is recorded, or for this reader to see."""
    office: str
    """The role in which it was recorded."""
    version: int
    digest: str
    minute: str
    words: str


class StepStands(Value, frozen=True, kw_only=True):
    """How a step stands at a moment."""

    step: Step
    standing: Standing
    latest: Decided | None
    """The last that was decided there by then; ``None`` while nothing was."""


def step(key: str, title: str) -> Step:
    """Return a step, by what the content says of its place; a body of the council's own where it says nothing."""
    place = places().get(key, load().own_body)
    return Step(key=key, title=title, offices=place.offices, signed=place.signed)


def stands(
    steps: Sequence[Step], decisions: Sequence[Decided], digest: str, on: date | None = None
) -> tuple[StepStands, ...]:
    """Return how each step stands, in order.

    ``decisions`` in the order of their days; ``digest`` is that of the test at the moment: an approval of something
    else is "changed since approved". ``on``: by the end of that day, ``None`` for all that there is.
    """
    known = [one for one in decisions if on is None or one.on <= on]
    latest = {one.step: one for one in known}
    return tuple(
        StepStands(step=one, standing=_standing(latest.get(one.key), digest), latest=latest.get(one.key))
        for one in steps
    )


def _standing(latest: Decided | None, digest: str) -> Standing:
    if latest is None:
        return "not yet"
    if latest.decision == "approved" and latest.digest != digest:
        return "changed since approved"
    return latest.decision


def in_words(standing: Sequence[StepStands]) -> str:
    """Return in one sentence who has and has not approved, so that it can be read out at a meeting."""
    approved = [one.step.title for one in standing if one.standing == "approved"]
    rest = [f"{one.step.title} ({one.standing})" for one in standing if one.standing != "approved"]
    if not rest:
        return f"Everybody who has to approve has approved: {', '.join(approved)}."
    has = f"Approved by: {', '.join(approved)}." if approved else "Nobody has approved it."
    return f"{has} Not approved by: {', '.join(rest)}."
