"""Editions and duties as rows: what the terminal prints and the pages show of them."""

from datetime import date

from clearline.guidance import queries
from clearline.guidance.exporting import proof_name
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Edition, Guidance
from clearline.kit.errors import BadInput
from clearline.kit.values import Value


class EditionRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """An edition in a list."""

    document: str
    edition: str
    title: str
    start: date | None
    end: date | None
    provisions: int
    duties: int
    certainty: str
    link: str | None


class DutyRow(Value, frozen=True, kw_only=True, omit_defaults=False):
    """A duty in a list, with what a reader needs to trust it."""

    document: str
    edition: str
    at: str
    key: str
    says: str
    bearers: tuple[str, ...]
    counterparts: tuple[str, ...]
    force: str
    basis: str
    certainty: str
    systems: tuple[int, ...]
    proofs: tuple[str, ...]
    cadence: str | None
    items: tuple[str, ...]
    note: str | None
    link: str | None
    overtaken: str | None
    """What ended and what came after, when the duty's body or law has ended by the day."""


def edition_row(edition: Edition) -> EditionRow:
    """Return an edition as a row."""
    provisions = [provision for chapter in edition.chapters for provision in chapter.provisions]
    return EditionRow(
        document=edition.document,
        edition=edition.edition,
        title=edition.title,
        start=edition.start,
        end=edition.end,
        provisions=len(provisions),
        duties=sum(len(provision.duties) for provision in provisions),
        certainty=edition.certainty,
        link=edition.link,
    )


def duty_row(known: Guidance, stated: Stated, day: date) -> DutyRow:
    """Return a duty as a row, as it stands on a day."""
    duty = stated.duty
    return DutyRow(
        document=stated.edition.document,
        edition=stated.edition.edition,
        at=stated.provision.at,
        key=duty.key,
        says=duty.says,
        bearers=duty.bearers,
        counterparts=duty.counterparts,
        force=duty.force,
        basis=duty.basis,
        certainty=stated.certainty,
        systems=duty.systems,
        proofs=tuple(proof_name(proof) for proof in duty.proofs),
        cadence=duty.cadence,
        items=duty.items,
        note=duty.note,
        link=stated.link,
        overtaken=overtaken_words(known, stated, day),
    )


def overtaken_words(known: Guidance, stated: Stated, day: date) -> str | None:
    """Return what a duty rests on that has ended by a day, and what came after; ``None`` while all goes on."""
    body = queries.ended_body(known, stated.duty, day)
    if body is None:
        return None
    successors = f"; now {', '.join(body.successors)}" if body.successors else ""
    return f"{body.name} ended on {body.end:%-d %B %Y}{successors}"


def at_locator(known: Guidance, chosen: Edition, locator: str, day: date) -> list[Stated]:
    """Return the duties at a provision and its parts, in an edition and in the Act and present law beside it.

    Raises ``BadInput`` naming the editions that have such a provision.
    """
    beside = [e for e in known.editions if e.document in queries.ALWAYS and e != chosen]
    found = [s for s in queries.stated_in(chosen) if _is_at(s.provision.at, locator)]
    # what is dated one by one is shown as it stood on the day
    dated = [s for e in beside for s in queries.stated_in(e) if _is_at(s.provision.at, locator)]
    found += [s for s in dated if queries.holds_on(s.duty, day, (s.duty.switch or "",))]
    if not found:
        elsewhere = [e for e in known.editions if any(_is_at(s.provision.at, locator) for s in queries.stated_in(e))]
        names = ", ".join(f"{e.document}/{e.edition}" for e in elsewhere)
        todo = f" It is in {names}: add --edition." if elsewhere else ""
        raise BadInput(f"There is no provision '{locator}' in {chosen.document}/{chosen.edition} on {day}.{todo}")
    return found


def _is_at(at: str, locator: str) -> bool:
    """Return whether a provision is the one asked for or a part of it: 2.7 has 2.7.b.1, s18(2) has s18(2)(f)."""
    wanted = locator.strip().lower().removeprefix("§")
    return at.lower() == wanted or (at.lower().startswith(wanted) and at[len(wanted)] in ".(-")


def text_of(stated: Stated) -> str:
    """Return all words of a duty that a search looks through, in small letters."""
    duty = stated.duty
    return " ".join((duty.says, duty.key, *duty.items, duty.note or "", duty.wording or "")).lower()
