"""Protects that the returns of one authority tell one story: between tables, years and collections."""

import json
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import slow_figures as slow

from clearline.measures.demo_data.making import Wish, make

FORMATS = Path(__file__).resolve().parents[3].parent / "shared" / "formats"
SCHEMAS = FORMATS / "ssda903_schemas_2017_2026.json"
YEARS = range(2017, 2027)
NORTHMOOR = "E06000999"

TABLES = {
    "header": "header", "episodes": "episodes", "reviews": "reviews", "uasc": "uasc", "oc2": "oc2", "oc3": "oc3",
    "missing": "missing", "ad1": "ad1", "placed_for_adoption": "placed_adoption", "previous_permanence": "prev_perm",
    "sw_episodes": "social_worker",
}  # fmt: skip
"""The tables of a return, and what the schemas call them."""


def folder(root: Path, year: int) -> Path:
    return root / NORTHMOOR / str(year)


def test_every_child_in_a_table_is_in_the_header(every_year: Path) -> None:
    for year in YEARS:
        home = folder(every_year, year)
        header = {row["CHILD"]: row for row in slow.table(home, "header")}
        for name in TABLES:
            if (home / f"{name}.csv").exists():
                rows = slow.table(home, name)
                assert {row["CHILD"] for row in rows} <= set(header), (year, name)
                assert all(row.get("DOB", header[row["CHILD"]]["DOB"]) == header[row["CHILD"]]["DOB"] for row in rows)


def test_an_episode_open_at_the_end_of_a_year_goes_on_in_the_next(every_year: Path) -> None:
    opened = 0
    for year in YEARS[:-1]:
        then = {
            (row["CHILD"], row["DECOM"]) for row in slow.table(folder(every_year, year), "episodes") if not row["DEC"]
        }
        after = {(row["CHILD"], row["DECOM"]) for row in slow.table(folder(every_year, year + 1), "episodes")}
        assert then <= after
        opened += len(then)
    assert opened > 100


def test_episodes_of_a_child_follow_each_other_without_overlap(every_year: Path) -> None:
    by_child: dict[str, dict[date, slow.Row]] = defaultdict(dict)
    for year in YEARS:
        for row in slow.table(folder(every_year, year), "episodes"):
            by_child[row["CHILD"]][slow.sure(row["DECOM"])] = row
    for starts in by_child.values():
        ordered = sorted(starts.items())
        for (_, row), (start, later) in pairwise(ordered):
            end = slow.sure(row["DEC"])
            assert end <= start
            assert (row["REC"] == "X1") == (later["RNE"] != "S")
            assert row["REC"] != "X1" or end == start


def test_nobody_is_looked_after_past_18_or_born_after_coming_into_care(every_year: Path) -> None:
    for year in (2018, 2026):
        home = folder(every_year, year)
        born = {row["CHILD"]: slow.sure(row["DOB"]) for row in slow.table(home, "header")}
        for row in slow.table(home, "episodes"):
            assert born[row["CHILD"]] <= slow.sure(row["DECOM"])
            end = slow.day(row["DEC"]) or date(year, 3, 31)
            assert slow.age(born[row["CHILD"]], end - timedelta(1)) < 18


def test_what_happens_in_care_happens_to_children_in_care(every_year: Path) -> None:
    home = folder(every_year, 2025)
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in slow.table(home, "episodes"):
        spans[row["CHILD"]].append((slow.sure(row["DECOM"]), slow.day(row["DEC"]) or date(2025, 3, 31)))
    for name, column in (("reviews", "REVIEW"), ("missing", "MIS_START"), ("missing", "MIS_END")):
        for row in slow.table(home, name):
            at = slow.sure(row[column])
            assert any(start <= at <= end for start, end in spans[row["CHILD"]]), (name, column)


def test_care_leavers_had_been_in_care(every_year: Path) -> None:
    seen = {row["CHILD"] for year in YEARS for row in slow.table(folder(every_year, year), "episodes")}
    left = {row["CHILD"] for year in (2024, 2025, 2026) for row in slow.table(folder(every_year, year), "oc3")}
    assert left
    assert left <= seen


