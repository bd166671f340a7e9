"""Each trap of the real published files, on a small invented file: what it must be read as."""

from datetime import date
from pathlib import Path

import pytest
from tidy_texts import ENGLAND, GEOGRAPHY, HEADING, NORTHMOOR, PLANS, REGION, figures, loaded, row, said, write

from clearline.kit.errors import BadInput
from clearline.measures.loading import labels, tidy
from clearline.measures.loading.load import load
from clearline.measures.store import Store
from clearline.measures.store.revisions import revisions
from clearline.measures.vocabulary import Column, Dataset, Filter


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("z", "not applicable"), ("x", "not available"), ("c", "suppressed"), ("low", "rounds to zero"),
        ("k", "rounds to zero"), ("u", "low reliability"), ("-", "not available"), (".", "not applicable"),
        ("..", "not available"), (":", "not available"), ("#VALUE!", "not available"), ("C", "suppressed"),
    ],
)  # fmt: skip
def test_a_symbol_is_kept_as_published_and_has_its_meaning(tmp_path: Path, cell: str, meaning: str) -> None:
    store, _ = loaded(write(tmp_path / "a.csv", [row(f"{cell},12.5")]))
    children, percent = figures(store)
    assert (children["value"], children["symbol"], children["meaning"], children["text"]) == (None, cell, meaning, cell)
    assert (percent["value"], percent["symbol"], percent["meaning"], percent["text"]) == (12.5, "", "", "12.5")


def test_a_blank_cell_is_missing_and_counted(tmp_path: Path) -> None:
    store, found = loaded(write(tmp_path / "a.csv", [row(",c")]))
    assert figures(store)[0]["meaning"] == "missing"
    assert found.files[0].release.symbols == {"": 1, "c": 1}


