"""A tidy file keeps DfE's rules whatever the figures are, and says what it had to leave out."""

import csv
import io
from collections.abc import Mapping
from datetime import date

import pytest

from clearline.kit.errors import BadInput
from clearline.measures.areas import Areas
from clearline.measures.figures import Area, Period
from clearline.measures.showing.exporting import tidy
from clearline.measures.showing.exporting.tidy import Figures, Indicator, Tidied, tidied
from clearline.measures.showing.exporting.tidy_file import TidyFile

Labels = tuple[str, ...]

YEAR = Period(label="2025", ends=date(2025, 3, 31), year="reporting")
ENGLAND, REGION, NORTHMOOR, SOUTHMOOR = "E92000001", "E12000001", "E06000999", "E06000998"
JOINT = f"{NORTHMOOR} / {SOUTHMOOR}"
AREAS = Areas(
    (
        Area(code=NORTHMOOR, name="Northmoor", level="authority", region=REGION, old_code="999"),
        Area(code=SOUTHMOOR, name="Southmoor", level="authority", region=REGION, old_code="998"),
        Area(code=JOINT, name="Northmoor / Southmoor", level="authority", old_code="999 / 998"),
        Area(code="E06000990", name="Nomoor", level="authority", old_code="990"),
    ),
    {},
    {},
)


def figures(cells: Mapping[tuple[str, Labels], str], filters: Labels = ()) -> Figures:
    """Return figures of one column for the areas and labels given."""
    given = {(YEAR, area, labels): {"Count": cell} for (area, labels), cell in cells.items()}
    return Figures("made", (Indicator("Count", "Children", "count"),), filters, given)


def columns(indicators: tuple[Indicator, ...], cells: Mapping[str, str]) -> Figures:
    """Return figures of several columns for England."""
    return Figures("made", indicators, (), {(YEAR, ENGLAND, ()): cells})


def of_england(*labels: Labels) -> dict[tuple[str, Labels], str]:
    """Return a figure for each combination of labels."""
    return {(ENGLAND, one): "5" for one in labels}


def rows(file: TidyFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode())))


def meta(found: Tidied, column: str) -> dict[str, str]:
    return next(row for row in rows(found.meta) if row["col_name"] == column)


def test_columns_of_place_are_filled_as_far_as_a_level_has_them() -> None:
    found = tidied(figures({(area, ()): "5" for area in (ENGLAND, REGION, NORTHMOOR)}), AREAS)
    assert [tuple(row.values())[2:10] for row in rows(found.data)] == [
        ("Local authority", ENGLAND, "England", REGION, "North East", "999", NORTHMOOR, "Northmoor"),
        ("National", ENGLAND, "England", "", "", "", "", ""),
        ("Regional", ENGLAND, "England", REGION, "North East", "", "", ""),
    ]


def test_a_joint_return_stands_in_the_region_of_its_first_authority() -> None:
    row = rows(tidied(figures({(JOINT, ()): "5"}), AREAS).data)[0]
    assert (row["region_code"], row["old_la_code"], row["new_la_code"]) == (REGION, "999 / 998", JOINT)


def test_what_the_rules_have_no_place_for_is_left_out_and_said() -> None:
    given = figures({(ENGLAND, ()): "5", ("E06000990", ()): "5", ("X", ()): "5"})
    three_years = Period(label="2014-16", ends=date(2016, 12, 31), year="rolling")
    cells = {**given.cells, (three_years, ENGLAND, ()): {"Count": "5"}}
    assert tidied(given._replace(cells=cells), AREAS).left_out == (
        "1 row left out: Nomoor (E06000990) has no region, and the rules ask for one.",
        "1 row left out: the rules have no form for the period 2014-16.",
        "1 row left out: their area is not known.",
    )


def test_nothing_that_has_a_place_is_refused() -> None:
    with pytest.raises(BadInput, match="nothing of 'made' that DfE's rules have a place for"):
        tidied(figures({("X", ()): "5"}), AREAS)


