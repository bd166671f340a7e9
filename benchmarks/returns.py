"""Times counting of statutory returns beside programs written for the same jobs by hand.

    python benchmarks/returns.py [--jobs looked-after children-in-need] [--authorities 1] [--years 5] [--runs 3]

Makes its inputs in a temporary folder, runs whole processes turn by turn, compares the answers byte for byte and prints
Markdown tables. Exit status 0 when every first bar is met, 1 when one is missed or an answer differs, 2 when something
could not be run. ``--authorities 153 --years 10`` is England: 1.4 GB of inputs and some ten minutes.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import peers
from processes import Failed, environment, run
from races import OURS, Headline, Race
from reporting import judge, table

HERE = Path(__file__).parent

HEADLINES = {
    "looked-after": {1: Headline({"pandas": 15, "Polars": 3, "DuckDB": 3.5}), 30: Headline({"pandas": 15})},
    "children-in-need": {1: Headline({"lxml": 3}), 30: Headline({"pandas": 20})},
}
ENGLAND = {
    "looked-after": Headline({"Polars": 8, "DuckDB": 8, "pandas": 25}, memory=10),
    "children-in-need": Headline({"lxml": 12, "DuckDB": 4}),
}

PEERS = {
    "looked-after": {"DuckDB": "job_a_duckdb.py", "Polars": "job_a_polars.py", "pandas": "job_a_pandas.py"},
    "children-in-need": {"DuckDB": "cin_duckdb.py", "lxml": "cin_lxml.py", "pandas": "cin_pandas.py"},
}

LOOKED_AFTER = {1: 1_000, 30: 16_500, 153: 83_000}
IN_NEED = {1: 8_000, 30: 123_000, 153: 640_000}
"""Children in all authorities together, by how many there are."""

LOOKUP = """
import sys
sys.path.insert(0, sys.argv[1])
import geography
geography.Geography = lambda frame: frame  # the frame itself: where every invented postcode is
geography.synthetic().write_parquet(sys.argv[2])
"""
"""Writes the postcodes of the maker's invented geography."""


def race(job: str, given: argparse.Namespace, folder: Path, env: Mapping[str, str]) -> Race:
    """Make a job's input, run ours and the peers over it, and compare the answers."""
    returns, more = made(job, given, folder, env)
    count = given.authorities
    headline = ENGLAND[job] if count > 30 else HEADLINES[job].get(count, Headline({}))
    found = Race(f"{job.replace('-', ' ').capitalize()}, authorities: {count}", headline)
    answers = {name: folder / f"{job}-{name}.csv" for name in (OURS, *PEERS[job])}
    ours = HERE / f"{job.replace('-', '_')}.py"
    commands = {OURS: [sys.executable, str(ours), str(returns), *more, str(answers[OURS])]}
    for name, script in PEERS[job].items():
        if name in given.peers:
            path = str(given.references / "ref" / script)
            commands[name] = [given.python, path, str(returns), *more, str(answers[name])]
    found.run(commands, given.runs, env)
    expected = answers[OURS].read_bytes()
    found.differing = [name for name in PEERS[job] if name in commands and answers[name].read_bytes() != expected]
    return found


def made(job: str, given: argparse.Namespace, folder: Path, env: Mapping[str, str]) -> tuple[Path, tuple[str, ...]]:
    """Make a job's returns; return where they are, and the lookup of postcodes where the job needs one."""
    makers, out, count = given.references / "gen", folder / job, given.authorities
    if job == "children-in-need":
        children = IN_NEED.get(count, count * 4_000)
        size = ["--authorities", str(count), "--children", str(children)]
        run([given.python, str(makers / "make_cin.py"), str(out), *size], env)
        return out, ()
    lookup = folder / "postcodes.parquet"
    run([given.python, "-c", LOOKUP, str(makers), str(lookup)], env)
    size = ["--authorities", str(count), "--children", str(LOOKED_AFTER.get(count, count * 550))]
    size += ["--first", str(2026 - given.years), "--last", "2025", "--postcodes", str(lookup)]
    run([given.python, str(makers / "make_903.py"), str(out), *size], env)
    return out, (str(lookup),)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time counting of returns beside programs written by hand.")
    names = sorted({name for by_job in PEERS.values() for name in by_job})
    parser.add_argument("--jobs", nargs="+", choices=list(PEERS), default=list(PEERS))
    parser.add_argument("--authorities", type=int, default=1)
    parser.add_argument("--years", type=int, default=5, help="years of SSDA903 returns; the census is one year")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command, after one that is not")
    parser.add_argument("--peers", nargs="*", choices=names, default=names)
    parser.add_argument("--references", type=Path, default=peers.REFERENCES, help="where the peers' programs are")
    parser.add_argument("--python", help="an interpreter with the peers' packages, for the one made on demand")
    found = parser.parse_args()
    if (found.references / "ref").is_dir() and not found.python:
        found.python = str(peers.python_with_peers())
    return found


def main() -> int:
    """Run the benchmark; return the exit status."""
    try:
        given = arguments()
        if not (given.references / "ref").is_dir():
            sys.stderr.write("The reference implementations are not there (see --references): nothing is measured.\n")
            return 0
        with tempfile.TemporaryDirectory() as folder:
            races = [race(job, given, Path(folder), environment(Path(folder))) for job in given.jobs]
        for one in races:
            one.show()
        table("Aimed at later", ["", "", "wanted", "measured", ""], [row for one in races for row in one.targets()])
        return judge([bar for one in races for bar in one.bars()])
    except Failed as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
