"""Actions, evidence and tests of assurance, as the parts of packs: what is done about what was found."""

from collections.abc import Iterator, Sequence

from clearline.accounts.access_class import Access
from clearline.assurance.challenges.to_do import Action, actions_of
from clearline.assurance.evidence.queries import ItemKept
from clearline.assurance.testing.queries import Listed, tests
from clearline.reports.asked import Asked
from clearline.reports.blocks import AnyBlock, Cell, Table
from clearline.reports.packs.parts import by_access, day, names_of, words

STATES = {"open": "Open", "late": "Late", "done": "Done", "done late": "Done late", "dropped": "Dropped"}


def actions(asked: Asked) -> list[Action]:
    """Return the actions of the day: late ones first, then those that are open, then the ended."""
    order = ("late", "open", "done late", "done", "dropped")
    return sorted(actions_of(asked.authority, asked.on), key=lambda one: (order.index(one.state), one.due))


def action_table(asked: Asked, title: str, found: Sequence[Action], empty: str) -> Table:
    """Return a table of actions: whose, by when, from what, and what came of each."""
    sources = names_of(asked, [one.source for one in found])
    return Table(
        title=title,
        columns=("Action", "Comes from", "Owner", "Due", "How it stands"),
        rows=tuple(_action(asked, one, sources[one.source]) for one in found),
        empty=empty,
        sources=(asked.source("Actions", "challenges:actions", as_of=asked.on),),
    )


def _action(asked: Asked, one: Action, source: str) -> tuple[Cell, ...]:
    outcome = f": {one.outcome}" if one.outcome else ""
    return (
        words(one.title, asked.address("challenges:action", one.key)),
        words(source),
        words(one.owner_name),
        words(day(one.due)),
        words(f"{STATES[one.state]}{outcome}"),
    )


def test_table(asked: Asked) -> Table:
    """Return a table of the tests of assurance, and how far each is."""
    found = tests(asked.authority, asked.by)
    return Table(
        title="Tests of assurance",
        columns=("Test", "Opened", "How far it is", "Conclusion", "Next review"),
        rows=tuple(_test(asked, one) for one in found if one.opened_on <= asked.on),
        empty="No test of assurance is on record.",
        sources=(asked.source("Tests of assurance", "testing:tests", as_of=asked.on),),
    )


def _test(asked: Asked, one: Listed) -> tuple[Cell, ...]:
    review = f"{day(one.next_review)} (a local date)" if one.next_review else "None set"
    return (
        words(one.title, asked.address("testing:test", one.key)),
        words(day(one.opened_on)),
        words(one.state.replace("-", " ").capitalize()),
        words(one.concluding.title if one.concluding and one.concluded else "None yet"),
        words(review),
    )


def evidence_index(asked: Asked, title: str, found: Sequence[ItemKept]) -> Iterator[AnyBlock]:
    """Yield an index of evidence with how many things each serves and what is wrong with it, by access class."""

    def make(there: list[ItemKept], access: Access) -> AnyBlock:
        rows = tuple(_item(asked, one) for one in there)
        columns = ("Evidence", "Kind", "From", "Of", "Used for", "To put right")
        return Table(title=title, columns=columns, rows=rows, numeric=(4,), access=access)

    empty = Table(title=title, columns=("Evidence",), rows=(), empty="No evidence is on record.")
    yield from list(by_access(asked, found, lambda one: one.access, make)) or [empty]


def _item(asked: Asked, one: ItemKept) -> tuple[Cell, ...]:
    wrong = [what for what, is_so in (("expired", one.expired(asked.on)), ("a dead link", one.newest.dead),
             ("held until it is scanned", one.newest.held), ("a use nobody has checked", one.unchecked),
             ("used for nothing", not one.uses)) if is_so]  # fmt: skip
    of = f"{day(one.starts)} to {day(one.ends)}" if one.starts and one.ends else day(one.starts or one.ends)
    return (
        words(one.title, asked.address("evidence:item", one.key)),
        words(one.kind.replace("-", " ").capitalize()),
        words(one.source),
        words(of),
        Cell(text=str(len(one.uses)), value=len(one.uses)),
        words(", ".join(wrong).capitalize() or "Nothing"),
    )
