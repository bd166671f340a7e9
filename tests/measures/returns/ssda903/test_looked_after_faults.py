"""SSDA903 files as they really come: what is wrong with them is counted and placed, and the rest is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from made_returns import given, write

from clearline.kit.errors import BadInput
from clearline.measures.returns.reading import Fault, Return
from clearline.measures.returns.ssda903 import cells, files, reading, rows
from clearline.measures.returns.ssda903.codes import CODES
from clearline.measures.returns.ssda903.reading import read
from clearline.measures.returns.ssda903.schemas import RECOGNISED_BY, TABLES

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,HOME_POST,PL_POST\n"
GOOD = "a,01/05/2024,S,C2,N1,U4,PR1,,,,\n"


def returned(folder: Path, year: int | None = 2025) -> Return:
    (found,) = read(given(folder), year)
    return found


def episodes(folder: Path, body: str | bytes, heading: str = EPISODES) -> Return:
    folder.mkdir(exist_ok=True)
    text = heading.encode() + (body if isinstance(body, bytes) else body.encode())
    (folder / "any name.txt").write_bytes(text)
    return returned(folder)


def told(found: Return) -> list[tuple[str, str, int, int | None]]:
    return [(fault.column, fault.kind, fault.count, fault.first_row) for fault in found.faults]


def column(found: Return, table: str, name: str) -> list[Any]:
    values: list[Any] = found.tables[table][name].to_pylist()
    return values


@pytest.mark.parametrize(
    ("body", "expected", "left"),
    [
        ("a,31/02/2025,S,C2,,U4,,,,,\n" + GOOD, [("decom", cells_, 1, 2) for cells_ in (rows.NO_DATE, rows.NO_DAY)], 1),
        (GOOD + "b,01/05/2024,S,C2,,U4,,1/1,,,\n", [("dec", rows.NO_DATE, 1, 3)], 2),
        (GOOD + "b,01/05/2124,S,C2,,U4,,,,,\n", [("decom", kind, 1, 3) for kind in (rows.NO_DATE, rows.NO_DAY)], 1),
        (GOOD + ",01/05/2024,S,C2,,U4,,,,,\n \n" * 2, [("child", rows.NO_CHILD, 2, 3)], 1),
        (GOOD + "b,01/05/2024,Q,C2,,U44,,,,,\n", [("rne", rows.NO_CODE, 1, 3), ("place", rows.NO_CODE, 1, 3)], 2),
        (GOOD + "b,01/05/2024,S,C2,,H5,,,,,\n", [("place", rows.OTHER_YEAR, 1, 3)], 2),
        (GOOD + "b,02/05/2024,S,C2,,U4,,01/05/2024,E8,,\n", [("dec", rows.BACKWARDS, 1, 3)], 1),
        (GOOD + GOOD.replace("U4", "U5"), [("", rows.AGAIN, 1, 2)], 1),
        (GOOD + "b,01/05/2024,S\n" + GOOD.replace("a,", "c,"), [("", files.RAGGED, 1, 3)], 2),
        (GOOD + "b,01/05/2024,S,C2,,U4,,,,,,x\n", [("", files.RAGGED, 1, 3)], 1),
        (GOOD + 'b,01/05/2024,S,C2,,U4,,,,"B1\n 1AA",\nc\n', [("", files.RAGGED, 1, 5)], 2),
        (GOOD + "b,01/05/2024,S,C2,,U4,,,,,,\n", [], 2),
        (GOOD + "b,2024-05-01,S,C2,,U4,,1/6/2024 00:00,E8,,", [], 2),
        ("", [], 0),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_first_row_and_the_rest_of_the_file_is_used(
    tmp_path: Path, body: str, expected: list[tuple[str, str, int, int | None]], left: int
) -> None:
    found = episodes(tmp_path, body)
    assert told(found) == expected
    assert found.tables["episodes"].num_rows == left


def test_of_two_rows_for_the_same_child_and_day_the_last_one_counts(tmp_path: Path) -> None:
    assert column(episodes(tmp_path, GOOD + GOOD.replace("U4", "U5")), "episodes", "place") == ["U5"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode() + b"\0",
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode() + b"\xff\x81,1,31/03/2010,WBRI,\n",
    ],
    ids=["utf-8 with a mark", "windows-1252", "utf-16", "NUL", "CRLF", "CR", "broken"],
)
def test_a_file_is_read_however_older_systems_saved_it(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    text = "CHILD,SEX,DOB,ETHNIC,NOTE\nä1,1,31/03/2010,WBRI,é\n"
    (tmp_path / "header.csv").write_bytes(encode(text))
    (tmp_path / "reviews.csv").write_text("child , Review\nx,01/05/2024\n")
    found = returned(tmp_path)
    assert column(found, "header", "sex")[0] == "M"
    assert (column(found, "header", "dob_year")[0], column(found, "header", "dob_monthday")[0]) == (2010, 331)


def test_columns_are_found_in_any_order_case_and_spacing_and_missing_ones_are_blank(tmp_path: Path) -> None:
    heading = " rec,Place Provider ,PLACE,ls,DEC,rne,decom,ChIlD,more\n"
    found = episodes(tmp_path, "E8,PR1,U4,C2,01/02/2025,S,01/05/2024,a,x\n", heading)
    assert column(found, "episodes", "place_provider") == ["PR1"]
    assert column(found, "episodes", "cin") == [None]


def test_files_with_different_columns_are_put_together(tmp_path: Path) -> None:
    write(tmp_path / "E06990001" / "2025", {"reviews": [{"CHILD": "a", "REVIEW": "01/05/2024"}]})
    other = tmp_path / "E06990002" / "2025"
    other.mkdir(parents=True)
    (other / "r.csv").write_text('REVIEW,CHILD\n"02/05/2024",a\n')
    (found,) = read(given(tmp_path, None))
    assert column(found, "reviews", "la") == ["E06990001", "E06990002"]
    first, second = column(found, "reviews", "child")
    assert first != second, "the same number in two authorities is two children"
    assert [cover.supplied for cover in found.covers] == [frozenset({"reviews"})] * 2


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: (folder / "b.csv").write_text(EPISODES), "holds the table episodes, and so does"),
        (lambda folder: (folder / "b.csv").write_text("CHILD,REVIEW,CHILD\n"), "has the column 'child' twice"),
        (lambda folder: write(folder / "old", {"reviews": [{"CHILD": "a", "REVIEW": "01/05/2024"}]}), "and so does"),
    ],
)  # fmt: skip
def test_a_folder_that_says_something_twice_is_refused(
    tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    (tmp_path / "a.csv").write_text(EPISODES + GOOD)
    make(tmp_path)
    with pytest.raises(BadInput, match=says):
        list(read(given(tmp_path)))


def test_two_authorities_children_in_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "LA,CHILD,REVIEW\nNorthmoor,a,01/05/2024\n northmoor ,b,01/05/2024\n,c,01/05/2024\n"
    )
    assert returned(tmp_path).tables["reviews"].num_rows == 3
    (tmp_path / "a.csv").write_text("LA,CHILD,REVIEW\nNorthmoor,a,01/05/2024\nSouthmoor,b,01/05/2024\nx\n")
    with pytest.raises(BadInput, match="holds children of 2 authorities"):
        list(read(given(tmp_path)))


def test_a_return_without_a_day_needs_its_year_told(tmp_path: Path) -> None:
    write(tmp_path, {"header": [{"CHILD": "a"}]})
    with pytest.raises(BadInput, match="Give it with --year"):
        list(read(given(tmp_path)))
    assert returned(tmp_path, 2024).covers[0].year == 2024


@pytest.mark.parametrize(
    ("name", "days", "year"),
    [
        ("x", ["31/03/2025", "01/05/2023"], 2025),
        ("x", ["01/04/2025"], 2026),
        ("x", [f"{day:02}/05/2023" for day in range(1, 31)] * 4 + ["01/05/2099"], 2024),
        ("2025", ["01/05/2020"], 2025),
        ("2024-25", ["01/05/2020"], 2025),
        ("2019", ["01/05/2020"], 2021),
        ("25", ["01/05/2020"], 2021),
    ],
)
def test_the_year_of_a_return_is_the_latest_that_its_days_reach_or_that_its_folder_is_named(
    tmp_path: Path, name: str, days: list[str], year: int
) -> None:
    write(tmp_path / name, {"reviews": [{"CHILD": str(at), "REVIEW": day} for at, day in enumerate(days)]})
    (found,) = read(given(tmp_path))
    assert found.covers[0].year == year


def test_many_authorities_are_read_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH", 1)
    for code in ("E06990001", "E06990002"):
        write(tmp_path / code / "2025", {"reviews": [{"CHILD": "a", "REVIEW": "01/05/2024"}]})
    assert [one.covers[0].authority for one in read(given(tmp_path, None))] == ["E06990001", "E06990002"]


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(EPISODES + GOOD)
    found = given(tmp_path)
    monkeypatch.setattr(files, "LARGEST", 10)
    with pytest.raises(BadInput, match="too large"):
        list(read(found))
    (tmp_path / "a.csv").unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        list(read(found))


def test_a_cell_longer_than_csv_allows_ends_the_reading_of_its_file_and_is_told(tmp_path: Path) -> None:
    found = episodes(tmp_path, GOOD + 'b,"' + "x" * 200_000 + '"\n')
    assert told(found) == [("", files.RAGGED, 1, 3)]


TEXTS = st.one_of(
    st.sampled_from(["", " ", "a", "01/05/2024", "2024-05-01", "S", "U4", "1", '"', "x\ny", "é", "\0", "31/02/2025"]),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@forall(st.lists(st.lists(TEXTS, max_size=13), max_size=6))
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    body = "\n".join(",".join(line) for line in lines)
    found: list[Fault] = list(episodes(folder, body.encode("utf-8", "surrogatepass")).faults)
    assert all(fault.count > 0 and (fault.first_row or 0) > 1 for fault in found)


@settings(max_examples=30, deadline=None)
@forall(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.sampled_from(["U4", "K2"])), max_size=12))
def test_the_quick_reader_and_the_patient_one_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows_: list[tuple[str, int, str]]
) -> None:
    body = "".join(f"{child},{day:02}/05/2024,S,C2,,{place},,,,,\n" for child, day, place in rows_)
    quick = episodes(tmp_path_factory.mktemp("quick"), body)
    patient = episodes(tmp_path_factory.mktemp("patient"), body.replace("S", '"S"'))
    assert quick.tables["episodes"].to_pylist() == patient.tables["episodes"].to_pylist()
    assert [(one.kind, one.count, one.first_row) for one in quick.faults] == [
        (one.kind, one.count, one.first_row) for one in patient.faults
    ]


def test_every_column_of_codes_has_its_codes_and_every_table_can_be_told_from_the_others() -> None:
    assert {name for table in TABLES.values() for name, what in table.items() if what == "code"} <= CODES.keys()
    for table, needed in RECOGNISED_BY.items():
        assert [other for other in RECOGNISED_BY if RECOGNISED_BY[other] <= needed | TABLES[table].keys()] == [table]


def test_a_number_is_whole_and_not_above_the_most() -> None:
    assert cells.numbers(["0", "40", "41", "-1", "4.0", "", "9999"], 40).tolist() == [0, 40, *[cells.ABSENT] * 5]
