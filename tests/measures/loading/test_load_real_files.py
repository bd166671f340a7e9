"""Every real file loads, as often as it is given, and says what was published. Skips where there are none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clearline.measures.loading.load import described, load
from clearline.measures.store import Store
from clearline.measures.vocabulary import Where

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real published files are not beside the repository")

ROWS = {
    "absence": 206_640, "areas": 175, "assessment-factors": 52_480, "attainment-ks2": 113_652, "attainment-ks4": 55_104,
    "care-leavers-accommodation": 13_360, "care-leavers-activity": 40_080, "child-protection-duration": 23_452,
    "child-protection-second-plans": 6_396, "children-in-need": 17_056, "lait": 640_900, "lait-dictionary": 434,
    "looked-after-health-and-convictions": 30_060, "looked-after-new-placements": 31_730,
    "looked-after-placement-stability": 10_020, "looked-after-rates": 7_515, "neighbours-2021": 1_560,
    "neighbours-2025": 1_530, "ofsted-ilacs": 769, "population": 2_132, "referrals": 21_320, "social-workers": 32_186,
}  # fmt: skip
"""Each is the rows of the file times its columns of figures; LAIT is less its 170 rows of the year 0."""

ON_31_MARCH = "Children looked after on 31 March each year"
IN_NEED = "CINO at 31 March"


def files() -> list[Path]:
    """Return every published file."""
    folders = ("dfe-explore-education-statistics", "dfe-lait", "lookups", "ofsted")
    return [path for folder in folders for path in sorted((SHARED / folder).iterdir())]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with all of them."""
    known = [described(path) for path in sorted((ROOT / "content" / "datasets").glob("*.yaml"))]
    store = Store(tmp_path_factory.mktemp("figures"))
    found = load(files(), store, known=known)
    assert all(file.new for file in found.files)
    before = (store.folder() / "manifest.json").read_bytes()
    again = load(files(), store, known=known)
    assert not any(file.new for file in again.files)
    assert (store.folder() / "manifest.json").read_bytes() == before
    return store


def cell(store: Store, dataset: str, indicator: str, **where: str) -> dict[str, Any]:
    """Return the one observation that meets conditions."""
    (found,) = store.observations(dataset, dict(where), [indicator]).to_pylist()
    return dict(found)


def test_every_file_is_the_dataset_that_it_is_and_no_row_is_lost(store: Store) -> None:
    assert {release.dataset: release.rows for release in store.manifest().releases} == ROWS


@pytest.mark.parametrize(
    ("dataset", "indicator", "where", "text"),
    [
        ("children-in-need", "At31_episodes", {"area": "E92000001", "period": "2025"}, "402400"),
        ("looked-after-rates", "rate_per_10000",
         {"area": "E92000001", "period": "2025", "population_type": ON_31_MARCH}, "67"),
        ("child-protection-second-plans", "CPP_subsequent_percent", {"area": "E12000001", "period": "2025"}, "27.2"),
        ("attainment-ks4", "avg_att8",
         {"area": "E92000001", "period": "2024/25", "social_care_group": IN_NEED}, "17.3"),
        ("absence", "pt_overall",
         {"area": "E92000001", "period": "2024/25", "social_care_group": IN_NEED, "phase_type_grouping": "Total"},
         "17.4"),
        ("population", "population_estimate", {"area": "E92000001", "period": "2024"}, "12183016"),
        ("care-leavers-activity", "care_leaver_percent",
         {"area": "E92000001", "period": "2025", "care_leaver_age": "17 to 18 years",
          "breakdown": "Education other than higher education"}, "48"),
        ("social-workers", "caseload_fte", {"area": "E92000001", "period": "2025"}, "15.2"),
    ],
)  # fmt: skip
def test_a_known_cell_is_as_published(
    store: Store, dataset: str, indicator: str, where: dict[str, str], text: str
) -> None:
    found = cell(store, dataset, indicator, **where)
    assert (found["text"], found["value"]) == (text, float(text))


def test_missing_returns_have_their_symbol(store: Store) -> None:
    for area, year, meaning in ("E09000012", "2022", "not available"), ("E10000014", "2024", "low reliability"):
        assert cell(store, "children-in-need", "At31_episodes", area=area, period=year)["meaning"] == meaning


def test_predecessors_and_successors_stand_in_every_year_of_the_looked_after_series(store: Store) -> None:
    one = {"population_type": ON_31_MARCH, "period": "2025"}
    assert cell(store, "looked-after-rates", "children_count", area="E10000006", **one)["meaning"] == "not applicable"
    assert cell(store, "looked-after-rates", "children_count", area="E06000063", **one)["value"] is not None
    assert cell(store, "looked-after-rates", "children_count", area="E06000053", **one)["symbol"] == "z"


def test_joint_returns_and_new_codes_of_the_workforce_are_found(store: Store) -> None:
    areas = store.areas()
    joint = areas.find("314 / 318")
    assert cell(store, "social-workers", "cases", area=joint.code, period="2025")["value"] is not None
    assert areas.codes("E08000016") == ("E08000016", "E08000038")
    assert cell(store, "social-workers", "cases", area="E08000038", period="2025")["value"] is not None


def test_both_neighbour_models_have_ten_for_every_authority_of_today(store: Store) -> None:
    areas = store.areas()
    assert areas.models() == ("2025", "2021")
    today = [one for one in areas.authorities() if one.region and one.last_year is None]
    assert len(today) == 153
    lacking = {
        model: [one.name for one in today if len(areas.neighbours(one.code, model)) != 10] for model in areas.models()
    }
    assert lacking == {"2025": [], "2021": ["Cumberland", "Westmorland and Furness"]}, "made after the model of 2021"


def test_lait_names_academic_years_as_the_statistics_do(store: Store) -> None:
    lait = store.observations("lait", {"period": "2024/25"}, ["CINTotalAb_3Term"]).to_pylist()
    where: Where = {"period": "2024/25", "social_care_group": IN_NEED, "phase_type_grouping": "Total"}
    published = {one["area"]: one["value"] for one in store.observations("absence", where, ["pt_overall"]).to_pylist()}
    both = [one for one in lait if one["value"] is not None and published.get(one["area"]) is not None]
    assert len(both) > 150
    assert all(abs(one["value"] - published[one["area"]]) < 0.051 for one in both)


def test_lait_has_every_indicator_of_its_dictionary(store: Store) -> None:
    codes = {row["code"] for row in store.table("lait-dictionary").to_pylist()}
    assert codes == set(store.releases("lait")[0].indicators)


def test_judgements_are_those_of_the_workbook(store: Store) -> None:
    barnsley = cell(store, "ofsted-ilacs", "help-and-protection", area="E08000016")
    assert (barnsley["text"], barnsley["value"], barnsley["period"]) == ("requires improvement", 3.0, "2024")
    release = store.releases("ofsted-ilacs")[0]
    assert release.published is not None
    assert release.published > date(2026, 1, 1)


def test_years_end_when_they_end(store: Store) -> None:
    assert cell(store, "population", "population_estimate", area="E92000001", period="2024")["ends"] == date(
        2024, 6, 30
    )
    assert cell(store, "social-workers", "cases", area="E92000001", period="2025")["ends"] == date(2025, 9, 30)
