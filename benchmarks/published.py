"""Job B: all published statistics compared, to set against programs written for that by hand.

Each tidy file is loaded into a store as the product loads it, as a dataset of its own; then every figure of every
authority is compared by the engine that makes the pages. Every row of the output is an indicator with 20 whole numbers
that sum up what came of it; figures are in tenths. Prints the CPU seconds of both stages.

    OPENBLAS_NUM_THREADS=1 python benchmarks/published.py TIDY SIDE OUT.csv [STORE]

TIDY: a folder of tidy files, wide or long. SIDE: the folder of targets.csv and neighbours.csv. STORE: where to keep the
store; otherwise it is a temporary one.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from sides import Side, read_side

from clearline.measures.asking.blocks import Block, kept_block
from clearline.measures.asking.everywhere import Everywhere, everywhere
from clearline.measures.asking.shelves import Shelves
from clearline.measures.loading.load import load
from clearline.measures.store import Store
from clearline.measures.vocabulary import Dataset, Filter

COLUMNS = (
    "n", "rk", "qa", "qb", "qc", "qd", "sn_sum", "sn_n", "change", "n_change", "gap", "diff", "n_diff", "series",
    "latest", "better", "worse", "same", "met", "near",
)  # fmt: skip

YEARS = 5
"""How many years a trend is looked for in."""
STEEP = 20
"""Tenths that the trend, weighted from -2 for the first year to 2 for the last, must exceed to count as one."""
NEAR = 50
"""Tenths from the target within which a figure that misses it is near."""

Array = Any


def described(key: str) -> Dataset:
    """Return the description of a file, which a council would write once as YAML."""
    filters = (Filter(name="breakdown_topic"), Filter(name="breakdown"))
    return Dataset(key=key, title="Synthetic", publisher="made", recognised_by=("breakdown",), filters=filters)


def load_all(tidy: Path, store: Store) -> None:
    """Load every file of a folder."""
    for path in sorted(tidy.glob("*.csv")):
        dataset = described(path.stem.replace("_", "-"))
        load([path], store, dataset=Path(dataset.key), known=[dataset])


def rows(block: Block, beside: Side) -> Iterator[tuple[str, list[int]]]:
    """Yield the sums of each indicator of a dataset."""
    found = everywhere(block, beside.near, beside.polarities)
    sums = {**_of_figures(block, found), **_of_series(block, found, beside)}
    names = [name[0] for name in block.names.series]
    for indicator in dict.fromkeys(names):
        mine = [at for at, name in enumerate(names) if name == indicator]
        yield str(indicator), [int(sums[column][mine].sum()) for column in COLUMNS]


def _of_figures(block: Block, found: Everywhere) -> dict[str, Array]:
    """Return for each series the sums over every authority and year."""
    there = ~np.isnan(found.held)
    change, from_england = _tenths(found.change), _tenths(found.from_england)
    gap = _tenths(found.held - found.held[_totals(block)])
    cells = {
        "n": there, "rk": found.rank, "sn_sum": np.where(there, _tenths(found.near), 0),
        "sn_n": np.where(there, found.used, 0), "change": change, "n_change": ~np.isnan(change), "gap": gap,
        "diff": from_england, "n_diff": ~np.isnan(from_england),
    } | {f"q{letter}": found.band == at for at, letter in enumerate("abcd")}  # fmt: skip
    return {name: np.nansum(array, axis=(1, 2)) for name, array in cells.items()}


def _of_series(block: Block, found: Everywhere, beside: Side) -> dict[str, Array]:
    """Return for each series the sums over the authorities of what its latest figure, trend and target say."""
    there = ~np.isnan(found.held)
    last = there.shape[1] - 1 - np.argmax(there[:, ::-1], axis=1)
    tenths = _tenths(found.held)
    recent = [np.take_along_axis(tenths, np.maximum(last - back, 0)[:, None], 1)[:, 0] for back in range(YEARS)]
    latest = recent[0]
    sign = np.array([[1 if beside.polarities[name[0]] == "high" else -1] for name in block.names.series])
    target = np.array([[beside.targets[name[0]]] for name in block.names.series])
    trend = sign * sum((YEARS // 2 - back) * value for back, value in enumerate(recent))
    trend = np.where(last >= YEARS - 1, trend, np.nan)
    ahead = sign * (latest - target)
    cells = {
        "series": there.any(axis=1), "latest": latest, "better": trend > STEEP, "worse": trend < -STEEP,
        "same": abs(trend) <= STEEP, "met": ahead >= 0, "near": (ahead < 0) & (ahead >= -NEAR),
    }  # fmt: skip
    return {name: np.nansum(array, axis=1) for name, array in cells.items()}


def _totals(block: Block) -> list[int]:
    """Return for each series the place of the one for all children."""
    place = {name: at for at, name in enumerate(block.names.series)}
    return [place[name[0], "Total", "Total"] for name in block.names.series]


def _tenths(values: Array) -> Array:
    return np.rint(values * 10)


def main(tidy: Path, beside: Path, out: Path, store: Store) -> None:
    """Load and compare every file of a folder, and write what came of it."""
    start = process_time()
    load_all(tidy, store)
    loaded = process_time()
    given, shelves = read_side(beside), Shelves(store)
    found: dict[str, list[int]] = {}
    for dataset in store.datasets():
        found |= dict(rows(kept_block(shelves, dataset), given))
    lines = [",".join([indicator, *map(str, sums)]) for indicator, sums in sorted(found.items())]
    out.write_text("\n".join([",".join(["i", *COLUMNS]), *lines]) + "\n")
    sys.stdout.write(f"load {loaded - start:.4f} compare {process_time() - loaded:.4f}\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        tidy, beside, out, root = (Path(argument) for argument in (*sys.argv, temporary)[1:5])
        main(tidy, beside, out, Store(root))
