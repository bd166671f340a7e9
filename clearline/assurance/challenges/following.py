"""How a challenge stands on a day, from what followed it. Plain rules, no database."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

from clearline.schedule.due import add_months

State = Literal["waiting", "answered", "closed"]

ANSWER_WITHIN = timedelta(days=28)
"""In which time an answer is asked for unless another day is chosen. A local setting: no law fixes it."""

RECENT = 12
"""For how many months a challenge counts as recent. A local setting: no law asks for a challenge a year."""


class Followed(Protocol):
    """A step, as far as it matters here."""

    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def due(self) -> date | None: ...


class Stands(NamedTuple):
    """How a challenge stands on a day."""

    state: State
    due: date | None
    """By when the answer that is waited for is due; ``None`` when none is."""
    overdue: bool


def stands(due: date, steps: Iterable[Followed], on: date) -> Stands:
    """Return how a challenge stands on a day: an answer ends waiting, an escalation or a reply that asks begins it."""
    waiting: date | None = due
    for step in steps:
        if step.on > on:
            break
        if step.kind == "closed":
            return Stands("closed", None, False)
        if step.kind == "answer":
            waiting = None
        elif step.due is not None:
            waiting = step.due
    if waiting is None:
        return Stands("answered", None, False)
    return Stands("waiting", waiting, waiting < on)


def recent_from(on: date) -> date:
    """Return the first day of which a challenge is recent on a day."""
    return add_months(on, -RECENT)


def same_thing(about: str) -> frozenset[str]:
    """Return every way of writing what a challenge is about: the statements on a duty are about the duty."""
    kind, _, key = about.partition(":")
    return frozenset({f"duty:{key}", f"judgement:{key}"}) if kind in ("duty", "judgement") else frozenset({about})


def without_challenge(bad: Iterable[str], challenged: Iterable[str]) -> tuple[str, ...]:
    """Return the bad results about which nobody raised a challenge, each once, in the order in which they came."""
    seen = frozenset(each for about in challenged for each in same_thing(about))
    return tuple(about for about in dict.fromkeys(bad) if about not in seen)
