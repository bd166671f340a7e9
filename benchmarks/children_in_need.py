"""Job A2: 35 figures of children in need from CIN census XML, to set against programs written for them by hand.

The figures are definitions in the vocabulary of the measures (``children_in_need.json``), counted by the engine that
counts the measures. Every row of the output is an authority and year, every column a whole number. Two of them count
Mondays to Fridays, as those programs do, where the measures leave out bank holidays.

    OPENBLAS_NUM_THREADS=1 python benchmarks/children_in_need.py RETURNS OUT.csv
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from clearline.measures.returns.cin.reading import read
from clearline.measures.returns.deriving import count, memory
from clearline.measures.returns.recognising import find
from clearline.measures.vocabulary import Returned


def main(returns: Path, out: Path) -> None:
    """Write the figures of every authority and year below ``returns`` to ``out``."""
    definitions = msgspec.json.decode(Path(__file__).with_suffix(".json").read_bytes(), type=dict[str, Returned])
    rows: dict[tuple[str, int], dict[str, int | None]] = {}
    with memory() as connection:
        for returned in read(find(returns, None)):
            for one in count(returned, definitions, connection=connection):
                rows.setdefault((one.authority, one.year), {})[one.key] = one.numerator
    lines = [
        f"{la},{year},{','.join(str(found[key]) for key in definitions)}" for (la, year), found in sorted(rows.items())
    ]
    out.write_text("\n".join(["la,year," + ",".join(definitions), *lines]) + "\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
