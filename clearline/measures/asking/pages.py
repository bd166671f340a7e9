"""Every series of a dataset for one place at once: the latest figure, change, rank, band and neighbours of each.

Every comparison is made for all the series of a block together.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearline.measures.asking.blocks import Block
from clearline.measures.asking.comparing import standings
from clearline.measures.vocabulary import Polarity

Floats = NDArray[np.float64]
Ints = NDArray[Any]


class Page(NamedTuple):
    """One place's figures of a dataset, one entry a series that has a number for the place."""

    names: tuple[tuple[str | None, ...], ...]
    latest: Floats
    period: Ints
    """The place of the latest figure's period among those of the block."""
    before: Floats
    """The figure of the period before; NaN where there is none."""
    rank: Ints
    """1 is the best; 0 where neither end is better."""
    of: Ints
    """How many authorities have a figure in that period."""
    band: Ints
    """0 for A to 3 for D; -1 for none."""
    mean: Floats
    """Of the neighbours that have a figure; NaN when none has."""
    used: Ints
    """How many neighbours have one."""


def page(block: Block, place: str, near: Sequence[str], polarities: Mapping[str | None, Polarity]) -> Page:
    """Return the page of one authority that the block has.

    ``near``: the codes of its neighbours. ``polarities``: of each column; one that is not there has none.
    """
    areas = block.names.areas
    among = block.names.authorities()
    mine = block.held[:, :, areas.index(place)]
    there = ~np.isnan(mine)
    kept = np.flatnonzero(there.any(axis=1))
    last = there.shape[1] - 1 - np.argmax(there[kept, ::-1], axis=1)
    row = block.held[kept, last][:, among]
    own = among.index(areas.index(place))
    names = tuple(block.names.series[at] for at in kept)
    rank, band = standings(row, [polarities.get(name[0], "none") for name in names])
    nearest = block.held[kept, last][:, [areas.index(code) for code in near if code in areas]]
    used = np.sum(~np.isnan(nearest), axis=1)
    total = np.nansum(nearest, axis=1)
    return Page(
        names=names,
        latest=mine[kept, last],
        period=last,
        before=np.where(last > 0, mine[kept, np.maximum(last - 1, 0)], np.nan),
        rank=rank[:, own],
        of=np.sum(~np.isnan(row), axis=1),
        band=band[:, own],
        mean=np.divide(total, used, out=np.full(len(kept), np.nan), where=used > 0),
        used=used,
    )
