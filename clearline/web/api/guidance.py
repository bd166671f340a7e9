"""The guidance: editions, duties in force on a day, and what became of each duty from one edition to another."""

from datetime import date

from ninja import Router

from clearline.guidance import comparing, queries
from clearline.guidance.content import load
from clearline.guidance.schema import Duty, Edition
from clearline.kit.errors import BadInput
from clearline.kit.values import Value
from clearline.web.api.door import Call, Day, operation
from clearline.web.api.problems import not_found

router = Router()


class EditionNamed(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An edition without its text."""

    document: str
    edition: str
    title: str
    kind: str
    publisher: str
    first_day: date | None
    last_day: date | None
    """``null`` while it is in force."""
    held: bool
    """Whether its duties are here."""
    link: str | None


class StatedDuty(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty where it stands."""

    document: str
    edition: str
    at: str
    """The paragraph or section."""
    duty: Duty
    overtaken_by_the_end_of: str | None
    """A body or law that it rests on and that has ended; ``null`` while all go on."""


class Compared(Value, frozen=True, kw_only=True, omit_defaults=False):
    """What became of the duties from an edition to a later one."""

    changes: tuple[comparing.Change, ...]
    caveat: str | None
    """What to know before trusting new and withdrawn; ``null`` when both texts were read whole."""


@operation(router, "GET", "/guidance/editions", "see guidance")
def list_editions(call: Call) -> tuple[EditionNamed, ...]:
    """The editions of every document"""
    return tuple(
        EditionNamed(
            document=one.document, edition=one.edition, title=one.title, kind=one.kind, publisher=one.publisher,
            first_day=one.start, last_day=one.end, held=bool(one.chapters), link=one.link,
        )
        for one in load().editions
    )  # fmt: skip


@operation(router, "GET", "/guidance/editions/{slug:document}/{slug:edition}", "see guidance")
def read_edition(call: Call, document: str, edition: str) -> Edition:
    """An edition with its provisions and duties"""
    try:
        return queries.edition_named(load(), f"{document}/{edition}")
    except BadInput:
        not_found("There is no such edition.")


@operation(router, "GET", "/guidance/duties", "see guidance")
def list_duties(call: Call, on: Day | None = None, edition: str | None = None) -> tuple[StatedDuty, ...]:
    """The duties in force on a day, by the edition in force then or another"""
    chosen, day = queries.choose(load(), edition, on, call.today)
    bound = queries.binding(load(), chosen, day)
    stated = [(one, None) for one in bound.in_force] + [(one.stated, one.body.name) for one in bound.overtaken]
    return tuple(
        StatedDuty(document=one.edition.document, edition=one.edition.edition, at=one.provision.at, duty=one.duty,
                   overtaken_by_the_end_of=ended)
        for one, ended in stated
    )  # fmt: skip


@operation(router, "GET", "/guidance/comparison", "see guidance")
def compare_editions(call: Call, earlier: str, later: str, everything: bool = False) -> Compared:
    """What became of each duty from one edition (document/edition) to a later one"""
    known = load()
    before, after = queries.edition_named(known, earlier), queries.edition_named(known, later)
    changes = comparing.compare(before, after, known.editions, binding_only=not everything)
    return Compared(changes=changes, caveat=comparing.caveat(before, after))
