"""How a duty stands for an authority on a day: one pure function of what is known of it and of its proofs.

The order: not in force, does not apply, overtaken, a proof that fails, a proof that is not known, met. A judgement
alone never turns a failed rule or measure into met.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from clearline.checks.records import shared
from clearline.guidance.schema import Condition, Force
from clearline.kit.values import Value
from clearline.organisations.picture import Picture

Word = Literal[
    "Binds nobody", "Not in force", "Does not apply", "Overtaken", "Departs with reasons", "Check the text",
    "Appears not to be met", "Appears to be met in part", "Not known", "Appears to be met",
]  # fmt: skip

Result = Literal["passes", "fails", "not known", "not built"]
"""Of a proof. ``not built``: Clearline cannot answer it yet."""


class Proved(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What one proof of a duty says for an authority on a day."""

    kind: str
    key: str | None
    title: str
    result: Result
    says: tuple[str, ...] = ()
    """Sentences: what was found, the figures, or why it is not known."""


class Facts(NamedTuple):
    """What is known of a duty itself, on the day."""

    force: Force
    in_force: bool
    applies: bool | None
    """``None`` when it is not stated whether its condition holds."""
    overtaken: str | None
    """What has ended and what came after; ``None`` while all that it rests on goes on."""
    departs: bool
    """Whether the duty is guidance and a live departure covers it."""
    text_seen: bool
    """Whether its words were read in the text, by us or by the council."""


def standing(facts: Facts, proofs: Sequence[Proved]) -> Word:
    """Return how a duty stands."""
    if facts.force in ("may", "information", "asked", "comment"):
        return "Binds nobody"
    if not facts.in_force:
        return "Not in force"
    if facts.applies is False:
        return "Does not apply"
    if facts.overtaken:
        return "Overtaken"
    results = {proof.result for proof in proofs}
    if "fails" in results:
        if facts.departs:
            return "Departs with reasons"
        if not facts.text_seen:
            return "Check the text"
        return "Appears to be met in part" if "passes" in results else "Appears not to be met"
    known = results == {"passes"} and facts.applies is True
    return "Appears to be met" if known else "Not known"


def applies(picture: Picture, conditions: Sequence[Condition]) -> bool | None:
    """Return whether every condition of a duty holds in a picture; ``None`` when that is not stated."""
    found = [_holds(picture, condition) for condition in conditions]
    return False if False in found else None if None in found else True


def _holds(picture: Picture, condition: Condition) -> bool | None:
    if condition == "two-tier":
        return picture.authority.two_tier
    if condition == "section-75":
        arrangement = picture.organisation.arrangements.get("section-75")
        return arrangement.exists if arrangement else None
    if condition == "committee-system":
        return None if picture.executive is None else picture.executive == "committee-system"
    if condition == "support-members":
        return bool(picture.offices_with("support-member"))
    if picture.dcs is None:
        return None
    if condition == "widened":
        return bool(picture.extra_functions)
    return picture.combined if condition == "combined" else shared(picture)
