"""What was found of each essential element: as it is now or as it was on a day, what it lacks, and who wrote it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

from msgspec.structs import replace

from clearline.accounts.access_class import KINDS, OPEN, Access, may_see
from clearline.accounts.acting import Acting, at_the_machine
from clearline.assurance.evidence.queries import Used, uses_of
from clearline.assurance.testing import content, models
from clearline.assurance.testing.called import stands_at
from clearline.kit.values import Value

State = Literal["not started", "in progress", "complete"]

REASONS, RATING, EVIDENCE = "write its strengths or gaps", "rate it", "attach the evidence that it rests on"
"""What an element can lack."""


class Found(Value, frozen=True, kw_only=True):
    """What was found of an essential element, as far as a reader may see it."""

    key: str
    title: str
    state: State
    """How far it is, whoever reads."""
    lacks: tuple[str, ...]
    """What it lacks before it can be reviewed, whoever reads; empty when it is complete."""
    strengths: str = ""
    gaps: str = ""
    words: str = ""
    rating: str = ""
    """A key of the content's ratings; empty while there is none."""
    access: Access = OPEN
    number: int = 0
    """By which its access class is changed."""
    hidden: bool = False
    """Whether there is something that this reader may not see."""
    edits: int = 0
    uses: tuple[Used, ...] = ()

    @property
    def about(self) -> content.Element | None:
        """What the content says of the element; ``None`` when it no longer has it."""
        return content.elements().get(self.key)

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Where each edition speaks of the element, in words."""
        return tuple(stands_at(edition, at) for edition, at in self.about.paragraphs.items()) if self.about else ()

    @property
    def rated(self) -> content.Choice | None:
        """The rating; ``None`` while there is none."""
        return content.ratings().get(self.rating)


def lacking(strengths: str, gaps: str, rating: str, evidence: int) -> tuple[str, ...]:
    """Return what an element lacks before it can be reviewed. ``evidence``: how many pieces are used for it."""
    there = {REASONS: strengths or gaps, RATING: rating, EVIDENCE: evidence}
    return tuple(what for what, given in there.items() if not given)


def found_of(row: models.Test, by: Acting, on: date | None = None) -> tuple[Found, ...]:
    """Return what was found of each element of a test, as somebody may see it.

    ``on``: as it was at the end of that day, ``None`` for now. Who may read it is said by its access class of today,
    and by that of the words of the day.
    """
    return tuple(_found(one, row, by, on) for one in row.elements.all())


def authors(row: models.Test) -> set[UUID]:
    """Return the people who wrote any part of a test: none of them approves it or reviews it independently."""
    people = set(row.writings.exclude(by=None).values_list("by", flat=True))
    return people | {person for person in (row.opened_by_id,) if person}


def _found(one: models.Element, row: models.Test, by: Acting, on: date | None) -> Found:
    wording = one if on is None else one.writings.filter(on__lte=on).order_by("-on", "-id").first()
    about = f"test:{row.key}/{one.key}"
    evidence = len(uses_of(row.authority, about, at_the_machine(row.authority), on=on))
    said = {name: getattr(wording, name, "") for name in ("strengths", "gaps", "words", "rating")}
    lacks = lacking(said["strengths"], said["gaps"], said["rating"], evidence)
    classes = [one.access_class, *([wording.access_class] if wording else [])]
    access = max(classes, key=lambda each: KINDS.index(each.kind))
    known = Found(
        key=one.key, title=one.title, state=_state(said, evidence, lacks), lacks=lacks, access=access,
        hidden=True, edits=one.edits, number=one.pk,
    )  # fmt: skip
    if not all(may_see(by, each) for each in classes):
        return known
    return replace(known, hidden=False, uses=uses_of(row.authority, about, by, on=on), **said)


def _state(said: Mapping[str, str], evidence: int, lacks: tuple[str, ...]) -> State:
    if not lacks:
        return "complete"
    return "in progress" if evidence or any(said.values()) else "not started"
