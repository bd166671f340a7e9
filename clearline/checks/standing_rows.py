"""How duties stand as rows: what the terminal prints, files hold and other programs read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from clearline.checks.moves import Moved, Step
from clearline.checks.standing import LIVE, WORDS, Proved, Word
from clearline.checks.standing_shapes import KINDS, MovedRow, StandingRow, StandingsGiven, StepRow
from clearline.checks.standings import Standing, Standings
from clearline.guidance import words
from clearline.guidance.content import load
from clearline.guidance.exporting import proof_name
from clearline.guidance.queries import stated_in
from clearline.guidance.schema import Edition
from clearline.kit.errors import BadInput

COLUMNS = ("at", "says", "bearers", "force", "standing", "proofs")
"""The columns of ``cells`` in a table."""

FILE_COLUMNS = (
    "document", "edition", "at", "key", "says", "bearers", "force", "basis", "themes", "standing", "proofs", "shows",
    "ask", "overtaken", "departure",
)  # fmt: skip
"""The columns of ``file_cells``."""


def row(one: Standing) -> StandingRow:
    """Return a duty as a row."""
    duty = one.stated.duty
    document, edition, key = one.name
    return StandingRow(
        document=document, edition=edition, at=one.stated.provision.at, key=key, says=duty.says, bearers=duty.bearers,
        force=duty.force, basis=duty.basis, systems=duty.systems, standing=one.word, proofs=one.proofs,
        overtaken=one.overtaken, departure=one.departure, link=one.stated.link,
    )  # fmt: skip


def given(authority: str, found: Standings, duties: Sequence[Standing]) -> StandingsGiven:
    """Return duties that were chosen of all, with how many stand in each way."""
    counts = {word: number for word in WORDS if (number := sum(one.word == word for one in duties))}
    return StandingsGiven(
        authority=authority, document=found.document, edition=found.edition, on=found.on, counts=counts,
        duties=tuple(map(row, duties)),
    )  # fmt: skip


def moved_row(one: Moved) -> MovedRow:
    """Return what moved as a row."""
    return MovedRow(duty=row(one.after), before=one.before.word, after=one.after.word, proofs=tuple(moved_proofs(one)))


def moved_proofs(one: Moved) -> list[str]:
    """Return the proofs that moved, in words."""
    return [f"{KINDS[new.kind]}, {new.title}: {old.result} > {new.result}" for old, new in one.proofs]


def step_row(one: Step) -> StepRow:
    """Return what became of duties as a row."""
    return StepRow(change=one.kind, before=tuple(map(row, one.before)), after=tuple(map(row, one.after)))


def cells(one: Standing) -> tuple[object, ...]:
    """Return a duty as the cells of a table."""
    duty = one.stated.duty
    proofs = [f"{KINDS[proof.kind]}: {proof.result}" for proof in one.proofs]
    return one.stated.provision.at, duty.says, duty.bearers, duty.force, one.word, proofs


def file_cells(one: Standing) -> tuple[object, ...]:
    """Return a duty as the cells of a file."""
    duty, names = one.stated.duty, {system.number: system.name for system in load().systems}
    shown = [f"{proof_name(named)} {told.result}" for named, told in zip(duty.proofs, one.proofs, strict=True)]
    return (
        *one.name[:2], one.stated.provision.at, duty.key, duty.says, duty.bearers, duty.force, duty.basis,
        [names[number] for number in duty.systems], one.word, shown,
        [sentence for proof in one.proofs for sentence in proof.says], whom_to_ask(one), one.overtaken, one.departure,
    )  # fmt: skip


MOVED_COLUMNS = ("at", "key", "says", "was", "is", "proofs")
STEP_COLUMNS = ("change", "before", "after", "stood", "stands")


def moved_cells(one: Moved) -> tuple[object, ...]:
    """Return what moved as cells under ``MOVED_COLUMNS``."""
    stated = one.after.stated
    return stated.provision.at, stated.duty.key, stated.duty.says, one.before.word, one.after.word, moved_proofs(one)


def step_cells(one: Step) -> tuple[object, ...]:
    """Return what became of duties as cells under ``STEP_COLUMNS``."""
    named = (
        [f"{each.stated.provision.at} {each.stated.duty.says}" for each in side] for side in (one.before, one.after)
    )
    return one.kind, *named, [each.word for each in one.before], [each.word for each in one.after]


def in_words(counts: Mapping[Word, int], duties: Sequence[Standing]) -> Iterator[str]:
    """Yield how many duties stand in each way, then each that is not met or explained, with what its proofs show."""
    for word, number in counts.items():
        yield f"  {word}: {number}"
    for word in (word for word in LIVE if word != "Appears to be met"):
        each = [one for one in duties if one.word == word]
        if each:
            yield f"\n{word}"
        for one in each:
            yield f"- {one.stated.place} ({one.name[1]}): {one.stated.duty.says}"
            yield from (f"    {KINDS[proof.kind]}: {proof.result}. {_said(proof)}".rstrip() for proof in one.proofs)


def moved_words(one: Moved) -> Iterator[str]:
    """Yield what moved, a line for the duty and one for each proof."""
    how = f"{one.before.word} > {one.after.word}" if one.turned else f"still: {one.after.word}"
    yield f"- {one.after.stated.numbered} {how}"
    yield from (f"    {line}" for line in moved_proofs(one))


def step_words(one: Step) -> Iterator[str]:
    """Yield what became of duties, a line for each on either side."""
    yield f"- {words.plain(one.kind)}"
    for sign, side in (("was", one.before), ("is", one.after)):
        yield from (f"    {sign} {each.stated.numbered} {each.word}" for each in side)


def _said(proof: Proved) -> str:
    """Return the first sentences of a proof; a set of measures has many."""
    more = f" And {len(proof.says) - 3} more." if len(proof.says) > 3 else ""
    return " ".join(proof.says[:3]) + more


def whom_to_ask(one: Standing) -> list[str]:
    """Return who would know what is not known of a duty, each once."""
    return list(dict.fromkeys(who for proof in one.proofs for who in proof.ask))


def chosen(
    duties: Iterable[Standing],
    *,
    bearer: str | None = None,
    theme: int | None = None,
    force: str | None = None,
    standing: str | None = None,
) -> list[Standing]:
    """Return the duties that somebody asked for; without a standing those that can be met or not on the day.

    Raises ``BadInput`` for a bearer, theme, force or standing that there is not.
    """
    _known("bearer", bearer, {name for one in load().editions for name in _bearers(one)})
    _known("theme", theme, {one.number for one in load().systems})
    _known("force", force, set(words.FORCES))
    wanted = _standing(standing)
    return [
        one
        for one in duties
        if (bearer is None or bearer in one.stated.duty.bearers)
        and (theme is None or theme in one.stated.duty.systems)
        and (force is None or force == one.stated.duty.force)
        and one.word in wanted
    ]


def _standing(asked: str | None) -> tuple[Word, ...]:
    if asked in (None, "live"):
        return LIVE
    if asked == "all":
        return WORDS
    found = tuple(word for word in WORDS if word.lower() == str(asked).replace("-", " ").lower())
    if not found:
        raise BadInput(f"There is no standing '{asked}'. There are: {', '.join(WORDS)}; or all.")
    return found


def _bearers(edition: Edition) -> Iterator[str]:
    return (bearer for one in stated_in(edition) for bearer in one.duty.bearers)


def _known(what: str, asked: str | int | None, there: Collection[str | int]) -> None:
    if asked is not None and asked not in there:
        names = ", ".join(map(str, sorted(there, key=str)))
        raise BadInput(f"There is no {what} '{asked}'. There are: {names}.")
