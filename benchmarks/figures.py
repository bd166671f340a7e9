"""Times published statistics, and a page of them, beside programs written for the same jobs by hand.

    python benchmarks/figures.py [--jobs wide long page] [--files 30] [--runs 1] [--peers DuckDB Polars pandas SQLite]

Makes its inputs in a temporary folder (30 files: 1 GB), runs whole processes turn by turn, compares the answers and
prints Markdown tables. Exit status 0 when every first bar is met, 1 when one is missed or an answer differs, 2 when
something could not be run. The README beside this file says what is measured and gives the last figures.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import peers
from processes import Failed, environment, run
from races import FIRST, OURS, Headline, Race, Target
from reporting import judge, say, table

HERE = Path(__file__).parent

STATISTICS = {"pandas": "job_b_pandas.py", "DuckDB": "job_b_duckdb.py", "Polars": "job_b_polars.py"}
"""The script of each peer for job B."""

PAGES = {"pandas": "pandas", "DuckDB": "duckdb", "SQLite": "sqlite"}
"""What the references' page calls each peer."""

HEADLINES = {
    "wide": Headline({"Polars": 12, "DuckDB": 15, "pandas": 25}, memory=20, limit=("reading in C", 8)),
    "long": Headline({"Polars": 6}, memory=10, limit=("reading in C", 4)),
    "page": Headline({"DuckDB": 7, "SQLite": 20}, limit=("import numpy", 1.2)),
}

CALLS = {"DuckDB": 150.0, "SQLite": 700.0}
"""How many times as long as ours a page should take each, once everything is open."""

AUTHORITY = "E06000042"
"""One of the made authorities."""

FULL = 30
"""Files of which pandas must take its multiple of our CPU: with fewer, both are mostly starting."""

PAGE_RUNS = 5
"""A page takes so little that it is run more often."""


class Given(NamedTuple):
    """What was asked for."""

    jobs: tuple[str, ...]
    files: int
    runs: int
    peers: tuple[str, ...]
    references: Path
    python: str
    """The interpreter that has the peers' packages."""


class Inputs:
    """The made statistics, each shape made once, and the store of them."""

    def __init__(self, given: Given, folder: Path, env: Mapping[str, str]) -> None:
        self.given, self.folder, self.env = given, folder, env

    def made(self, shape: str, files: int) -> Path:
        """Return a folder of made files; what they are compared with is in the folder above it."""
        out = self.folder / f"{files}-files" / shape
        if not out.exists():
            maker = self.given.references / "gen" / "make_tidy.py"
            run([self.given.python, str(maker), str(out), "--shape", shape, "--files", str(files)], self.env)
        return out

    def store(self) -> Path:
        """Return a store of the wide files."""
        root = self.folder / "store"
        if not root.exists():
            tidy = self.made("wide", self.given.files)
            run(statistics(tidy, self.folder / "store.csv", root), self.env)
        return root


def first(given: Given) -> dict[str, float]:
    """Return the first bars that the size asked for can show."""
    return {name: times for name, times in FIRST.items() if name != "pandas" or given.files >= FULL}


def statistics(tidy: Path, out: Path, *store: Path) -> list[str]:
    """Return the command of our job B."""
    return [sys.executable, str(HERE / "published.py"), *map(str, (tidy, tidy.parent, out, *store))]


