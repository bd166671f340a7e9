"""How duties stand, as the parts of packs: the pressing ones first, each with why and the way to its page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from clearline.checks.standing import LIVE, WORDS, Proved, Word
from clearline.guidance import words as named
from clearline.reports.asked import Asked
from clearline.reports.blocks import Cell, Source, Table
from clearline.reports.packs.parts import count, number, words

if TYPE_CHECKING:
    from clearline.checks.standings import Standing

PRESSING: tuple[Word, ...] = ("Appears not to be met", "Appears to be met in part", "Check the text")
"""How a duty stands that somebody must see to now."""

UNKNOWN: tuple[Word, ...] = ("Never looked at", "Not known")

MOST_SENTENCES = 2
"""Of what a proof says."""

COLUMNS = ("Duty", "Where", "How it stands", "Why")


def live(asked: Asked, bearer: str | None = None) -> list["Standing"]:
    """Return the duties that bind on the day, the pressing first; ``bearer``: only those that one must act by."""
    found = [one for one in asked.standings.duties if one.word in LIVE]
    if bearer:
        found = [one for one in found if bearer in one.stated.duty.bearers]
    return sorted(found, key=lambda one: WORDS.index(one.word))


def standing_as(found: Iterable["Standing"], *which: str) -> list["Standing"]:
    """Return the duties that stand in one of these ways."""
    return [one for one in found if one.word in which]


def counts(asked: Asked, found: Sequence["Standing"], title: str) -> Table:
    """Return a table of how many duties stand in which way."""
    numbers = Counter(one.word for one in found)
    return Table(
        title=title,
        columns=("How they stand", "Duties"),
        numeric=(1,),
        rows=tuple(
            (words(word, asked.address("checks:standing", standing=word)), number(numbers[word]))
            for word in WORDS
            if numbers[word]
        ),
        empty="No duty binds on this day.",
        sources=(source(asked),),
    )


def source(asked: Asked) -> Source:
    """Return where standing is shown."""
    return asked.source(f"Standing of every duty, {asked.edition} edition", "checks:standing", as_of=asked.on)


def duties(
    asked: Asked, title: str, found: Sequence["Standing"], empty: str, note: str = "", *, reasons: bool = True
) -> Table:
    """Return a table of duties with how each stands, and why unless ``reasons`` is false."""
    columns = COLUMNS if reasons else COLUMNS[:-1]
    return Table(
        title=title, columns=columns, rows=tuple(_duty(asked, one)[: len(columns)] for one in found), empty=empty,
        note=note, sources=(source(asked),),
    )  # fmt: skip


def _duty(asked: Asked, one: "Standing") -> tuple[Cell, ...]:
    return (
        words(one.stated.duty.says, asked.address("guidance:duty", *one.name)),
        words(f"{place(one)}, {named.FORCES[one.stated.duty.force][0].lower()}"),
        words(one.word),
        words(why(asked, one.proofs)),
    )


def place(one: "Standing") -> str:
    """Return where a duty stands, with its document where the place itself does not name it."""
    at = one.stated.place
    return f"{at}, Children Act 2004" if one.stated.edition.document == "children-act-2004" else at


def why(asked: Asked, proofs: Sequence[Proved]) -> str:
    """Return in a sentence or two what keeps a duty from being met; what proves it where it is."""
    for result in ("fails", "not known", "never looked at"):
        found = [one for one in proofs if one.result == result]
        if found:
            return _said(asked, found[0], more=len(found) - 1)
    return (
        "; ".join(one.title.rstrip(".") for one in proofs if one.result == "passes") or "Nothing is named as its proof."
    )


def _said(asked: Asked, one: Proved, more: int) -> str:
    """Return what one proof says; what people said of a duty only inside, where each statement's access is kept."""
    others = f" And {count(more, 'other proof')}." if more else ""
    if one.kind == "judgement" and asked.rendering == "open":
        return f"{one.title.rstrip('.')}: not settled.{others}"
    says = " ".join(f"{each.rstrip('.')}." for each in one.says[:MOST_SENTENCES]) or (
        "Never looked at." if one.result == "never looked at" else "Not known."
    )
    if one.kind == "rule" and one.result == "fails":
        return f"{says}{others}"
    return f"{one.title.rstrip('.')}: {says}{others}"


def asks(found: Iterable["Standing"]) -> Iterator[tuple[str, int]]:
    """Yield who can put right or would know what is not known, with how many duties each, the most first."""
    numbers = Counter(
        who for one in found for who in dict.fromkeys(_office(who) for proof in one.proofs for who in proof.ask)
    )
    yield from numbers.most_common()


def _office(who: str) -> str:
    bare = who.removeprefix("the ")
    return bare[:1].upper() + bare[1:]
