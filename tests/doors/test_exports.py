"""Files given out: nothing in them runs, nothing is lost, and the same rows are the same bytes."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from python_calamine import CalamineWorkbook

from clearline.doors.exports import LONGEST, exported, workbook
from clearline.doors.values import Linked, Tag

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0"]
ON = date(2026, 3, 31)


def request(**attributes: Any) -> HttpRequest:
    made = HttpRequest()
    made.__dict__.update(attributes)
    return made


def sheet(data: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return rows


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_file_is_run_by_a_spreadsheet(formula: str) -> None:
    rows = [[formula, Tag(formula), Linked(formula, "/"), [formula, "b"]]]
    text = exported(request(on=ON), "posts", "csv", list("abcd"), rows).content.decode("utf-8-sig")
    for cell in list(csv.reader(io.StringIO(text, newline="")))[1]:
        assert cell.startswith("'")
    data = workbook("posts", ON, list("abcd"), rows)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        inside = {name: parts.read(name) for name in parts.namelist()}
    assert not [name for name, part in inside.items() if re.search(rb"<f[ >]|<hyperlink", part)]
    assert all(str(cell).startswith("'") for cell in sheet(data)[1])


def test_numbers_days_and_words_keep_their_kinds() -> None:
    noon = datetime(2026, 6, 30, 11, 0, tzinfo=UTC)
    rows = [[3, Decimal("2.50"), -1.5, ON, None, True, noon, ["a", "b"], "é’"]]
    text = exported(request(on=ON), "posts", "csv", list("abcdefghi"), rows).content.decode("utf-8-sig")
    assert text.splitlines()[1] == '3,2.50,-1.5,2026-03-31,,Yes,"30 June 2026, 12:00",a; b,é’'
    row = sheet(workbook("posts", ON, list("abcdefghi"), rows))[1]
    assert row == [3, 2.5, -1.5, ON, "", "Yes", "30 June 2026, 12:00", "a; b", "é’"]


def test_what_a_workbook_cannot_hold_is_kept_as_words() -> None:
    rows = [[10**18, float("nan"), Decimal("Infinity"), date(1850, 1, 2), "x" * 40_000]]
    row = sheet(workbook("posts", ON, list("abcde"), rows))[1]
    assert row[:4] == ["1000000000000000000", "nan", "Infinity", "1850-01-02"]
    assert len(row[4]) == LONGEST
    assert row[4].endswith("…")


def test_the_same_rows_are_the_same_bytes() -> None:
    assert workbook("posts", ON, ["a"], [["b"]]) == workbook("posts", ON, ["a"], [["b"]])


def test_a_file_is_named_by_authority_subject_and_date() -> None:
    northmoor = SimpleNamespace(key="northmoor")
    whole = exported(request(on=ON, acting=SimpleNamespace(authority=northmoor)), "posts", "csv", ["a"], [])
    assert whole["Content-Disposition"] == 'attachment; filename="northmoor-posts-2026-03-31.csv"'
    public = exported(request(on=ON, authority=northmoor), "posts", "xlsx", ["a"], [])
    assert public["Content-Disposition"] == 'attachment; filename="northmoor-posts-2026-03-31.xlsx"'
    bare = exported(request(), "posts", "xlsx", ["a"], [])
    assert bare["Content-Disposition"] == 'attachment; filename="posts.xlsx"'
