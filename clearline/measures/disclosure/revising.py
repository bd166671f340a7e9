"""What readers still know from a release after it has been revised: everything but the figures that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clearline.kit.errors import BadInput
from clearline.measures.disclosure.building import read_published
from clearline.measures.disclosure.ledger import Entry, Printed
from clearline.measures.disclosure.table import Known, Name, Table


def tables_before(entries: Sequence[Entry], new: Table, revises: int | None) -> tuple[list[Table], list[Table]]:
    """Return our tables and others' that readers of a new one have, without the figures that were revised since.

    Raises ``BadInput`` when there is no publication of the number that is to be revised.
    """
    if revises is not None and not any(entry.number == revises for entry in entries):
        raise BadInput(f"There is no publication {revises} in the ledger to revise.")
    ours: dict[int, Table] = {}
    followed: dict[int, int | None] = {}
    for entry in entries:
        ours[entry.number] = _again(entry.table, ours=True)
        _overtake(ours, followed, entry.revises, ours[entry.number].known)
        followed[entry.number] = entry.revises
    _overtake(ours, followed, revises, new.known)
    texts = {printed.text: printed for entry in entries for printed in entry.others}
    return list(ours.values()), [_again(printed, ours=False) for printed in texts.values()]


def _again(printed: Printed, ours: bool) -> Table:
    return read_published(Path("ledger"), printed.text, printed.about, ours=ours)


def _overtake(
    tables: dict[int, Table], followed: Mapping[int, int | None], number: int | None, known: Mapping[Name, Known]
) -> None:
    """Take what a revision changed out of the publication that it revises, and of those that this one revised."""
    while number is not None:
        tables[number] = without_changed(tables[number], known)
        number = followed[number]


def without_changed(old: Table, known: Mapping[Name, Known]) -> Table:
    """Return a table without the counts that are known to be otherwise now, and without what was said of them.

    A count that was hidden and may still be what it was stays: suppressed stays suppressed.
    """
    changed = {name for name, was in old.known.items() if name in known and _differ(was, known[name])}
    return replace(
        old,
        counts={name: places for name, places in old.counts.items() if name not in changed},
        known={name: was for name, was in old.known.items() if name not in changed},
        sums=tuple(one for one in old.sums if changed.isdisjoint((one.total, *one.parts))),
        rates={at: rate for at, rate in old.rates.items() if changed.isdisjoint((rate.numerator, rate.denominator))},
    )


def _differ(was: Known, now: Known) -> bool:
    return (was.most is not None and was.most < now.least) or (now.most is not None and now.most < was.least)
