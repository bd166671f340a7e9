"""Rows about children are known by their headings and by their cells, and published figures are not taken for them."""

from pathlib import Path

import pytest

from clearline.kit.errors import BadInput
from clearline.measures import content
from clearline.measures.child_level import (
    ChildLevel,
    is_nhs_number,
    is_upn,
    refuse_cells,
    refuse_headings,
    refuse_sheets,
    refuse_text,
)
from clearline.measures.loading.text_files import look
from clearline.measures.loading.workbooks import read_sheets
from clearline.measures.returns.annex_a.layout import LISTS
from clearline.measures.returns.ssda903.schemas import RECOGNISED_BY

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
HERE = Path("made.csv")


def text(folder: Path, words: str, encoding: str = "utf-8") -> Path:
    path = folder / "made.csv"
    path.write_bytes(words.encode(encoding))
    return path


@pytest.mark.parametrize("upn", ["H801200001001", "h801200001001", "U80120000100A"])
def test_a_pupil_number_with_the_right_check_letter_is_one(upn: str) -> None:
    assert is_upn(upn)


@pytest.mark.parametrize("other", ["A801200001001", "H80120000100", "E06000999", "", "H8012000010012"])
def test_what_has_another_letter_or_length_is_none(other: str) -> None:
    assert not is_upn(other)


@pytest.mark.parametrize("number", ["9434765919", "943 476 5919", "943-476-5870", "4010232137"])
def test_an_nhs_number_with_the_right_check_digit_is_one(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("other", ["9434765918", "0000000000", "943476591", "1234567890"])
def test_ten_other_digits_are_none(other: str) -> None:
    assert not is_nhs_number(other)


def test_a_figure_of_ten_digits_among_others_is_no_nhs_number() -> None:
    refuse_cells(HERE, enumerate([["9434765919"], ["9434765870"], ["4010232137"], ["1234567890"]], 1))
    refuse_cells(HERE, enumerate([["9434765919"], ["9434765870"]], 1))
    with pytest.raises(ChildLevel, match="NHS numbers"):
        refuse_cells(HERE, enumerate([["9434765919"], ["9434765870"], ["4010232137"], ["12"]], 1))


@pytest.mark.parametrize("table", RECOGNISED_BY)
def test_every_table_of_the_looked_after_return_is_known_by_its_heading(table: str) -> None:
    columns = [name.upper() for name in sorted(RECOGNISED_BY[table])]
    with pytest.raises(ChildLevel):
        refuse_headings(HERE, [columns])


@pytest.mark.parametrize("table", LISTS)
def test_every_list_of_annex_a_is_known_by_its_heading(table: str, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "lists.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("A sheet")
        sheet.write_row(2, 0, [LISTS[table].who, *LISTS[table].recognised_by])
    with pytest.raises(ChildLevel):
        refuse_sheets(path, read_sheets(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_hide_nothing(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Notes", "é"], ["area", "who"], ["Northmoor", "H801200001001"]]
    path = text(tmp_path, "\n".join(delimiter.join(row) for row in rows) + "\n", encoding)
    with pytest.raises(ChildLevel, match=":3: "):
        refuse_text(look(path), ())


def test_a_heading_below_a_title_is_found_and_no_cell_is_told(tmp_path: Path) -> None:
    path = text(tmp_path, "A title,\n\nSurname,Forename\nHeron,Ada\n")
    with pytest.raises(ChildLevel) as told:
        refuse_text(look(path), ())
    assert "Heron" not in str(told.value)


def test_labels_below_a_known_heading_can_be_any_word(tmp_path: Path) -> None:
    dataset = next(one for one in content.load().datasets if one.format == "local")
    path = text(tmp_path, f"{','.join(dataset.recognised_by)},x\nchild,pupil\n")
    refuse_text(look(path), [dataset])
    with pytest.raises(ChildLevel):
        refuse_text(look(path), ())


@pytest.mark.skipif(not SHARED.exists(), reason="the published files are not here: they are never kept in the project")
def test_no_published_file_is_taken_for_rows_about_children() -> None:
    taken = []
    for path in sorted(SHARED.rglob("*.csv")):
        if path.stat().st_size < 2_000_000:
            try:
                refuse_text(look(path), content.load().datasets)
            except BadInput as error:
                taken.append(f"{path.name}: {error}")
    for path in sorted(SHARED.rglob("*.xlsx")):
        refuse_sheets(path, read_sheets(path))
    assert not taken
