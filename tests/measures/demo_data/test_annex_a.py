"""Protects that the Annex A workbook has Ofsted's lists and columns, says what it is, and agrees with the returns."""

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest
import slow_figures as slow
from python_calamine import CalamineWorkbook

from clearline.measures.demo_data.workbook import write_workbook

COLUMNS = Path(__file__).resolve().parents[3].parent / "shared" / "formats" / "annex_a_columns.csv"


@pytest.fixture(scope="module")
def path(every_year: Path) -> Path:
    return every_year / "E06000999" / "annex_a_2026.xlsx"


@pytest.fixture(scope="module")
def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for name in book.sheet_names[1:]:
        heading, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return found


def test_there_are_eleven_lists_with_rows(sheets: dict[str, list[dict[str, Any]]]) -> None:
    assert list(sheets) == [f"List {number}" for number in range(1, 12)]
    assert all(len(rows) > 0 for rows in sheets.values())


@pytest.mark.skipif(not COLUMNS.is_file(), reason="the columns of Annex A are not beside the repository")
def test_columns_and_categories_are_ofsteds(sheets: dict[str, list[dict[str, Any]]]) -> None:
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    for name, rows in sheets.items():
        mine = [rule for rule in rules if rule["list"] == name.lower().replace(" ", "_")]
        assert list(rows[0]) == [rule["column"] for rule in mine]
        for rule in mine:
            cells = {row[rule["column"]] for row in rows}
            codes = rule["codes"].split("|")
            if rule["type"] == "category" and codes[0] not in ("False", " - ") and len(rule["codes"]) < 380:
                assert cells - {""} <= set(codes), rule["column"]
            assert rule["can_be_blank"] != "False" or "" not in cells, (name, rule["column"])


def test_the_workbook_says_that_it_is_synthetic_on_its_front_and_in_its_properties(path: Path) -> None:
    assert "SYNTHETIC" in str(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[0][0])
    with zipfile.ZipFile(path) as packed:
        assert b"SYNTHETIC" in packed.read("docProps/core.xml")
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist() if "worksheets/sheet" in name)


def test_the_lists_agree_with_the_year_of_the_returns(
    every_year: Path, sheets: dict[str, list[dict[str, Any]]]
) -> None:
    home = every_year / "E06000999" / "2026"
    now = {row["CHILD"] for row in slow.table(home, "episodes") if not row["DEC"]}
    listed = {row["Child Unique ID"] for row in sheets["List 8"] if row["Date Ceased to be Looked After"] == ""}
    assert now == listed
    leavers = {row["CHILD"]: row for row in slow.table(home, "oc3")}
    assert set(leavers) == {row["Child Unique ID"] for row in sheets["List 9"]}
    for row in sheets["List 9"]:
        suitable = leavers[row["Child Unique ID"]]["ACCOM"][1:] == "1"
        assert (row["Suitability of Accommodation"] == "a) Suitable") == suitable
    in_need = {row["Child Unique ID"]: row["Case Status"] for row in sheets["List 6"] if row["CIN Closure Date"] == ""}
    assert all(in_need[child] == "a) Looked after child" for child in now)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    write_workbook(tmp_path / "book.xlsx", "Try", [("One", {"=1+1": ["=2+2", None, 3]})])
    rows = CalamineWorkbook.from_path(str(tmp_path / "book.xlsx")).get_sheet_by_name("One").to_python()
    assert [row[0] for row in rows] == ["=1+1", "=2+2", "", 3.0]
    with zipfile.ZipFile(tmp_path / "book.xlsx") as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet2.xml")
