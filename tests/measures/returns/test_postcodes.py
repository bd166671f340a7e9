"""Postcodes: found however a lookup writes them, and distances right to the metre."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from pyarrow import parquet

from clearline.kit.errors import BadInput
from clearline.measures.returns.arrays import texts
from clearline.measures.returns.deriving import memory
from clearline.measures.returns.postcodes import UNKNOWN, Places, Postcodes, metres

HOME, AWAY = "ZZ1 1AA", "ZZ99 9ZZ"


def found(path: Path, *words: str, many: bool = False) -> tuple[Places, list[str]]:
    with memory(path) as connection:
        postcodes = Postcodes(connection, path, many)
        return postcodes.find(texts(words)), postcodes.authorities


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    "spelling",
    [
        str, lambda code: code.replace(" ", ""), lambda code: f"{code[:-4]:<4}{code[-3:]}",
        lambda code: f"{code[:-4]:<5}{code[-3:]}",
    ],
    ids=["one blank", "none", "seven characters", "eight characters"],
)  # fmt: skip
def test_a_postcode_is_found_however_the_lookup_and_the_return_space_it(
    tmp_path: Path, spelling: "type[str]", many: bool
) -> None:
    path = tmp_path / "it's a lookup.csv"
    path.write_text(f"pcd,e,n,la\n{spelling(HOME)},400000,300000,E06990001\n{spelling(AWAY)},1,2,E06990002\n")
    places, authorities = found(path, HOME, "zz11aa", " ZZ1  1AA ", "ZZ999ZZ", "ZZ1 1AB", "", "Z", many=many)
    assert places.e.tolist() == [400_000, 400_000, 400_000, 1, 0, 0, 0]
    assert [authorities[la] if la >= 0 else None for la in places.la.tolist()] == [
        "E06990001", "E06990001", "E06990001", "E06990002", None, None, None,
    ]  # fmt: skip


def test_the_directory_of_the_statistics_office_is_read_with_the_county_as_the_authority(tmp_path: Path) -> None:
    path = tmp_path / "onspd.parquet"
    table = pa.table(
        {
            "pcds": [HOME, AWAY, "ZZ2 2ZZ"],
            "oseast1m": [400_000, 410_000, None],
            "osnrth1m": ["300000", "300000", ""],
            "oscty": ["E10990001", "E99999999", "E99999999"],
            "oslaua": ["E07990001", "E06990001", "L99999999"],
        }
    )
    parquet.write_table(table, path)
    places, authorities = found(path, HOME, AWAY, "ZZ2 2ZZ")
    assert [authorities[la] for la in places.la.tolist()[:2]] == ["E10990001", "E06990001"]
    assert places.la.tolist()[2] == -1, "a postcode without a place is not known"


def test_postcodes_that_are_all_found_at_once_are_looked_up_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("pcd,e,n,la\nZZ11AA,400000,300000,E06990001\n")
    assert found(tmp_path / "a.csv", HOME, "zz11aa")[0].e.tolist() == [400_000, 400_000]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"pcd,e,la\nZZ1 1AA,1,x\n", "has no column n. It has: pcd, e, la"),
        (b"PAR1 is not all of it", "is not a postcode lookup"),
        (b"", "has no column pcd, e, n, la"),
    ],
)
def test_what_is_no_lookup_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadInput, match=says):
        found(tmp_path / "x", HOME)
    with pytest.raises(BadInput, match="cannot be read"):
        found(tmp_path / "nothing", HOME)


def place(e: int, n: int, la: int = 0) -> Places:
    import numpy as np

    return Places(np.array([e]), np.array([n]), np.array([la]))


@pytest.mark.parametrize(("east", "expected"), [(32_186, 32_186), (32_187, 32_187), (1_200_000, 1_200_000)])
def test_distances_across_the_country_do_not_overflow(east: int, expected: int) -> None:
    assert metres(place(0, 0), place(east, 0)).tolist() == [expected]


def test_a_distance_to_nowhere_is_not_known() -> None:
    assert metres(place(0, 0), place(1, 1, -1)).tolist() == [UNKNOWN]


GRID = st.integers(0, 1_300_000)


@settings(max_examples=200, deadline=None)
@forall(GRID, GRID, GRID, GRID)
def test_a_distance_is_over_a_limit_exactly_when_its_square_is(e: int, n: int, east: int, north: int) -> None:
    squared = (e - east) ** 2 + (n - north) ** 2
    (distance,) = metres(place(e, n), place(east, north)).tolist()
    assert (distance - 1) ** 2 < squared <= distance**2 or squared == distance == 0
