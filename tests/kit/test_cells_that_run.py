"""What a spreadsheet would run as a formula is text in every file that leaves, whatever stands before it."""

import csv
import io

import pytest

from clearline.kit.writing import csv_text, neutral

RUNS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\uff1d1", "\uff0b1", "\uff0d1",
        "\uff20x", '"=1', "\ufeff=1", "\u200b=1", ' " -1')  # fmt: skip


@pytest.mark.parametrize("cell", RUNS)
def test_a_cell_that_would_run_is_given_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    rows = list(csv.reader(io.StringIO(csv_text(("A",), [(cell,)]))))
    assert rows[1:] == [["'" + cell.replace("\r", "\n")]]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_no_cell_begins_a_row_of_its_own(end: str) -> None:
    text = csv_text(("A", "B"), [(f"words{end}=cmd()", "more")])
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text)))[1:] == [["words\n=cmd()", "more"]]


@pytest.mark.parametrize("cell", ["", "words", " words = 1", "'=1", "1-2", "e-mail", "\u2013 a dash"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert neutral(cell) == cell