def job_b(shape: str, given: Given, inputs: Inputs) -> Race:
    """Compare all figures of one shape: ours, the peers and the floor."""
    tidy = inputs.made(shape, given.files)
    answers = {name: inputs.folder / f"{shape}-{name}.csv" for name in (OURS, *STATISTICS)}
    commands = {OURS: statistics(tidy, answers[OURS])}
    for name, script in STATISTICS.items():
        if name in given.peers:
            path = str(given.references / "ref" / script)
            commands[name] = [given.python, path, str(tidy), str(tidy.parent), str(answers[name])]
    size = sum(path.stat().st_size for path in tidy.glob("*.csv")) / 1e6
    race = Race(f"Job B, {shape}, {size:.0f} MB", HEADLINES[shape], first(given))
    race.run(commands | floor(tidy, given, inputs), given.runs, inputs.env)
    peers_there = [name for name in STATISTICS if name in commands]
    ours = answers[OURS].read_bytes()
    race.differing = [name for name in peers_there if answers[name].read_bytes() != ours]
    if given.files >= 10:
        tenth = inputs.made(shape, given.files // 10)
        race.tenth = run(statistics(tenth, inputs.folder / "tenth.csv"), inputs.env)
    return race


def floor(tidy: Path, given: Given, inputs: Inputs) -> dict[str, list[str]]:
    """Return the command that turns every field into a number in C and no more; none where it cannot be compiled."""
    source, program = given.references / "floor" / "csv_floor.c", inputs.folder / "csv_floor"
    if shutil.which("gcc") is None or not source.exists():
        sys.stderr.write("There is no gcc, or no program in C to compile: reading in C is left out.\n")
        return {}
    if not program.exists():
        run(["gcc", "-O3", "-march=native", "-o", str(program), str(source)], inputs.env)
    root = inputs.folder / f"floor-{tidy.name}"
    (root / "x").mkdir(parents=True, exist_ok=True)
    (root / "x" / "1").symlink_to(tidy, target_is_directory=True)
    return {"reading in C": [str(program), str(root)]}


def one_page(given: Given, inputs: Inputs) -> Race:
    """Make one authority's page of all series: ours and the peers, each from its own store."""
    side, root = inputs.made("wide", given.files).parent, inputs.store()
    cube, prefix = inputs.folder / "cube.npy", inputs.folder / "peers"
    run([sys.executable, str(HERE / "cube.py"), str(root), str(side), str(cube)], inputs.env)
    script = str(given.references / "ref" / "page.py")
    there = {name: how for name, how in PAGES.items() if name in given.peers}
    if there:
        tidy = str(side / "wide")
        run([given.python, script, "build", tidy, str(side), str(cube), str(prefix)], inputs.env)
    commands = {OURS: [sys.executable, str(HERE / "page.py"), str(root), str(side), AUTHORITY]}
    for name, how in there.items():
        commands[name] = [given.python, script, how, str(side), str(cube), str(prefix), AUTHORITY]
    race = Race(f"One authority's page of {given.files * 80:,} series", HEADLINES["page"], first(given))
    limit = {"import numpy": [sys.executable, "-c", "import numpy"]}
    race.run(commands | limit, max(given.runs, PAGE_RUNS), inputs.env)
    said = {name: called(command, inputs.env) for name, command in commands.items()}
    race.differing = [name for name in there if said[name][0] != said[OURS][0]]
    race.more = [
        Target(f"{name}, times as long for a call in the process", wanted, said[name][1] / said[OURS][1])
        for name, wanted in CALLS.items()
        if name in said
    ]
    return race


def called(command: list[str], env: Mapping[str, str]) -> tuple[str, float]:
    """Return what a page says, and the milliseconds of a call in its process, which both programs say on the side."""
    done = subprocess.run([*command, "5"], env=dict(env), text=True, capture_output=True, check=True)
    return done.stdout.strip(), float(done.stderr.split()[0])


def given() -> Given:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time published statistics beside programs written by hand.")
    names = sorted({*STATISTICS, *PAGES})
    parser.add_argument("--jobs", nargs="+", choices=list(HEADLINES), default=list(HEADLINES))
    parser.add_argument("--files", type=int, default=FULL, help="files of ten indicators each")
    parser.add_argument("--runs", type=int, default=1, help="counted runs of each command, after one that is not")
    parser.add_argument("--peers", nargs="*", choices=names, default=names)
    parser.add_argument("--references", type=Path, default=peers.REFERENCES, help="where the peers' programs are")
    parser.add_argument("--python", help="an interpreter with the peers' packages, for the one made on demand")
    found = parser.parse_args()
    if min(found.files, found.runs) < 1:
        parser.error("--files and --runs are at least 1.")
    there = (found.references / "ref").is_dir()
    python = found.python or (str(peers.python_with_peers()) if there else "")
    return Given(tuple(found.jobs), found.files, found.runs, tuple(found.peers), found.references, python)


def measure(asked: Given, folder: Path) -> int:
    """Measure, print and judge; return the exit status."""
    inputs = Inputs(asked, folder, environment(folder))
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    say(f"{busy}; CPU is user and system seconds, medians of {asked.runs} runs, of a page {PAGE_RUNS} or more.")
    races = []
    for job in asked.jobs:
        race = one_page(asked, inputs) if job == "page" else job_b(job, asked, inputs)
        race.show()
        races.append(race)
    rows = [row for race in races for row in race.targets()]
    table("Aimed at later", ["", "", "wanted", "measured", ""], rows)
    return judge([bar for race in races for bar in race.bars()])


def main() -> int:
    """Run the benchmark; return the exit status."""
    try:
        asked = given()
        if not (asked.references / "ref").is_dir():
            sys.stderr.write("The reference implementations are not there (see --references): nothing is measured.\n")
            return 0
        with tempfile.TemporaryDirectory() as folder:
            return measure(asked, Path(folder))
    except (Failed, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
