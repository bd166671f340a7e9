"""Lookups of areas and neighbours, LAIT with its dictionary, and Ofsted's workbook; all values are invented."""

import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tidy_texts import PLANS, loaded, row, write

from clearline.kit.errors import BadInput
from clearline.measures.areas import Areas
from clearline.measures.figures import Area
from clearline.measures.loading import sources, workbooks
from clearline.measures.loading.load import described, load
from clearline.measures.loading.lookups import read_dictionary
from clearline.measures.loading.ofsted import JUDGEMENTS, Ofsted
from clearline.measures.store import Store
from clearline.measures.vocabulary import Dataset

CONTENT = Path(__file__).resolve().parents[3] / "content" / "datasets"

AREAS = "old_la_code,new_la_code,la_name,region_code,first_year,last_year,lait_name,current_2025"
LOOKUP = [
    "999,E06000999,Northmoor,E12000001,2013,2025,Northmoor Borough,True",
    "998,E10000998,Southmoor,E12000001,2013,2019,Southmoor,False",
    "997,E06000997,Eastmoor,E12000002,2020,2025,Eastmoor,True",
    "x,E10000996,Westmoor,,,,,False",
    "702,z,Schools abroad,,,,,False",
]
DICTIONARY = "Measure_short,Measure,Polarity,dps,Year_Type,Topic,Last Update"
NEAR = "old_la_code,la_name,rank,sn,closeness"


def known(*keys: str) -> list[Dataset]:
    """Return datasets of the content."""
    return [described(CONTENT / f"{key}.yaml") for key in keys]


ALL = ("areas", "neighbours-2021", "neighbours-2025", "lait", "lait-dictionary", "ofsted-ilacs")


def store_with(folder: Path, *paths: Path) -> Store:
    """Return a store with the lookup of areas and other files."""
    store = Store(folder / "figures")
    load([*paths, write(folder / "areas.csv", LOOKUP, AREAS)], store, known=known(*ALL))
    return store


def test_areas_have_their_years_only_where_these_limit_them(tmp_path: Path) -> None:
    areas = store_with(tmp_path).areas()
    north, south, east = (areas.find(name) for name in ("northmoor borough", "998", "E06000997"))
    assert (north.first_year, north.last_year, north.region, north.old_code) == (None, None, "E12000001", "999")
    assert (south.first_year, south.last_year) == (None, 2019)
    assert (east.first_year, east.last_year) == (2020, None)
    assert areas.find("Westmoor").old_code is None
    assert areas.get("z") is None


