"""How a duty stands for an authority on a day: one pure function of what is known of it and of its proofs.

The order: binds nobody, not in force, does not apply, overtaken, a proof that fails, nothing ever looked at, a proof
that is not known, met. ``standing.cases.yaml`` is the table of cases. A judgement alone never turns a failed rule,
measure or report into met, and a statutory must cannot be explained away.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from clearline.checks.records import shared
from clearline.guidance.schema import Basis, Condition, Force
from clearline.kit.values import Value
from clearline.organisations.picture import Picture

Word = Literal[
    "Appears not to be met", "Appears to be met in part", "Check the text", "Departs with reasons", "Never looked at",
    "Not known", "Appears to be met", "Overtaken", "Does not apply", "Not in force", "Binds nobody",
]  # fmt: skip

WORDS: tuple[Word, ...] = get_args(Word)
"""In the order in which a reader needs them."""

LIVE: tuple[Word, ...] = WORDS[:7]
"""How a duty can stand that binds the authority on the day."""

Result = Literal["passes", "fails", "not known", "never looked at"]
"""Of a proof. ``not known``: there is something, but it is stale, in part or not settled, or the reader may not see it.
``never looked at``: nothing has ever been recorded."""


class Proved(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What one proof of a duty says for an authority on a day."""

    kind: str
    key: str | None
    title: str
    result: Result
    says: tuple[str, ...] = ()
    """Sentences: what was found, the figures, or why it is not known."""
    role: Literal["whole", "part"] = "part"
    """Whether it speaks of the whole duty or of a part of it."""
    newest: date | None = None
    """The day of the newest record or figure that it rests on; ``None`` when there is none, or none is dated."""
    ask: tuple[str, ...] = ()
    """Who would know, or can put it right, where it does not pass: offices and posts in words."""
    address: str = ""
    """The path of the page behind it; empty where there is none, or none that the reader may open."""


class Facts(NamedTuple):
    """What is known of a duty itself, on the day."""

    force: Force
    in_force: bool
    applies: bool | None
    """``None`` when it is not stated whether its condition holds."""
    overtaken: str | None
    """What has ended and what came after; ``None`` while all that it rests on goes on."""
    departs: bool
    """Whether a live departure covers it; that explains a duty of the guidance alone."""
    text_seen: bool
    """Whether its words were read in the text, by us or by the council."""
    basis: Basis = "guidance"


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
        return _failing(facts, proofs)
    if results == {"never looked at"}:
        return "Never looked at"
    known = results == {"passes"} and facts.applies is True
    return "Appears to be met" if known else "Not known"


def _failing(facts: Facts, proofs: Sequence[Proved]) -> Word:
    """Return how a duty stands of which a proof fails. What fails of the whole duty leaves no part of it met."""
    if facts.departs and facts.basis == "guidance":
        return "Departs with reasons"
    if not facts.text_seen:
        return "Check the text"
    whole = any(proof.result == "fails" and proof.role == "whole" for proof in proofs)
    part = not whole and any(proof.result == "passes" for proof in proofs)
    return "Appears to be met in part" if part else "Appears not to be met"


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
