"""Files are told apart by what is in them; what is about children is refused, and nothing of it is ever repeated."""

from datetime import date
from pathlib import Path

import pytest
from tidy_texts import GEOGRAPHY, HEADING, NORTHMOOR, PLANS, loaded, row, said, write

from clearline.kit.errors import BadInput
from clearline.measures.loading.load import load
from clearline.measures.loading.recognising import refuse_personal
from clearline.measures.loading.text_files import look
from clearline.measures.store import Store
from clearline.measures.vocabulary import Dataset, Filter

CANARY = "QX7CANARY"
"""A cell that must never be repeated."""

CHILD_LEVEL = {
    "episodes": f"CHILD,DECOM,RNE,LS,CIN,PLACE\n{CANARY},01/04/2024,S,C2,N1,U1\n",
    "titled": f"Extract\n\nCHILD,DOB,SEX\n{CANARY},01/04/2014,M\n",
    "annex": f"Child Unique ID;Gender;Ethnicity\n{CANARY};a;b\n",
    "names": f"Forename,Surname,Plans\n{CANARY},{CANARY},1\n",
    "returned": f"time_period,UPN,children,percent\n2025,{CANARY},1,1\n",
    "own words": f"time_period,Child's name,children,percent\n2025,{CANARY},1,1\n",
    "case": f"time_period,case_ref,children,percent\n2025,{CANARY},1,1\n",
    "birth": f"time_period,D.O.B. of pupil,NHS no,children\n2025,{CANARY},1,1\n",
}


@pytest.mark.parametrize("text", CHILD_LEVEL.values(), ids=CHILD_LEVEL.keys())
def test_a_child_level_file_is_refused_with_advice_and_without_a_cell_of_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        loaded(path)
    assert "single children or people" in str(caught.value)
    assert "clearline returns measure" in str(caught.value)
    assert CANARY not in str(caught.value)
    assert not (tmp_path / "figures").exists()


def test_a_return_without_a_heading_is_not_known_and_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{CANARY},01/04/2024,S\n{CANARY}2,01/04/2024,S\n")
    with pytest.raises(BadInput) as caught:
        loaded(path)
    assert "no dataset" in str(caught.value).replace("not a file of any dataset", "no dataset")
    assert CANARY not in str(caught.value)


def test_xml_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"\n<?xml version='1.0'?><Message>{CANARY}</Message>")
    with pytest.raises(BadInput, match="is XML") as caught:
        loaded(path)
    assert CANARY not in str(caught.value)


def twins() -> tuple[Dataset, Dataset]:
    """Return two datasets with the same columns and other labels."""
    kinds = (("work", ("In work", "At college")), ("home", ("Suitable", "Not suitable")))
    made = [
        Dataset(
            key=key, title=key, publisher="", recognised_by=("group", "children", "percent"),
            filters=(Filter(name="group", values={labels[0]: (labels[1],)}),),
        )
        for key, labels in kinds
    ]  # fmt: skip
    return made[0], made[1]


def test_two_datasets_with_the_same_columns_are_told_apart_by_their_labels(tmp_path: Path) -> None:
    for group, key in ("At college", "work"), ("Suitable", "home"):
        _, found = loaded(write(tmp_path / f"{key}.csv", [row("1,1", group=group)]), *twins())
        assert found.files[0].release.dataset == key


def test_a_file_that_could_be_of_two_datasets_must_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,1", group="Else")])
    with pytest.raises(BadInput, match="any of these: work, home"):
        loaded(path, *twins())
    _, found = loaded(path, *twins(), dataset=Path("home"))
    assert found.files[0].release.dataset == "home"


def test_the_dataset_that_names_the_most_columns_is_the_one(tmp_path: Path) -> None:
    wider = Dataset(
        key="wider", title="", publisher="", recognised_by=("group", "children", "percent"), filters=PLANS.filters
    )
    _, found = loaded(write(tmp_path / "a.csv", [row("1,1")]), PLANS, wider)
    assert found.files[0].release.dataset == "wider"


def test_a_dataset_that_is_recognised_by_nothing_is_never_recognised(tmp_path: Path) -> None:
    nothing = Dataset(key="nothing", title="", publisher="", recognised_by=())
    with pytest.raises(BadInput, match="not a file of any dataset"):
        loaded(write(tmp_path / "a.csv", [row("1,1")]), nothing)


def test_a_description_of_ones_own_is_used_and_remembered(tmp_path: Path) -> None:
    described = tmp_path / "pets.yaml"
    described.write_text(
        "key: pets\ntitle: Pets\npublisher: Nobody\nrecognised_by: [pets]\ncolumns:\n  - {name: pets, unit: count}\n"
    )
    heading = f"time_period,time_identifier,{GEOGRAPHY},pets"
    path = write(tmp_path / "a.csv", [row("")[: -len(",All,")] + ",4"], heading)
    store, found = loaded(path, PLANS, dataset=described)
    assert found.files[0].title == "Pets"
    assert store.datasets()["pets"].columns[0].unit == "count"
    write(path, [row("")[: -len(",All,")] + ",5"], heading)
    assert load([path], store, known=[PLANS]).files[0].release.dataset == "pets"


def test_a_description_with_a_fault_is_refused_with_its_line(tmp_path: Path) -> None:
    described = tmp_path / "pets.yaml"
    described.write_text("key: pets\ntitle: Pets\npublisher: Nobody\nrecognised_by: [pets]\nkolumns: []\n")
    with pytest.raises(BadInput, match=r"pets\.yaml:5: 'kolumns' is not a key"):
        loaded(write(tmp_path / "a.csv", [row("1,1")]), dataset=described)


