"""DfE's own files go through the store and out again in the form that DfE's rules ask for."""

from pathlib import Path

import pytest
from made_figures import run

from clearline.measures.showing.exporting.tidy_file import TidyFile
from clearline.measures.showing.exporting.tidy_rules import problems

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
FILES = {
    "looked-after-new-placements": "la_cla_during_year_new_placements.csv",
    "social-workers": "csww_indicators_2017_to_2025.csv",
    "attainment-ks4": "ks4_la.csv",
}
"""A dataset whose labels stand in groups, one with joint returns, and one of academic years."""


@pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not beside the repository")
def test_published_datasets_are_exported_whole_and_keep_the_rules(tmp_path: Path) -> None:
    store, out = tmp_path / "figures", tmp_path / "out"
    files = [DATA / "lookups" / "la_lookup.csv"]
    files += [DATA / "dfe-explore-education-statistics" / name for name in FILES.values()]
    assert run(store, "load", *map(str, files)).exit_code == 0
    result = run(store, "export", *FILES, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "left out" not in result.stderr
    for key in FILES:
        data, meta = (TidyFile(name, (out / name).read_bytes()) for name in (f"{key}.csv", f"{key}.meta.csv"))
        assert problems(data, meta) == []
    assert ",characteristic," in (out / "looked-after-new-placements.meta.csv").read_text(encoding="utf-8")
    assert "E09000021 / E09000027" in (out / "social-workers.csv").read_text(encoding="utf-8")
