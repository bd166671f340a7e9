"""What those accountable say of duties, and what children say about them, as the parts of packs."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from clearline.accounts.access_class import OPEN, Access, may_see
from clearline.accounts.permissions import Role
from clearline.accounts.queries import role_title
from clearline.assurance.statements.queries import Judgement, StatementSaid, judgements
from clearline.guidance.queries import ROLES
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Commentary, Table, Text
from clearline.reports.packs.parts import by_access, day, short, words

MOST_DUE = 10

SOON = timedelta(days=60)
"""How long before its review a statement counts as due: time for a report to a committee."""


def every(asked: Asked) -> list[Judgement]:
    """Return what is said of the duties of the edition, of the Act and of present law, as of the day."""
    known = {(one.stated.edition.document, one.stated.edition.edition) for one in asked.standings.duties}
    places = sorted(known, key=lambda place: (place[0] != ROLES, place))
    return [one for place in places for one in judgements(asked.authority, *place, asked.on)]


def name_of(one: Judgement) -> tuple[str, str, str]:
    """Return the duty that is judged: document, edition and key."""
    return one.document, one.edition, one.duty


def due_from(asked: Asked, role: Role, found: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that wait for an office: due for review within two months first, then those of which the
    other office has spoken and this one has not, then those of its own duties of which nobody has."""
    own = {one.name for one in asked.standings.duties if role in one.stated.duty.bearers}

    def rank(one: Judgement) -> int:
        mine, theirs = _column(one, role), _column(one, _other(one, role))
        if mine:
            return 0 if one.due and one.due <= asked.on + SOON else 9
        return 1 if theirs else 2 if name_of(one) in own else 9

    mine = [one for one in found if role in one.column_names and rank(one) < 9]
    return sorted(mine, key=rank)


def _other(one: Judgement, role: Role) -> Role:
    return next(name for name in one.column_names if name != role)


def _column(one: Judgement, role: Role) -> StatementSaid | None:
    return one.columns[one.column_names.index(role)]


def due_table(asked: Asked, role: Role, title: str, found: Sequence[Judgement], empty: str) -> Table:
    """Return a table of the first statements that are due from an office, and how many more are."""
    says = {one.name: one.stated for one in asked.standings.duties}

    def row(one: Judgement) -> tuple[Cell, ...]:
        stated = says.get(name_of(one))
        said = _column(one, role)
        when = f"Review by {day(one.due)}" if said else "Nothing said yet"
        other = _other(one, role)
        theirs = _column(one, other)
        return (
            words(stated.duty.says if stated else one.duty, _address(asked, one)),
            words(stated.place if stated else ""),
            words(when),
            words(f"{role_title(other)}: {_result(theirs)}"),
        )

    left = len(found) - MOST_DUE
    return Table(
        title=title,
        columns=("Duty", "Where", "What is due", "What the other office says"),
        rows=tuple(map(row, found[:MOST_DUE])),
        empty=empty,
        note=f"{left} more are due: see the statements in Clearline." if left > 0 else "",
        sources=(asked.source("Statements", "statements:statements", as_of=asked.on),),
    )


def _result(said: StatementSaid | None) -> str:
    """Return what somebody said in a word; a statement that is not open is told of only where it stands itself."""
    if said is None:
        return "nothing yet"
    return f"{said.result_words.lower()}, {day(said.on)}" if said.access == OPEN else "said, not open"


def _address(asked: Asked, one: Judgement) -> str:
    return asked.address("statements:judgement", one.document, one.edition, one.duty)


def said(asked: Asked, found: Sequence[Judgement]) -> Iterator[AnyBlock]:
    """Yield what was said, each statement with its access class."""
    says = _says(asked)
    for one in found:
        for column in one.columns:
            if column and may_see(asked.by, column.access):
                yield Commentary(
                    by=column.by or "Name not recorded", office=column.office, on=column.on,
                    text=f"{column.result_words}. {column.words} Rests on: {column.saw}", about=one.about,
                    subject=short(says.get(name_of(one), one.duty)), access=column.access,
                )  # fmt: skip


def statement_table(asked: Asked, title: str, found: Sequence[Judgement]) -> Iterator[AnyBlock]:
    """Yield who said what of which duty and when, without their words; one table for each access class."""
    says = _says(asked)
    every = [(one, column) for one in found for column in one.columns if column]

    def make(pairs: list[tuple[Judgement, StatementSaid]], access: Access) -> AnyBlock:
        rows = tuple(
            (words(says.get(name_of(one), one.duty), _address(asked, one)), words(column.office),
             words(column.by or "Name not recorded"), words(column.result_words), words(day(column.on)))
            for one, column in pairs
        )  # fmt: skip
        return Table(title=title, columns=("Duty", "Office", "By", "Said", "On"), rows=rows, access=access)

    blocks = list(by_access(asked, every, lambda pair: pair[1].access, make))
    yield from blocks or [Text(text="Nobody has said anything of any duty yet.")]


def _says(asked: Asked) -> dict[tuple[str, str, str], str]:
    return {one.name: one.stated.duty.says for one in asked.standings.duties}


def voices(asked: Asked, found: Sequence[Judgement], most: int) -> Iterator[AnyBlock]:
    """Yield what children and young people said, what is open first, the newest first, and how it was heard."""
    says = _says(asked)
    heard = [(one, voice) for one in found for voice in one.voice if may_see(asked.by, voice.access)]
    heard.sort(key=lambda pair: (pair[1].access.kind != "open", -pair[1].heard_on.toordinal()))
    for one, voice in heard[:most]:
        about = f"About: {says.get(name_of(one), one.duty).rstrip('.')}."
        yield Text(text=f"“{voice.words}” ({voice.how}, {day(voice.heard_on)}) {about}", access=voice.access)
