"""Keeps figures of returns in the store, in the authority's own folder. No row of a child goes with them."""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from clearline.measures.loading.own import OwnFigure, keep_own
from clearline.measures.returns.measuring import ReturnedFigure
from clearline.measures.store import Store


def save(figures: Sequence[ReturnedFigure], folder: Path) -> int:
    """Add figures to the store as releases, one for each authority; return how many figures are kept.

    Figures that are not known are left out. Raises ``BadInput`` when the store cannot be written, or does not know the
    authority.
    """
    store = Store(folder)
    areas = store.areas()
    own: dict[str, list[OwnFigure]] = {}
    for one in figures:
        if one.numerator is not None:
            own.setdefault(one.authority, []).append(
                OwnFigure(
                    measure=one.measure,
                    period=str(one.year),
                    ends=date(one.year, 3, 31),
                    numerator=Decimal(one.numerator),
                    denominator=None if one.denominator is None else Decimal(one.denominator),
                    group=", ".join(one.group),
                )
            )
    for authority, kept in own.items():
        digest = hashlib.sha256(msgspec.json.encode(kept)).hexdigest()
        years = sorted({one.period for one in kept})
        keep_own(store, areas.find(authority), "returned", kept, f"returns to {years[-1]}", digest)
    return sum(len(kept) for kept in own.values())
