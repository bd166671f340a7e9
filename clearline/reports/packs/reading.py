"""How a pack is to be read, what it was made from, and what it lacks."""

from collections.abc import Iterator, Sequence

from clearline.guidance.content import load
from clearline.guidance.queries import edition_named
from clearline.measures.figures import Reliability
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Points, Section, Source, Table, walk
from clearline.reports.packs.figure_parts import SYMBOLS
from clearline.reports.packs.parts import day, words

LEGAL = (
    "A finding says what appears not to meet a provision. It is not legal advice: the monitoring officer has the last "
    "word."
)


def how_to_read(asked: Asked, *, figures: bool = True) -> Iterator[AnyBlock]:
    """Yield what the words and symbols of a pack mean; ``figures``: whether it shows any."""
    edition = edition_named(load(), asked.edition)
    small = (
        "Counts from 1 to 5 are shown and marked: this copy is for named readers only."
        if asked.rendering == "restricted"
        else "Small counts, and what would give them away, are hidden."
    )
    yield Points(
        points=(
            f"Duties are those of: {edition.title} ({edition.published}).{_places(edition.edition)}", LEGAL,
            "“Not known” means that something is recorded but is old, in part or not settled; “never looked at” that "
            "nothing ever was.",
            *((*SYMBOLS, small) if figures else ()),
        )
    )  # fmt: skip


def _places(edition: str) -> str:
    """Return what must be known of the names of places in an edition whose paragraph numbers nobody has seen."""
    if edition != "2013":
        return ""
    return " No copy seen shows its paragraph numbers, so what it says is placed by the heading of its section."


def sources(asked: Asked, sections: Sequence[Section]) -> Iterator[AnyBlock]:
    """Yield where everything in the sections comes from, and what they should say and cannot."""
    blocks = [one for one in walk(sections) if isinstance(one, Table)]
    found = dict.fromkeys(source for one in blocks for source in one.sources)
    releases = {one.reliability.source: one.reliability for one in (asked.scorecard.answers if asked.scorecard else ())}
    yield Table(
        title="What this was made from",
        columns=("Source", "Release", "Of"),
        rows=tuple(
            (words(one.title, one.address), words(_release(releases.get(one.title))), words(_of(one))) for one in found
        ),
        empty="Nothing that is recorded was used.",
    )
    missing = [one for one in walk(sections) if isinstance(one, Missing)]
    if missing:
        yield Table(
            title="What is missing here",
            columns=("What", "Who can put it right"),
            rows=tuple((words(one.what), words(one.todo)) for one in missing),
        )


def _release(known: Reliability | None) -> str:
    if known is None:
        return "The council's records"
    loaded = f", loaded {day(known.loaded)}" if known.loaded else ""
    return f"{known.release or 'not named'}{loaded}"


def _of(one: Source) -> str:
    return day(one.as_of) if one.as_of else "Not stated"
