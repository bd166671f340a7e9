"""Protects what demonstration data are for: figures measured on them come out where the published ones are."""

import csv
import io
from pathlib import Path

import pytest
import slow_figures as slow
from click.testing import CliRunner

from clearline.cli import main
from clearline.measures.demo_data.calibration import calibration
from clearline.measures.demo_data.days import ages, year_of_return
from clearline.measures.demo_data.geography import country
from clearline.measures.demo_data.making import simulate
from clearline.measures.demo_data.own_counts import own_counts

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
PUBLISHED = SHARED / "dfe-explore-education-statistics"

POPULATION = 2000 / 0.0067

FILES = {
    "looked-after-rates": "cla_number_and_rate_per_10k_children.csv",
    "looked-after-placement-stability": "la_cla_placement_stability.csv",
    "looked-after-health-and-convictions": "la_conviction_health_outcome_cla.csv",
    "care-leavers-accommodation": "la_care_leavers_accommodation_suitability.csv",
    "referrals": "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "child-protection-second-plans": "d3_cpps_subsequent_plan_2013_to_2025.csv",
    "child-protection-duration": "d5_cpps_at31march_by_duration_2013_to_2025.csv",
}

PEOPLE = 12_183_016
"""Children in England in the middle of 2024, by which published counts become rates."""


def near(measured: float, name: str, tolerance: float) -> None:
    """Assert that a figure is within so many per cent (of itself) of the calibrated one."""
    wanted = calibration().rates[name]
    target = wanted.value if wanted.per == 100 else wanted.share * POPULATION
    assert measured == pytest.approx(target, rel=tolerance / 100), name


@pytest.fixture(scope="module")
def posts(many: Path) -> dict[str, tuple[int, int, str]]:
    rows = slow.table(many, "postcodes")
    return {row["pcd"]: (int(row["e"]), int(row["n"]), row["la"]) for row in rows}


@pytest.fixture(scope="module")
def in_care(many: Path, posts: dict[str, tuple[int, int, str]]) -> dict[str, float]:
    years = {year: many / "E06000999" / str(year) for year in (2024, 2025)}
    return slow.looked_after(years, 2025, posts)


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [("looked-after", 6), ("started", 8), ("ceased", 10), ("adopted", 25), ("three-placements", 16),
     ("far-and-out", 12), ("missing", 12), ("away", 35)],
)  # fmt: skip
def test_children_in_care_are_as_many_and_live_as_published(
    in_care: dict[str, float], name: str, tolerance: float
) -> None:
    near(in_care[name], name, tolerance)


def test_as_many_have_been_in_care_for_a_year_and_are_under_16_as_published(in_care: dict[str, float]) -> None:
    assert in_care["year-round"] == pytest.approx(58_530 / 81_770 * 100, abs=5)
    assert in_care["under-16"] == pytest.approx(76, abs=4)


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [("health", 4), ("immunised", 5), ("dentist", 5), ("development", 7), ("convicted", 60), ("substance", 45),
     ("scored", 6), ("concern", 10), ("borderline", 25), ("suitable-17-18", 6), ("suitable-19-21", 5)],
)  # fmt: skip
def test_health_and_homes_are_as_published(many: Path, name: str, tolerance: float) -> None:
    near(slow.health(many / "E06000999" / "2025", 2025)[name], name, tolerance)


def test_scores_and_care_leavers_in_work_or_learning_are_as_published(many: Path) -> None:
    found = slow.health(many / "E06000999" / "2025", 2025)
    assert found["average score"] == pytest.approx(14.9, abs=0.9)
    assert found["active 17-18"] == pytest.approx(64, abs=6)
    assert found["active 19-21"] == pytest.approx(54, abs=5)


@pytest.fixture(scope="module")
def in_need(many: Path) -> dict[str, float]:
    return slow.in_need([many / "E06000999" / str(year) / f"cin_{year}.xml" for year in (2024, 2025)])


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [("referrals", 4), ("re-referred", 9), ("no-further-action", 9), ("not-in-need", 13), ("in-need", 5),
     ("assessed-in-45-days", 2), ("section-47", 5), ("conferences", 7), ("conferences-in-15-days", 4),
     ("plans-started", 7), ("second-plans", 11), ("plans", 9), ("plans-two-years", 70),
     ("plans-ended-after-two-years", 45), ("plans-reviewed", 8)],
)  # fmt: skip
def test_children_in_need_are_as_many_and_seen_as_soon_as_published(
    in_need: dict[str, float], name: str, tolerance: float
) -> None:
    near(in_need[name], name, tolerance)


