"""A first description is made of any tidy file, by its cells or by DfE's metadata file, and then loads it."""

from pathlib import Path

import pytest
from tidy_texts import ENGLAND, GEOGRAPHY, HEADING, figures, loaded, row, write

from clearline.kit.errors import BadInput
from clearline.measures.loading.describing import describe

LINES = [row("1,2.5"), row("c,z", ENGLAND), row("7,", group="Girls")]


def test_text_is_a_filter_and_numbers_and_symbols_are_figures(tmp_path: Path) -> None:
    path = write(tmp_path / "plans_2025.csv", LINES)
    found = describe(path)
    assert (found.key, found.title) == ("plans-2025", "Plans 2025")
    assert [one.name for one in found.filters] == ["group"]
    assert [one.name for one in found.columns] == ["children", "percent"]
    store, _ = loaded(path, found)
    assert len(figures(store, "plans-2025")) == 6


def test_a_status_is_neither(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,2", group="Final"), row("1,2", ENGLAND, group="revised")])
    found = describe(path)
    assert (found.status_column, found.filters) == ("group", ())


def test_a_filter_that_is_called_like_a_column_of_the_store_gets_another_name(tmp_path: Path) -> None:
    found = describe(write(tmp_path / "a.csv", LINES, HEADING.replace("group", "status")))
    assert [(one.name, one.also) for one in found.filters] == [("status_", ("status",))]


def test_the_metadata_file_decides_and_gives_titles_and_units(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,2", group="5"), row("3,4", group="6")])
    meta = "group,Filter,Age,\nchildren,Filter,Children,\npercent,Indicator,Share of children,%"
    write(tmp_path / "a.meta.csv", [meta], "col_name,col_type,label,indicator_unit")
    found = describe(path)
    assert [one.name for one in found.filters] == ["group", "children"]
    assert [(one.name, one.title, one.unit) for one in found.columns] == [("percent", "Share of children", "per-cent")]


def test_a_long_file_is_described_by_its_two_columns(tmp_path: Path) -> None:
    heading = f"time_period,time_identifier,{GEOGRAPHY},group,indicator,value"
    path = write(tmp_path / "a.csv", [row("plans,7")], heading)
    found = describe(path)
    assert ([one.name for one in found.filters], found.columns) == (["group"], ())
    store, _ = loaded(path, found)
    assert figures(store, "a")[0]["indicator"] == "plans"


def test_what_is_no_tidy_table_or_about_children_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="A tidy table has columns"):
        describe(write(tmp_path / "a.csv", ["QX7,2"], "a,b"))
    with pytest.raises(BadInput, match="single children"):
        describe(write(tmp_path / "b.csv", ["QX7,2"], "CHILD,DOB"))
    with pytest.raises(BadInput, match="cannot be read"):
        describe(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="not CSV all the way"):
        describe(write(tmp_path / "c.csv", [row("1,2,3")], HEADING))
