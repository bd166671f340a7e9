"""Hands the guidance on: as flat rows for a spreadsheet, and as JSON that is the whole content and reads back in."""

from collections.abc import Iterator
from datetime import date

import msgspec

from clearline.guidance.queries import Stated
from clearline.guidance.schema import Edition, Proof

COLUMNS = (
    "document", "edition", "chapter", "at", "heading", "key", "says", "bearers", "counterparts", "force", "basis",
    "wording", "certainty", "systems", "cadence", "items", "when", "switch", "from", "to", "rests_on", "pair",
    "proofs", "follows", "answers", "note", "link",
)  # fmt: skip
"""The columns of ``as_rows``."""

Cell = str | int | date | None | tuple[str, ...] | tuple[int, ...]


def as_rows(*editions: Edition) -> Iterator[tuple[Cell, ...]]:
    """Yield one row a duty, under ``COLUMNS``, in the order of the documents; provisions without duties have none.

    Certainty and link are those that hold for the duty, taken from its provision or edition where it has none.
    """
    for edition in editions:
        for chapter in edition.chapters:
            for provision in chapter.provisions:
                for duty in provision.duties:
                    yield _row(chapter.title, Stated(edition, provision, duty))


def as_json(*editions: Edition) -> str:
    """Return editions as a JSON list of the shape of ``content/guidance``: what is not stated there is left out."""
    return msgspec.json.format(msgspec.json.encode(editions), indent=2).decode() + "\n"


def proof_name(proof: Proof) -> str:
    """Return a proof in one word: its kind and key, or its kind alone when it has no key."""
    return f"{proof.kind}:{proof.key}" if proof.key else proof.kind


def _row(chapter: str, stated: Stated) -> tuple[Cell, ...]:
    edition, provision, duty = stated
    return (
        edition.document,
        edition.edition,
        chapter,
        provision.at,
        provision.heading,
        duty.key,
        duty.says,
        duty.bearers,
        duty.counterparts,
        duty.force,
        duty.basis,
        duty.wording,
        stated.certainty,
        duty.systems,
        duty.cadence,
        duty.items,
        duty.when,
        duty.switch,
        duty.start,
        duty.end,
        duty.rests_on,
        duty.pair,
        tuple(proof_name(proof) for proof in duty.proofs),
        tuple(f"{link.as_} {link.edition} {link.key}" for link in duty.follows),
        duty.answers,
        duty.note,
        stated.link,
    )
