"""Questions about what those accountable say of duties."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from msgspec.structs import replace

from clearline.accounts.access_class import OPEN, Access, may_see
from clearline.accounts.acting import Acting
from clearline.accounts.models import Authority
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.assurance.statements import models
from clearline.assurance.statements.columns import (
    RESULTS,
    Column,
    Pair,
    Said,
    When,
    columns_of,
    due,
    pair_of,
    proves,
    stale,
)
from clearline.guidance.content import load
from clearline.guidance.queries import Stated, edition_named, stated_in
from clearline.kit.errors import BadInput
from clearline.kit.proving import ProofState
from clearline.kit.values import Value

__all__ = ["Judgement", "StatementSaid", "Voiced", "columns_of", "judgement", "judgement_states", "judgements"]

JUDGED = ("statutory-guidance", "act", "present-law")
"""The kinds of document whose duties can be judged."""

HIDDEN = "Not shown to your role."
PARTS = ("statements__by", "keepings", "voices")
FAR = date(9999, 12, 31)
TITLE = "What those accountable say of it"


class StatementSaid(Value, frozen=True, kw_only=True):
    """What somebody said of a duty on a day."""

    role: Role
    by: str
    """By name; empty when no name is recorded."""
    result: Said
    words: str
    saw: str
    on: date
    access: Access = OPEN
    number: int = 0
    """By which its access class is changed."""

    @property
    def office(self) -> str:
        return role_title(self.role)

    @property
    def result_words(self) -> str:
        return RESULTS[self.result]


class Voiced(Value, frozen=True, kw_only=True):
    """What children and young people said about it."""

    words: str
    how: str
    heard_on: date
    access: Access = OPEN
    number: int = 0
    """By which its access class is changed."""


class Judgement(Value, frozen=True, kw_only=True):
    """A duty with what both columns say of it as of a day."""

    document: str
    edition: str
    duty: str
    column_names: tuple[Role, Role]
    columns: tuple[StatementSaid | None, StatementSaid | None]
    """``None`` for who has said nothing by the day."""
    history: tuple[StatementSaid, ...] = ()
    """Everything said by the day, drafts too, the latest first."""
    state: str = "not-begun"
    """A key of ``workflow.STATES``."""
    strength: str = ""
    """A key of ``workflow.STRENGTHS``; empty when nobody has said."""
    decision: str = ""
    """A key of ``workflow.DECISIONS``; empty when nothing is decided."""
    review: date | None = None
    """The day set for its review; ``due`` has the local limit besides."""
    trigger: str = ""
    voice: tuple[Voiced, ...] = ()
    """The latest first."""

    @property
    def about(self) -> str:
        """How the trail and other features call it."""
        return f"judgement:{self.document}/{self.edition}/{self.duty}"

    @property
    def said(self) -> tuple[Column | None, ...]:
        return tuple(Column(one.result, one.on) if one else None for one in self.columns)

    @property
    def pair(self) -> Pair:
        return pair_of(self.said)

    @property
    def due(self) -> date | None:
        """The day by which it is to be looked at again; ``None`` for no day."""
        return due(self.said, When(self.review, self.trigger))

    def stale(self, on: date) -> bool:
        """Return whether its review was due before a day and not both have spoken anew since."""
        return stale(self.said, When(self.review, self.trigger), on)


def stated_duty(document: str, edition: str, duty: str) -> Stated | None:
    """Return a duty that can be judged; ``None`` for one that there is not, or that an article only mentions."""
    try:
        found = edition_named(load(), f"{document}/{edition}")
    except BadInput:
        return None
    if found.kind not in JUDGED:
        return None
    return next((one for one in stated_in(found) if one.duty.key == duty), None)


def judgement(
    authority: Authority, document: str, edition: str, duty: str, *, on: date | None = None
) -> Judgement | None:
    """Return what is said of a duty as of a day, of all days without one.

    Where nothing was recorded all of it is empty; ``None`` for a duty that cannot be judged.
    """
    stated = stated_duty(document, edition, duty)
    if stated is None:
        return None
    rows = models.Judgement.objects.filter(authority=authority, document=document, edition=edition, duty=duty)
    return _filled([stated], rows.prefetch_related(*PARTS), on or FAR)[0]


def judgements(authority: Authority, document: str, edition: str, on: date) -> tuple[Judgement, ...]:
    """Return every duty of an edition that names a judgement as a proof, or of which something was said by a day.

    In the order of the document. Raises ``BadInput`` for an edition that there is not.
    """
    found = models.Judgement.objects.filter(authority=authority, document=document, edition=edition)
    rows = list(found.prefetch_related(*PARTS))
    begun = {row.duty for row in rows}
    stated = stated_in(edition_named(load(), f"{document}/{edition}"))
    asked = [
        one for one in stated if one.duty.key in begun or any(proof.kind == "judgement" for proof in one.duty.proofs)
    ]
    return _filled(asked, rows, on)


def judgement_states(authority: Authority, document: str, edition: str, on: date) -> Mapping[str, ProofState]:
    """Return what each judgement of an edition says as a proof, by the key of the duty."""
    duties = {one.duty.key: one.duty for one in stated_in(edition_named(load(), f"{document}/{edition}"))}
    return {
        one.duty: ProofState(
            key=one.duty, title=TITLE, says=tuple(_says(one, on)), newest=_newest(one),
            result=proves(duties[one.duty], one.said, When(one.review, one.trigger), on),
        )
        for one in judgements(authority, document, edition, on)
    }  # fmt: skip


def statements_state(authority: Authority, on: date) -> ProofState:
    """Return how the record of paired statements is kept (4.1, 4.3 of the 2009 edition), whatever they say.

    It is kept when of every duty of which one of the two has spoken the other has too, and none is past its review.
    """
    rows = models.Judgement.objects.filter(authority=authority)
    begun = [one for one in recorded(rows, on).values() if one.pair != "neither"]
    single, old = sum(one.pair == "one" for one in begun), sum(one.stale(on) for one in begun)
    says = [f"Of {len(begun)} duties of which somebody has spoken, {single} have one statement only."] if begun else []
    says += [f"{old} are past their review."] if old else []
    return ProofState(
        key="assurance-statements", title=load().proofs.registers["assurance-statements"].title, says=tuple(says),
        result="never looked at" if not begun else "not known" if single or old else "passes",
        newest=max((day for one in begun if (day := _newest(one))), default=None),
    )  # fmt: skip


def recorded(rows: QuerySet[models.Judgement], on: date) -> dict[int, Judgement]:
    """Return judgements by the numbers of their rows, as of a day; without those whose duty the content no longer has.

    The number of queries does not grow with the rows.
    """
    known = {(one.edition.document, one.edition.edition, one.duty.key): one for one in _every()}
    return {
        row.pk: _one(known[place], row, on)
        for row in rows.prefetch_related(*PARTS)
        if (place := (row.document, row.edition, row.duty)) in known
    }


def as_seen(one: Judgement, by: Acting) -> Judgement:
    """Return a judgement as somebody may read it: names, words and what children said, where the access class lets."""
    history = tuple(_as_seen(said, by) for said in one.history if said.access.kind != "draft" or by.may("see drafts"))
    columns: Any = tuple(_as_seen(said, by) if said else None for said in one.columns)
    voice = tuple(each for each in one.voice if may_see(by, each.access))
    return replace(one, columns=columns, history=history, voice=voice)


def _as_seen(said: StatementSaid, by: Acting) -> StatementSaid:
    named = said if by.may("see people") else replace(said, by="")
    return named if may_see(by, said.access) else replace(named, words=HIDDEN, saw=HIDDEN)


def _every() -> Iterable[Stated]:
    return (one for edition in load().editions if edition.kind in JUDGED for one in stated_in(edition))


def _filled(stated: Iterable[Stated], rows: Iterable[models.Judgement], on: date) -> tuple[Judgement, ...]:
    """Return duties with what was said of them by a day; the rows have their parts with them already."""
    by_place = {(row.document, row.edition, row.duty): row for row in rows}
    return tuple(
        _one(one, by_place.get((one.edition.document, one.edition.edition, one.duty.key)), on) for one in stated
    )


def _one(stated: Stated, row: models.Judgement | None, on: date) -> Judgement:
    place: Any = {"document": stated.edition.document, "edition": stated.edition.edition, "duty": stated.duty.key}
    names = columns_of(stated.duty)
    if row is None:
        return Judgement(**place, column_names=names, columns=(None, None))
    said = [_said(each) for each in row.statements.all() if each.on <= on]
    made = {each.role: each for each in said if each.access.kind != "draft"}
    kept = [each for each in row.keepings.all() if each.on <= on][-1:]
    values = {name: getattr(kept[0], name) for name in KEPT} if kept else {}
    voice = [each for each in row.voices.all() if each.on <= on]
    return Judgement(
        **place, column_names=names, columns=(made.get(names[0]), made.get(names[1])), history=tuple(reversed(said)),
        voice=tuple(
            Voiced(words=each.words, how=each.how, heard_on=each.heard_on, access=each.access_class, number=each.pk)
            for each in sorted(voice, key=lambda each: (each.heard_on, each.pk), reverse=True)
        ),
        **values,
    )  # fmt: skip


KEPT = ("state", "strength", "decision", "review", "trigger")
"""What the keeper of a judgement says of it."""


def _said(row: models.Statement) -> StatementSaid:
    return StatementSaid(
        role=row.role, by=row.by.name, result=row.result, words=row.words, saw=row.saw, on=row.on,  # type: ignore[arg-type]
        access=row.access_class, number=row.pk,
    )  # fmt: skip


def _says(one: Judgement, on: date) -> Iterable[str]:
    for name, said in zip(one.column_names, one.columns, strict=True):
        if said is None:
            yield f"{role_title(name)} has not said anything."
        else:
            yield f"{role_title(name)} on {said.on:%-d %B %Y}: {RESULTS[said.result].lower()}."
    if one.stale(on):
        yield f"It was to be looked at again by {one.due:%-d %B %Y}."


def _newest(one: Judgement) -> date | None:
    return max((said.on for said in one.columns if said), default=None)
