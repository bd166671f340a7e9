"""Makes tiny SSDA903 returns from the rows of a worked case."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from clearline.measures.returns.recognising import Given, find
from clearline.measures.returns.ssda903.schemas import RECOGNISED_BY, TABLES

Tables = Mapping[str, Sequence[Mapping[str, str]]]

PLACES = {
    "HERE": ("1AA", 0, True),
    "NEAR": ("1AB", 10_000, False),
    "FAR": ("1AC", 40_000, False),
    "FAR-HERE": ("1AD", 40_000, True),
    "20-MILES": ("1AE", 32_186, False),
}
"""Words that stand for postcodes in a case: metres east of HERE, and whether they lie in the authority."""


def authority(number: int) -> str:
    """Return the code of an invented authority."""
    return f"E0699{number:04d}"


def postcode(word: str, number: int) -> str:
    """Return an invented postcode for a place in or near an invented authority; other text stays as it is."""
    return f"ZZ{number} {PLACES[word][0]}" if word in PLACES else word


def lookup(path: Path, authorities: int) -> Path:
    """Write where all invented postcodes are."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["pcd", "e", "n", "la"])
        for number in range(authorities):
            for word, (_, east, inside) in PLACES.items():
                code = postcode(word, number).replace(" ", "")
                rows.writerow([code, 400_000 + east, 300_000, authority(number) if inside else "E06990000"])
    return path


def write(folder: Path, tables: Tables, number: int = 0) -> Path:
    """Write the files of one return, every column of each table, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        columns = [column.upper() for column in sorted({*TABLES[table], *RECOGNISED_BY[table]})]
        unknown = {name for row in rows for name in row} - set(columns)
        assert not unknown, f"the table {table} has no column {unknown}"
        with (folder / f"{table}.csv").open("w", newline="") as file:
            lines = csv.DictWriter(file, columns, restval="")
            lines.writeheader()
            lines.writerows({name: postcode(cell, number) for name, cell in row.items()} for row in rows)
    return folder


def given(folder: Path, code: str | None = "E06990000") -> list[Given]:
    """Return the files in a folder as they are found."""
    return find(folder, code)