def test_children_long_in_care_keep_their_placement_as_often_as_published() -> None:
    care, need = simulate(country(1), 0, 600_000, seed=3)
    counts = own_counts(care, need, 600_000, 2025)
    assert 100 * counts["stable"] / counts["long_term"] == pytest.approx(69, abs=4)
    assert 100 * counts["long_term"] / counts["looked_after"] == pytest.approx(28_710 / 81_770 * 100, abs=3)
    first, last = year_of_return(2025)
    born = care.children.born[care.stays.child]
    now = (care.stays.start <= last) & (care.stays.end > last)
    assert (ages(born[now], last) < 18).all()
    assert counts["looked_after"] == now.sum() > 0
    assert first < last


@pytest.fixture(scope="module")
def measured(many: Path) -> dict[str, float]:
    """Return what `clearline returns measure` says of the same returns."""
    home = many / "E06000999"
    asked = ["returns", "measure", str(home), "--authority", home.name, "--year", "2025", "--format", "csv"]
    result = CliRunner().invoke(main, [*asked, "--postcodes", str(many / "postcodes.csv")])
    assert result.exit_code in (0, 1), result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    return {
        row["measure"]: float(row["numerator"]) / float(row["denominator"] or 1) for row in rows if row["numerator"]
    }


@pytest.mark.parametrize(
    ("measure", "figure"),
    [("looked-after-from-returns", "looked-after"), ("looked-after-started-from-returns", "started"),
     ("looked-after-ceased-from-returns", "ceased"), ("looked-after-three-placements-from-returns", "three-placements"),
     ("looked-after-over-20-miles-and-out-of-area-from-returns", "far-and-out"),
     ("looked-after-missing-from-returns", "missing")],
)  # fmt: skip
def test_the_engine_measures_what_the_slow_count_does(
    measured: dict[str, float], in_care: dict[str, float], measure: str, figure: str
) -> None:
    per = 1 if figure in ("looked-after", "started", "ceased") else 100
    assert measured[measure] * per == pytest.approx(in_care[figure])


@pytest.mark.parametrize(
    ("measure", "figure"),
    [("referrals-from-returns", "referrals"), ("re-referrals-from-returns", "re-referred"),
     ("referrals-no-further-action-from-returns", "no-further-action"), ("children-in-need-from-returns", "in-need"),
     ("section-47-enquiries-from-returns", "section-47"), ("child-protection-plans-from-returns", "plans"),
     ("child-protection-plans-started-from-returns", "plans-started"),
     ("child-protection-second-plans-from-returns", "second-plans"),
     ("child-protection-plans-open-2-years-from-returns", "plans-two-years")],
)  # fmt: skip
def test_the_engine_measures_the_census_as_the_slow_count_does(
    measured: dict[str, float], in_need: dict[str, float], measure: str, figure: str
) -> None:
    per = 1 if in_need[figure] > 100 else 100
    assert measured[measure] * per == pytest.approx(in_need[figure])


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside the repository")
@pytest.mark.parametrize("name", [key for key, rate in calibration().rates.items() if rate.dataset in FILES])
def test_a_calibrated_rate_is_what_was_published(name: str) -> None:
    rate = calibration().rates[name]
    with (PUBLISHED / FILES[rate.dataset]).open(encoding="utf-8-sig", newline="") as file:
        rows = [
            row for row in csv.DictReader(file)
            if row["geographic_level"] == "National" and row["time_period"] == rate.year
            and all(row[column] == label for column, label in rate.where.items())
        ]  # fmt: skip
    assert len(rows) == 1
    published = float(rows[0][rate.column])
    as_rate = published / PEOPLE * 10_000 if rate.per == 10_000 and "rate" not in rate.column else published
    assert rate.value == pytest.approx(as_rate, abs=0.5 if rate.value > 100 else 0.06)


def test_every_mix_says_where_it_comes_from() -> None:
    for name, mix in calibration().mixes.items():
        assert mix.recalled != bool(mix.dataset and mix.year), name