def test_adopted_children_lived_with_adopters_last(every_year: Path) -> None:
    adopted = 0
    for year in YEARS:
        home = folder(every_year, year)
        ended = {row["CHILD"]: row for row in slow.table(home, "episodes") if row["REC"] in ("E11", "E12")}
        assert set(ended) == {row["CHILD"] for row in slow.table(home, "ad1")}
        assert all(row["PLACE"] in ("A3", "A4", "A5", "A6") for row in ended.values())
        assert set(ended) <= {row["CHILD"] for row in slow.table(home, "placed_for_adoption")}
        adopted += len(ended)
    assert adopted


@pytest.mark.skipif(not SCHEMAS.is_file(), reason="the schemas of the return are not beside the repository")
@pytest.mark.parametrize("year", YEARS)
def test_columns_and_codes_are_those_of_the_collection_year(every_year: Path, year: int) -> None:
    every: dict[str, Any] = json.loads(SCHEMAS.read_text(encoding="utf-8"))
    schema = every[str(max(int(key) for key in every if int(key) <= year))]
    home = folder(every_year, year)
    there = {name for name in TABLES if (home / f"{name}.csv").exists()}
    assert {TABLES[name] for name in there} == set(schema)
    for name in there:
        rows, columns = slow.table(home, name), schema[TABLES[name]]
        for row in rows:
            assert set(row) == set(columns), name
        for column, rule in columns.items():
            found = {row[column] for row in rows}
            assert rule["canbeblank"] or "" not in found, (name, column)
            if "category" in rule:
                assert found - {""} <= {code["code"] for code in rule["category"]}, (name, column)


def test_the_children_of_the_census_include_those_in_care(every_year: Path) -> None:
    for year in (2019, 2025):
        text = (folder(every_year, year) / f"cin_{year}.xml").read_text(encoding="utf-8")
        for row in slow.table(folder(every_year, year), "episodes"):
            assert f"<LAchildID>{row['CHILD']}</LAchildID>" in text


def test_a_child_has_one_birthday_in_both_collections(every_year: Path) -> None:
    import xml.etree.ElementTree as ET

    tree = ET.parse(folder(every_year, 2025) / "cin_2025.xml")
    born = {
        child.findtext("ChildIdentifiers/LAchildID"): child.findtext("ChildIdentifiers/PersonBirthDate")
        for child in tree.iter("Child")
    }
    for row in slow.table(folder(every_year, 2025), "header"):
        if row["CHILD"] in born:
            assert born[row["CHILD"]] == slow.sure(row["DOB"]).isoformat()


def test_postcodes_are_all_in_the_lookup_and_in_no_real_area(every_year: Path) -> None:
    known = {row["pcd"]: row["la"] for row in slow.table(every_year, "postcodes")}
    assert all(code.startswith("ZZ") for code in known)
    for row in slow.table(folder(every_year, 2025), "episodes"):
        assert known[row["HOME_POST"].replace(" ", "")] == NORTHMOOR
        assert not row["PL_POST"] or row["PL_POST"].replace(" ", "") in known


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    wish = Wish(children=60, first=2025, last=2025, collections=("ssda903", "cin", "annex-a", "published"))
    one, two = make(tmp_path / "one", wish).folder, make(tmp_path / "two", wish).folder
    other = make(tmp_path / "other", Wish(children=60, first=2025, last=2025, seed=2)).folder
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    assert len(files) > 30
    for file in files:
        assert (one / file).read_bytes() == (two / file).read_bytes(), file
    episodes = Path(NORTHMOOR) / "2025" / "episodes.csv"
    assert (one / episodes).read_bytes() != (other / episodes).read_bytes()


def test_a_year_is_the_same_whatever_years_stand_beside_it(tmp_path: Path) -> None:
    alone = make(tmp_path / "alone", Wish(children=60, first=2025, last=2025, collections=("ssda903", "cin"))).folder
    among = make(tmp_path / "among", Wish(children=60, first=2023, last=2026, collections=("ssda903", "cin"))).folder
    for path in folder(alone, 2025).iterdir():
        assert path.read_bytes() == (folder(among, 2025) / path.name).read_bytes()
