"""Where postcodes are, from a lookup that the Office for National Statistics publishes, or a short form of one.

The lookup is CSV or Parquet with a postcode, its grid reference in metres and its authority: ``pcd,e,n,la``, or the
names of the ONS Postcode Directory. There the upper-tier authority is the county (``oscty``) where there is one.
"""

from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from clearline.kit.errors import BadInput, Problem
from clearline.measures.returns.arrays import texts, whole_numbers

NAMES = {
    "pcd": ("pcd", "pcds", "pcd7", "pcd8", "postcode"),
    "e": ("e", "oseast1m", "east1m", "eastings", "easting"),
    "n": ("n", "osnrth1m", "north1m", "northings", "northing"),
    "la": ("la", "oslaua", "laua", "lad25cd", "lad24cd", "lad23cd"),
    "county": ("oscty", "cty", "cty25cd", "cty24cd", "cty23cd"),
}
"""What lookups call each column."""

SPACED = (
    "concat(left({compact}, length({compact}) - 3), ' ', right({compact}, 3))",
    "concat(rpad(left({compact}, length({compact}) - 3), 4, ' '), right({compact}, 3))",
    "concat(rpad(left({compact}, length({compact}) - 3), 5, ' '), right({compact}, 3))",
)
"""How lookups space a postcode, as SQL, besides not at all: with one blank, and in 7 or 8 characters."""

UNKNOWN = np.iinfo(np.int32).min
"""Stands for a distance that is not known."""


class Places(NamedTuple):
    """Where some postcodes are."""

    e: Any
    n: Any
    """Metres east and north (int64)."""
    la: Any
    """The place of the authority among ``Postcodes.authorities`` (int16); -1 for a postcode that is not known."""

    def at(self, rows: Any) -> "Places":
        """Return the places of rows, each given by the number of its postcode."""
        return Places(self.e[rows], self.n[rows], self.la[rows])


def metres(here: Places, there: Places) -> Any:
    """Return the straight lines between places in metres, rounded up (int32); ``UNKNOWN`` where either is not known.

    They are computed in 64 bits: squares of distances across England do not fit into 32.
    """
    squared = (here.e - there.e) ** 2 + (here.n - there.n) ** 2
    known = (here.la >= 0) & (there.la >= 0)
    return np.where(known, np.ceil(np.sqrt(squared)), UNKNOWN).astype(np.int32)


class Postcodes:
    """A lookup of postcodes. Only those asked for are read, or all of them once when many returns are to come."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, many: bool) -> None:
        """Open a lookup, with a database that may read it; raise ``BadInput`` when it cannot be read or is none."""
        self.authorities: list[str] = []
        """Codes of authorities, in the order in which they were met."""
        self._order: dict[str, int] = {}
        try:
            with path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
            self.connection = connection
            self._open(path, parquet, many)
        except OSError as error:
            raise BadInput(Problem(path, None, f"cannot be read: {error.strerror}.")) from None
        except duckdb.Error:
            raise BadInput(Problem(path, None, "is not a postcode lookup.", "Give it as CSV or Parquet.")) from None

    def _open(self, path: Path, parquet: bool, many: bool) -> None:
        file = "'" + str(path).replace("'", "''") + "'"
        source = f"read_parquet({file})" if parquet else f"read_csv({file}, all_varchar = true, header = true)"
        there = {
            str(row[0]).lower(): str(row[0]) for row in self.connection.execute(f"describe from {source}").fetchall()
        }
        column = {name: next((there[one] for one in wanted if one in there), None) for name, wanted in NAMES.items()}
        missing = [name for name, found in column.items() if found is None and name != "county"]
        if missing:
            what = f"has no column {', '.join(missing)}."
            raise BadInput(Problem(path, 1, what, f"It has: {', '.join(there)[:500]}."))
        named = {name: '"' + (found or "").replace('"', '""') + '"' for name, found in column.items()}
        county = f"case when {named['county']} like 'E10%' then {named['county']} end" if column["county"] else "null"
        self.connection.execute(
            f"create temp {'table' if many or not parquet else 'view'} lookup as select {named['pcd']} as pcd,"
            f" try_cast({named['e']} as integer) as e, try_cast({named['n']} as integer) as n,"
            f" coalesce({county}, {named['la']}) as la from {source}"
        )

    def find(self, words: Any) -> Places:
        """Return where postcodes are, however spaced and in whatever case; ``words`` is an Arrow array of text."""
        count = len(words)
        places = Places(np.zeros(count, np.int64), np.zeros(count, np.int64), np.full(count, -1, np.int16))
        numbers = whole_numbers(np.arange(count, dtype=np.int32))
        self._fill(places, pa.Table.from_arrays([words, numbers], names=["word", "number"]), "{compact}")
        missing = np.flatnonzero(places.la < 0).astype(np.int32)
        if len(missing):
            written = words.to_pylist()
            left = [texts([written[number] for number in missing]), whole_numbers(missing)]
            for spelling in SPACED:
                self._fill(places, pa.Table.from_arrays(left, names=["word", "number"]), spelling)
        return places

    def _fill(self, places: Places, words: Any, spelling: str) -> None:
        """Put in the places of the words that the lookup has in this spelling."""
        compact = "upper(replace(word, ' ', ''))"
        self.connection.register("words", words)
        found = self.connection.sql(
            "select number, e, n, la from lookup"
            f" join (select number, {spelling.format(compact=compact)} as pcd from words where length(word) > 4)"
            " using (pcd) where e is not null and n is not null and la is not null"
        ).to_arrow_table()
        self.connection.unregister("words")
        if found.num_rows:
            found = found.combine_chunks()
            at, e, n = (np.from_dlpack(found[name].chunk(0)) for name in ("number", "e", "n"))
            la = [self._number(authority) for authority in found["la"].to_pylist()]
            places.e[at], places.n[at], places.la[at] = e, n, la

    def _number(self, authority: str) -> int:
        if authority not in self._order:
            self._order[authority] = len(self.authorities)
            self.authorities.append(authority)
        return self._order[authority]
