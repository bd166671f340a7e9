"""The table of duties that several pages show: its rows, columns and filters."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from clearline.accounts.page import Request
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Tag
from clearline.guidance import queries, rows, words
from clearline.guidance.content import load
from clearline.guidance.queries import Stated
from clearline.guidance.schema import Duty, Guidance


class DutyLine(NamedTuple):
    """A duty in a table, with its chapter and how it stands on the day."""

    row: rows.DutyRow
    chapter: str
    state: str
    text: str
    """All its words, for a search."""
    duty: Duty

    @property
    def name(self) -> str:
        return f"{self.row.document}/{self.row.edition}"


def lines(found: Iterable[Stated], day: date) -> list[DutyLine]:
    """Return duties as lines of a table, in their order."""
    every = _every(day)
    return [every[one.edition.document, one.edition.edition, one.duty.key] for one in found]


@lru_cache(maxsize=16)
def _every(day: date) -> dict[tuple[str, str, str], DutyLine]:
    """Return the lines of all duties that are held, as they stand on a day; the content never changes while it runs."""
    known = load()
    return {
        (edition.document, edition.edition, duty.key): DutyLine(
            rows.duty_row(known, stated, day), chapter.title, state_of(known, stated, day), rows.text_of(stated), duty
        )
        for edition in known.editions
        for chapter in edition.chapters
        for provision in chapter.provisions
        for duty in provision.duties
        for stated in (Stated(edition, provision, duty),)
    }


def state_of(known: Guidance, stated: Stated, day: date) -> str:
    """Return how a duty stands on a day, whatever any authority does: in force, overtaken, not in force."""
    edition = stated.edition
    if edition.kind not in ("statutory-guidance", "act", "present-law"):
        return "Binds nobody"
    begun = edition.start is None or edition.start <= day
    if not begun or (edition.end is not None and edition.end < day) or not queries.holds_on(stated.duty, day):
        return "Not in force"
    return "Overtaken" if queries.ended_body(known, stated.duty, day) else "In force"


def duty_table(
    request: Request, subject: str, caption: str, found: Sequence[DutyLine], *, editions: bool, empty: str
) -> Table:
    """Return the table of duties; ``editions`` whether they are of several, so that each says of which."""
    shown = columns(request)
    filters = _filters(found)
    if not editions:
        shown = [column._replace(on_page=False) if column.key == "name" else column for column in shown]
        filters = [one for one in filters if one.key != "name"]
    search = ("says", "text")
    return Table(request, subject, caption, shown, found, filters=filters, search=search, empty=empty)


def columns(request: Request) -> list[Column]:
    """Return the columns; what is too much for a page is in the file."""

    def there(line: DutyLine) -> str:
        return link(request, "guidance:duty", line.row.document, line.row.edition, line.row.key)

    return [
        Column("at", "Paragraph", lambda line: line.row.at, there, sort=False),
        Column("name", "Document and edition"),
        Column("says", "What it asks", lambda line: line.row.says, sort=False),
        Column("bearers", "Who must act", lambda line: [words.bearer(one) for one in line.row.bearers]),
        Column("force", "Force", _force_and_basis, sort=_by_force, exported=False),
        Column("state", "On the day", _state_and_words, sort=lambda line: line.state, exported=False),
        Column("force-alone", "Force", lambda line: Tag(*words.FORCES[line.row.force]), on_page=False),
        Column("basis", "Rests on", lambda line: words.BASES[line.row.basis], on_page=False),
        Column("certainty", "Words", lambda line: words.CERTAINTIES[line.row.certainty], on_page=False),
        Column("state-alone", "On the day", lambda line: line.state, on_page=False),
        Column("chapter", "Chapter", on_page=False),
        Column("key", "Key", lambda line: line.row.key, on_page=False),
        Column("proofs", "Proofs", lambda line: line.row.proofs, on_page=False),
        Column("systems", "Systems", lambda line: line.row.systems, on_page=False),
        Column("counterparts", "Towards", lambda line: list(map(words.bearer, line.row.counterparts)), on_page=False),
        Column("cadence", "How often", lambda line: line.row.cadence, on_page=False),
        Column("items", "Items", lambda line: line.row.items, on_page=False),
        Column("note", "Note", lambda line: line.row.note, on_page=False),
        Column("overtaken", "Overtaken by", lambda line: line.row.overtaken, on_page=False),
        Column("link", "Source", lambda line: line.row.link, on_page=False),
        Column("text", "All words", on_page=False, exported=False),
    ]  # fmt: skip


def _force_and_basis(line: DutyLine) -> list[object]:
    return [Tag(*words.FORCES[line.row.force]), words.BASES[line.row.basis]]


def _state_and_words(line: DutyLine) -> list[str]:
    """Return how a duty stands, and how sure its words are where they were not read in the text."""
    unsure = line.row.certainty != "seen"
    return [line.state, *([words.CERTAINTIES[line.row.certainty]] if unsure else [])]


def _by_force(line: DutyLine) -> int:
    return tuple(words.FORCES).index(line.row.force)


def _filters(found: Sequence[DutyLine]) -> list[Filter]:
    systems = {str(one.number): f"{one.number}. {one.name}" for one in load().systems}
    proofs = {"rule", "measure", "report", "register", "judgement"}
    return [
        _filter(found, "name", "Document and edition", lambda line: [line.name], str),
        _filter(found, "bearer", "Who must act", lambda line: line.row.bearers, words.bearer),
        _filter(found, "force", "Force", lambda line: [line.row.force], lambda force: words.FORCES[force][0]),
        _filter(found, "basis", "Rests on", lambda line: [line.row.basis], lambda basis: words.BASES[basis]),
        _filter(found, "system", "Theme", lambda line: map(str, line.row.systems), lambda number: systems[number]),
        _filter(found, "chapter", "Chapter", lambda line: [line.chapter], str),
        _filter(found, "certainty", "Words", lambda line: [line.row.certainty], lambda one: words.CERTAINTIES[one]),
        _filter(
            found, "proof", "Kind of proof",
            lambda line: proofs.intersection(proof.kind for proof in line.duty.proofs), words.plain,
        ),
        _filter(found, "state", "On the day", lambda line: [line.state], str),
    ]  # fmt: skip


def _filter(
    found: Sequence[DutyLine],
    key: str,
    title: str,
    values: Callable[[DutyLine], Iterable[str]],
    name: Callable[[str], str],
) -> Filter:
    """Return a filter by what the lines themselves have, in the order in which it is met or of its numbers."""
    there = list(dict.fromkeys(value for line in found for value in values(line)))
    if key in ("bearer", "system"):
        there.sort(key=lambda value: (int(value) if value.isdecimal() else 0, name(value)))
    return Filter(key, title, [(value, name(value)) for value in there], lambda line, value: value in set(values(line)))
