"""The elements of a test of assurance as the parts of its report: each kept apart by who may read it."""

from collections.abc import Iterator
from datetime import date

import msgspec

from clearline.accounts.access_class import Access
from clearline.assurance.challenges.queries import Challenge
from clearline.assurance.evidence.queries import Used, items
from clearline.assurance.testing.elements import Found
from clearline.assurance.testing.queries import OneTest
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Missing, Section, Table, Text
from clearline.reports.packs import challenge_parts
from clearline.reports.packs.parts import by_access, day, section, strictest, words


def elements(asked: Asked, test: OneTest) -> Section:
    """Return the section of the elements: how each is rated, then what was found of it, with evidence and challenge."""

    def rated(found: list[Found], access: Access) -> AnyBlock:
        rows = tuple(
            (words(one.title, asked.address("testing:element", test.key, one.key)),
             words(one.state.capitalize()), words(one.rated.title if one.rated else "Not rated yet"),
             words(str(len(one.uses))))
            for one in found
        )  # fmt: skip
        columns = ("Element", "How far it is", "Rating", "Pieces of evidence")
        return Table(title="How each element is rated", columns=columns, rows=rows, access=access)

    log = challenge_parts.log(asked)
    classes = {one.key: one.access for one in items(asked.authority, asked.by, asked.on)}
    parts = tuple(
        Section(key=one.key, title=one.title, blocks=(
            *_found(one), *_evidence(asked, one, classes),
            *_challenged(asked, [each for each in log if each.about == f"test:{test.key}/{one.key}"]),
        ))
        for one in test.elements
    )  # fmt: skip
    first = section(asked, "elements", *by_access(asked, seen(test), lambda one: one.access, rated))
    return msgspec.structs.replace(first, sections=parts)


def seen(test: OneTest) -> list[Found]:
    """Return the elements that may be seen."""
    return [one for one in test.elements if not one.hidden]


def risks(asked: Asked, test: OneTest) -> Iterator[AnyBlock]:
    """Yield the gaps that were found and what follows from each, the worst first, kept apart by who may read them."""

    def make(found: list[Found], access: Access) -> AnyBlock:
        rows = tuple(
            (words(one.title), words(one.gaps), words(one.rated.title if one.rated else "Not rated"),
             words(one.words or "Nothing is written"))
            for one in found
        )  # fmt: skip
        columns = ("Element", "Gap", "Rating", "What follows")
        return Table(title="Gaps that the test found", columns=columns, rows=rows, access=access)

    order = ("serious-gaps", "gaps", "not-known", "", "sound", "strong")
    found = [one for one in seen(test) if one.gaps]
    found.sort(key=lambda one: order.index(one.rating) if one.rating in order else len(order))
    yield from list(by_access(asked, found, lambda one: one.access, make)) or [
        Text(text="The test found no gap that this report may show.")
    ]


def words_of(test: OneTest, element: str) -> Iterator[AnyBlock]:
    """Yield what was found of one element."""
    for one in seen(test):
        if one.key == element and (one.strengths or one.gaps):
            yield from _found(one)


def _found(one: Found) -> Iterator[AnyBlock]:
    if one.hidden:
        yield Text(text="What was found here is not for the readers of this report.")
        return
    told = (("Strengths", one.strengths), ("Gaps", one.gaps), ("What follows", one.words))
    texts = [f"{name}. {text}" for name, text in told if text]
    if texts:  # in one block, so that why it is exempt is said once and not three times
        yield Text(text="\n".join(texts), access=one.access)
    if one.lacks:
        yield Missing(what=f"What was found of {one.title.lower()} ({one.state}).",
                      todo=f"Whoever runs the test has to {', '.join(one.lacks)}.")  # fmt: skip


def _evidence(asked: Asked, one: Found, classes: dict[str, Access]) -> Iterator[AnyBlock]:
    """Yield the evidence for an element; by the class of the element, the use or the item, the strictest of them."""

    def of(used: Used) -> Access:
        return strictest(one.access, used.access, classes[used.item])

    def make(found: list[Used], access: Access) -> AnyBlock:
        rows = tuple(
            (words(each.title, asked.address("evidence:item", each.item)), words(each.place), words(each.why),
             words(_times(each.starts, each.ends)), words(_state(each, asked.on)))
            for each in found
        )  # fmt: skip
        columns = ("Evidence", "Page or paragraph", "Why it proves it", "Of", "Checked")
        return Table(title=f"Evidence: {one.title}", columns=columns, rows=rows, access=access)

    yield from by_access(asked, [each for each in one.uses if each.item in classes], of, make)


def _times(start: date | None, end: date | None) -> str:
    return f"{day(start)} to {day(end)}" if start and end else day(start or end)


def _state(used: Used, on: date) -> str:
    checked = f"Checked {day(used.checked_on)}" if used.checked_on else "Not checked"
    return f"{checked}; expired" if used.expires and used.expires < on else checked


def _challenged(asked: Asked, found: list[Challenge]) -> Iterator[AnyBlock]:
    if found:
        yield from challenge_parts.tables(asked, "Challenges and their answers", found, "")
