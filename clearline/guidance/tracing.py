"""Follows one duty from edition to edition."""

from collections.abc import Iterator
from typing import NamedTuple

from clearline.guidance.queries import Stated, stated_in
from clearline.guidance.schema import Guidance


class Kin(NamedTuple):
    """A duty of another edition, and how the later of the two came from the earlier."""

    how: str
    stated: Stated


def find_duty(known: Guidance, document: str, edition: str, key: str) -> Stated | None:
    """Return a duty by its key; ``None`` when that edition has no such duty."""
    for one in known.editions:
        if (one.document, one.edition) == (document, edition):
            return next((stated for stated in stated_in(one) if stated.duty.key == key), None)
    return None


def kin(known: Guidance, stated: Stated) -> list[Kin]:
    """Return the duties of other editions that this one continues, that continue it, or that have its key."""
    found = {_place(each.stated): each for each in _kin(known, stated)}
    return list(found.values())


def _kin(known: Guidance, stated: Stated) -> Iterator[Kin]:
    """Yield them with the typed link last, so that it is what is told where the key is the same as well."""
    own = _place(stated)
    others = [one for edition in known.editions for one in stated_in(edition) if _place(one)[0] != own[0]]
    yield from (Kin("the same duty", one) for one in others if one.duty.key == stated.duty.key)
    before = {(link.edition, link.key): link.as_ for link in stated.duty.follows}
    yield from (Kin(f"{before[_place(one)]} here", one) for one in others if _place(one) in before)
    for one in others:
        for link in one.duty.follows:
            if (link.edition, link.key) == own:
                yield Kin(f"{link.as_} there", one)


def _place(stated: Stated) -> tuple[str, str]:
    return f"{stated.edition.document}/{stated.edition.edition}", stated.duty.key