def test_a_councils_own_table_is_sent_to_the_other_door(tmp_path: Path) -> None:
    own = Dataset(key="local", title="", publisher="", format="local", recognised_by=("children",))
    with pytest.raises(BadInput, match="--local"):
        loaded(write(tmp_path / "a.csv", [row("1,1")]), own)


def test_every_file_is_looked_at_before_any_is_loaded(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.csv", [row("1,1")]), write(tmp_path / "bad.csv", ["1"], "nothing,known")
    store = Store(tmp_path / "figures")
    with pytest.raises(BadInput) as caught:
        load([good, bad, tmp_path / "none.csv", tmp_path], store, known=[PLANS])
    assert len(caught.value.problems) == 3
    assert not (tmp_path / "figures").exists()


def test_one_bad_file_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.csv", [row("1,1")]), write(tmp_path / "bad.csv", [row("1,oh")])
    with pytest.raises(BadInput):
        load([good, bad], Store(tmp_path / "figures"), known=[PLANS])
    assert [path.name for path in (tmp_path / "figures").rglob("*") if path.is_file()] == []


def test_the_metadata_file_beside_a_table_is_passed_over_and_a_file_given_twice_is_loaded_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,1")])
    meta = tmp_path / "a.meta.csv"
    meta.write_text("col_name,col_type\n")
    assert len(load([path, meta, path], Store(tmp_path / "figures"), known=[PLANS]).files) == 1


def test_an_empty_file_and_one_that_is_only_a_heading_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(" \n")
    with pytest.raises(BadInput, match="is empty"):
        loaded(tmp_path / "a.csv")
    assert "has a heading and no rows" in said([], tmp_path / "b.csv")
    assert not list((tmp_path / "figures").rglob("*.parquet*"))


def test_bytes_that_are_no_text_in_any_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADING}\n{row('1,1')}".encode() + b"\x81\n")
    with pytest.raises(BadInput, match="neither UTF-8 nor Windows-1252"):
        loaded(path)


def test_what_is_no_text_far_down_is_refused_too(tmp_path: Path) -> None:
    rows = [row("1,1", group=f"Group {number}") for number in range(4_000)]
    path = write(tmp_path / "a.csv", rows)
    path.write_bytes(path.read_bytes() + row("1,1").encode() + b"\xe9\x81\n")
    with pytest.raises(BadInput, match="not CSV all the way"):
        loaded(path)


def test_a_character_on_the_edge_of_two_blocks_does_not_change_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * ((1 << 20) - 1) + "é".encode() + b"b" * 10)
    assert look(path).encoding == "utf-8"


def test_a_heading_far_down_is_not_looked_for(tmp_path: Path) -> None:
    assert "not a file of any dataset" in said([row("1,1")], tmp_path / "a.csv", "a,b\n" * 60 + HEADING)


def test_an_endless_quotation_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"' + "a" * 200_000)
    with pytest.raises(BadInput, match="not a file of any dataset"):
        loaded(path)


def test_a_day_of_publication_can_be_given_later_and_is_not_forgotten(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [row("1,2")])
    day = date(2025, 10, 30)
    store, first = loaded(path)
    _, later = loaded(path, published=day)
    assert (first.files[0].release.published, later.files[0].release.published, later.files[0].new) == (None, day, True)
    _, again = loaded(path, published=day)
    assert not again.files[0].new
    _, forced = loaded(path, force=True)
    assert forced.files[0].release.published == day
    assert len(store.releases("plans")) == 1


@pytest.mark.parametrize("column", ["la_name", "Started_child", "name_of_school", "children", "status", "group"])
def test_a_column_about_places_or_counts_is_not_taken_for_one_about_people(tmp_path: Path, column: str) -> None:
    refuse_personal(tmp_path / "a.csv", [column])


def single(folder: Path, number: int, column: str = "group") -> str:
    """Return what is said about a file with a label of its own in every row; "" when it is loaded."""
    rows = [row("1,1", group=f"{CANARY}{at}") for at in range(number)]
    return said_or_nothing(folder, rows, HEADING.replace(",group,", f",{column},"), column)


def said_or_nothing(folder: Path, rows: list[str], heading: str, column: str) -> str:
    """Return what is said about a file with one filter; "" when it is loaded."""
    folder.mkdir(exist_ok=True)
    made = Dataset(key="made", title="", publisher="", recognised_by=("percent",), filters=(Filter(name=column),))
    try:
        loaded(write(folder / "a.csv", rows, heading), made)
    except BadInput as error:
        assert not [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv"]
        return str(error)
    return ""


def test_a_column_that_names_nearly_every_row_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    told = single(tmp_path, 1000)
    assert "1,000 different labels in the column 'group' of 1,000 rows" in told
    assert "single children or people" in told
    assert CANARY not in told


def test_few_labels_many_rows_of_each_and_names_of_places_are_not_refused(tmp_path: Path) -> None:
    assert single(tmp_path / "few", 999) == ""
    assert single(tmp_path / "places", 1000, "ward_name") == ""
    rows = [row("1,1", group=f"g{at % 1000}", year=str(2023 + at // 1000)) for at in range(2000)]
    assert said_or_nothing(tmp_path / "years", rows, HEADING, "group") == ""


def test_a_file_with_a_figure_a_row_is_refused_when_its_indicators_name_people(tmp_path: Path) -> None:
    heading = HEADING.replace("group,children,percent", "indicator,value")
    rows = [f"2025,Reporting year,{NORTHMOOR},{CANARY}{at},1" for at in range(1000)]
    made = Dataset(key="made", title="", publisher="", recognised_by=("indicator", "value"))
    with pytest.raises(BadInput, match="1,000 different labels in the column 'indicator'") as caught:
        loaded(write(tmp_path / "a.csv", rows, heading), made)
    assert CANARY not in str(caught.value)
