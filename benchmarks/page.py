"""One authority's page from a store: the latest figure, change, rank and neighbours of every series, as we make it.

    OPENBLAS_NUM_THREADS=1 python benchmarks/page.py STORE SIDE AUTHORITY [CALLS]

STORE: the store that published.py kept. SIDE: the folder of targets.csv and neighbours.csv. Prints how many series
there are and the sums of the latest figures, ranks, changes, neighbours' figures (all in tenths but ranks) and of how
many neighbours have one. With CALLS more than 1 also says how long a call takes when everything is open already.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from sides import Side, read_side

from clearline.measures.asking.blocks import Block, kept_block
from clearline.measures.asking.pages import page
from clearline.measures.asking.shelves import Shelves
from clearline.measures.store import Store


def sums(blocks: Sequence[Block], beside: Side, authority: str) -> list[int]:
    """Return what sums up the pages of an authority in every dataset together."""
    total = np.zeros(6)
    for block in blocks:
        found = page(block, authority, beside.near[authority], beside.polarities)
        near = np.rint(np.nansum(found.mean * found.used * 10))
        change = np.nansum(np.rint((found.latest - found.before) * 10))
        latest = np.rint(found.latest * 10).sum()
        total += (len(found.names), latest, found.rank.sum(), change, near, found.used.sum())
    return [int(value) for value in total]


def main(root: Path, beside: Path, authority: str, calls: int) -> None:
    """Print the sums of a page, and how long one takes."""
    store, given = Store(root), read_side(beside)
    shelves = Shelves(store)
    blocks = [kept_block(shelves, dataset) for dataset in store.datasets()]
    sys.stdout.write(" ".join(map(str, sums(blocks, given, authority))) + "\n")
    if calls > 1:
        start = perf_counter()
        for _ in range(calls):
            sums(blocks, given, authority)
        sys.stderr.write(f"{(perf_counter() - start) / calls * 1000:.2f} ms a call\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 1)
