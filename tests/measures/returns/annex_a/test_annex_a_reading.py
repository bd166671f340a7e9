"""Lists of Annex A are known by their columns, and what is wrong in them is told by sheet and column, never shown."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from made_workbook import NORTHMOOR, given, listed, made, parts_of, read_made, write

from clearline.kit.errors import BadInput
from clearline.measures.returns import annex_a
from clearline.measures.returns.annex_a import cells, reading, sheets
from clearline.measures.returns.annex_a.layout import LISTS, Column
from clearline.measures.returns.annex_a.reading import read
from clearline.measures.returns.deriving import derived_tables, raw_tables
from clearline.measures.returns.reading import Return

ON = {"Date of Contact": "2025-03-20"}


def faults(returned: Return) -> list[tuple[str, str, str, int, int | None]]:
    return [(one.table, one.column, one.kind, one.count, one.first_row) for one in returned.faults]


def test_every_list_is_known_by_its_columns_whatever_its_sheet_is_called(tmp_path: Path) -> None:
    named = {f"Sheet{number}": listed(table, []) for number, table in enumerate(LISTS)}
    found = sheets.lists_of(write(tmp_path / "x.xlsx", parts_of(named)))
    assert list(found) == list(LISTS)
    assert [sheet.name for sheet in found.values()] == list(named)


def test_a_heading_is_found_below_titles_and_whatever_its_case_and_blanks(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Annex A"],
        [],
        [None, "as at 20 March"],
        [None, " child  unique ID", "DATE OF\ncontact "],
        [None, "A", "2025-03-20"],
        [],
    ]
    path = write(tmp_path / "x.xlsx", parts_of({"notes": [["nothing"]], "contacts": rows}))
    assert annex_a.recognise(path, b"PK\3\4")
    (returned,) = read(given(path))
    assert returned.tables["list_1"].num_rows == 1
    assert returned.faults == ()


def test_other_files_are_no_lists(tmp_path: Path) -> None:
    something: list[Any] = [["Child Unique ID", "Something else"]]
    other = write(tmp_path / "other.xlsx", parts_of({"sheet": something * (sheets.HEAD + 5)}))
    deep = write(tmp_path / "deep.xlsx", parts_of({"sheet": something * sheets.HEAD + list(listed("list_1", [ON]))}))
    archive = write(tmp_path / "archive.zip", {"readme.txt": "x"})
    for path in (other, deep, archive):
        assert not annex_a.recognise(path, b"PK\3\4")
    assert not annex_a.recognise(tmp_path / "none.csv", b"CHILD,DOB")


def test_every_row_carries_the_day_and_the_year_of_the_lists(tmp_path: Path) -> None:
    """The latest day on which something was done, not a day in the future and not a planned or past start."""
    after = (date.today() + timedelta(1)).isoformat()
    lists: dict[str, Any] = {
        "list_1": [{"Date of Contact": "2024-04-02"}, {"Date of Contact": after}],
        "list_2": [{"Assessment start date": "2025-01-01"}],
        "list_7": [
            {"Child Protection Plan Start Date": "2024-01-02", "Date of the Last Statutory Visit": "2024-04-03"}
        ],
    }
    returned = read_made(tmp_path / "x.xlsx", lists)
    assert [(cover.authority, cover.year) for cover in returned.covers] == [(NORTHMOOR, 2025)]
    assert returned.covers[0].supplied == set(lists)
    for table in lists:
        assert set(returned.tables[table].column("as_at_ymd").to_pylist()) == {20240403}
    assert faults(returned) == [("list_1", "Date of Contact", reading.LATE, 1, 3)]
    assert returned.tables["list_7"].column("started_ymd").to_pylist() == [20240102]


@pytest.mark.parametrize(("day", "year"), [("2024-03-31", 2024), ("2024-04-01", 2025)])
def test_the_year_is_the_reporting_year_to_31_march(day: str, year: int, tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx", {"list_1": [{"Date of Contact": day}]})
    assert [one.covers[0].year for one in read(given(path))] == [year]


def test_lists_without_any_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no day by which to tell"):
        read_made(tmp_path / "x.xlsx", {"list_2": [{"Assessment start date": "2025-01-01"}]})


def test_lists_may_lie_in_several_workbooks_and_a_child_is_one_in_all_of_them(tmp_path: Path) -> None:
    contact: dict[str, Any] = ON | {"Child Unique ID": 7}
    one = made(tmp_path / "1.xlsx", {"list_1": [contact], "list_11": [{"Individual adopter identifier": 7}]})
    ids: list[Any] = ["8", " 7 ", None]
    rows = [{"Child Unique ID": name, "Date of referral": "2025-01-01"} for name in ids]
    two = made(tmp_path / "2.xlsx", {"list_3": rows})
    (returned,) = read(given(one, two))
    children = {table: rows.column("child").to_pylist() for table, rows in returned.tables.items()}
    assert children == {"list_1": [0], "list_3": [1, 0, 2], "list_11": [3]}
    assert ("list_3", "Child Unique ID", reading.NO_CHILD, 1, 4) in faults(returned)
    assert [one.covers[0].authority for one in read([*given(one), *given(one, authority="E06000998")])] == [
        NORTHMOOR,
        "E06000998",
    ]


def test_a_list_given_twice_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "1.xlsx", {"list_1": [ON]})
    with pytest.raises(BadInput, match=r"has a list that .*1\.xlsx has too: 'list_1'"):
        list(read(given(path, made(tmp_path / "2.xlsx", {"list_1": [ON]}))))
    twice = write(tmp_path / "3.xlsx", parts_of({"a": listed("list_1", [ON]), "b": listed("list_1", [ON])}))
    with pytest.raises(BadInput, match="the same list on two sheets: 'a' and 'b'"):
        list(read(given(twice)))


def test_wrong_cells_missing_columns_formulas_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"Date of referral": "2025-03-20", "Referral NFA?": "=1+1", "Number of Referrals in Last 12 Months": 1},
        {"Date of referral": "soon", "Referral NFA?": "perhaps", "Number of Referrals in Last 12 Months": -1},
        {"Date of referral": "soon", "Referral NFA?": "=TRUE()"},
    ]
    parts = parts_of({"refs": listed("list_3", rows), "contacts": listed("list_1", [ON])}, hidden=["refs"])
    parts["xl/worksheets/sheet3.xml"] = "<unused><f>1</f></unused>"
    (returned,) = read(given(write(tmp_path / "x.xlsx", parts)))
    assert faults(returned) == [
        ("refs", "", reading.HIDDEN, 1, None),
        ("refs", "", reading.FORMULA, 2, 2),
        ("refs", "Date of referral", cells.WRONG["day"], 2, 3),
        ("refs", "Referral NFA?", cells.WRONG["yes-no"], 1, 3),
        ("refs", "Number of Referrals in Last 12 Months", cells.WRONG["number"], 1, 3),
    ]
    assert returned.tables["list_3"].column("no_action").to_pylist() == [True, None, True]
    short = listed("list_3", [{"Date of referral": "2025-03-20"}])
    (returned,) = read(given(write(tmp_path / "y.xlsx", parts_of({"refs": [row[:2] for row in short]}))))
    assert faults(returned)[-1] == ("refs", "Number of Referrals in Last 12 Months", reading.NO_COLUMN, 1, 2)


def test_a_formula_in_a_sheet_without_row_numbers_has_no_row(tmp_path: Path) -> None:
    parts = parts_of({"a": listed("list_1", [ON | {"note": "=1"}])})
    parts["xl/worksheets/sheet1.xml"] = (
        parts["xl/worksheets/sheet1.xml"].replace('<row r="1">', "<row>").replace('<row r="2">', "<row>")
    )
    (returned,) = read(given(write(tmp_path / "x.xlsx", parts)))
    assert faults(returned) == [("a", "", reading.FORMULA, 1, None)]


def test_nothing_told_shows_what_a_cell_holds(tmp_path: Path) -> None:
    canary = "SYN-CANARY-72"
    lists: dict[str, Any] = {
        table: [{column.heading: canary for column in one.columns.values()}] for table, one in LISTS.items()
    }
    lists["list_1"].append(ON)
    returned = read_made(tmp_path / "x.xlsx", lists)
    assert len(returned.faults) > 40
    assert canary not in repr(returned.faults)
    assert canary not in str({name: table.to_pylist() for name, table in returned.tables.items()})


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("day", 45413.0, 19844), ("day", "45413", 19844),  # days as Excel counts them
        ("day", "2024-05-01", 19844), ("day", "01/05/2024", 19844), ("day", "1.5.2024", 19844),
        ("day", "01/05/2024 00:00", 19844), ("day", "2024-05-01T00:00:00", 19844), ("day", date(2024, 5, 1), 19844),
        ("day", datetime(2024, 5, 1, 9, tzinfo=UTC), 19844), ("day", "", None), ("day", " ", None), ("day", None, None),
        ("number", 3.0, 3), ("number", " 12 ", 12), ("number", "999", 999), ("number", "2.0", 2),
        ("yes-no", True, 1), ("yes-no", "Y", 1), ("yes-no", "a) Yes", 1), ("yes-no", "b) no", 0), ("yes-no", 0.0, 0),
        ("yes-no", 1, 1), ("yes-no", "c) Unknown", None), ("yes-no", "n/a", None), ("yes-no", "FALSE", 0),
        ("code", "a) Red", 0), ("code", "RED", 0), ("code", "b) Bleu", 1), ("code", "b: blue", 1),
        ("code", "a) blue", 1), ("code", "Not known", None), ("code", "f4: apprentice", 2), ("code", "F4", 2),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_councils_write_it(kind: Any, cell: Any, value: int | None) -> None:
    assert cells.read(Column("x", kind, ("red", "blue", "F4")), cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("day", "31/02/2024"), ("day", "2024"), ("day", 45000.5), ("day", 1),
        ("day", "1899-12-31"), ("day", date(2100, 1, 1)),
        ("number", "many"), ("number", 1.5), ("number", -1), ("number", 1000), ("number", True),
        ("number", date(2024, 5, 1)), ("number", "inf"), ("number", "nan"), ("yes-no", "maybe"), ("yes-no", 2),
        ("code", "d) green"), ("code", "green"), ("code", "P1: study"), ("code", date(2024, 5, 1)),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_not_guessed(kind: Any, cell: Any) -> None:
    with pytest.raises(ValueError, match=r"^"):
        cells.read(Column("x", kind, ("red", "blue", "F4")), cell)


def test_each_list_becomes_a_raw_table_and_is_used_by_a_derived_one() -> None:
    assert set(raw_tables("annex-a")) == set(LISTS)
    used = " ".join(derived_tables("annex-a").values())
    assert all(f"from {table}" in used for table in LISTS)
