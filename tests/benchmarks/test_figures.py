"""The benchmark of published statistics compares like with like, and says so when an answer differs."""

import importlib
import random
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from test_benchmarks import BENCHMARKS, REFERENCES, needs_references, python

from clearline.measures.store import Store

AUTHORITIES = [f"E060000{at}" for at in range(41, 50)]
INDICATORS = ["made_01_ind_01", "made_01_ind_02"]
GROUPS = [("Total", "Total"), ("Sex", "Male")]
HEADING = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,breakdown_topic,breakdown"
)


def make_statistics(out: Path, shape: str, seed: int = 1) -> None:
    """Write a small folder of tidy files, all of it made up, with ties and symbols, and what it is compared with."""
    chance = random.Random(seed)
    lines = []
    for year in range(2018, 2026):
        for area in ("", *AUTHORITIES):
            number = f"9{area[-2:]}" if area else ""
            level = "Local authority" if area else "National"
            for topic, group in GROUPS:
                place = f"{year},Reporting year,{level},E92000001,England,,,{number},{area},{area},{topic},{group}"
                cells = [chance.choice(("c", "z", *(f"{n / 2:.1f}" for n in range(12)))) for _ in INDICATORS]
                if shape == "wide":
                    lines.append(f"{place},{','.join(cells)}")
                else:
                    lines += [f"{place},{name},{cell}" for name, cell in zip(INDICATORS, cells, strict=True)]
    out.mkdir(parents=True)
    more = ",".join(INDICATORS) if shape == "wide" else "indicator,value"
    (out / "made_01.csv").write_text("\n".join([f"{HEADING},{more}", *lines]) + "\n")
    targets = [f"{INDICATORS[0]},High,2.5", f"{INDICATORS[1]},Low,3.0"]
    (out.parent / "targets.csv").write_text("\n".join(["indicator,polarity,target", *targets]) + "\n")
    near = [f"{one},{other},1" for one in AUTHORITIES for other in chance.sample(AUTHORITIES, 3) if one != other]
    (out.parent / "neighbours.csv").write_text("\n".join(["la,neighbour,rank", *near]) + "\n")


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the programs of the benchmark find each other."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def main_of(program: str) -> Callable[..., None]:
    """Return what a program does."""
    found: Callable[..., None] = runpy.run_path(str(BENCHMARKS / program))["main"]
    return found


@needs_references
@pytest.mark.parametrize(("shape", "seed"), [("wide", 1), ("long", 2)])
def test_our_comparisons_answer_job_b_as_the_reference_in_sql_does(shape: str, seed: int, tmp_path: Path) -> None:
    make_statistics(tmp_path / shape, shape, seed)
    reference = REFERENCES / "ref" / "job_b_duckdb.py"
    theirs = python(reference, tmp_path / shape, tmp_path, tmp_path / "theirs.csv")
    assert theirs.returncode == 0, theirs.stderr
    main_of("published.py")(tmp_path / shape, tmp_path, tmp_path / "ours.csv", Store(tmp_path / "store"))
    assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "theirs.csv").read_bytes()
    assert (tmp_path / "ours.csv").read_text().count("\n") == 3


