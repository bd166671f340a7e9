"""Writes a store that published.py kept as the array from which the references make the stores for their pages.

    python benchmarks/cube.py STORE SIDE CUBE.npy

The array is indicator x breakdown x year x place in tenths: indicators as in targets.csv, breakdowns by name,
authorities by code and England last; the least whole number divided by two where there is no figure.
"""

import sys
from pathlib import Path

import numpy as np
from sides import read_side

from clearline.measures.areas import ENGLAND
from clearline.measures.asking.blocks import kept_block
from clearline.measures.asking.shelves import Shelves
from clearline.measures.store import Store

NONE = -(2**30)


def main(root: Path, beside: Path, out: Path) -> None:
    """Lay all datasets of a store out as one array."""
    store, side = Store(root), read_side(beside)
    shelves = Shelves(store)
    blocks = [kept_block(shelves, dataset) for dataset in store.datasets()]
    groups = sorted({name[1:] for block in blocks for name in block.names.series}, key=str)
    indicators = {name: at for at, name in enumerate(side.polarities)}
    areas = [*sorted(side.near), ENGLAND.code]
    years = max(len(block.names.periods) for block in blocks)
    cube = np.full((len(indicators), len(groups), years, len(areas)), NONE, np.int32)
    for block in blocks:
        figures = block.held[:, :, [block.names.areas.index(code) for code in areas]]
        tenths = np.where(np.isnan(figures), NONE, np.rint(figures * 10))
        for name, series in zip(block.names.series, tenths, strict=True):
            cube[indicators[name[0]], groups.index(name[1:])] = series
    np.save(out, cube)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