def test_a_filter_that_never_varies_is_left_out() -> None:
    found = tidied(figures({(ENGLAND, ("Referrals",)): "5"}, ("category",)), AREAS)
    assert "category" not in rows(found.data)[0]
    assert [row["col_name"] for row in rows(found.meta)] == ["count"]


def test_a_combination_that_one_area_lacks_is_not_available() -> None:
    cells: dict[tuple[str, Labels], str] = {
        (area, (sex,)): "5" for area in (ENGLAND, NORTHMOOR) for sex in ("Total", "Male")
    }
    del cells[NORTHMOOR, ("Male",)]
    found = {(row["la_name"], row["sex"]): row["count"] for row in rows(tidied(figures(cells, ("Sex",)), AREAS).data)}
    assert found["Northmoor", "Male"] == "x"
    assert len(found) == 4


def test_a_combination_that_nobody_has_is_not_applicable() -> None:
    cells = of_england(("Total", "Total"), ("Male", "Total"), ("Total", "Young"))
    found = rows(tidied(figures(cells, ("Sex", "Age")), AREAS).data)
    assert {(row["sex"], row["age"]): row["count"] for row in found} == {
        ("Total", "Total"): "5", ("Male", "Total"): "5", ("Total", "Young"): "5", ("Male", "Young"): "z",
    }  # fmt: skip


def test_labels_that_belong_to_groups_are_grouped_and_not_multiplied() -> None:
    cells = of_england(("Health", "Seen"), ("Health", "Total"), ("Crime", "Convicted"), ("Crime", "Cautioned"))
    found = tidied(figures(cells, ("Topic", "Breakdown")), AREAS)
    assert len(rows(found.data)) == 4
    described = rows(found.meta)
    assert [row["col_name"] for row in described] == ["breakdown", "count"]
    assert described[0]["filter_grouping_column"] == "topic"


def test_the_default_of_a_filter_is_its_total_or_else_its_first_label() -> None:
    with_total, without = of_england(("Total",), ("Male",)), of_england(("Male",), ("Female",))
    assert meta(tidied(figures(with_total, ("Sex",)), AREAS), "sex")["filter_default"] == ""
    assert meta(tidied(figures(without, ("Sex",)), AREAS), "sex")["filter_default"] == "Female"


def test_names_become_snake_case_begin_with_a_letter_and_stay_apart() -> None:
    indicators = tuple(Indicator(name, "Children", None) for name in ("2_or_more", "At31 (%)", "at31", "la_name"))
    found = tidied(columns(indicators, {one.name: "1.50" for one in indicators}), AREAS)
    assert [row["col_name"] for row in rows(found.meta)] == ["n_2_or_more", "at31", "at31_2", "la_name_2"]
    assert len({row["label"] for row in rows(found.meta)}) == 4


def test_units_and_decimal_places_are_described() -> None:
    indicators = (Indicator("share", "Share", "per-cent"), Indicator("cost", "Cost", "pounds"))
    found = tidied(columns(indicators, {"share": "12.5", "cost": "c"}), AREAS)
    assert (meta(found, "share")["indicator_unit"], meta(found, "share")["indicator_dp"]) == ("%", "1")
    assert (meta(found, "cost")["indicator_unit"], meta(found, "cost")["indicator_dp"]) == ("£", "0")


def test_a_label_that_a_spreadsheet_would_run_is_refused_and_nothing_comes_out() -> None:
    cells = of_england(("Total",), ("=1+1",))
    with pytest.raises(BadInput, match="cannot be put into DfE's form: 'sex' has a label that a spreadsheet would run"):
        tidied(figures(cells, ("Sex",)), AREAS)


def test_more_rows_than_anyone_can_use_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "MOST", 3)
    cells = of_england(("1", "1"), ("1", "2"), ("2", "1"), ("2", "2"))
    with pytest.raises(BadInput, match="more than 2,000,000 rows"):
        tidied(figures(cells, ("One", "Other")), AREAS)