def test_an_area_of_the_figures_that_the_lookup_lacks_is_known_as_well(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    other = "Local authority,E92000001,England,E12000001,North East,991,E06000991,Farmoor"
    load([write(tmp_path / "a.csv", [row("1,1", other)])], store, known=[PLANS])
    assert store.areas().find("Farmoor").code == "E06000991"


def test_a_number_without_a_code_is_the_authority_of_the_lookup(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    nameless = "Local authority,E92000001,England,E12000001,North East,999,z,Northmoor"
    load([write(tmp_path / "a.csv", [row("1,1", nameless)])], store, known=[PLANS])
    assert {one["area"] for one in store.observations("plans", {}, []).to_pylist()} == {"E06000999"}


def test_a_lookup_with_a_year_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.csv:2: has a first_year"):
        loaded(write(tmp_path / "a.csv", ["999,E06000999,Northmoor,E12000001,soon,2025,,"], AREAS), *known("areas"))


def test_a_lookup_that_is_damaged_in_the_store_says_what_to_do_and_no_database_is_started(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from clearline.measures.store import Store; "
        f"Store(Path({str(store_with(tmp_path).root)!r})).areas(); sys.exit('duckdb' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    (part,) = (tmp_path / "figures" / "national" / "releases" / "areas").iterdir()
    part.write_bytes(b"no more")
    with pytest.raises(BadInput, match=r"gone or damaged\. Load the published file again with --force"):
        Store(tmp_path / "figures").areas()
    part.unlink()
    with pytest.raises(BadInput, match="gone or damaged"):
        Store(tmp_path / "figures").areas()


def test_an_empty_lookup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has a heading and no rows"):
        loaded(write(tmp_path / "a.csv", [], AREAS), *known("areas"))


def test_neighbours_of_both_models_are_kept_in_rank_order(tmp_path: Path) -> None:
    old = write(tmp_path / "old.csv", ["999,Northmoor,2,998,Close ", "999,Northmoor,1,997,Very Close"], NEAR)
    new = write(tmp_path / "new.csv", ["999,Northmoor,1,997,Close "], NEAR.replace("sn,", "sn_old_la_code,"))
    store = store_with(tmp_path, old, new)
    areas = store.areas()
    assert areas.models() == ("2025", "2021")
    assert areas.neighbours("E06000999", "2021") == ("E06000997", "E10000998")
    assert areas.neighbours("E06000999", "2025") == ("E06000997",)
    assert areas.neighbours("E06000997", "2025") == ()
    assert areas.neighbours("E00000000", "2025") == ()
    assert {one["closeness"] for one in store.table("neighbours-2021").to_pylist()} == {"Close", "Very close"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("999,N,1,,Close", "no neighbour's number"), ("999,N,one,998,", "a rank"), ("999,N,,998,Close", "a rank"),
        ("999,N,²,998,Close", "a rank"), (",N,1,998,Close", "a old_la_code"), ("999,N,1,99²,", "no neighbour's number"),
    ],
)  # fmt: skip
def test_a_neighbour_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(BadInput, match=rf"a\.csv:2: has .*{says}|a\.csv:2: has {says}"):
        loaded(write(tmp_path / "a.csv", [line], NEAR), *known("neighbours-2021"))


WIDE: list[list[Any]] = [
    ["", "", "Neighbour 1", "", "Neighbour 2", ""],
    ["LA number", "LA name", "SN1", "SNP1", "SN2", "SNP2"],
    [999.0, "Northmoor", 998.0, "Very Close", "997", "Close "],
    ["", "A note", "", "", "", ""],
]


def sheets(monkeypatch: pytest.MonkeyPatch, rows: list[list[Any]], name: str = "Sheet1") -> None:
    """Let every workbook have these rows on its one sheet."""
    monkeypatch.setattr(sources, "read_sheets", lambda path: {name: rows})


def workbook(path: Path) -> Path:
    """Return a file that begins as a workbook does."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return path


def test_neighbours_with_one_authority_a_row_under_two_headings_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets(monkeypatch, WIDE)
    store = store_with(tmp_path, workbook(tmp_path / "Neighbours April 2021.xlsx"))
    assert store.areas().neighbours("E06000999", "2021") == ("E10000998", "E06000997")


def test_neighbours_of_a_model_that_nothing_names_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets(monkeypatch, WIDE)
    path = workbook(tmp_path / "neighbours.xlsx")
    with pytest.raises(BadInput, match="does not say of which model"):
        load([path], Store(tmp_path / "figures"), known=known(*ALL))
    found = load([path], Store(tmp_path / "figures"), known=known(*ALL), dataset=Path("neighbours-2025"))
    assert found.files[0].release.dataset == "neighbours-2025"


def test_a_workbook_of_children_is_refused_and_one_that_nobody_knows_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx")
    sheets(monkeypatch, [["Child Unique ID", "Date of birth"], ["QX7", "1"]])
    with pytest.raises(BadInput, match="single children") as caught:
        load([path], Store(tmp_path / "figures"), known=known(*ALL))
    assert "QX7" not in str(caught.value)
    sheets(monkeypatch, [["a", "b"], []])
    with pytest.raises(BadInput, match="Save the sheet"):
        load([path], Store(tmp_path / "figures"), known=known(*ALL))


def test_a_workbook_that_is_damaged_or_no_workbook_inside_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    with pytest.raises(BadInput, match=r"damaged workbook|cannot be read"):
        workbooks.read_sheets(path)
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BadInput, match="damaged workbook"):
        workbooks.read_sheets(path)


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(BadInput, match=r"is no \.xlsx workbook"):
        workbooks.read_sheets(path)


OFSTED = [
    "la_code",
    "inspection_end_date",
    "publication_date",
    "overall_effectiveness_grade",
    "impact_of_leaders_grade",
]
OFSTED += ["help_and_protection_grade", "in_care_grade", "care_leavers_grade"]


def test_judgements_are_grades_in_the_reporting_year_of_the_inspection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        OFSTED,
        ["999", "31/03/2025", "02/05/25", "good", "Outstanding", "requires improvement", "inadequate", "nan"],
        [
            "998",
            "",
            "01/04/2024",
            "requires improvement to be good",
            "",
            "good",
            "good",
            "inspection_pre_dates_judgement",
        ],
    ]
    sheets(monkeypatch, rows)
    store = store_with(tmp_path, workbook(tmp_path / "ofsted.xlsx"))
    found = {(one["area"], one["indicator"]): one for one in store.observations("ofsted-ilacs", {}, []).to_pylist()}
    grades = ["overall", "leaders", "help-and-protection", "in-care", "care-leavers"]
    assert [found["E06000999", name]["value"] for name in grades] == [2, 1, 3, 4, None]
    assert [found["E10000998", name]["meaning"] for name in grades] == ["", "missing", "", "", "not applicable"]
    assert {one["period"] for one in found.values() if one["level"] == "authority"} == {"2025"}
    counts = {one["indicator"]: (one["value"], one["period"]) for one in found.values() if one["level"] == "england"}
    assert counts["leaders-outstanding"] == (1, "2026")  # of those with a grade, in the year of the newest report
    assert counts["leaders-inadequate"] == (0, "2026")
    assert store.releases("ofsted-ilacs")[0].published == date(2025, 5, 2)


def test_inspections_that_cannot_be_read_are_refused_row_by_row() -> None:
    good = ["999", datetime(2025, 1, 5), date(2025, 2, 5), "good", "good", "good", "good", "good"]
    rows = [["111", *good[1:]], [*good[:1], "soon", *good[2:]], [*good[:3], "splendid", *good[4:]]]
    known_areas = Areas([], {}, {})
    with pytest.raises(BadInput) as caught:
        list(Ofsted(Path("o.xlsx"), rows, OFSTED, known_areas).batches())
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]
    with pytest.raises(BadInput, match="has no judgements"):
        list(Ofsted(Path("o.xlsx"), [], OFSTED, known_areas).batches())


def test_a_workbook_with_numbers_as_codes_is_read_and_one_without_all_columns_or_with_two_judgements_refused() -> None:
    north = Area(code="E06000999", name="Northmoor", level="authority", old_code="999")
    known_areas = Areas([north], {}, {})
    good = [999.0, date(2025, 1, 5), date(2025, 2, 5), *["good"] * 5]
    (batch,) = Ofsted(Path("o.xlsx"), [good], OFSTED, known_areas).batches()
    assert set(batch.column("area").to_pylist()) == {"E06000999", "E92000001"}
    with pytest.raises(BadInput, match="has no column publication_date, care_leavers_grade"):
        list(Ofsted(Path("o.xlsx"), [good], [*OFSTED[:2], "other", *OFSTED[3:-1]], known_areas).batches())
    with pytest.raises(BadInput, match="has 5 judgements of an authority and a year twice"):
        list(Ofsted(Path("o.xlsx"), [good, good], OFSTED, known_areas).batches())


def test_dates_that_are_no_dates_and_grades_that_are_no_grades_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = ["999", datetime(2025, 1, 5), date(2025, 2, 5), "good", "good", "good", "good", "good"]
    sheets(monkeypatch, [OFSTED, good, ["998", "soon", *good[2:]], ["997", *good[1:3], "splendid", *good[4:]]])
    with pytest.raises(BadInput) as caught:
        store_with(tmp_path, workbook(tmp_path / "ofsted.xlsx"))
    assert [problem.line for problem in caught.value.problems] == [3, 4]
    assert "not written as" in caught.value.problems[0].what
    assert "not one of Ofsted's" in caught.value.problems[1].what


LAIT_ROWS = [
    ("Rate", "2024", "12.300000000000001", 999.0), ("Rate", "2025", "-", 999.0), ("Rate", "2025", "9", 970.0),
    ("Rate", "0", "-", 999.0), ("Rate", "2024", "3", 987.0), ("Count", "2016-17 (OT)", "70", 998.0),
]  # fmt: skip


def lait_table(rows: list[tuple[str, str, str, float]]) -> Any:
    """Return figures in LAIT's layout."""
    names = ("Short Desc", "Years", "Values", "LA Number")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return pa.table(columns | {"Data item": [None] * len(rows), "LA and Regions": ["?"] * len(rows)})


def lait_files(folder: Path, rows: list[tuple[str, str, str, float]] | None = None) -> tuple[Path, Path]:
    """Write LAIT's figures and its dictionary."""
    pq.write_table(lait_table(rows or LAIT_ROWS), folder / "lait.parquet")
    lines = [
        "Rate,Rate of plans,Low,1,Academic Year,Plans,45962",
        "Rate,The same again,High,1,Academic Year,Other,",
        "Rate,Rate of plans,High,1,Academic Year,Third,",
        ",,,,,,",
    ]
    lines.append('Count,"Children, all",NA,NA,Financial Year,Plans,New Data')
    return folder / "lait.parquet", write(folder / "dictionary.csv", lines, DICTIONARY)


def test_lait_is_read_with_its_dictionary_and_areas_by_number(tmp_path: Path) -> None:
    store = store_with(tmp_path, *lait_files(tmp_path))
    rows = store.observations("lait", {}, []).to_pylist()
    found = {(one["indicator"], one["period"], one["area"]): one for one in rows}
    assert set(found) == {
        ("Rate", "2023/24", "E06000999"), ("Rate", "2024/25", "E06000999"), ("Rate", "2024/25", "E92000001"),
        ("Rate", "2023/24", "E13000001"), ("Count", "2016-17", "E10000998"),
    }  # fmt: skip
    rate = found["Rate", "2023/24", "E06000999"]
    assert (repr(rate["value"]), rate["text"], rate["level"]) == ("12.3", "12.300000000000001", "authority")
    assert found["Rate", "2024/25", "E06000999"]["meaning"] == "not available"
    assert found["Count", "2016-17", "E10000998"]["status"] == "final"
    assert store.releases("lait")[0].notes == ("Rows without a year that is known were left out: 1.",)


def test_the_dictionary_has_one_row_an_indicator_and_days_as_dates(tmp_path: Path) -> None:
    store = store_with(tmp_path, lait_files(tmp_path)[1])
    rate, count = sorted(store.table("lait-dictionary").to_pylist(), key=lambda one: one["code"], reverse=True)
    assert (rate["title"], rate["polarity"], rate["decimals"], rate["updated"]) == (
        "Rate of plans", "Low", "1", "2025-11-01",
    )  # fmt: skip
    assert (count["title"], count["polarity"], count["decimals"], count["updated"]) == (
        "Children, all", "-", "", "New Data",
    )  # fmt: skip


def test_lait_as_csv_is_read_like_its_parquet(tmp_path: Path) -> None:
    lines = [f"Rate,2024,{value},{number},x,?" for value, number in (("5", "999"), ("-", "970"))]
    path = write(tmp_path / "lait.csv", lines, "Short Desc,Years,Values,LA Number,Data item,LA and Regions")
    store = store_with(tmp_path, path, lait_files(tmp_path)[1])
    assert sorted(one["text"] for one in store.observations("lait", {}, []).to_pylist()) == ["-", "5"]


def test_lait_is_read_with_what_was_loaded_before(tmp_path: Path) -> None:
    figures, dictionary = lait_files(tmp_path)
    store = store_with(tmp_path, dictionary)
    assert load([figures], store, known=known(*ALL)).files[0].release.rows == 5


def test_a_table_that_cannot_be_read_keeps_its_lookups_out_too(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="neither numbers nor symbols"):
        store_with(tmp_path, *lait_files(tmp_path, [("Rate", "2024", "high", 999.0)]))
    assert [path for path in (tmp_path / "figures").rglob("*") if path.is_file()] == []


def test_lait_without_what_it_needs_says_what_to_load(tmp_path: Path) -> None:
    figures, dictionary = lait_files(tmp_path)
    store = Store(tmp_path / "figures")
    with pytest.raises(BadInput, match="data dictionary"):
        load([figures], store, known=known(*ALL))
    with pytest.raises(BadInput, match=r"2 authority numbers.*lookup"):
        load([figures, dictionary], store, known=known(*ALL))


def test_a_damaged_parquet_and_one_of_something_else_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and no more")
    with pytest.raises(BadInput, match="damaged"):
        load([path], Store(tmp_path / "figures"), known=known(*ALL))
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(BadInput, match="Give published tables as CSV"):
        load([path], Store(tmp_path / "figures"), known=known(*ALL))
    pq.write_table(pa.table({"UPN": ["QX7"]}), path)
    with pytest.raises(BadInput, match="single children"):
        load([path], Store(tmp_path / "figures"), known=known(*ALL))


def test_a_parquet_whose_pages_are_damaged_is_refused(tmp_path: Path) -> None:
    figures, dictionary = lait_files(tmp_path)
    raw = bytearray(figures.read_bytes())
    raw[4:60] = b"\xff" * 56
    figures.write_bytes(bytes(raw))
    with pytest.raises(BadInput, match="damaged"):
        store_with(tmp_path, figures, dictionary)


def test_an_indicator_that_any_row_of_the_dictionary_keeps_out_of_the_bands_has_none(tmp_path: Path) -> None:
    lines = [
        ",No code,Low,First,NA", "Rate,Rate of plans,Low,First,NA", "Rate,The same again,Low,Second,N",
        "Count,Children,Low,First,NA",
    ]  # fmt: skip
    path = write(tmp_path / "d.csv", lines, "Measure_short,Measure,Polarity,Topic,No_Quartile")
    rate, count = read_dictionary(path)
    assert (rate["topic"], rate["no_quartile"], rate["also"]) == ("First", "N", "The same again")
    assert (count["no_quartile"], count["also"]) == ("NA", "")


def test_where_ofsted_gave_no_judgement_this_is_said_in_words(tmp_path: Path) -> None:
    words = {one["indicator"]: (one["symbol"], one["meaning"], one["text"]) for one in judged("nan")}
    assert words["overall"] == ("no overall judgement", "not available", "nan")
    assert words["leaders"] == ("no judgement", "not available", "nan")
    early = {one["symbol"] for one in judged("inspection_pre_dates_judgement")}
    assert early == {"inspected before there was this judgement"}


def judged(cell: str) -> list[dict[str, Any]]:
    """Return the judgements of an authority that has the same cell for all of them."""
    columns = ("la_code", "publication_date", "inspection_end_date", *JUDGEMENTS.values())
    area = Area(code="E06000999", name="Northmoor", level="authority", region="E12000001", old_code="999")
    day = date(2025, 5, 2)
    (batch,) = Ofsted(Path("o.xlsx"), [["999", day, day, *[cell] * 5]], columns, Areas([area], {}, {})).batches()
    return [one for one in batch.to_pylist() if one["area"] == "E06000999"]
