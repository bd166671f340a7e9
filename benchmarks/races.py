"""Our program beside programs for the same job written by hand: the table, first bars and later targets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from processes import Run, cpu, in_turn, peak, ratio
from reporting import Bar, say, seconds, table

OURS = "ours"

FIRST: Mapping[str, float] = {"DuckDB": 1.0, "Polars": 1.0, "pandas": 5.0}
"""How many times our CPU each peer must take at least."""

MEMORY = 500.0
"""Megabytes that we may hold at most, whatever the size."""

FLAT = 1.5
"""How many times the memory of a tenth of the input the whole may take: 10 were nothing let go."""


class Headline(NamedTuple):
    """What is aimed at later."""

    times: Mapping[str, float]
    """How many times our CPU each peer should take."""
    memory: float | None = None
    """How many times our peak memory Polars should hold; ``None`` where nothing is aimed at."""
    limit: tuple[str, float] | None = None
    """A command that does no more than the least one can, and how many times its CPU we may take."""


class Target(NamedTuple):
    """One figure aimed at later, and what was measured."""

    what: str
    wanted: float
    measured: float
    most: bool = False
    """Whether it is a limit that should not be passed; otherwise it should be reached."""

    def row(self, title: str) -> Sequence[str]:
        """Return it as a row of a table, with how many times it is missed by."""
        short = self.measured / self.wanted if self.most else self.wanted / self.measured
        told = "reached" if short <= 1 else f"missed by {short:.1f} times"
        return title, self.what, f"{self.wanted:g}", f"{self.measured:.1f}", told


class Race:
    """One job at one size. The runs, by name, are there when ``run`` has been called."""

    def __init__(self, title: str, headline: Headline, first: Mapping[str, float] = FIRST) -> None:
        self.title, self.headline, self.first = title, headline, first
        self.results: dict[str, list[Run]] = {}
        self.differing: list[str] = []
        """Whose answer is not ours."""
        self.tenth: Run | None = None
        """Ours on a tenth of the input; ``None`` when it was not run."""
        self.more: list[Target] = []
        """Other figures aimed at, as far as they were measured."""

    def run(self, commands: Mapping[str, Sequence[str]], runs: int, env: Mapping[str, str]) -> None:
        """Run ours, every peer and the limit turn by turn. Raises ``Failed`` when one of them does."""
        self.results = in_turn(commands, runs, env)

    def show(self) -> None:
        """Print whom it takes how much."""
        ours = self.results[OURS]
        rows = [
            (name, seconds(cpu(runs)), f"{peak(runs):.0f}", f"{ratio(runs, ours):.2f}")
            for name, runs in self.results.items()
        ]
        table(f"{self.title}; whole processes", ["", "CPU s", "peak MB", "times our CPU"], rows)
        stages = ", ".join(f"{name} {value:.2f}" for name, value in ours[-1].stages.items())
        say(f"\n{f'Ours, CPU s: {stages}. ' if stages else ''}Answers: {self._answers()}.")

    def _answers(self) -> str:
        return f"DIFFER from ours: {', '.join(self.differing)}" if self.differing else "the same"

    def bars(self) -> Iterable[Bar]:
        """Yield the first bars, for the peers that ran."""
        ours = self.results[OURS]
        yield Bar(f"{self.title}: every peer gives our answers", self._answers(), not self.differing)
        for name, times in self.first.items():
            if name in self.results:
                measured = ratio(self.results[name], ours)
                what = f"{self.title}: {name} takes at least {times:g} times our CPU"
                yield Bar(what, f"{measured:.1f}", measured >= times)
        held = peak(ours)
        yield Bar(f"{self.title}: at most {MEMORY:g} MB", f"{held:.0f} MB", held <= MEMORY)
        if self.tenth:
            more = held / self.tenth.peak
            what = f"{self.title}: at most {FLAT:g} times the memory of a tenth of it"
            yield Bar(what, f"{more:.2f}", more <= FLAT)

    def targets(self) -> Iterable[Sequence[str]]:
        """Yield a row for each figure aimed at later."""
        ours = self.results[OURS]
        found = [
            Target(f"{name}, times our CPU", times, ratio(self.results[name], ours))
            for name, times in self.headline.times.items()
            if name in self.results
        ]
        if self.headline.memory and "Polars" in self.results:
            times = peak(self.results["Polars"]) / peak(ours)
            found.append(Target("Polars, times our memory", self.headline.memory, times))
        if self.headline.limit and self.headline.limit[0] in self.results:
            name, most = self.headline.limit
            found.append(Target(f"ours, times the CPU of {name}", most, 1 / ratio(self.results[name], ours), most=True))
        return [one.row(self.title) for one in (*found, *self.more)]
