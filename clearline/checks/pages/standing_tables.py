"""The tables of how duties stand: duties, whom to ask, groups of duties, what moved, what another edition changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from clearline.accounts.page import Request
from clearline.checks.moves import Moved, Step
from clearline.checks.standing import LIVE, WORDS, Word
from clearline.checks.standing_rows import moved_proofs, whom_to_ask
from clearline.checks.standing_shapes import KINDS
from clearline.checks.standings import Standing
from clearline.doors.columns import Column, Filter
from clearline.doors.links import link
from clearline.doors.tables import Table
from clearline.doors.values import Linked, Tag
from clearline.guidance import words
from clearline.guidance.content import load

COLOURS: Mapping[Word, str] = {
    "Appears to be met": "green",
    "Appears not to be met": "red",
    "Appears to be met in part": "orange",
    "Check the text": "yellow",
    "Departs with reasons": "purple",
}
"""Of the tag of a standing; all others are grey."""

SHORT: Mapping[Word, str] = {
    "Appears not to be met": "Not met",
    "Appears to be met in part": "In part",
    "Check the text": "Check the text",
    "Departs with reasons": "Departs",
    "Never looked at": "Never looked at",
    "Not known": "Not known",
    "Appears to be met": "Met",
}
"""The heads of columns that count how duties appear to stand."""

ALWAYS_COUNTED: tuple[Word, ...] = ("Appears not to be met", "Never looked at", "Not known", "Appears to be met")
"""Those of which also none is worth saying."""

RESULTS = ("fails", "never looked at", "not known", "passes")


class Group(NamedTuple):
    """Duties that have something in common."""

    value: str
    title: str
    counts: Counter[Word]

    @property
    def total(self) -> int:
        """How many can be met or not on the day."""
        return sum(self.counts[word] for word in LIVE)


class Asked(NamedTuple):
    """Somebody who would know what is not known."""

    who: str
    unknown: int
    """Duties that are not known for want of their word."""
    never: int
    """Duties that nobody has ever looked at."""


def tag(word: Word) -> Tag:
    """Return a standing as its tag."""
    return Tag(word, COLOURS.get(word, "grey"))


def duties_table(request: Request, duties: Sequence[Standing]) -> Table:
    """Return the table of duties and how each stands."""
    systems = {one.number: one.name for one in load().systems}
    columns = (
        Column("place", "Paragraph", _place, lambda one: duty_address(request, one), sort=False, exported=False),
        Column("at", "Paragraph", _at, on_page=False),
        Column("says", "What it asks", lambda one: one.stated.duty.says, sort=False),
        Column("bearers", "Who must act", lambda one: list(map(words.bearer, one.stated.duty.bearers))),
        Column("force", "Force", lambda one: Tag(*words.FORCES[one.stated.duty.force]), sort=_by_force),
        Column("standing", "How it stands", lambda one: tag(one.word), sort=lambda one: WORDS.index(one.word)),
        Column("proofs", "Its proofs", _proofs, sort=False),
        Column("ask", "Who would know", whom_to_ask, on_page=False),
        Column("shows", "What they show", lambda one: [s for p in one.proofs for s in p.says], on_page=False),
        Column("themes", "Themes", lambda one: [systems[number] for number in one.stated.duty.systems], on_page=False),
        Column("basis", "Rests on", lambda one: words.BASES[one.stated.duty.basis], on_page=False),
        Column("edition", "Edition", lambda one: "/".join(one.name[:2]), on_page=False),
        Column("key", "Key", lambda one: one.name[2], on_page=False),
        Column("overtaken", "Overtaken by", on_page=False),
        Column("departure", "Departure", on_page=False),
    )
    return Table(
        request, "standing", "Duties and how each stands", columns, duties, filters=_filters(duties),
        search=("says", "place"), empty="Nothing binds the council on this day by this edition.",
    )  # fmt: skip


def _filters(duties: Sequence[Standing]) -> list[Filter]:
    systems = {str(one.number): f"{one.number}. {one.name}" for one in load().systems}
    return [
        _filter(duties, "standing", "How it stands", lambda one: [one.word], WORDS, str),
        _filter(duties, "bearer", "Who must act", lambda one: one.stated.duty.bearers, (), words.bearer),
        _filter(duties, "theme", "Theme", _themes, tuple(systems), lambda number: systems[number]),
        _filter(duties, "force", "Force", lambda one: [one.stated.duty.force], tuple(words.FORCES),
                lambda force: words.FORCES[force][0]),
        _filter(duties, "proof", "Kind of proof", lambda one: [proof.kind for proof in one.proofs], tuple(KINDS),
                lambda kind: KINDS[kind]),
        _filter(duties, "shows", "A proof of it", lambda one: [proof.result for proof in one.proofs], RESULTS,
                lambda result: f"is {result}" if result in RESULTS[1:3] else result),
        _filter(duties, "ask", "Who would know", whom_to_ask, (), str),
        _filter(duties, "document", "Document", lambda one: [_document(one)], (), str),
    ]  # fmt: skip


def _filter(
    duties: Sequence[Standing],
    key: str,
    title: str,
    values: Callable[[Standing], Iterable[str]],
    order: Sequence[str],
    name: Callable[[str], str],
) -> Filter:
    """Return a filter by what the duties themselves have, in an order, or by their names where none is given."""
    there = {value for one in duties for value in values(one)}
    each = [value for value in order if value in there] if order else sorted(there, key=name)
    return Filter(key, title, [(value, name(value)) for value in each], lambda one, value: value in values(one))


def ask_table(request: Request, duties: Sequence[Standing]) -> Table:
    """Return the table of who would know what is not known, those first of whom most is asked."""
    unknown, never = Counter[str](), Counter[str]()
    for one in duties:
        if one.word == "Not known":
            unknown.update(whom_to_ask(one))
        elif one.word == "Never looked at":
            never.update(whom_to_ask(one))
    found = [Asked(who, unknown[who], never[who]) for who in {**unknown, **never}]

    def there(word: Word, number: str) -> Callable[[Asked], str | None]:
        query = {"edition": request.GET.get("edition"), "standing": word}
        return lambda one: (
            link(request, "checks:standing", query={**query, "ask": one.who}) if getattr(one, number) else None
        )

    columns = (
        Column("who", "Who would know", lambda one: one.who, sort=False),
        Column("unknown", "Not known", numeric=True, link=there("Not known", "unknown")),
        Column("never", "Never looked at", numeric=True, link=there("Never looked at", "never")),
    )
    rows = sorted(found, key=lambda one: (-one.unknown - one.never, one.who))
    return Table(
        request, "whom-to-ask", "Duties by who would know", columns, rows, name="whom", per_page=10,
        empty="Nothing is left to ask.",
    )  # fmt: skip


GROUPS: Mapping[str, tuple[str, str]] = {
    "bearer": ("Who must act", "bearer"),
    "theme": ("Theme", "theme"),
    "force": ("Force", "force"),
    "document": ("Document", "document"),
}
"""By what duties are put together: its title, and the filter that chooses one group."""


def groups_table(request: Request, by: str, duties: Sequence[Standing]) -> Table:
    """Return the table that counts how the duties of each group stand; a duty can be in several."""
    title, filter_ = GROUPS[by]
    found = next(one for one in _filters(duties) if one.key == filter_)
    rows = [
        Group(value, name, Counter(one.word for one in duties if found.holds(one, value)))
        for value, name in found.choices
    ]

    def there(word: Word | None) -> Callable[[Group], str | None]:
        query = {"edition": request.GET.get("edition"), "standing": word}
        return lambda group: (
            link(request, "checks:standing", query={**query, filter_: group.value})
            if word is None or group.counts[word]
            else None
        )

    shown = [word for word in LIVE if word in ALWAYS_COUNTED or any(row.counts[word] for row in rows)]
    columns = (
        Column("title", title, link=there(None), sort=False),
        Column("total", "Duties", numeric=True),
        *(Column(word, SHORT[word], _count(word), numeric=True, link=there(word), sort=_count(word)) for word in shown),
    )
    caption = f"How duties appear to stand, by {title.lower()}"
    return Table(request, f"standing-by-{by}", caption, columns, rows, empty="Nothing binds on this day.", per_page=100)


def _count(word: Word) -> Callable[[Group], int]:
    return lambda group: group.counts[word]


def moved_table(request: Request, found: Sequence[Moved], since: str) -> Table:
    """Return the table of the duties that moved since a day."""
    columns = (
        Column("place", "Paragraph", lambda one: _place(one.after), lambda one: duty_address(request, one.after, since),
               sort=False, exported=False),
        Column("at", "Paragraph", lambda one: _at(one.after), on_page=False),
        Column("says", "What it asks", lambda one: one.after.stated.duty.says, sort=False),
        Column("bearers", "Who must act", lambda one: list(map(words.bearer, one.after.stated.duty.bearers))),
        Column("was", "It stood", lambda one: tag(one.before.word), sort=lambda one: WORDS.index(one.before.word)),
        Column("is", "It stands", lambda one: tag(one.after.word), sort=lambda one: WORDS.index(one.after.word)),
        Column("proofs", "What moved", moved_proofs, sort=False, missing="Its dates alone"),
    )  # fmt: skip
    bearers = sorted({bearer for one in found for bearer in one.after.stated.duty.bearers}, key=words.bearer)
    stands = [(word, word) for word in WORDS if any(one.after.word == word for one in found)]
    filters = (
        Filter("is", "It stands", stands, lambda one, value: one.after.word == value),
        Filter("bearer", "Who must act", [(one, words.bearer(one)) for one in bearers],
               lambda one, value: value in one.after.stated.duty.bearers),
    )  # fmt: skip
    return Table(
        request, "standing-moved", "Duties that moved", columns, found, filters=filters, search=("says", "place"),
        empty="Nothing moved: every duty stands as it did, by the same proofs.",
    )  # fmt: skip


def steps_table(request: Request, found: Sequence[Step], earlier: str, later: str) -> Table:
    """Return the table of what a later edition changes."""

    def told(side: Sequence[Standing]) -> list[object]:
        return [
            part for one in side
            for part in (Linked(_place(one), duty_address(request, one)), one.stated.duty.says, tag(one.word))
        ]  # fmt: skip

    columns = (
        Column("kind", "Change", lambda one: words.plain(one.kind)),
        Column("before", f"By the {earlier} edition", lambda one: told(one.before), sort=False, missing="Not there"),
        Column("after", f"By the {later} edition", lambda one: told(one.after), sort=False, missing="Not there"),
    )
    counts = Counter(one.kind for one in found)
    kinds = [(kind, f"{words.plain(kind)} ({number})") for kind, number in counts.items()]
    filters = (
        Filter("kind", "Change", kinds),
        Filter("turned", "How it stands", (("yes", "Stands otherwise"),), lambda one, _: turned(one)),
    )
    return Table(
        request, f"standing-{earlier}-{later}", "What becomes of each duty", columns, found, filters=filters,
        search=("before", "after"), empty="Neither edition binds anybody.",
    )  # fmt: skip


def turned(one: Step) -> bool:
    """Return whether a duty that went on stands otherwise by the later edition."""
    before, after = ({each.word for each in side} for side in (one.before, one.after))
    return bool(before and after) and before != after


def duty_address(request: Request, one: Standing, since: str = "") -> str:
    """Return the address of the page of a duty."""
    return link(request, "guidance:duty", *one.name, query={"since": since})


def _place(one: Standing) -> str:
    """Return where a duty stands, as readers know it."""
    return _of_document(one, one.stated.place)


def _at(one: Standing) -> str:
    """Return where a duty stands, for a file: other programs know it by that."""
    return _of_document(one, one.stated.provision.at)


def _of_document(one: Standing, at: str) -> str:
    return at if one.name[0] == "dcs-lm" else f"{at}, {_document(one)}"


def _document(one: Standing) -> str:
    edition = one.stated.edition
    names = {"act": "2004 Act", "present-law": "law today"}
    return names.get(edition.kind, f"{edition.edition} edition")


def _proofs(one: Standing) -> list[str]:
    return [f"{KINDS[proof.kind]}: {proof.result}" for proof in one.proofs]


def _themes(one: Standing) -> list[str]:
    return list(map(str, one.stated.duty.systems))


def _by_force(one: Standing) -> int:
    return tuple(words.FORCES).index(one.stated.duty.force)
