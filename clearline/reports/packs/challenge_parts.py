"""Challenges, what came of them, and bad results that drew none, as the parts of packs."""

from collections.abc import Iterable, Iterator, Sequence

from clearline.accounts.access_class import Access
from clearline.assurance.challenges.queries import Challenge, Step, challenges, unchallenged
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Points, Table, Text
from clearline.reports.packs.figure_parts import concern, missed
from clearline.reports.packs.figure_sets import key_ones
from clearline.reports.packs.parts import by_access, day, names_of, short, words
from clearline.reports.packs.standing_parts import PRESSING, live, standing_as

COLUMNS = ("Challenge", "From whom to whom", "How it stands", "Answer", "What changed")
MOST_PROMPTS = 6
LETTERS = 140
"""Of a prompt, at most."""


def log(asked: Asked) -> tuple[Challenge, ...]:
    """Return the challenges made by the day that whoever composes may see, the last first."""
    return challenges(asked.authority, asked.by, asked.on)


def of_office(found: Iterable[Challenge], role: str) -> list[Challenge]:
    """Return the challenges that an office made or was asked to answer, those that wait first."""
    office = f"office:{role}"
    mine = (one for one in found if office in (one.challenger, *one.answerers))
    return sorted(mine, key=lambda one: ("waiting", "answered", "closed").index(one.state))


def waiting(found: Iterable[Challenge], role: str) -> tuple[list[str], list[str]]:
    """Return the topics of an office's own open challenges: those without an answer in time, those answered."""
    own = [one for one in found if one.challenger == f"office:{role}" and one.access.kind == "open"]
    return [one.topic for one in own if one.overdue], [one.topic for one in own if one.state == "answered"]


def tables(asked: Asked, title: str, found: Sequence[Challenge], empty: str) -> Iterator[AnyBlock]:
    """Yield a table of challenges with what followed, one for each access class."""
    source = asked.source("Challenge log", "challenges:challenges", as_of=asked.on)

    def make(there: list[Challenge], access: Access) -> AnyBlock:
        rows = tuple(_row(asked, one) for one in there)
        return Table(title=title, columns=COLUMNS, rows=rows, sources=(source,), access=access)

    yield from list(by_access(asked, found, lambda one: one.access, make)) or [
        Table(title=title, columns=COLUMNS, rows=(), empty=empty, sources=(source,))
    ]


def _row(asked: Asked, one: Challenge) -> tuple[Cell, ...]:
    return (
        words(one.topic, asked.address("challenges:challenge", one.key)),
        words(f"{one.challenger_name} to {one.challenged_name}, {day(one.made_on)}"),
        words(_state(one)),
        _said(one, "answer"),
        _said(one, "change"),
    )


def _state(one: Challenge) -> str:
    if one.closing:
        who = "the challenger's successor" if one.closing.successor_of else "the challenger"
        return f"Closed by {who}, {day(one.closing.on)}"
    if one.due:
        late = " (overdue)" if one.overdue else ""
        return f"Answer due {day(one.due)}{late}"
    return "Answered, not closed"


def _said(one: Challenge, kind: str) -> Cell:
    """Return the last step of a kind, with its own access class."""
    steps = [step for step in one.steps if step.kind == kind]
    last: Step | None = steps[-1] if steps else None
    if last is None:
        return words("Nothing yet")
    if last.hidden:
        return words("Not shown to you")
    return Cell(text=f"{last.words} ({last.party_name}, {day(last.on)})", access=last.access)


def prompts(asked: Asked) -> Iterator[AnyBlock]:
    """Yield the bad results that nobody has challenged in a year; nothing where there are none."""
    answers = [*key_ones(asked)[0]]
    bad = [one.about for one in standing_as(live(asked), *PRESSING)]
    bad += [f"measure:{one.measure}" for one in answers if one in missed([one]) or concern(one) == 1]
    left = unchallenged(asked.authority, bad, asked.on)
    if left:
        more = (f"And {len(left) - MOST_PROMPTS} more.",) if len(left) > MOST_PROMPTS else ()
        lead = "Nobody has challenged these in the last year. That may be right: it is for you to judge."
        yield Text(text=lead)
        words_of = names_of(asked, left[:MOST_PROMPTS])
        yield Points(points=(*(short(words_of[one], LETTERS) for one in left[:MOST_PROMPTS]), *more))
