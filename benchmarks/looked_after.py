"""Job A: 60 figures of looked-after children from SSDA903 returns, to set against programs written for them by hand.

The figures are definitions in the vocabulary of the measures (``looked_after.json``), counted by the engine that counts
the measures. Every row of the output is an authority and year, every column a whole number.

    OPENBLAS_NUM_THREADS=1 python benchmarks/looked_after.py RETURNS POSTCODES.parquet OUT.csv
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from clearline.measures.returns.deriving import count, memory
from clearline.measures.returns.postcodes import Postcodes
from clearline.measures.returns.recognising import find
from clearline.measures.returns.ssda903.reading import BATCH, read
from clearline.measures.vocabulary import Returned


def main(returns: Path, lookup: Path, out: Path) -> None:
    """Write the figures of every authority and year below ``returns`` to ``out``."""
    definitions = msgspec.json.decode(Path(__file__).with_suffix(".json").read_bytes(), type=dict[str, Returned])
    given = find(returns, None)
    rows: dict[tuple[str, int], dict[str, int | None]] = {}
    with memory(lookup) as connection:
        postcodes = Postcodes(connection, lookup, many=sum(one.size for one in given) > 10 * BATCH)
        for returned in read(given, None, postcodes):
            for one in count(returned, definitions, connection=connection):
                rows.setdefault((one.authority, one.year), {})[one.key] = one.numerator
    lines = [
        f"{la},{year},{','.join(str(found[key]) for key in definitions)}" for (la, year), found in sorted(rows.items())
    ]
    out.write_text("\n".join(["la,year," + ",".join(definitions), *lines]) + "\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
