"""Protects that planted faults are there, as many as the list says, and that the rest of a return is left as it was."""

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import slow_figures as slow

from clearline.measures.demo_data.faults import in_table
from clearline.measures.demo_data.making import Wish, make
from clearline.measures.demo_data.sampling import generator


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wish = Wish(children=150, first=2025, last=2025, collections=("ssda903", "cin"), faults=True)
    return make(tmp_path_factory.mktemp("faults") / "out", wish).folder


def test_every_planted_fault_is_listed(folder: Path) -> None:
    listed = slow.table(folder, "planted_faults")
    assert {row["file"].rsplit("/", 1)[-1] for row in listed} == {
        "header.csv", "episodes.csv", "reviews.csv", "oc2.csv", "missing.csv", "cin_2025.xml",
    }  # fmt: skip
    assert all((folder / row["file"]).is_file() and row["count"] == "3" for row in listed)


def test_the_returns_have_the_faults(folder: Path) -> None:
    home = folder / "E06000999" / "2025"
    header, episodes = slow.table(home, "header"), slow.table(home, "episodes")
    assert sum(row["DOB"] == "" for row in header) >= 3
    assert sum(number > 1 for number in Counter(row["CHILD"] for row in header).values()) == 3
    assert sum(row["SEX"] == "9" for row in header) == 3
    assert sum(row["PLACE"] == "QQ" for row in episodes) == 3
    assert sum(row["DECOM"] == "31/02/2020" for row in episodes) == 3
    good = [row for row in episodes if row["DECOM"] != "31/02/2020" and row["DEC"]]
    assert sum(slow.sure(row["DEC"]) < slow.sure(row["DECOM"]) for row in good) >= 2
    assert sum(row["SDQ_SCORE"] == "99" for row in slow.table(home, "oc2")) == 3
    assert sum(row["REVIEW"] == "in the summer" for row in slow.table(home, "reviews")) == 3


def test_the_census_has_the_faults_and_is_still_xml(folder: Path) -> None:
    children = list(ET.parse(folder / "E06000999" / "2025" / "cin_2025.xml").iter("Child"))
    numbers = [child.findtext("ChildIdentifiers/LAchildID") for child in children]
    assert numbers.count(None) == 3
    assert sum(count > 1 for number, count in Counter(numbers).items() if number) == 3
    assert sum(child.find("Unexpected") is not None for child in children) == 3
    assert sum(child.findtext("ChildCharacteristics/Ethnicity") == "QQQQ" for child in children) == 3


def test_a_table_without_rows_has_no_faults() -> None:
    planted: list[object] = []
    empty = {"CHILD": np.array([], dtype="U3"), "SDQ_SCORE": np.array([], dtype="U3")}
    assert in_table(generator(1), "oc2.csv", "oc2", empty, planted) == empty  # type: ignore[arg-type]
    assert planted == []