def test_x_was_suppressed_up_to_2017_and_is_not_available_since(tmp_path: Path) -> None:
    store, found = loaded(write(tmp_path / "old.csv", [row("x,5", year="2016"), row("7,8", year="2017")]))
    assert [one["meaning"] for one in figures(store) if one["symbol"] == "x"] == ["suppressed"]
    assert any("up to 2017" in note for note in found.files[0].release.notes)
    store, found = loaded(write(tmp_path / "new.csv", [row("x,5", year="2016"), row("7,8", year="2018")]), force=True)
    newest = store.observations("plans", {"period": "2016"}, ["children"], release="new.csv (to 2018)").to_pylist()
    assert [one["meaning"] for one in newest] == ["not available"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ('"25,310"', 25310), (" 12 ", 12), ("-0.3", -0.3), ("8.931E-2", 0.08931), (".5", 0.5), ("-0.0", 0),
        ("81.099999999999994", 81.1), ("15.531470000000001", 15.53147),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(tmp_path: Path, cell: str, number: float) -> None:
    store, _ = loaded(write(tmp_path / "a.csv", [row(f"{cell},1")]))
    assert repr(figures(store)[0]["value"]) == repr(float(number))
    assert figures(store)[0]["text"] == cell.strip('" ')


@pytest.mark.parametrize("cell", ["see note", "nan", "inf", "1e999", "12 34", "1,23", "0x10", "01:13", "--5"])
def test_text_that_is_no_number_and_no_symbol_is_refused_with_its_line(tmp_path: Path, cell: str) -> None:
    lines = [row("1,1"), row(f'"{cell}",1', group="Girls"), row("1,1", group="Boys")]
    message = said(lines, tmp_path / "a.csv")
    assert "a.csv:3: has text in the column 'children'" in message
    assert cell not in message
    assert not (tmp_path / "figures" / "national" / "manifest.json").exists()


def test_labels_and_columns_of_an_earlier_release_are_read_as_todays(tmp_path: Path) -> None:
    heading = f"time_period,time_identifier,{GEOGRAPHY},category,number,percentage"
    store, _ = loaded(write(tmp_path / "a.csv", [row("7,1.5", group="At 31 March")], heading))
    assert {(one["indicator"], one["group"], one["value"]) for one in figures(store)} == {
        ("children", "On 31 March", 7.0),
        ("percent", "On 31 March", 1.5),
    }


def test_a_filter_that_a_release_does_not_have_is_its_default(tmp_path: Path) -> None:
    only = Dataset(
        key="plans", title="", publisher="", recognised_by=("children",), filters=(Filter(name="terms", default="six"),)
    )
    store, _ = loaded(
        write(
            tmp_path / "a.csv",
            [f"2025,Reporting year,{NORTHMOOR},4"],
            f"time_period,time_identifier,{GEOGRAPHY},children",
        ),
        only,
    )
    assert figures(store)[0]["terms"] == "six"
    assert "has no column group" in said(
        ["2025,E06000999,4,5"], tmp_path / "b.csv", "time_period,new_la_code,children,percent"
    )


def test_a_revision_keeps_both_releases_and_tells_the_change(tmp_path: Path) -> None:
    store, _ = loaded(write(tmp_path / "first.csv", [row("33620,1", ENGLAND, "2024"), row("c,2", year="2024")]))
    later = write(
        tmp_path / "second.csv",
        [row("33780,1", ENGLAND, "2024"), row("c,2", year="2024"), row("5,3", year="2025")],
    )
    second = load([later], store, known=[PLANS]).files[0]
    assert (second.revised, second.before) == (1, "first.csv (to 2024)")
    assert len(store.releases("plans")) == 2
    (change,) = revisions(store, "plans").to_pylist()
    assert (change["indicator"], change["area"], change["text_before"], change["text_after"]) == (
        "children", "E92000001", "33620", "33780",
    )  # fmt: skip
    assert {one["value"] for one in figures(store, area="E92000001", indicator="children")} == {33780.0}
    assert {one["release"] for one in figures(store)} == {"second.csv (to 2025)"}


def test_an_older_release_answers_for_the_periods_that_the_newer_one_does_not_have(tmp_path: Path) -> None:
    store, _ = loaded(write(tmp_path / "new.csv", [row("2,1", year="2025")]))
    load([write(tmp_path / "old.csv", [row("1,1", year="2023"), row("9,1", year="2024")])], store, known=[PLANS])
    found = [(one["period"], one["release"]) for one in figures(store) if one["indicator"] == "children"]
    assert found == [("2023", "old.csv (to 2024)"), ("2024", "old.csv (to 2024)"), ("2025", "new.csv (to 2025)")]


def test_parts_of_a_dataset_with_other_figures_stand_side_by_side(tmp_path: Path) -> None:
    store, _ = loaded(write(tmp_path / "one.csv", [row("1,2")]))
    babies = Dataset(key="plans", title="", publisher="", recognised_by=("babies",), filters=PLANS.filters)
    part = load([write(tmp_path / "two.csv", [row("3")], HEADING.replace("children,percent", "babies"))], store,
                known=[babies]).files[0]  # fmt: skip
    assert (part.revised, part.before) == (None, "")
    assert [(one["indicator"], one["release"]) for one in figures(store)] == [
        ("babies", "two.csv (to 2025)"), ("children", "one.csv (to 2025)"), ("percent", "one.csv (to 2025)"),
    ]  # fmt: skip


def test_predecessors_and_successors_are_never_joined(tmp_path: Path) -> None:
    old = "Local authority,E92000001,England,E12000002,North West,909,E10000006,Cumbria"
    new = "Local authority,E92000001,England,E12000002,North West,942,E06000063,Cumberland"
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", old, "2023"), row("2,1", new, "2024")]))
    areas = store.areas()
    assert areas.find("Cumberland").predecessors == ("E10000006",)
    assert areas.find("Cumbria").successors == ("E06000063",)
    assert [one["period"] for one in figures(store, area="E06000063")] == ["2024", "2024"]


def test_one_authority_with_two_codes_has_both_and_its_figures_keep_theirs(tmp_path: Path) -> None:
    county = "Local authority,E92000001,England,E12000008,South East,825,E10000002,Buckinghamshire"
    unitary = "Local authority,E92000001,England,E12000008,South East,825,E06000060,Buckinghamshire"
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", county, "2020"), row("2,1", unitary, "2021")]))
    assert store.areas().codes("E06000060") == ("E06000060", "E10000002")
    assert store.areas().find("buckinghamshire").code == "E06000060"
    assert {one["area"] for one in figures(store)} == {"E10000002", "E06000060"}


def test_a_joint_return_stands_under_both_codes_together(tmp_path: Path) -> None:
    joint = (
        "Local authority,E92000001,England,E13000002,Outer London,314 / 318,E09000021 / E09000027,"
        "Kingston upon Thames / Richmond upon Thames"
    )
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", joint)]))
    assert store.areas().find("kingston upon thames / richmond upon thames").code == "E09000021 / E09000027"


def test_a_missing_return_is_a_symbol_and_not_a_row_left_out(tmp_path: Path) -> None:
    store, _ = loaded(write(tmp_path / "a.csv", [row("x,x", year="2021"), row("5,5", year="2023")]))
    assert [(one["period"], one["meaning"]) for one in figures(store, indicator="children")] == [
        ("2021", "not available"),
        ("2023", ""),
    ]


def test_regions_and_both_ways_of_london_are_levels_of_their_own(tmp_path: Path) -> None:
    inner = "Regional,E92000001,England,E13000001,Inner London,,,"
    london = "Regional,E92000001,England,E12000007,London,,,"
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", place) for place in (ENGLAND, REGION, inner, london)]))
    assert {(one["level"], one["area"]) for one in figures(store)} == {
        ("england", "E92000001"), ("region", "E12000001"), ("region", "E13000001"), ("region", "E12000007"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("year", "kind", "label", "ends"),
    [
        ("202425", "Academic year", "2024/25", date(2025, 8, 31)),
        ("2024/25", "Academic Year", "2024/25", date(2025, 8, 31)),
        ("202425", "Financial year", "2024-25", date(2025, 3, 31)),
        ("2025", "Reporting year", "2025", date(2025, 3, 31)),
        ("2024-25", "", "2024/25", date(2025, 8, 31)),
        ("2025", "", "2025", date(2025, 3, 31)),
    ],
)  # fmt: skip
def test_a_period_is_named_by_its_kind_of_year(tmp_path: Path, year: str, kind: str, label: str, ends: date) -> None:
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", year=year, kind=kind)]))
    assert {(one["period"], one["ends"]) for one in figures(store)} == {(label, ends)}


def test_a_dataset_can_say_that_its_year_ends_elsewhere(tmp_path: Path) -> None:
    midyear = Dataset(key="people", title="", publisher="", recognised_by=("children",), year_ends="06-30")
    heading = f"time_period,time_identifier,{GEOGRAPHY},children"
    store, _ = loaded(write(tmp_path / "a.csv", [f"2024,Reporting year,{ENGLAND},5"], heading), midyear)
    assert figures(store, "people")[0]["ends"] == date(2024, 6, 30)


def test_years_and_months_are_months_where_the_unit_allows_it(tmp_path: Path) -> None:
    lasting = Dataset(
        key="plans", title="", publisher="", recognised_by=("lasted",),
        columns=(Column(name="lasted", unit="months"), Column(name="children", unit="count")),
    )  # fmt: skip
    heading = f"time_period,time_identifier,{GEOGRAPHY},lasted,children"
    store, _ = loaded(write(tmp_path / "a.csv", [f"2024,Reporting year,{ENGLAND},01:09,5"], heading), lasting)
    assert [one["value"] for one in figures(store)] == [5.0, 21.0]
    swapped = [f"2024,Reporting year,{ENGLAND},5,01:09"]
    assert "a number nor a symbol" in said(swapped, tmp_path / "b.csv", heading, lasting)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_figures(tmp_path: Path, encoding: str) -> None:
    place = NORTHMOOR.replace("Northmoor", "Máire’s Moor")
    store, found = loaded(write(tmp_path / "a.csv", [row("1,1", place)], encoding=encoding))
    assert store.areas().find("E06000999").name == "Máire’s Moor"
    assert len(figures(store)) == 2
    assert bool(found.files[0].release.notes) == (encoding in ("cp1252", "utf-16"))


def test_title_rows_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    titles = 'Synthetic table,\n"A note, on\ntwo lines",,\n\n'
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1")], titles + HEADING))
    assert len(figures(store)) == 2


def test_cells_may_be_separated_by_tabs_as_spreadsheets_save_unicode(tmp_path: Path) -> None:
    text = f"{HEADING}\n{row('1,1')}\n".replace(",", "\t")
    (tmp_path / "a.txt").write_text(text, encoding="utf-16")
    store, _ = loaded(tmp_path / "a.txt")
    assert len(figures(store)) == 2


def test_ragged_rows_are_named_by_file_and_line(tmp_path: Path) -> None:
    lines = [row("1,1"), row("1,1,1", group="Girls"), row("2", group="Boys"), "Source: nobody"]
    message = said(lines, tmp_path / "a.csv")
    for line in 3, 4, 5:
        assert f"a.csv:{line}: has" in message
    assert "Northmoor" not in message


def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,1"), row("1,1", group="Girls")])
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(BadInput, match=r"a\.csv:3: has"):
        loaded(path)


def test_nul_bytes_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,\0")])
    with pytest.raises(BadInput, match="NUL"):
        loaded(path)


def test_rows_of_schools_are_left_out_and_said(tmp_path: Path) -> None:
    school = NORTHMOOR.replace("Local authority", "School")
    blank = "," * HEADING.count(",")
    _, found = loaded(write(tmp_path / "a.csv", [row("1,1"), row("2,2", school), row("3,3", school), blank]))
    assert found.files[0].release.rows == 2
    assert found.files[0].release.notes == ("Rows of the level 'School' were left out: 2.",)
    assert "no rows for England" in said([row("2,2", school)], tmp_path / "b.csv")


def test_the_same_group_area_and_period_twice_is_refused_with_the_line(tmp_path: Path) -> None:
    message = said([row("1,1"), row("2,2", ENGLAND), row("1,1", group=" All ")], tmp_path / "a.csv")
    assert "a.csv:4: is about the same group" in message


def test_text_in_a_column_that_nobody_described_is_refused_when_it_tells_rows_apart(tmp_path: Path) -> None:
    heading = HEADING.replace("group,", "group,sex,")
    two = [row("1,1", group="All,Girls"), row("1,1", group="All,Boys")]
    assert "a column 'sex' of text" in said(two, tmp_path / "a.csv", heading)
    store, _ = loaded(write(tmp_path / "b.csv", [row("1,1", group="All,Total")], heading))
    assert figures(store)[0]["sex"] == "Total"


def test_a_filter_may_not_be_called_like_a_column_of_every_observation(tmp_path: Path) -> None:
    dataset = Dataset(
        key="plans", title="", publisher="", recognised_by=("children",), filters=(Filter(name="status"),)
    )
    heading = HEADING.replace("group", "status")
    assert "Call it 'status_'" in said([row("1,1")], tmp_path / "a.csv", heading, dataset)
    undescribed = Dataset(key="plans", title="", publisher="", recognised_by=("children",))
    store, _ = loaded(write(tmp_path / "b.csv", [row("1,1")], heading), undescribed)
    assert (figures(store)[0]["status_"], figures(store)[0]["status"]) == ("All", "")


def test_figures_that_nobody_described_are_loaded_under_their_own_name(tmp_path: Path) -> None:
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1,c")], f"{HEADING},babies"))
    assert store.releases("plans")[0].indicators == ("babies", "children", "percent")


def test_a_long_file_has_one_figure_a_row(tmp_path: Path) -> None:
    long = Dataset(
        key="plans", title="", publisher="", recognised_by=("indicator", "value"), filters=(Filter(name="group"),),
        columns=(Column(name="children", also=("number",)),),
    )  # fmt: skip
    heading = f"time_period,time_identifier,{GEOGRAPHY},group,indicator,value,note"
    lines = [row("number,7,"), row("other,c,"), row("number,8,", ENGLAND)]
    store, _ = loaded(write(tmp_path / "a.csv", lines, heading), long)
    assert [(one["indicator"], one["area"], one["text"]) for one in figures(store)] == [
        ("children", "E06000999", "7"), ("children", "E92000001", "8"), ("other", "E06000999", "c"),
    ]  # fmt: skip
    message = said([row("number,7,"), row("children,8,")], tmp_path / "b.csv", heading, long)
    assert "b.csv:3: is about the same" in message


def test_older_names_of_the_columns_of_place_are_known_and_the_level_is_worked_out(tmp_path: Path) -> None:
    heading = "time_period,gor_code,la_code,group,children,percent"
    lines = ["2025,,,All,1,1", "2025,E12000001,,All,1,1", "2025,E12000001,999,All,1,1"]
    store, _ = loaded(write(tmp_path / "a.csv", lines, heading))
    assert {(one["level"], one["area"]) for one in figures(store)} == {
        ("england", "E92000001"), ("region", "E12000001"), ("authority", "999"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (row("1,1", year="202426", kind="Academic year"), "a.csv:2: has a period that is not known"),
        (row("1,1", year="20x5"), "a.csv:2: has a period that is not known"),
        (row("1,1", kind="Fortnight"), "a.csv:2: has a period that is not known"),
        (row("1,1", "Regional,E92000001,England,z,Elsewhere,,,"), "a.csv:2: has no code for its area"),
        (row("1,1", "Local authority,E92000001,England,,,,,Somewhere"), "a.csv:2: has no code for its area"),
    ],
)
def test_a_row_without_a_period_or_a_place_is_refused_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    assert says in said([line, row("1,1"), row("1,1", ENGLAND)], tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        (f"{HEADING},", "no heading over column 14"),
        (f"{HEADING},Children", "has the column 'children' twice"),
        (HEADING.replace("time_period", "when"), "has no column time_period"),
    ],
)
def test_a_heading_that_cannot_be_used_is_refused(tmp_path: Path, heading: str, says: str) -> None:
    assert says in said([row("1,1,1")], tmp_path / "a.csv", heading)


def test_a_table_without_any_figure_is_refused(tmp_path: Path) -> None:
    only = Dataset(key="plans", title="", publisher="", recognised_by=("group",), filters=(Filter(name="group"),))
    heading = f"time_period,time_identifier,{GEOGRAPHY},group"
    assert "no column of figures" in said([row("")[:-1]], tmp_path / "a.csv", heading, only)


def test_a_status_column_is_a_status_and_no_filter(tmp_path: Path) -> None:
    dataset = Dataset(key="plans", title="", publisher="", recognised_by=("children",), status_column="version")
    heading = f"time_period,time_identifier,{GEOGRAPHY},version,children"
    store, _ = loaded(
        write(tmp_path / "a.csv", [row("1", group="Revised"), row("1", ENGLAND, group="odd")], heading), dataset
    )
    assert sorted(one["status"] for one in figures(store)) == ["", "revised"]
    assert "version" not in figures(store)[0]


def test_a_file_of_many_blocks_is_read_like_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "BLOCK", 300)
    lines = [row(f"{number},c", group=f"Group {number}") for number in range(100)]
    store, found = loaded(write(tmp_path / "a.csv", lines))
    assert found.files[0].release.rows == 200
    assert {one["value"] for one in figures(store, indicator="children")} == set(range(100))
    assert "a.csv:102: is about the same" in said([*lines, lines[0]], tmp_path / "a.csv")


