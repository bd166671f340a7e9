"""Every series of a dataset for every authority and period at once, with all that each figure is compared with."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clearline.measures.areas import ENGLAND
from clearline.measures.asking.blocks import Block
from clearline.measures.asking.comparing import standings
from clearline.measures.vocabulary import Polarity

Floats = NDArray[np.float64]
Ints = NDArray[Any]


class Everywhere(NamedTuple):
    """Figures of authorities, every array series x period x authority; NaN where a number is not known."""

    authorities: tuple[str, ...]
    held: Floats
    """As published."""
    rank: Ints
    """1 is the best; 0 where there is no figure or neither end is better."""
    band: Ints
    """0 for A to 3 for D; -1 for none."""
    change: Floats
    """Since the period before."""
    from_england: Floats
    """By how much it is more than England's."""
    near: Floats
    """The sum of the neighbours that have a figure; 0 when none has. Over ``used`` it is their mean."""
    used: Ints
    """How many neighbours have one."""


def everywhere(
    block: Block, near: Mapping[str, Sequence[str]], polarities: Mapping[str | None, Polarity]
) -> Everywhere:
    """Return a block's figures of all authorities, compared.

    ``near``: the codes of each authority's neighbours; those without figures are passed over. ``polarities``: of each
    column; one that is not there has none.
    """
    areas = block.names.areas
    among = block.names.authorities()
    held = np.asarray(block.held).take(among, axis=2)  # an index would leave each row of authorities strewn about
    authorities = tuple(areas[at] for at in among)
    rank, band = standings(held, [polarities.get(name[0], "none") for name in block.names.series])
    change = np.full(held.shape, np.nan)
    change[:, 1:] = held[:, 1:] - held[:, :-1]
    from_england = np.full(held.shape, np.nan)
    if ENGLAND.code in areas:
        from_england = held - block.held[:, :, areas.index(ENGLAND.code), None]
    there = ~np.isnan(held)
    counted = _neighbours(authorities, near)
    return Everywhere(
        authorities=authorities,
        held=held,
        rank=rank,
        band=band,
        change=change,
        from_england=from_england,
        near=np.where(there, held, 0.0) @ counted,
        used=(there.astype(float) @ counted).astype(np.int64),
    )


def _neighbours(authorities: Sequence[str], near: Mapping[str, Sequence[str]]) -> Floats:
    """Return 1 where the authority of the row is a neighbour of the authority of the column, else 0."""
    place = {code: at for at, code in enumerate(authorities)}
    counted = np.zeros((len(place), len(place)))
    for code, codes in near.items():
        for other in codes:
            if code in place and other in place:
                counted[place[other], place[code]] = 1
    return counted
