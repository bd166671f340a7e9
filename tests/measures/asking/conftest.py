"""The real published files, loaded once for the tests that reproduce DfE's figures."""

from pathlib import Path

import pytest
from published_files import EES, LAIT, LOOKUPS, SHARED

from clearline.measures.content import read_measures
from clearline.measures.loading.load import load
from clearline.measures.store import Store
from clearline.measures.vocabulary import Measure

CONTENT = Path(__file__).resolve().parents[3] / "content"

FILES = (
    "b1_children_in_need_2013_to_2025.csv", "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "cla_number_and_rate_per_10k_children.csv", "csww_indicators_2017_to_2025.csv",
    "d3_cpps_subsequent_plan_2013_to_2025.csv", "d5_cpps_at31march_by_duration_2013_to_2025.csv", "ks4_la.csv",
    "ons_mid-year_population_estimates_2012_to_2024.csv",
)  # fmt: skip


@pytest.fixture(scope="session")
def measures() -> dict[str, Measure]:
    """Return every measure that is written down, by key."""
    return {one.key: one for one in read_measures(CONTENT).measures}


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with the real files that the tests need."""
    if not SHARED.exists():
        pytest.skip("the published files are not here: they are read from ../shared/data and never kept in the project")
    store = Store(tmp_path_factory.mktemp("figures"))
    paths = [*sorted(LOOKUPS.iterdir()), *sorted(LAIT.iterdir()), *(EES / name for name in FILES)]
    load(paths, store, known=read_measures(CONTENT).datasets)
    return store