@pytest.fixture
def kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a folder with a store of made statistics and the tidy file that it came from."""
    make_statistics(tmp_path / "wide", "wide")
    main_of("published.py")(tmp_path / "wide", tmp_path, tmp_path / "ours.csv", Store(tmp_path / "store"))
    assert capsys.readouterr().out.startswith("load ")
    return tmp_path


def figures_in(tidy: Path) -> Iterator[tuple[str, str, int, str, str]]:
    """Yield every number of a wide file: indicator, breakdown, year, authority, and the figure as published."""
    for line in tidy.read_text().splitlines()[1:]:
        cells = line.split(",")
        for name, cell in zip(INDICATORS, cells[12:], strict=True):
            if cell not in "cz":
                yield name, cells[11], int(cells[0]), cells[8], cell


def test_a_page_from_a_kept_store_sums_what_the_tidy_file_says(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = AUTHORITIES[0]
    main_of("page.py")(kept / "store", kept, place, 2)
    found = sorted(figures_in(kept / "wide" / "made_01.csv"))
    latest = {(name, group): float(cell) for name, group, _, area, cell in found if area == place}
    said = capsys.readouterr()
    assert said.out.split()[:2] == [str(len(latest)), str(round(sum(latest.values()) * 10))]
    assert said.err.endswith("ms a call\n")


def test_the_array_that_the_peers_pages_are_made_of_holds_every_figure_in_its_place(kept: Path) -> None:
    main_of("cube.py")(kept / "store", kept, kept / "cube.npy")
    cube = np.load(kept / "cube.npy")
    assert cube.shape == (2, 2, 8, 10)
    groups, areas = ["Male", "Total"], [*AUTHORITIES, ""]
    found = list(figures_in(kept / "wide" / "made_01.csv"))
    for name, group, year, area, cell in found:
        at = INDICATORS.index(name), groups.index(group), year - 2018, areas.index(area)
        assert cube[at] == round(float(cell) * 10)
    assert (cube >= 0).sum() == len(found)


OURS = """
import sys
open(sys.argv[3], "w").write("answer")
print("load 0.5 compare 0.25")
"""

OUR_PAGE = """
import sys
print("1 2 3")
print("0.5 ms a call", file=sys.stderr)
"""

MAKER = """
import sys
from pathlib import Path
out = Path(sys.argv[1])
out.mkdir(parents=True)
(out / "made.csv").write_text("made")
"""

PROGRAMS = {"published.py": OURS, "page.py": OUR_PAGE, "cube.py": ""}
PEERS = {"gen/make_tidy.py": MAKER, "ref/job_b_duckdb.py": OURS, "ref/job_b_pandas.py": OURS, "ref/page.py": OUR_PAGE}


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return the benchmark of programs that do next to nothing, some of which are given otherwise."""

    def run(*options: str, **otherwise: str) -> int:
        for name, text in (PROGRAMS | PEERS).items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(otherwise.get(path.stem, text) if name in PEERS else text)
        figures = importlib.import_module("figures")
        monkeypatch.setattr(figures, "HERE", tmp_path)
        small = ["--runs", "1", "--peers", "DuckDB", "--python", sys.executable, "--references", str(tmp_path)]
        monkeypatch.setattr(sys, "argv", ["figures.py", *small, *options])
        status: int = figures.main()
        return status

    return run


def test_a_job_is_measured_compared_judged_and_said(
    measured: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured("--jobs", "long", "--files", "10") in (0, 1)  # of two that do the same either may be the quicker
    said = capsys.readouterr()
    assert "Ours, CPU s: load 0.50, compare 0.25. Answers: the same." in said.out
    assert "every peer gives our answers | the same | met |" in said.out
    assert "at most 1.5 times the memory of a tenth of it | 1." in said.out
    assert "at most 500 MB |" in said.out
    assert "DuckDB takes at least 1 times our CPU |" in said.out
    assert "reading in C is left out" in said.err


def test_an_answer_that_differs_misses_the_bar_and_names_who(
    measured: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"job_b_duckdb": OURS.replace("answer", "another"), "page": OUR_PAGE.replace("1 2 3", "1 2 4")}
    assert measured("--jobs", "wide", "page", "--files", "1", **other) == 1
    said = capsys.readouterr().out
    assert said.count("Answers: DIFFER from ours: DuckDB.") == 2
    assert said.count("every peer gives our answers | DIFFER from ours: DuckDB | MISSED |") == 2
    assert "DuckDB, times as long for a call in the process | 150 | 1.0 | missed by 150.0 times |" in said


@pytest.mark.parametrize(("files", "judged"), [("3", False), ("30", True)])
def test_pandas_is_held_to_its_multiple_only_at_the_full_size(
    files: str, judged: bool, measured: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured("--jobs", "wide", "--files", files, "--peers", "pandas") in ((1,) if judged else (0, 1))
    assert ("pandas takes at least 5 times our CPU |" in capsys.readouterr().out) is judged


def test_a_peer_that_fails_is_a_message_and_status_2(
    measured: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured("--jobs", "wide", "--files", "1", job_b_duckdb="raise SystemExit('no such module')") == 2
    assert "ended with status 1: no such module" in capsys.readouterr().err


def test_without_the_references_nothing_is_measured_aloud(tmp_path: Path) -> None:
    done = python(BENCHMARKS / "figures.py", "--references", tmp_path)
    assert done.returncode == 0
    assert "nothing is measured" in done.stderr


@pytest.mark.parametrize(
    ("measured", "most", "said"),
    [(2.0, False, "missed by 2.0 times"), (4.0, False, "reached"), (8.0, True, "missed by 2.0 times")],
)
def test_a_target_says_by_how_much_it_is_missed(measured: float, most: bool, said: str) -> None:
    target = importlib.import_module("races").Target
    assert target("something", 4.0, measured, most=most).row("a job")[-1] == said
