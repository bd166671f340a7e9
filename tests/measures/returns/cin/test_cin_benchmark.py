"""The figures of the benchmark are those of a program written for them by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PERF = ROOT.parent / "shared" / "perf"


def run(*command: str | Path) -> None:
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT)


@pytest.mark.skipif(not PERF.exists(), reason="needs ../shared/perf: the maker of returns and the reference program")
def test_the_benchmark_gives_the_bytes_of_the_reference_program(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="the maker of returns needs polars")
    pytest.importorskip("lxml", reason="the reference program needs lxml")
    returns = tmp_path / "returns"
    run(PERF / "gen" / "make_cin.py", returns, "--authorities", "3", "--children", "1500", "--compact")
    run(PERF / "ref" / "cin_lxml.py", returns, tmp_path / "reference.csv")
    run("benchmarks/children_in_need.py", returns, tmp_path / "ours.csv")
    assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "reference.csv").read_bytes()
