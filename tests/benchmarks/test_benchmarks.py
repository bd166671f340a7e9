"""The benchmark compares like with like: the same inputs, the same answers, and it says so when they differ."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearline.organisations.files import read_organisation

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
REFERENCES = ROOT.parent / "shared" / "perf"

needs_references = pytest.mark.skipif(
    not (REFERENCES / "ref").is_dir(), reason="the reference implementations are not at ../shared/perf"
)


def python(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a script and return what it said and its exit status."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *map(str, command)], env=env, text=True, capture_output=True, check=False)


@needs_references
@pytest.mark.parametrize(("posts", "seed"), [(50, 1), (500, 2), (500, 3)])
def test_our_lines_answer_job_c_as_the_plain_reference_does(posts: int, seed: int, tmp_path: Path) -> None:
    made = python(REFERENCES / "gen" / "make_org.py", tmp_path / "in", "--posts", posts, "--seed", seed)
    theirs = python(REFERENCES / "ref" / "org_python.py", tmp_path / "in", tmp_path / "theirs.csv")
    ours = python(BENCHMARKS / "job_c.py", tmp_path / "in", tmp_path / "ours.csv")
    assert (made.returncode, theirs.returncode, ours.returncode) == (0, 0, 0), ours.stderr
    assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "theirs.csv").read_bytes()
    assert (tmp_path / "ours.csv").read_text().count("\n") > 10


@needs_references
def test_the_whole_benchmark_runs_on_a_small_organisation() -> None:
    done = python(BENCHMARKS / "check.py", "--posts", 5, "--runs", 1, "--peers", "plain Python")
    assert done.returncode in (0, 1), done.stderr  # a slow machine may miss the bar in seconds
    assert "Answers: the same, byte for byte." in done.stdout
    assert "| 5 | plain Python |" in done.stdout
    assert "a picture of 50 posts is checked in 0.25 s" in done.stdout


def test_without_the_references_job_c_is_left_out_aloud(tmp_path: Path) -> None:
    done = python(BENCHMARKS / "check.py", "--posts", 5, "--runs", 1, "--references", tmp_path)
    assert "job C is left out" in done.stderr
    assert "Job C" not in done.stdout
    assert "`clearline check POSTS.csv`" in done.stdout


def false_references(folder: Path, reference: str) -> Path:
    """Write a maker of a one-post job C and a plain reference that does something else, and return their folder."""
    files = {
        "posts": "post,role,manager,holder,cover,qualified,external\n0,CEX,,p0,0,0,0\n",
        "duties": "duty,role,external_ok\n",
        "assign": "duty,post,kind\n",
        "rules": "rule,kind,x,y,n\n",
    }
    maker = "import pathlib, sys\nfolder = pathlib.Path(sys.argv[1])\nfolder.mkdir()\n"
    maker += "".join(f"(folder / '{name}.csv').write_text({text!r})\n" for name, text in files.items())
    for name, text in (("gen/make_org.py", maker), ("ref/org_python.py", reference)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    return folder


def test_an_answer_that_differs_misses_the_bar_and_names_who(tmp_path: Path) -> None:
    folder = false_references(tmp_path, "import sys\nopen(sys.argv[2], 'w').write('cycle,0\\n')\n")
    done = python(BENCHMARKS / "check.py", "--posts", 1, "--runs", 1, "--peers", "plain Python", "--references", folder)
    assert done.returncode == 1, done.stderr
    assert "DIFFER from ours: plain Python at 1 posts" in done.stdout
    assert "MISSED" in done.stdout


def test_a_reference_that_fails_is_a_message_and_status_2(tmp_path: Path) -> None:
    folder = false_references(tmp_path, "raise SystemExit('no such module')\n")
    done = python(BENCHMARKS / "check.py", "--posts", 1, "--runs", 1, "--peers", "plain Python", "--references", folder)
    assert done.returncode == 2
    assert "ended with status 1: no such module" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("posts", [1, 5, 50, 1200])
def test_a_made_table_has_the_posts_asked_for_and_can_be_read(posts: int, tmp_path: Path) -> None:
    made = tmp_path / "northmoor.csv"
    assert python(BENCHMARKS / "organisations.py", made, "--posts", posts).returncode == 0
    assert len(read_organisation(made).posts) == posts


def test_a_made_table_plants_each_fault_of_the_line(tmp_path: Path) -> None:
    made = tmp_path / "northmoor.csv"
    python(BENCHMARKS / "organisations.py", made, "--posts", 1200)
    posts = read_organisation(made).posts
    assert sum(post.reports_to is None for post in posts.values()) == 1
    assert sum(post.reports_to == "nobody" for post in posts.values()) == 2
    assert sum(post.reports_to == "director-of-resources" for post in posts.values()) == 4
    assert sum(post.holders == () for post in posts.values()) == 1196 // 13


def test_a_made_picture_has_fifty_posts_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        assert python(BENCHMARKS / "organisations.py", tmp_path / name, "--posts", 50).returncode == 0
    assert len(read_organisation(tmp_path / "one.yaml").posts) == 50
    assert (tmp_path / "one.yaml").read_bytes() == (tmp_path / "two.yaml").read_bytes()
