"""The standing of every duty by an edition on a day, with what keeps each from being met, and who can put it right."""

from collections import Counter
from collections.abc import Iterator

from clearline.checks.standing import WORDS
from clearline.checks.standings import standings
from clearline.guidance import words as named
from clearline.kit.errors import BadInput
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Section, Table, Text
from clearline.reports.packs.finding_parts import departure_table, departures
from clearline.reports.packs.parts import count, day, number, section, words
from clearline.reports.packs.reading import how_to_read
from clearline.reports.packs.standing_parts import (
    PRESSING,
    UNKNOWN,
    asks,
    counts,
    duties,
    live,
    place,
    source,
    standing_as,
)
from clearline.reports.packs.structure_parts import nothing_stated
from clearline.reports.packs.summing import since


def compose(asked: Asked) -> tuple[Section, ...]:
    """Return the sections of the report."""
    every = live(asked)
    return (
        section(asked, "summary", *_summary(asked)),
        section(asked, "not-met", duties(asked, "What appears not to be met", standing_as(every, *PRESSING),
                "Every duty that can be judged appears to be met, or is departed from with reasons.")),
        section(asked, "not-known", *_not_known(asked)),
        section(asked, "departures", departure_table(asked, departures(asked)),
                duties(asked, "Duties that they explain", standing_as(every, "Departs with reasons"),
                       "No departure explains a duty that is not met.")),
        section(asked, "by-bearer", _by_bearer(asked)),
        section(asked, "changed", *_changed(asked)),
        section(asked, "duties", *_whole(asked)),
    )  # fmt: skip


def _summary(asked: Asked) -> Iterator[AnyBlock]:
    yield Text(text=f"{asked.name} as at {day(asked.on)}, by the {asked.edition} edition, the Act and present law.")
    if asked.picture is None:
        yield nothing_stated()
    yield counts(asked, asked.standings.duties, "How every duty stands")
    yield from how_to_read(asked, figures=False)


def _not_known(asked: Asked) -> Iterator[AnyBlock]:
    unknown = standing_as(live(asked), *UNKNOWN)
    yield Table(
        title="Who would know, or can put it right",
        columns=("Who", "Duties"),
        numeric=(1,),
        rows=tuple((words(who), number(many)) for who, many in asks(unknown)),
        empty="Nobody is named.",
        sources=(source(asked),),
    )
    yield duties(asked, "What is not known or was never looked at", unknown, "Every duty is known.")


def _by_bearer(asked: Asked) -> Table:
    """Return how the duties of each bearer stand, those with the most pressing first."""
    tally: dict[str, Counter[str]] = {}
    for one in live(asked):
        for bearer in one.stated.duty.bearers:
            tally.setdefault(bearer, Counter())[one.word] += 1
    shown = [word for word in WORDS if any(word in numbers for numbers in tally.values())]
    ordered = sorted(tally.items(), key=lambda pair: (-sum(pair[1][word] for word in PRESSING), pair[0]))
    return Table(
        title="How the duties of each stand",
        columns=("Who must act", *shown),
        numeric=tuple(range(1, len(shown) + 1)),
        rows=tuple(
            (words(named.bearer(bearer), asked.address("checks:standing", bearer=bearer)),
             *(number(numbers[word]) for word in shown))
            for bearer, numbers in ordered
        ),
        note="A duty of several stands with each of them.",
        sources=(source(asked),),
    )  # fmt: skip


def _changed(asked: Asked) -> Iterator[AnyBlock]:
    earlier = since(asked)
    try:
        before = standings(asked.authority, edition=asked.edition, on=earlier, today=asked.today, by=asked.by)
    except BadInput:
        yield Text(text=f"What changed since {day(earlier)} cannot be said: there is nothing to compare with.")
        return
    was = {one.name: one.word for one in before.duties}
    moved = [one for one in asked.standings.duties if was.get(one.name, one.word) != one.word]
    yield Table(
        title=f"Duties that stand otherwise than on {day(earlier)}",
        columns=("Duty", "Where", "Stood", "Stands"),
        rows=tuple(
            (words(one.stated.duty.says, asked.address("guidance:duty", *one.name)), words(place(one)),
             words(was[one.name]), words(one.word))
            for one in moved
        ),
        empty=f"Every duty stands as it did on {day(earlier)}.",
        sources=(source(asked),),
    )  # fmt: skip


def _whole(asked: Asked) -> Iterator[AnyBlock]:
    """Yield every duty that binds with each of its proofs, document by document."""
    documents: dict[str, list[tuple[Cell, ...]]] = {}
    for one in asked.standings.duties:
        if one.word == "Binds nobody":
            continue
        proofs = "; ".join(f"{proof.title.rstrip('.')}: {proof.result}" for proof in one.proofs) or "None is named"
        row = (words(one.stated.duty.says, asked.address("guidance:duty", *one.name)), words(one.stated.place),
               words(one.word), words(one.overtaken or proofs))  # fmt: skip
        documents.setdefault(one.stated.edition.title, []).append(row)
    for title, rows in documents.items():
        yield Table(
            title=f"{title}: {count(len(rows), 'duty')}",
            columns=("Duty", "Where", "How it stands", "Its proofs, or what overtook it"),
            rows=tuple(rows),
        )
