"""Editions of a table that say less, or say it otherwise; all values are invented."""

import zipfile
from pathlib import Path

import pytest
from tidy_texts import HEADING, NORTHMOOR, loaded, row, said, write

from clearline.kit.errors import BadInput
from clearline.measures.loading.workbooks import read_sheets


def test_titles_above_the_heading_and_other_separators_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["A title", "", HEADING, row("1,1"), ""]))
    _, found = loaded(path)
    assert found.files[0].release.notes == ("Its heading is on line 3; what stands above it was passed over.",)
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        other = tmp_path / f"{name}.csv"
        other.write_text("\n".join([HEADING, row("1,2"), ""]).replace(",", sign))
        _, found = loaded(other)
        assert found.files[0].release.notes == (f"Its cells are separated by {name}.",)


def test_a_later_edition_that_lacks_figures_says_how_many(tmp_path: Path) -> None:
    lines = [row("1,1", year=year, group=group) for year in ("2023", "2024", "2025") for group in ("a", "b", "c")]
    _, first = loaded(write(tmp_path / "first.csv", lines))
    assert first.files[0].lost is None
    cut = [line for line in lines if not line.startswith("2023")][:-1]
    _, second = loaded(write(tmp_path / "cut.csv", cut))
    assert (second.files[0].revised, second.files[0].lost) == (0, 2)


def test_two_rows_of_a_level_that_is_left_out_are_no_twins_of_others(tmp_path: Path) -> None:
    school = NORTHMOOR.replace("Local authority", "School")
    told = said([row("1,1", school), row("1,1", school), row("1,1"), row("2,2")], tmp_path / "a.csv")
    assert "a.csv:5: is about the same group, area and period" in told
    assert told.count("is about the same") == 1


def test_a_workbook_whose_sheets_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    with pytest.raises(BadInput, match="is a workbook that cannot be read"):
        read_sheets(path)
