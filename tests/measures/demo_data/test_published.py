"""Protects the demonstration's published figures: real layouts, coherent with the returns, small counts hidden."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import slow_figures as slow
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from clearline.cli import main
from clearline.measures.demo_data.published import cell, published

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
REAL = {
    "population": "ons_mid-year_population_estimates_2012_to_2024",
    "looked_after_rates": "cla_number_and_rate_per_10k_children",
    "placement_stability": "la_cla_placement_stability",
    "new_placements": "la_cla_during_year_new_placements",
    "health_and_convictions": "la_conviction_health_outcome_cla",
    "care_leavers_activity": "la_care_leavers_activity",
    "care_leavers_accommodation": "la_care_leavers_accommodation_suitability",
    "referrals": "c1_children_in_need_referrals_and_rereferrals_2013_to_2025",
    "children_in_need": "b1_children_in_need_2013_to_2025",
    "assessment_factors": "c3_factors_identified_at_end_of_assessment_2018_to_2025",
    "child_protection_second_plans": "d3_cpps_subsequent_plan_2013_to_2025",
    "child_protection_duration": "d5_cpps_at31march_by_duration_2013_to_2025",
    "social_workers": "csww_indicators_2017_to_2025",
    "absence": "absence_la",
    "key_stage_2": "ks2_la",
    "key_stage_4": "ks4_la",
}


@pytest.fixture(scope="module")
def folder(every_year: Path) -> Path:
    return every_year / "published"


def rows(folder: Path, name: str) -> list[slow.Row]:
    return slow.table(folder, f"{name}_synthetic")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published files are not beside the repository")
@pytest.mark.parametrize("name", REAL)
def test_columns_periods_and_labels_are_those_of_the_real_file(folder: Path, name: str) -> None:
    with (SHARED / "dfe-explore-education-statistics" / f"{REAL[name]}.csv").open(encoding="utf-8-sig") as file:
        real = list(csv.DictReader(file))
    mine = rows(folder, name)
    assert set(mine[0]) <= set(real[0])
    file_ = next(each for each in published().files if each.name == f"{name}_synthetic.csv")
    for column in [*file_.rows[0].keys, "time_identifier", "geographic_level"]:
        assert {row[column] for row in mine} <= {row[column] for row in real}, column
    assert {len(row["time_period"]) for row in mine} == {len(row["time_period"]) for row in real}


def test_northmoors_figures_are_those_of_its_returns(folder: Path, every_year: Path) -> None:
    home = every_year / "E06000999" / "2026"
    mine = [
        row
        for row in rows(folder, "looked_after_rates")
        if row["la_name"] == "Northmoor" and row["time_period"] == "2026"
    ]
    now = sum(not row["DEC"] for row in slow.table(home, "episodes"))
    assert [row["children_count"] for row in mine if "on 31 March" in row["population_type"]] == [str(now)]
    health = {
        row["breakdown"]: row["children_count"]
        for row in rows(folder, "health_and_convictions")
        if row["la_name"] == "Northmoor" and row["time_period"] == "2026"
    }
    oc2 = slow.table(home, "oc2")
    assert health["Total all ages"] == str(len(oc2))
    assert health["Had their teeth checked by a dentist"] == str(sum(row["TEETH_CHECK"] == "1" for row in oc2))


def test_five_years_of_england_a_region_and_thirteen_authorities(folder: Path) -> None:
    found = rows(folder, "referrals")
    assert len({row["time_period"] for row in found}) == 5
    assert [row["geographic_level"] for row in found[:3]] == ["National", "Regional", "Local authority"]
    assert len(found) == 5 * 15
    assert all(row["referral_count"].endswith("0") for row in found if row["geographic_level"] != "Local authority")


def test_a_published_percentage_is_what_its_counts_make(folder: Path) -> None:
    compared = 0
    for row in rows(folder, "referrals"):
        if row["rereferral_count"] != "c" and row["geographic_level"] == "Local authority":
            exact = Decimal(row["rereferral_count"]) * 100 / Decimal(row["referral_count"])
            assert abs(exact - Decimal(row["rereferral_percent"])) <= Decimal("0.05")
            compared += 1
    assert compared > 50


def test_small_counts_of_authorities_are_hidden_with_their_percentages(folder: Path) -> None:
    found = [row for row in rows(folder, "health_and_convictions") if row["geographic_level"] == "Local authority"]
    assert not any(row["children_count"] in ("1", "2", "3", "4", "5") for row in found)
    hidden = [row for row in found if row["children_count"] == "c"]
    assert hidden
    assert all(row["children_percent"] in ("c", "z") for row in hidden)


@pytest.mark.parametrize(
    ("recipe", "shown"),
    [("b", "200"), ("a/b", "50"), ("one/b*100.1", "0.5"), ("b/one*1.1", "200.0"), ("=z", "z"), ("a/none", "z"),
     ("small", "c"), ("small/b", "c"), ("b/small", "c")],
)  # fmt: skip
def test_a_cell_is_counted_rounded_half_up_and_hidden_as_its_recipe_says(recipe: str, shown: str) -> None:
    counts = {"a": 99, "b": 200, "one": 1, "none": 0, "small": 4}
    assert cell(recipe, counts, range(3, 6)) == shown


def test_neighbours_and_areas_name_only_invented_authorities(folder: Path) -> None:
    areas = rows(folder, "areas")
    numbers = {row["old_la_code"] for row in areas}
    assert len(areas) == 13
    assert areas[0]["la_name"] == "Northmoor"
    assert areas[0]["new_la_code"] == "E06000999"
    for model, column in ((2021, "sn"), (2025, "sn_old_la_code")):
        table = rows(folder, f"neighbours_{model}")
        assert len(table) == 130
        assert {row[column] for row in table} <= numbers
        assert all(row[column] != row["old_la_code"] for row in table)


def test_inspections_name_every_authority_and_grade(folder: Path) -> None:
    sheet = CalamineWorkbook.from_path(str(folder / "ofsted_synthetic.xlsx")).get_sheet_by_index(0).to_python()
    assert [str(cell) for cell in sheet[0][:3]] == ["la_code", "local_authority", "overall_effectiveness_grade"]
    assert len(sheet) == 14
    assert {row[2] for row in sheet[1:]} <= {"outstanding", "good", "requires improvement", "inadequate"}


def test_every_file_loads_as_the_dataset_that_it_imitates(folder: Path, tmp_path: Path) -> None:
    files = [str(path) for path in folder.iterdir() if path.name != "README.txt"]
    store = ["--store", str(tmp_path / "store")]
    loaded = CliRunner().invoke(main, ["figures", "load", *store, *files])
    assert loaded.exit_code == 0, loaded.output
    assert loaded.output.count("loaded.") == len(files)
    shown = CliRunner().invoke(main, ["figures", "show", "looked-after-rate", "--area", "Northmoor", *store])
    assert shown.exit_code == 0, shown.output
    assert "per 10,000" in shown.output
