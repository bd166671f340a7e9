"""Times the rules beside four reference implementations, and `clearline check` as its users run it.

    python benchmarks/check.py [--posts 5 50 500 5000 50000] [--runs 5]

Makes its inputs in a temporary folder, runs whole processes turn by turn, compares the answers byte for byte and prints
Markdown tables. Exit status 0 when every bar that could be judged is met, 1 when one is missed or an answer differs,
2 when something could not be run. The README beside this file says what is measured and gives the last figures.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import organisations
import peers
from processes import Failed, Run, cpu, environment, in_turn, peak, ratio, run, stage
from reporting import Bar, judge, say, seconds, table

HERE = Path(__file__).parent

COMMAND = "from clearline.cli import main; main()"
"""What the installed ``clearline`` script does."""

AS_OF_2009 = ("--on", "2009-09-01", "--edition", "2009")
LARGE, PICTURE = 50_000, 50
"""Posts of the organisations that the bars are about."""

PICTURE_BAR = 0.25
"""CPU seconds for a whole check of a picture of 50 posts."""

PEER_BARS = {"DuckDB": 1.0, "clingo": 7.0}
"""How many times our CPU each must take on 50,000 posts."""

LINEAR = 2.0
"""How much more CPU a post may take at 50,000 posts than at 5,000: 1 were it not for the processor's caches, 10 if each
post were compared with every other."""


class Given(NamedTuple):
    """What was asked for."""

    posts: tuple[int, ...]
    runs: int
    peers: tuple[str, ...]
    references: Path


class JobC:
    """Job C, ours beside the peers, at each size."""

    def __init__(self, given: Given, folder: Path) -> None:
        self.given, self.folder, self.env = given, folder, environment(folder)
        needs_packages = set(given.peers) - {"plain Python"}
        self.python = str(peers.python_with_peers() if needs_packages else sys.executable)
        self.results: dict[int, dict[str, list[Run]]] = {}
        self.differing: list[str] = []

    def measure(self, posts: int) -> dict[str, list[Run]]:
        """Make the input of one size, time everybody, compare the answers."""
        source, scripts = self.folder / f"c{posts}", self.given.references / "ref"
        maker = self.given.references / "gen" / "make_org.py"
        run([sys.executable, str(maker), str(source), "--posts", str(posts)], self.env)
        answers = {name: self.folder / f"c{posts}-{name}.csv" for name in ("ours", *self.given.peers)}
        commands = {
            "bare Python": [sys.executable, "-c", "pass"],
            "ours": [sys.executable, str(HERE / "job_c.py"), str(source), str(answers["ours"])],
        }
        for name in self.given.peers:
            commands[name] = [self.python, str(scripts / peers.SCRIPTS[name]), str(source), str(answers[name])]
        self.results[posts] = in_turn(commands, self.given.runs, self.env)
        ours = answers["ours"].read_bytes()
        self.differing += [
            f"{name} at {posts:,} posts" for name in self.given.peers if answers[name].read_bytes() != ours
        ]
        return self.results[posts]

    def show(self) -> None:
        """Print whom it takes how much, and where our own time goes."""
        columns = ["posts", "", "CPU s", "peak MB", "times our CPU"]
        table("Job C: 50 structural rules and 300 duties; whole processes", columns, self._rows())
        same = f"DIFFER from ours: {', '.join(self.differing)}" if self.differing else "the same, byte for byte"
        say(f"\nAnswers: {same}.")
        columns = ["posts", "load", "rules", "write", "all three, a post"]
        table("Job C, ours, CPU s", columns, self._stages())

    def _rows(self) -> Iterable[Sequence[str]]:
        for posts in self.given.posts:
            for name, runs in self.measure(posts).items():
                times = f"{ratio(runs, self.results[posts]['ours']):.2f}"
                yield f"{posts:,}", name, seconds(cpu(runs)), f"{peak(runs):.0f}", times

    def _stages(self) -> Iterable[Sequence[str]]:
        for posts, results in self.results.items():
            parts = _parts(results["ours"])
            yield f"{posts:,}", *map(seconds, parts), _a_post(sum(parts), posts)

    def bars(self) -> Iterable[Bar]:
        """Yield the bars that the sizes and peers asked for can show."""
        yield Bar(
            "job C: every peer gives our answers, byte for byte",
            ", ".join(self.differing) or "they do",
            not self.differing,
        )
        for name, times in PEER_BARS.items():
            if name in self.given.peers and LARGE in self.results:
                measured = ratio(self.results[LARGE][name], self.results[LARGE]["ours"])
                yield Bar(
                    f"job C, 50,000 posts: {name} takes at least {times:g} times our CPU",
                    f"{measured:.1f}",
                    measured >= times,
                )
        yield from growth("job C", {posts: sum(_parts(results["ours"])) for posts, results in self.results.items()})


class Check:
    """`clearline check` on organisations of our own making."""

    def __init__(self, given: Given, folder: Path) -> None:
        self.given, self.folder, self.env = given, folder, environment(folder)
        self.results: dict[int, dict[str, list[Run]]] = {}
        self.picture: dict[str, list[Run]] = {}

    def show(self) -> None:
        """Print what a check takes at each size, and a hand-written picture."""
        columns = ["posts", "CPU s", "peak MB", "load", "rules", "both, a post"]
        table("`clearline check POSTS.csv`: whole process, and its stages by themselves; CPU s", columns, self._rows())
        picture = self.folder / "picture.yaml"
        organisations.write_picture(picture, PICTURE)
        self.picture = in_turn({"bare Python": [sys.executable, "-c", "pass"], "command": self._command(picture)},
                               max(self.given.runs, 3), self.env, fine=(0, 1))  # fmt: skip
        command = self.picture["command"]
        row = [str(PICTURE), seconds(cpu(command)), f"{peak(command):.0f}", seconds(cpu(self.picture["bare Python"]))]
        table("`clearline check PICTURE.yaml`: whole process", ["posts", "CPU s", "peak MB", "bare Python"], [row])

    def _command(self, source: Path) -> list[str]:
        return [sys.executable, "-c", COMMAND, "check", str(source), *AS_OF_2009]

    def _rows(self) -> Iterable[Sequence[str]]:
        for posts in self.given.posts:
            source = self.folder / f"o{posts}.csv"
            organisations.write_csv(source, posts)
            commands = {
                "ours": self._command(source),
                "stages": [sys.executable, str(HERE / "stages.py"), str(source)],
            }
            results = self.results[posts] = in_turn(commands, self.given.runs, self.env, fine=(0, 1))
            ours, parts = results["ours"], _parts(results["stages"])
            yield (
                f"{posts:,}",
                seconds(cpu(ours)),
                f"{peak(ours):.0f}",
                *map(seconds, parts),
                _a_post(sum(parts), posts),
            )

    def bars(self) -> Iterable[Bar]:
        """Yield the bars that the sizes asked for can show."""
        measured = cpu(self.picture["command"])
        yield Bar(
            f"a picture of {PICTURE} posts is checked in {PICTURE_BAR:g} s",
            f"{measured:.3f} s",
            measured <= PICTURE_BAR,
        )
        stages = {posts: results["stages"] for posts, results in self.results.items()}
        yield from growth("`clearline check`, loading", {n: stage(runs, "load") for n, runs in stages.items()})
        yield from growth("`clearline check`, rules", {n: stage(runs, "rules") for n, runs in stages.items()})


def _parts(runs: Sequence[Run]) -> list[float]:
    """Return the median CPU seconds of each stage, in their order."""
    return [stage(runs, name) for name in runs[0].stages]


def _a_post(value: float, posts: int) -> str:
    return f"{value / posts * 1e6:,.1f} µs"


def growth(what: str, took: dict[int, float]) -> Iterable[Bar]:
    """Yield whether CPU grows in proportion from 5,000 to 50,000 posts; nothing when either was not measured."""
    small = LARGE // 10
    if {small, LARGE} <= took.keys():
        more = took[LARGE] / took[small] / 10
        yield Bar(
            f"{what}: a post takes no more than {LINEAR:g} times as long at 50,000 as at 5,000",
            f"{more:.2f}",
            more <= LINEAR,
        )


def given() -> Given:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Time the rules beside four reference implementations.")
    parser.add_argument("--posts", type=int, nargs="+", default=[5, 50, 500, 5000, 50_000], help="sizes to measure")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command, after one that is not")
    parser.add_argument("--peers", nargs="*", choices=list(peers.SCRIPTS), default=list(peers.SCRIPTS))
    parser.add_argument("--references", type=Path, default=peers.REFERENCES, help="where the peers' programs are")
    found = parser.parse_args()
    if min(found.posts) < 1 or found.runs < 1:
        parser.error("--posts and --runs are at least 1.")
    return Given(tuple(found.posts), found.runs, tuple(found.peers), found.references)


def measure(asked: Given, folder: Path) -> int:
    """Measure, print and judge; return the exit status."""
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    say(f"{busy}; CPU is user and system seconds, medians of {asked.runs} runs.")
    parts: list[JobC | Check] = [Check(asked, folder)]
    if (asked.references / "ref").is_dir():
        parts.insert(0, JobC(asked, folder))
    else:
        sys.stderr.write("The reference implementations are not there (see --references): job C is left out.\n")
    for part in parts:
        part.show()
    return judge([bar for part in parts for bar in part.bars()])


def main() -> int:
    """Run the benchmark; return the exit status."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(given(), Path(folder))
    except (Failed, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