def test_a_file_may_have_any_number_of_columns_of_text(tmp_path: Path) -> None:
    many = [f"note_{number}" for number in range(300)]
    lines = [row(f"1,1,{','.join('t' for _ in many)}", year=year) for year in ("2024", "2025")]
    heading = f"{HEADING},{','.join(many)}"
    store, _ = loaded(write(tmp_path / "a.csv", lines, heading))
    assert figures(store)[0]["note_299"] == "t"
    assert "b.csv:4: is about the same group" in said([*lines, lines[0]], tmp_path / "b.csv", heading)


def test_rows_that_only_seem_to_be_the_same_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels.Keys, "any_twice", lambda keys: True)
    _, found = loaded(write(tmp_path / "a.csv", [row("1,1")]))
    assert found.files[0].new


def test_no_more_faults_are_told_than_anybody_reads(tmp_path: Path) -> None:
    wrong = [row("oh,1", group=f"Group {number}") for number in range(150)]
    assert said(wrong, tmp_path / "a.csv").count("a.csv:") == 101
    assert said([f"{line},1" for line in wrong], tmp_path / "b.csv").count("b.csv:") == 101


def test_a_region_that_nobody_knows_keeps_its_own_name(tmp_path: Path) -> None:
    moors = "Regional,E92000001,England,E12000999,The Moors,,,"
    store, _ = loaded(write(tmp_path / "a.csv", [row("1,1", moors)]))
    assert store.areas().find("the moors").level == "region"
    assert Store(tmp_path / "figures").areas().regions()[-1].name == "The Moors"


def test_a_level_that_nobody_knows_is_not_repeated(tmp_path: Path) -> None:
    _, found = loaded(write(tmp_path / "a.csv", [row("1,1"), row("1,1", NORTHMOOR.replace("Local authority", "Zed"))]))
    assert found.files[0].release.notes == ("Rows of the level 'other' were left out: 1.",)
