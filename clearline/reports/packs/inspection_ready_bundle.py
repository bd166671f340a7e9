"""One index of the evidence for how every duty stands. The files themselves are put beside it by the zip format."""

from collections.abc import Iterator, Sequence

from clearline.accounts.access_class import OPEN, Access
from clearline.assurance.evidence.queries import ItemKept, Used, items
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Attachment, Cell, Missing, Section, Table, Text
from clearline.reports.packs import schedule_parts
from clearline.reports.packs.action_parts import evidence_index
from clearline.reports.packs.finding_parts import YEAR
from clearline.reports.packs.parts import by_access, count, day, names_of, section, strictest, words
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import PRESSING, UNKNOWN, counts, duties, live, place, standing_as
from clearline.reports.packs.statement_parts import every, statement_table

MOST_UNKNOWN = 40


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the index."""
    kept = items(asked.authority, asked.by, asked.on)
    issued = schedule_parts.issued_since(asked, asked.on - YEAR)
    return (
        section(asked, "index", *_index(asked, kept)),
        section(asked, "standing", counts(asked, live(asked), "How the duties stand"),
                duties(asked, "What appears not to be met", standing_as(live(asked), *PRESSING),
                       "No duty that can be judged appears not to be met.")),
        section(asked, "evidence", *_by_duty(asked, kept)),
        section(asked, "statements", *statement_table(asked, "Who said what, and when", every(asked))),
        section(asked, "reports", *schedule_parts.issued_table(asked, "Issued in the last year", issued,
                "No report was issued in the last year.")),
        section(asked, "missing", *_missing(asked, kept)),
    )  # fmt: skip


def _index(asked: Asked, kept: Sequence[ItemKept]) -> Iterator[AnyBlock]:
    told = [one for one in kept if asked.rendering == "restricted" or one.access == OPEN]
    yield Text(
        text=f"The evidence that {asked.name} held on {day(asked.on)} for how its duties to children stand, "
        f"by the {asked.edition} edition, the Act and present law: {count(len(told), 'item')}."
    )
    yield from how_to_read(asked, figures=False)
    yield from evidence_index(asked, "Every item", kept)


def _by_duty(asked: Asked, kept: Sequence[ItemKept]) -> Iterator[AnyBlock]:
    """Yield each use of an item: what it proves, where in it, why, and who checked."""
    uses = [(one, use) for one in kept for use in one.uses]
    uses.sort(key=lambda pair: (pair[1].about, pair[0].title))

    def make(there: list[tuple[ItemKept, Used]], access: Access) -> AnyBlock:
        names = names_of(asked, [use.about for _, use in there])
        rows = tuple(_use(asked, one, use, names[use.about]) for one, use in there)
        columns = ("Proves something of", "Evidence", "Where in it", "Why it proves it", "Checked")
        return Table(title="What each item proves", columns=columns, rows=rows, access=access)

    if not uses:
        yield Missing(
            what="Evidence: no item is used for anything yet.",
            todo="The governance officer adds what there is and says what it proves: Assurance, Evidence.",
        )
    # the page and the reason tell of the item, so they are as closed as it is
    yield from by_access(asked, uses, lambda pair: strictest(pair[0].access, pair[1].access), make)
    for one in kept:
        yield from _files(one)


def _files(one: ItemKept) -> Iterator[Attachment]:
    """Yield the files of an item that are used for something, or the newest where none is; never one that is held."""
    used = {use.version for use in one.uses} or {one.newest.number}
    for version in one.versions:
        if version.number in used and version.readable:
            title = f"{one.title}, version {version.number}"
            yield Attachment(title=title, name=version.name, digest=version.digest, size=version.size or 0,
                             access=one.access)  # fmt: skip


def _use(asked: Asked, one: ItemKept, use: Used, proves: str) -> tuple[Cell, ...]:
    checked = f"{use.checked_by or 'Name not recorded'}, {day(use.checked_on)}" if use.checked_on else "Not yet"
    return (
        words(proves),
        words(f"{one.title}, version {use.version}", asked.address("evidence:item", one.key)),
        words(use.place),
        words(use.why),
        words(checked),
    )  # fmt: skip


def _missing(asked: Asked, kept: Sequence[ItemKept]) -> Iterator[AnyBlock]:
    """Yield the duties for which there is neither evidence nor an answer from the record."""
    proved = {use.about.partition(":")[2] for one in kept for use in one.uses}
    bare = [one for one in standing_as(live(asked), *UNKNOWN) if "/".join(one.name) not in proved]
    left = len(bare) - MOST_UNKNOWN
    yield Table(
        title="Duties without evidence that the record does not answer either",
        columns=("Duty", "Where", "How it stands"),
        rows=tuple(
            (words(one.stated.duty.says, asked.address("guidance:duty", *one.name)), words(place(one)), words(one.word))
            for one in bare[:MOST_UNKNOWN]
        ),
        empty="Every duty has evidence, or the record answers it.",
        note=f"{left} more are in the standing report." if left > 0 else "",
    )
