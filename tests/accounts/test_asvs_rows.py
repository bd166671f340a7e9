"""Every row of tests/asvs.csv names a test, or a document, that is there."""

import csv
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_row_names_what_is_there() -> None:
    there = {
        name for path in TESTS.rglob("test_*.py") for name in re.findall(r"^ *def (test_\w+)", path.read_text(), re.M)
    }
    with (TESTS / "asvs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [row["shown_by"] for row in rows]
    assert len(rows) > 50
    assert [name for name in named if name not in there and not (TESTS.parent / name).is_file()] == []
