"""What people wrote for a pack, as values: remarks by named people.

A remark on a whole content stands in its own pack. One on a figure stands in every pack on whose day that figure is the
newest, until somebody speaks there in the same office, or has said something newer of it anywhere.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from msgspec.structs import replace

from clearline.accounts.models import Authority
from clearline.reports.blocks import Commentary
from clearline.reports.models import Remark
from clearline.reports.printing import PRINTED_KINDS, day
from clearline.reports.spoken import Figure
from clearline.schedule.content import contracts


class Spoken(NamedTuple):
    """What somebody said of a figure, in whichever report."""

    said: Commentary
    figure: Figure


def remarks_of(authority: Authority, contract: str, on: date) -> Mapping[tuple[str, str], tuple[Commentary, ...]]:
    """Return what stands in a pack, by content and what it is about: of each office its newest. One query.

    A draft stands nowhere, nor does it take the place of what was said before.
    """
    rows = Remark.objects.filter(authority=authority, contract=contract, on=on).exclude(access="draft")
    rows = rows.select_related("by")
    newest = {(one.content, one.about, one.office): one for one in rows.order_by("at", "id")}
    found: dict[tuple[str, str], tuple[Commentary, ...]] = {}
    for (content, about, _), one in newest.items():
        found[content, about] = (*found.get((content, about), ()), _commentary(one))
    return found


def spoken_of(authority: Authority, contract: str, on: date) -> Mapping[str, tuple[Spoken, ...]]:
    """Return all that was said of figures in any report, by what it is about, the newest first. One query.

    ``contract`` and ``on``: the pack in which it is to stand; what was said for another tells for which. What is never
    printed is among it, so that what it took the place of does not come back; drafts are not.
    """
    rows = Remark.objects.filter(authority=authority).exclude(period="").exclude(access="draft")
    found: dict[str, list[Spoken]] = {}
    for one in rows.select_related("by").order_by("-at", "-id"):
        here = (one.contract, one.on) == (contract, on)
        said = replace(_commentary(one), said_for="" if here else _said_for(one))
        found.setdefault(one.about, []).append(Spoken(said, Figure(one.period, one.value)))
    return {about: tuple(spoken) for about, spoken in found.items()}


def standing(spoken: Iterable[Spoken], now: Figure | None, but: AbstractSet[str]) -> tuple[Commentary, ...]:
    """Return what of the words on a figure still counts, of each office its newest; nothing of some offices.

    They count while the figure that they spoke of is the one of now: not once its period is another, nor once the
    same period's number was revised. What is never printed is left out.
    """
    newest: dict[str, Commentary] = {}
    for one in spoken:
        if one.figure == now and one.said.office not in but:
            newest.setdefault(one.said.office, one.said)
    return tuple(said for said in newest.values() if said.access.kind in PRINTED_KINDS)


def newest_elsewhere(spoken: Iterable[Spoken], now: Figure | None) -> tuple[tuple[Commentary, bool], ...]:
    """Return what each office said last of a figure for another report, and whether it still counts.

    What is never printed is left out.
    """
    newest: dict[str, tuple[Commentary, bool]] = {}
    for one in spoken:
        if one.said.said_for:
            newest.setdefault(one.said.office, (one.said, one.figure == now))
    return tuple((said, counts) for said, counts in newest.values() if said.access.kind in PRINTED_KINDS)


def _said_for(one: Remark) -> str:
    known = contracts().get(one.contract)
    return f"said for {known.title if known else one.contract} as at {day(one.on)}, of the figure for {one.period}"


def own_remark(
    authority: Authority, contract: str, content: str, on: date, about: str, person: UUID | None
) -> Commentary | None:
    """Return what somebody wrote last about something in a pack, drafts too; ``None`` for nothing."""
    rows = Remark.objects.filter(
        authority=authority, contract=contract, content=content, on=on, about=about, by=person
    )  # fmt: skip
    row = rows.select_related("by").order_by("-at", "-id").first()
    return _commentary(row) if row else None


def _commentary(one: Remark) -> Commentary:
    return Commentary(
        by=str(one.by), office=one.office, on=timezone.localdate(one.at), text=one.text, about=one.about,
        access=one.access_class,
    )  # fmt: skip
